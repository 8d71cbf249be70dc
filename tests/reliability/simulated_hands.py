"""How the people of a simulated world press what Care shows them, fill in its forms, and read what it tells them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from careapp.blocks.ids import INPUT
from tests.reliability.in_process_slack import Json, turns
from tests.reliability.simulated_world import World

_PATIENCE = 40  # turns of the loop in which a person looks for an answer to what they pressed


@dataclass(frozen=True)
class Button:
    """An element of a message, or of a form, that can be pressed: where it stands, and what it is."""

    channel_id: str
    ts: str
    block_id: str
    element: Json

    @property
    def value(self) -> str:
        """What it is about."""
        return str(self.element.get("value", ""))

    @property
    def action_id(self) -> str:
        """What it does."""
        return str(self.element["action_id"])


class Hands:
    """What all people do alike."""

    def __init__(self, world: World) -> None:
        self.world = world

    def direct(self, user_id: str) -> str:
        """Return the id of a person's direct messages with Care."""
        workspace = self.world.slack.workspace
        return str(workspace.direct(user_id, workspace.bot_user_id).id)

    def buttons(self, user_id: str, channel_id: str, *action_ids: str) -> list[Button]:
        """Return the buttons that somebody can press in a channel, those of the latest message last."""
        channel = self._channel(channel_id)
        seen = {**channel.messages, **channel.ephemeral.get(user_id, {})}
        return [
            Button(channel_id, ts, block_id, element)
            for ts, message in sorted(seen.items())
            for block_id, element in _elements(message)
            if element.get("action_id") in action_ids
        ]

    async def press(self, user_id: str, button: Button) -> str:
        """Press a button; return what Care then says to its presser, empty where it says nothing."""
        self.world.pass_time(0.002)
        self.world.slack.views.stack_of(user_id).clear()
        if not self._is_there(user_id, button):
            return ""
        before = self._words_to(user_id, button)
        where = {"user": user_id, "channel": button.channel_id, "message_ts": button.ts}
        what = {"action_id": button.action_id, "block_id": button.block_id}
        done = await self.world.act("action", **where, **what, element={"type": button.element["type"]})
        for _ in range(_PATIENCE if done["ok"] else 0):
            if (said := self._words_to(user_id, button)) != before or self.world.slack.views.stack_of(user_id):
                return " ".join((said - before).elements())
            await turns(1)
        return ""

    async def command(self, user_id: str, channel_id: str, command: str, text: str = "") -> bool:
        """Type a command; say whether Care answered it."""
        self.world.pass_time(0.002)
        self.world.slack.views.stack_of(user_id).clear()
        given = {"user": user_id, "channel": channel_id, "command": command, "text": text}
        return bool((await self.world.act("command", **given))["ok"])

    def whispered(self, user_id: str, channel_id: str) -> Json:
        """Return the last message in a channel that only this person sees, empty where there is none."""
        mine = self._channel(channel_id).ephemeral.get(user_id, {})
        return dict(mine[max(mine)]) if mine else {}

    def has_form(self, user_id: str) -> bool:
        """Say whether somebody has a form open."""
        return bool(self.world.slack.views.stack_of(user_id))

    def fields(self, user_id: str) -> dict[str, Json]:
        """Return the elements of the form that somebody has open, by field; none where there is no form."""
        stack = self.world.slack.views.stack_of(user_id)
        return {b["block_id"]: b["element"] for b in stack[-1]["blocks"] if b["type"] == "input"} if stack else {}

    async def press_in_form(self, user_id: str, action_id: str) -> None:
        """Press a button of the form that somebody has open, where it is theirs to press."""
        self.world.pass_time(0.002)
        view = self.world.slack.views.stack_of(user_id)[-1]
        found = ((block_id, each) for block_id, each in _elements(view) if each.get("action_id") == action_id)
        block_id, element = next(found, ("", {}))
        if not element:
            return
        what = {"view_id": view["id"], "action_id": action_id, "block_id": block_id}
        await self.world.act("action", user=user_id, **what, element={"type": element["type"]})

    async def send(self, user_id: str, **said: Any) -> bool:
        """Fill fields of the form that somebody has open, and send it; say whether Care took it."""
        self.world.pass_time(0.002)
        kinds = {name: element["type"] for name, element in self.fields(user_id).items()}
        if not kinds:
            return False
        values = {name: {INPUT: {"type": kinds[name], _FIELD[kinds[name]]: given}} for name, given in said.items()}
        view_id = self.world.slack.views.stack_of(user_id)[-1]["id"]
        return bool((await self.world.act("submit", user=user_id, view_id=view_id, values=values))["ok"])

    def _is_there(self, user_id: str, button: Button) -> bool:
        """Say whether a button was not taken from under the finger."""
        return button in self.buttons(user_id, button.channel_id, button.action_id)

    def _words_to(self, user_id: str, button: Button) -> Counter[str]:
        """Return all words of the message that a button stands in, and of what only its presser sees there."""
        channel = self._channel(button.channel_id)
        mine = channel.ephemeral.get(user_id, {})
        shown = [channel.messages.get(button.ts, {}), *(mine[ts] for ts in sorted(mine))]
        return Counter(words for message in shown for words in texts(message.get("blocks", [])))

    def _channel(self, channel_id: str) -> Any:
        return self.world.slack.workspace.channels[channel_id]


_FIELD = {
    "plain_text_input": "value",
    "static_select": "selected_option",
    "multi_users_select": "selected_users",
}


def texts(node: Any) -> Iterator[str]:
    """Yield all that blocks say, in order."""
    if isinstance(node, dict) and isinstance(node.get("text"), str):
        yield node["text"]
    elif isinstance(node, dict | list):
        for part in node.values() if isinstance(node, dict) else node:
            yield from texts(part)


def _elements(message: Json) -> Iterator[tuple[str, Json]]:
    for block in message.get("blocks", ()):
        for element in (*block.get("elements", ()), block.get("accessory", {})):
            yield block["block_id"], element
