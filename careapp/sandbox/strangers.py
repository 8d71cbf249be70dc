"""Refuses what no menu would have offered: people and places that are not there for this person."""

from typing import Any

from careapp.sandbox.refusals import ControlError, Json
from careapp.sandbox.slack import Slack
from careapp.sandbox.workspace import Person

PEOPLE = ("selected_user", "selected_users")
PLACES = ("selected_conversation", "selected_conversations", "selected_channel", "selected_channels")


def refuse_strangers(slack: Slack, person: Person, *given: Any) -> None:
    """Raises ControlError where one of these states (block_id: action_id: state) names somebody or a place unknown."""
    for state in [state for values in given for actions in (values or {}).values() for state in actions.values()]:
        for user_id in _named(state, PEOPLE):
            if user_id not in slack.workspace.people:
                raise ControlError(f"There is no person {user_id}.")
        for channel_id in _named(state, PLACES):
            channel = slack.workspace.channels.get(channel_id)
            if channel is None or not channel.seen_by(person.id):
                raise ControlError(f"{person.name} sees no channel {channel_id}.")


def _named(state: Json, fields: tuple[str, ...]) -> list[str]:
    chosen = [state[field] for field in fields if state.get(field)]
    return [str(each) for value in chosen for each in (value if isinstance(value, list) else [value])]
