"""Posts that come a second time under the same `client_msg_id`, where the sandbox is asked to notice them."""

from careapp.sandbox.refusals import Json, SlackError
from careapp.sandbox.workspace import Workspace


class Duplicates:
    """Which message was posted under which `client_msg_id`, while `on`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._posted: dict[str, tuple[str, str]] = {}
        self.on = False

    def note(self, client_msg_id: str, channel_id: str, ts: str) -> None:
        """Remembers a post; one without an id is like no other."""
        if self.on and client_msg_id:
            self._posted[client_msg_id] = channel_id, ts

    def find(self, client_msg_id: str) -> tuple[str, Json] | None:
        """The channel's id and the message posted before; raises SlackError where one of them is gone."""
        if not self.on or client_msg_id not in self._posted:
            return None
        channel_id, ts = self._posted[client_msg_id]
        channel = self._workspace.channels.get(channel_id)
        if channel is None:
            raise SlackError("duplicate_channel_not_found")
        message = channel.messages.get(ts)
        if message is None or message.get("subtype") == "tombstone":
            raise SlackError("duplicate_message_not_found")
        return channel_id, message
