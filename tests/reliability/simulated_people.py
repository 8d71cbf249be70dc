"""What the people of a simulated world do, and what they may expect of Care because it took it."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from careapp.acts import forget
from careapp.care import Care
from careapp.practice.round import Round
from careapp.store import round as rounds
from careapp.store import story as stories
from tests.reliability.in_process_slack import Json
from tests.reliability.simulated_hands import Hands
from tests.reliability.simulated_world import World

CIRCLES = {
    "CCAREFRONTLINE": ("UMAYA", "UJONAS", "UPRIYA", "USAM", "UTOMASZ"),
    "CCAREBACKOFFICE": ("UTOMASZ", "UINES", "URUTH", "UEMRE", "UMAYA"),
}
EMOJI = ("heart", "tada", "clap")


@dataclass
class Told:
    """A story as its teller knows it: `words` it may have by now, and whether Care said that it has it."""

    mark: str
    channel_id: str
    teller: str
    way: str
    words: set[str] = field(default_factory=set)
    is_sure: bool = False
    may_be_gone: bool = False
    is_gone: bool = False
    ts: str = ""
    lesson: str = ""
    about: tuple[str, ...] = ()


class People:
    """All who take part.

    `told` holds every story they ever told or tried to tell, `forgotten` who ever asked to be forgotten.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.hands = Hands(world)
        self.told: list[Told] = []
        self.forgotten: set[str] = set()

    async def tell(self, channel_id: str, teller: str, way: str, lesson: str = "") -> None:
        """Tell a story by command, form, mention or reply; only a form takes a lesson."""
        self.world.pass_time(0.002)
        story = Told(f"m{len(self.told) + 1:04}m", channel_id, teller, way, lesson=lesson)
        story.words.add(f"{story.mark} drove back with the missing screws")
        self.told.append(story)
        await {"command": self._by_command, "form": self._by_form, "mention": self._by_mention, "reply": self._reply}[
            way
        ](story)

    async def praise(self) -> None:
        """Somebody keeps what a customer said of one or two people, who may be in the other circle alone."""
        self.world.pass_time(0.002)
        everybody = sorted({who for members in CIRCLES.values() for who in members})
        channel_id = self.world.dice.choice(sorted(CIRCLES))
        saver, about = self.world.dice.choice(CIRCLES[channel_id]), self.world.dice.sample(everybody, 2)
        story = Told(f"m{len(self.told) + 1:04}m", channel_id, saver, "praise", about=tuple(about))
        story.words.add(f"{story.mark} came back twice until our oven worked")
        self.told.append(story)
        await self.hands.command(saver, channel_id, "/care", "praise")
        if "about" in self.hands.fields(saver):
            story.is_sure = await self.hands.send(saver, about=about, text=min(story.words))

    async def change(self, story: Told) -> None:
        """Give a story new words."""
        self.world.pass_time(0.002)
        words = f"{story.mark} drove back again, time {len(story.words)}, with the screws"
        if story.way == "reply":
            story.words.add(words)
            await self.world.act("edit", user=story.teller, channel=story.channel_id, ts=story.ts, text=words)
            return
        self._cancel(story.teller)
        done = await self._choose(story, "change")
        if not done or not self._has_form(story.teller):
            return
        story.words.add(words)
        if (await self._submit(story.teller, words))["ok"]:
            story.words = {words}

    async def take_back(self, story: Told) -> None:
        """Take a story back."""
        self.world.pass_time(0.002)
        story.may_be_gone = True
        if story.way == "reply":
            await self.world.act("delete", user=story.teller, channel=story.channel_id, ts=story.ts)
            story.is_gone = True
        elif await self._choose(story, "remove"):
            story.is_gone = True

    async def cheer(self, story: Told, user_id: str, emoji: str) -> None:
        """Put a reaction on a story where it is shown, or take it off."""
        self.world.pass_time(0.002)
        ts = story.ts or next(iter(self.world.line.landed.get(await self._key(story), [])), "")
        message = self._channel(story).messages.get(ts)
        if message and "subtype" not in message:
            given = next((r["users"] for r in message.get("reactions", []) if r["name"] == emoji), [])
            where = {"user": user_id, "channel": story.channel_id, "ts": ts}
            await self.world.act("react", name=emoji, on=user_id not in given, **where)

    async def thank(self, channel_id: str, giver: str, receiver: str) -> None:
        """Give kudos by command."""
        self.world.pass_time(0.002)
        text = f"<@{receiver}> for staying late to fix the order"
        await self.world.act("command", user=giver, channel=channel_id, command="/kudos", text=text)

    async def forget(self, user_id: str) -> None:
        """Ask to be forgotten; Care takes it, and does it."""
        care = self.world.care
        async with care.store.transaction() as db:
            forget.ask(db, care, user_id)
        await forget.settle(care)
        self.forgotten.add(user_id)
        for story in self.told:
            if story.teller == user_id:
                story.is_gone = story.may_be_gone = True
            elif user_id in story.about:
                story.may_be_gone = True  # it goes with the last person it is about

    async def _by_command(self, story: Told) -> None:
        (text,) = story.words
        given = {"user": story.teller, "channel": story.channel_id, "command": "/story", "text": text}
        story.is_sure = bool((await self.world.act("command", **given))["ok"])

    async def _by_form(self, story: Told) -> None:
        (text,) = story.words
        given = {"user": story.teller, "channel": story.channel_id, "command": "/story", "text": ""}
        self._cancel(story.teller)
        await self.world.act("command", **given)
        if self._has_form(story.teller):
            view_id = self._form(story.teller)["id"]
            both = [
                self._submit(story.teller, text, view_id, story.lesson)
                for _ in range(self.world.dice.choice((1, 1, 2)))
            ]
            story.is_sure = any(done["ok"] for done in await asyncio.gather(*both))

    async def _by_mention(self, story: Told) -> None:
        (text,) = story.words
        said = await self.world.act("say", user=story.teller, channel=story.channel_id, text=f"<@UCARE> story {text}")
        await self.world.slack.deliveries.settled()
        story.is_sure = self._was_acked(story.channel_id, said["ts"], "app_mention")

    async def _reply(self, story: Told) -> None:
        (text,) = story.words
        round_ = await self._open_round(story.channel_id)
        shown = self.world.line.landed.get(round_.key, []) if round_ else []
        if round_ is None or not shown or shown[0] not in self._channel(story).messages:
            return
        is_first = not any(t.teller == story.teller and t.channel_id == story.channel_id for t in self.told[:-1])
        given = {"user": story.teller, "channel": story.channel_id, "text": text, "thread_ts": shown[0]}
        story.ts = (await self.world.act("say", **given))["ts"]
        await self.world.slack.deliveries.settled()
        story.is_sure = is_first and self._was_acked(story.channel_id, story.ts, "message")

    async def _open_round(self, channel_id: str) -> Round | None:
        if not self.world.is_up:
            return None
        care = self.world.care
        async with care.store.reading() as db:
            found = rounds.latest(db, channel_id, care.now())
        return found if found and found.state == "open" and found.takes_stories(care.now()) else None

    async def _choose(self, story: Told, verb: str) -> bool:
        """Choose from a story's menu; return whether Care took it."""
        ts = next(iter(self.world.line.landed.get(await self._key(story), [])), "")
        message = self._channel(story).messages.get(ts)
        if not message or "blocks" not in message:
            return False
        block_id, element = _element(message, "story.menu")
        option = next(each for each in element["options"] if each["value"].startswith(verb))
        done = await self.world.act(
            "action",
            user=story.teller,
            channel=story.channel_id,
            message_ts=ts,
            action_id="story.menu",
            block_id=block_id,
            element={"type": "overflow", "selected_option": option},
        )
        return bool(done["ok"])

    async def _submit(self, user_id: str, text: str, view_id: str = "", lesson: str = "") -> Json:
        said = {"text": text, "lesson": lesson} if lesson else {"text": text}
        values = {name: {"value": {"type": "plain_text_input", "value": words}} for name, words in said.items()}
        return await self.world.act("submit", user=user_id, view_id=view_id or self._form(user_id)["id"], values=values)

    async def _key(self, story: Told) -> str:
        """Return the key of the post that shows a story, empty where Care does not have it."""
        if not self.world.is_up:
            return ""
        care: Care = self.world.care
        async with care.store.reading() as db:
            found = db.execute("SELECT id FROM stories WHERE text LIKE ?", [f"%{story.mark}%"]).fetchone()
            kept = stories.get(db, found[0]) if found else None
        return kept.key if kept else ""

    def _cancel(self, user_id: str) -> None:
        self.world.slack.views.stack_of(user_id).clear()

    def _has_form(self, user_id: str) -> bool:
        return bool(self.world.slack.views.stack_of(user_id))

    def _form(self, user_id: str) -> Json:
        return self.world.slack.views.stack_of(user_id)[-1]

    def _channel(self, story: Told) -> Any:
        return self.world.slack.workspace.channels[story.channel_id]

    def _was_acked(self, channel_id: str, ts: str, kind: str) -> bool:
        """Say whether Care took the event of a message at the first attempt."""
        sent = [e for e in self.world.socket.sent if e["type"] == "events_api" and not e.get("retry_attempt")]
        said = {"type": kind, "channel": channel_id, "ts": ts}
        found = [e["payload"] for e in sent if said.items() <= e["payload"]["event"].items()]
        return any(e["event_id"] in self.world.socket.acked for e in found)


def _element(message: Json, action_id: str) -> tuple[str, Json]:
    elements = [(block["block_id"], e) for block in message["blocks"] for e in [block.get("accessory", {})]]
    return next((block_id, e) for block_id, e in elements if e.get("action_id") == action_id)


def doer_of(envelope: Json) -> str | None:
    """Return who typed the command or clicked, None where an envelope is of neither."""
    payload = envelope["payload"]
    who: str | None = payload.get("user_id") or payload.get("user", {}).get("id")
    return who
