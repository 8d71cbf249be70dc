"""Every switch that makes the sandbox less strict than Slack, or other than it usually is: one table."""

from dataclasses import dataclass
from typing import Any

from careapp.sandbox.refusals import ControlError
from careapp.sandbox.slack import Slack

MOST_SECONDS = 86_400


@dataclass(frozen=True)
class Relaxation:
    """One switch: the part of Slack that holds it, as which attribute; its value from the start; and what it is for."""

    part: str
    attribute: str
    strict: bool | float
    says: str

    def value(self, slack: Slack) -> bool | float:
        """How it stands now."""
        found: bool | float = getattr(getattr(slack, self.part), self.attribute)
        return found

    def switch(self, slack: Slack, value: bool | float) -> None:
        """Sets it."""
        setattr(getattr(slack, self.part), self.attribute, value)

    def checked(self, name: str, value: Any) -> bool | float:
        """The value, if it is one; raises ControlError for another kind and for seconds beyond a day."""
        if isinstance(self.strict, bool):
            if not isinstance(value, bool):
                raise ControlError(f"`{name}` must be true or false.")
            return value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ControlError(f"`{name}` must be a number.")
        if not 0 <= value <= MOST_SECONDS:
            raise ControlError(f"`{name}` is 0 to {MOST_SECONDS:,} seconds.")
        return float(value)


RELAXATIONS = {
    "ack_seconds": Relaxation(
        "deliveries", "ack_seconds", 3.0, "Real seconds that the app has for an ack; more of them while you debug."
    ),
    "trigger_seconds": Relaxation(
        "permits", "trigger_seconds", 3.0, "Seconds of the sandbox's clock for which a new `trigger_id` is good."
    ),
    "rate_limits": Relaxation(
        "limits", "on", True, "Off: no 429, however often the app calls; for replays and for a frozen clock."
    ),
    "dedupe_posts": Relaxation(
        "duplicates",
        "on",
        False,
        "On: a second `chat.postMessage` with the `client_msg_id` of another posts nothing and answers that one, with "
        "`is_duplicate`; Slack promises neither.",
    ),
    "dated_by_machine": Relaxation(
        "request_urls",
        "dated_by_machine",
        False,
        "On: signed requests bear the machine's time, not that of the sandbox's clock.",
    ),
}


def settings_now(slack: Slack) -> dict[str, bool | float]:
    """How every switch stands."""
    return {name: each.value(slack) for name, each in RELAXATIONS.items()}


def change_settings(slack: Slack, given: dict[str, Any]) -> None:
    """Sets the switches named; raises ControlError for a name or a value that is none, before any is set."""
    for name in given:
        if name not in RELAXATIONS:
            raise ControlError(f"There is no setting {name}: there are {', '.join(RELAXATIONS)}.")
    taken = {name: RELAXATIONS[name].checked(name, value) for name, value in given.items()}
    for name, value in taken.items():
        RELAXATIONS[name].switch(slack, value)
