"""Payloads that Slack's own screens would never send: any person, any channel, any id; and all that comes back."""

import json
from typing import Any

from careapp.blocks import ids
from careapp.sandbox.payloads import command_payload, interaction, where
from tests.team import Team

Json = dict[str, Any]
# What a circle is made of, but for what is kept of people's own tries.
_TABLES = (
    "circles",
    "circle_roles",
    "rounds",
    "stories",
    "story_thanks",
    "praises",
    "kudos",
    "kudos_receivers",
    "cheers",
    "digests",
    "gatherings",
    "lesson_supports",
    "behaviours",
    "behaviour_weeks",
    "behaviour_answers",
    "prompts",
    "prompts_off",
    "pulses",
    "pulse_asked",
    "pulse_marks",
    "pulse_answers",
    "pulse_results",
    "pulse_letters",
    "workshops",
    "contributions",
    "supports",
    "ratings",
    "raters",
)


class Forger:
    """Sends Care whatever somebody might forge, past the sandbox's own checks."""

    def __init__(self, team: Team) -> None:
        self.team, self.slack = team, team.sandbox.slack
        self._answers: list[Any] = []

    async def command(self, user_id: str, channel_id: str, typed: str) -> None:
        """A slash command."""
        name, _, text = typed.partition(" ")
        who, channel = self.slack.workspace.people[user_id], self.slack.workspace.channels[channel_id]
        await self._deliver("slash_commands", name, command_payload(self.slack, who, channel, name, text))

    async def action(self, user_id: str, channel_id: str, action_id: str, value: str) -> None:
        """A button or menu with a value of one's own."""
        payload = self._interaction("block_actions", user_id)
        action: Json = {"type": "button", "action_id": action_id, "block_id": "b", "value": value}
        if action_id in (ids.STORY_MENU, ids.PROMPT_MENU, ids.PROMPT_DECK):
            action = {**action, "type": "overflow", "selected_option": {"value": value}}
        channel = self.slack.workspace.channels[channel_id]
        container = {"type": "message", "message_ts": "1.1", "channel_id": channel_id, "is_ephemeral": True}
        payload.update(actions=[action], channel=where(channel), container=container, state={"values": {}})
        payload["response_url"] = self.slack.url + self.slack.permits.new_response_path(user_id, channel_id)
        await self._deliver("interactive", action_id, payload)

    async def submit(self, user_id: str, callback_id: str, metadata: Json, **fields: Json) -> None:
        """A form that nobody opened, with metadata of one's own."""
        payload = self._interaction("view_submission", user_id)
        blocks = [{"type": "input", "block_id": name} for name in fields]
        values = {name: {ids.INPUT: state} for name, state in fields.items()}
        view = {"type": "modal", "id": f"V{payload['trigger_id']}", "callback_id": callback_id, "blocks": blocks}
        payload["view"] = {**view, "private_metadata": json.dumps(metadata), "state": {"values": values}}
        await self._deliver("interactive", callback_id, payload)

    async def shortcut(self, user_id: str, callback_id: str, channel_id: str = "", ts: str = "") -> None:
        """A shortcut, on a message where its ts is given."""
        payload = self._interaction("message_action" if ts else "shortcut", user_id) | {"callback_id": callback_id}
        if ts:
            message = {"type": "message", "ts": ts, "bot_id": "B1", "text": "Care's own"}
            payload.update(channel={"id": channel_id}, message=message, message_ts=ts)
        await self._deliver("interactive", callback_id, payload)

    def shown_to(self, user_id: str) -> str:
        """Return all that Care let this person alone see since the last look: answers, whispers, forms, messages."""
        channels = self.slack.workspace.channels.values()
        whispers = [channel.ephemeral.pop(user_id, {}) for channel in channels]
        direct = [channel.messages for channel in channels if channel.is_direct and user_id in channel.members]
        forms = list(self.slack.views.stack_of(user_id))
        for view in reversed(forms):
            self.slack.views.close(user_id, view, everything=True)
        shown = json.dumps([self._answers, whispers, direct, forms, self.slack.views.homes.get(user_id)], default=str)
        self._answers = []
        return shown

    def kept(self) -> list[Any]:
        """Return what the circles are made of, and what they show."""
        db = self.team.care.store._db
        tables = [list(db.execute(f"SELECT * FROM {table} ORDER BY 1, 2")) for table in _TABLES]
        return [*tables, list(db.execute("SELECT key, content FROM posts WHERE key NOT LIKE 'hello:%' ORDER BY key"))]

    def _interaction(self, kind: str, user_id: str) -> Json:
        payload = interaction(self.slack, kind, self.slack.workspace.people[user_id])
        return payload | {"trigger_id": self.slack.permits.new_trigger(user_id)}

    async def _deliver(self, kind: str, name: str, payload: Json) -> None:
        ack = await self.slack.deliveries.deliver(kind, name, payload)
        assert ack.error is None, (name, ack)
        self._answers.append(ack.payload)
        await self.team.sandbox.settled()
        await self.team.care.settle()
