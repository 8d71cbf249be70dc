"""The body of a control call, read strictly: who, where and what."""

from dataclasses import dataclass
from typing import Any

from careapp.sandbox.channel import Channel
from careapp.sandbox.refusals import ControlError, Json, SlackError
from careapp.sandbox.slack import Slack
from careapp.sandbox.workspace import Person

TEXT_MOST = 1_000_000
MESSAGE_MOST = 40_000  # what Slack shows of a message
COMMAND_MOST = 100_000


@dataclass(frozen=True)
class Body:
    """Reads a JSON object; each method raises ControlError for what is missing or wrong."""

    slack: Slack
    given: Json

    def text(self, name: str, default: str | None = None, most: int = TEXT_MOST) -> str:
        """A string of at most so many characters; required where it has no default."""
        value = self.given.get(name, default)
        if not isinstance(value, str):
            raise ControlError(f"`{name}` must be a string.")
        if len(value) > most:
            raise ControlError(f"`{name}` must be no longer than {most:,} characters.", 413)
        return value

    def flag(self, name: str, default: bool | None = None) -> bool:
        """A boolean; required where it has no default."""
        value = self.given.get(name, default)
        if not isinstance(value, bool):
            raise ControlError(f"`{name}` must be true or false.")
        return value

    def number(self, name: str) -> float:
        """A number."""
        value = self.given.get(name)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ControlError(f"`{name}` must be a number.")
        try:
            return float(value)
        except OverflowError as huge:
            raise ControlError(f"`{name}` is too large.") from huge

    def object(self, name: str) -> Json:
        """An object."""
        value: Any = self.given.get(name)
        if not isinstance(value, dict):
            raise ControlError(f"`{name}` must be an object.")
        return value

    def person(self, name: str = "user") -> Person:
        """A person who is still here."""
        person = self.slack.workspace.people.get(self.text(name))
        if person is None:
            raise ControlError(f"There is no person {self.text(name)}.", 404)
        if person.deleted and name == "user":
            raise ControlError(f"{person.name} has left the workspace.")
        return person

    def seen_channel(self, person: Person) -> Channel:
        """A channel that this person can see."""
        channel = self.slack.workspace.channels.get(self.text("channel"))
        if channel is None or not channel.seen_by(person.id):
            raise ControlError(f"{person.name} sees no channel {self.text('channel')}.", 404)
        return channel

    def own_channel(self, person: Person) -> Channel:
        """A channel that this person is in and can write to."""
        channel = self.seen_channel(person)
        if person.id not in channel.members:
            raise ControlError(f"{person.name} is not in #{channel.name}.")
        if channel.is_archived:
            raise ControlError(f"#{channel.name} is archived.")
        return channel

    def message(self, channel: Channel, name: str = "ts") -> Json:
        """A message of this channel that is still there."""
        message = channel.messages.get(self.text(name))
        if message is None or message.get("subtype") == "tombstone":
            raise ControlError("There is no such message.", 404)
        return message

    def view(self, person: Person) -> Json:
        """A view that this person has open."""
        try:
            owner, view = self.slack.views.find(self.text("view_id"))
        except SlackError:
            owner, view = "", {}
        if owner != person.id:
            raise ControlError(f"{person.name} has no view {self.text('view_id')} open.", 404)
        return view
