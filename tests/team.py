"""The people of the demo's workspace, as a test lets them act; everything goes over the real wire."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from careapp.app import running, tick
from careapp.care import Care
from careapp.connection.link import Patience
from careapp.demo.play import settings_for
from careapp.demo.replay import channel, person, settle, submit
from careapp.sandbox import Sandbox
from careapp.settings import Settings
from tests.canary import watch_for_what_is_kept

BERLIN = ZoneInfo("Europe/Berlin")


class Team:
    """A sandbox and the Care that is connected to it. People and channels are named as in the demo's workspace."""

    def __init__(self, sandbox: Sandbox, settings: Settings) -> None:
        self.sandbox = sandbox
        self.settings = settings
        self.patience = Patience()
        self._care: Care | None = None
        self._stack = contextlib.AsyncExitStack()

    @property
    def care(self) -> Care:
        """The Care that runs now."""
        assert self._care, "Care is stopped"
        return self._care

    async def start(self) -> None:
        """Start Care on the database that is there."""
        self._care = await self._stack.enter_async_context(running(self.settings, self.sandbox.clock, self.patience))

    async def stop(self) -> None:
        """Stop Care."""
        if self._care:
            await watch_for_what_is_kept(self._care.store)
        self._care = None
        await self._stack.aclose()

    async def settle(self) -> None:
        """Wait until everything that was said is heard, kept and shown."""
        await settle(self.sandbox, self.care)

    async def at(self, instant: datetime) -> None:
        """Move the clock to an instant, let the jobs run, and settle."""
        self.sandbox.clock.set(instant)
        await tick(self.care)
        await self.settle()

    async def at_local(self, clock_time: str, days: int = 0) -> None:
        """Move the clock to a time of day in Berlin, some days on."""
        today = self.sandbox.clock.now().astimezone(BERLIN).date() + timedelta(days=days)
        await self.at(datetime.combine(today, time.fromisoformat(clock_time), tzinfo=BERLIN))

    async def command(self, who: str, where: str, typed: str) -> dict[str, Any]:
        """Type a slash command, as in `/story I drove back`."""
        name, _, text = typed.partition(" ")
        delivery = await self.sandbox.act(
            "command", user=person(who), channel=self.channel_id(where), command=name, text=text
        )
        await self.settle()
        return delivery

    async def say(self, who: str, where: str, text: str, thread_ts: str | None = None) -> str:
        """Type a message and return its ts."""
        address = {"thread_ts": thread_ts} if thread_ts else {}
        said = await self.sandbox.act("say", user=person(who), channel=self.channel_id(where), text=text, **address)
        await self.settle()
        return str(said["ts"])

    async def edit(self, who: str, where: str, ts: str, text: str) -> None:
        """Change one's own message."""
        await self.sandbox.act("edit", user=person(who), channel=self.channel_id(where), ts=ts, text=text)
        await self.settle()

    async def delete(self, who: str, where: str, ts: str) -> None:
        """Delete one's own message."""
        await self.sandbox.act("delete", user=person(who), channel=self.channel_id(where), ts=ts)
        await self.settle()

    async def invite(self, who: str, where: str, invitee: str) -> None:
        """Invite a person to a channel, or Care by `care`."""
        await self.sandbox.act("invite", user=person(who), channel=self.channel_id(where), invitee=person(invitee))
        await self.settle()

    async def kick(self, who: str, where: str, member: str) -> None:
        """Take a person out of a channel, or Care by `care`."""
        await self.sandbox.act("kick", user=person(who), channel=self.channel_id(where), member=person(member))
        await self.settle()

    async def react(self, who: str, where: str, ts: str, emoji: str, on: bool = True) -> None:
        """Put a reaction on a message, or take it off."""
        await self.sandbox.act("react", user=person(who), channel=self.channel_id(where), ts=ts, name=emoji, on=on)
        await self.settle()

    async def click(self, who: str, where: str, message: dict[str, Any], action_id: str) -> dict[str, Any]:
        """Press a button of a message."""
        block_id, element = _element(message, action_id)
        return await self._act(who, where, message, action_id, block_id, {"type": element["type"]})

    async def double_click(self, who: str, where: str, message: dict[str, Any], action_id: str) -> list[dict[str, Any]]:
        """Press a button of a message twice before anything can come of it."""
        block_id, element = _element(message, action_id)
        press = (who, where, message, action_id, block_id, {"type": element["type"]})
        deliveries = await asyncio.gather(self._press(*press), self._press(*press))
        await self.settle()
        return deliveries

    async def choose(self, who: str, where: str, message: dict[str, Any], action_id: str, label: str) -> dict[str, Any]:
        """Choose from a three-dots menu of a message by what it says."""
        block_id, element = _element(message, action_id)
        option = next(each for each in element["options"] if each["text"]["text"] == label)
        return await self._act(
            who, where, message, action_id, block_id, {"type": element["type"], "selected_option": option}
        )

    async def shortcut(self, who: str, where: str, callback_id: str, message_ts: str = "") -> dict[str, Any]:
        """Use a shortcut, on a message where its ts is given."""
        on = {"channel": self.channel_id(where), "message_ts": message_ts} if message_ts else {}
        delivery = await self.sandbox.act("shortcut", user=person(who), callback_id=callback_id, **on)
        await self.settle()
        return delivery

    async def home(self, who: str) -> dict[str, Any]:
        """Open App Home and return it."""
        opened = await self.sandbox.act("open_home", user=person(who), tab="home")
        await self.settle()
        return dict(opened["view"])

    async def click_at_home(self, who: str, action_id: str) -> dict[str, Any]:
        """Press a button of App Home."""
        view = await self.home(who)
        block_id, element = _element(view, action_id)
        taken = {"action_id": action_id, "block_id": block_id, "element": {"type": element["type"]}}
        delivery = await self.sandbox.act("action", user=person(who), view_id=view["id"], **taken)
        await self.settle()
        return delivery

    def form(self, who: str) -> dict[str, Any]:
        """Return the form that a person has open."""
        return self.sandbox.slack.views.stack_of(person(who))[-1]

    def has_form(self, who: str) -> bool:
        """Say whether a person has a form open."""
        return bool(self.sandbox.slack.views.stack_of(person(who)))

    def filled_in(self, who: str) -> dict[str, Any]:
        """Return what the form that a person has open holds: texts, chosen values and people, by field."""
        values = self.form(who)["state"]["values"]
        return {name: _held(state["value"]) for name, state in values.items()}

    async def submit(self, who: str, **values: Any) -> dict[str, Any]:
        """Fill in the form that a person has open, and send it.

        A text is a plain value, a choice `{"selected_option": ...}` and so on, as Slack keeps them.
        """
        filled = {name: {"value": value} if isinstance(value, str) else value for name, value in values.items()}
        delivery = await submit(self.sandbox, person(who), filled)
        await self.settle()
        return delivery

    async def set_up(self, where: str = "care-frontline", who: str = "maya", **values: Any) -> None:
        """Make a channel a circle, with the form's own proposals unless told otherwise."""
        deliveries = self.sandbox.slack.deliveries
        usual, deliveries.ack_seconds = deliveries.ack_seconds, 30  # a disk that is busy is no part of what is tried
        await self.command(who, where, "/care setup")
        delivery = await self.submit(who, **values)
        deliveries.ack_seconds = usual
        assert delivery["ok"], delivery

    def messages(self, where: str, thread_ts: str | None = None) -> list[dict[str, Any]]:
        """Return the messages of a channel, or of a thread without its parent, oldest first."""
        kept = self.sandbox.slack.workspace.channels[self.channel_id(where)]
        found = sorted(kept.messages.values(), key=lambda message: float(message["ts"]))
        if thread_ts:
            return [m for m in found if m.get("thread_ts") == thread_ts and m["ts"] != thread_ts]
        return [m for m in found if m.get("thread_ts", m["ts"]) == m["ts"]]

    def from_care(self, where: str, thread_ts: str | None = None) -> list[dict[str, Any]]:
        """Return Care's messages in a channel or thread, oldest first."""
        return [m for m in self.messages(where, thread_ts) if m.get("bot_id")]

    def whispers(self, who: str, where: str) -> list[dict[str, Any]]:
        """Return what only this person sees in a channel, oldest first."""
        kept = self.sandbox.slack.workspace.channels[self.channel_id(where)]
        return sorted(kept.ephemeral.get(person(who), {}).values(), key=lambda message: float(message["ts"]))

    def told(self, who: str, where: str) -> str:
        """Return the words of the last message that only this person sees in a channel, empty where there is none."""
        return words(self.whispers(who, where)[-1]) if self.whispers(who, where) else ""

    def channel_id(self, where: str) -> str:
        """Return the id of a channel by its name, or of a person's direct messages with Care by `@handle`."""
        return self._dm(where[1:]) if where.startswith("@") else channel(where)

    def _dm(self, who: str) -> str:
        workspace = self.sandbox.slack.workspace
        return workspace.direct(person(who), workspace.bot_user_id).id

    async def _act(
        self, who: str, where: str, message: dict[str, Any], action_id: str, block_id: str, element: dict[str, Any]
    ) -> dict[str, Any]:
        delivery = await self._press(who, where, message, action_id, block_id, element)
        await self.settle()
        return delivery

    async def _press(
        self, who: str, where: str, message: dict[str, Any], action_id: str, block_id: str, element: dict[str, Any]
    ) -> dict[str, Any]:
        return await self.sandbox.act(
            "action",
            user=person(who),
            channel=self.channel_id(where),
            message_ts=message["ts"],
            action_id=action_id,
            block_id=block_id,
            element=element,
        )


@contextlib.asynccontextmanager
async def running_team(sandbox: Sandbox, database: Path) -> AsyncIterator[Team]:
    """Run the sandbox with its clock frozen, and Care on it."""
    sandbox.clock.freeze()
    async with sandbox:
        team = Team(sandbox, settings_for(sandbox, database))
        await team.start()
        try:
            yield team
        finally:
            await team.stop()


def words(message: dict[str, Any]) -> str:
    """Return all that a message says, block by block: people as <@U…>, other text as it is shown."""
    return "\n".join(part for part in (_words(block) for block in message.get("blocks", [])) if part)


def _words(node: Any) -> str:
    if isinstance(node, list):
        return " ".join(filter(None, map(_words, node)))
    if not isinstance(node, dict):
        return ""
    if node.get("type") == "user":
        return f"<@{node['user_id']}>"
    if isinstance(node.get("text"), str):
        return str(node["text"])
    if str(node.get("type")).startswith("rich_text_"):
        return "".join(map(_words, node["elements"]))
    if node.get("type") == "emoji":
        return f":{node['name']}:"
    return " ".join(
        filter(None, (_words(node[name]) for name in ("text", "accessory", "elements", "fields") if name in node))
    )


def _held(state: dict[str, Any]) -> Any:
    held = next(value for name, value in state.items() if name != "type")
    if isinstance(held, dict):
        return held["value"]
    return [each["value"] if isinstance(each, dict) else each for each in held] if isinstance(held, list) else held


def choice(value: str) -> dict[str, Any]:
    """Return an option chosen in a menu of a form."""
    return {"selected_option": {"value": value}}


def ticked(*values: str) -> dict[str, Any]:
    """Return boxes ticked in a form."""
    return {"selected_options": [{"value": value} for value in values]}


def chosen_people(*handles: str) -> dict[str, Any]:
    """Return people chosen in a form."""
    return {"selected_users": [person(handle) for handle in handles]}


def _element(message: dict[str, Any], action_id: str) -> tuple[str, dict[str, Any]]:
    for block in message["blocks"]:
        for element in [*block.get("elements", []), block.get("accessory", {})]:
            if element.get("action_id") == action_id:
                return block["block_id"], element
    raise AssertionError(f"there is no {action_id} in this message")
