"""One Web API call: its arguments in whatever encoding they came, and what it may do."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from careapp.sandbox.channel import Channel
from careapp.sandbox.json_text import read_json
from careapp.sandbox.refusals import Json, SlackError
from careapp.sandbox.slack import Slack

YES = {"1", "true", "True"}
Item = TypeVar("Item")


@dataclass(frozen=True)
class Call:
    """A call under way: `args` are the values as they came, strings or JSON."""

    slack: Slack
    args: Json

    def text(self, name: str, default: str = "") -> str:
        """An argument as a string; raises invalid_arguments for an object or a list."""
        value = self.args.get(name)
        if value is None:
            return default
        if isinstance(value, (dict, list)):
            raise SlackError("invalid_arguments", f"must be a string [json-pointer:/{name}]")
        return str(value)

    def flag(self, name: str, default: bool = False) -> bool:
        """An argument as a boolean: true, "true" and "1" are True."""
        value = self.args.get(name)
        return default if value is None else value is True or str(value) in YES

    def whole(self, name: str, default: int, error: str = "invalid_arguments") -> int:
        """An argument as a whole number, zero or more; raises `error` for anything else."""
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit():
            raise SlackError(error)
        return int(value[:9])

    def data(self, name: str, error: str) -> Any:
        """An argument that is JSON, sent as such or as a string of it; None where absent or empty."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return read_json(value)
        except (ValueError, RecursionError) as broken:
            raise SlackError(error) from broken

    def need_scope(self, *any_of: str) -> None:
        """Raises missing_scope unless one of these scopes was granted."""
        granted = self.slack.manifest.scopes
        if any_of and not set(any_of) & set(granted):
            raise SlackError("missing_scope", needed=",".join(any_of), provided=",".join(granted))

    def channel(self, name: str = "channel", error: str = "channel_not_found") -> Channel:
        """The conversation named by id; private ones exist only for their members."""
        channel = self.slack.workspace.channels.get(self.text(name))
        if channel is None or (channel.kind != "channel" and not self.is_in(channel)):
            raise SlackError(error)
        return channel

    def is_in(self, channel: Channel) -> bool:
        """Whether the app is a member."""
        return self.slack.workspace.bot_user_id in channel.members

    def message(self, channel: Channel, name: str) -> Json:
        """The message at the `ts` in this argument; raises message_not_found."""
        message = channel.messages.get(self.text(name))
        if message is None or message.get("subtype") == "tombstone":
            raise SlackError("message_not_found")
        return message

    def page(
        self,
        items: list[Item],
        key: Callable[[Item], str],
        default: int = 100,
        most: int = 1000,
        wrong_limit: str = "invalid_arguments",
    ) -> tuple[list[Item], Json]:
        """The page of `items` that cursor and limit ask for, and response_metadata with the next cursor."""
        limit = self.whole("limit", default, wrong_limit) or default
        if limit > most:
            raise SlackError(wrong_limit)
        start = self._start(items, key)
        following = items[start + limit : start + limit + 1]
        cursor = _cursor(key(following[0])) if following else ""
        return items[start : start + limit], {"next_cursor": cursor}

    def _start(self, items: list[Item], key: Callable[[Item], str]) -> int:
        cursor = self.text("cursor")
        if not cursor:
            return 0
        for index, item in enumerate(items):
            if cursor == _cursor(key(item)):
                return index
        raise SlackError("invalid_cursor")


def warned(code: str) -> Json:
    """What an answer carries beside itself to warn of something that did not stop it."""
    return {"warning": code, "response_metadata": {"warnings": [code]}}


def _cursor(key: str) -> str:
    """Opaque, and often with the "=" at its end that makes an app escape it in a query."""
    return b64encode(f"next:{key}".encode()).decode()
