"""A busy round: what twenty people do in five minutes, in an order and at moments drawn from a seed."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from careapp.sandbox.refusals import ControlError
from tests.reliability.ledger import tag_of
from tests.reliability.workplace import CHANNEL, PEOPLE, Workplace

Json = dict[str, Any]
WAYS = ("command", "form", "reply")
EMOJI = ("tada", "heart", "clap", "pray")
MOST_TRIES = 6


@dataclass
class Act:
    """Something a person wants to do; `tag` names the story or kudos that it is about."""

    kind: str
    who: str
    tag: str = ""
    tries: int = 0


class NotNowError(Exception):
    """What the act needs is not there yet."""


class BusyRound:
    """The acts of one seed, and how each is done through Slack's doors."""

    def __init__(self, place: Workplace, dice: Random) -> None:
        self._place = place
        self._dice = dice
        self._owner = {f"s{n:02}": who for n, who in enumerate(PEOPLE)}
        self._way = {tag: dice.choice(WAYS) for tag in self._owner}
        self.acts = self._drawn()
        self._way["s19"] = "command"
        self.late = [Act("tell", "p20", "s19"), Act("cheer", "p02", "s03"), Act("change", "p05", "s04")]
        self.late += [Act("forget", "p20", "s19")]

    def _drawn(self) -> list[Act]:
        """Nineteen tell, most are cheered; some change or take back, thank somebody, or press buttons twice."""
        tags = sorted(self._owner)[:-1]
        told = [Act("tell", self._owner[tag], tag) for tag in tags]
        self._dice.shuffle(told)
        more = [Act("cheer", who, self._dice.choice(tags)) for who in PEOPLE[:-1]]
        more += [Act("change", self._owner[tag], tag) for tag in tags[5:9]]
        more += [Act("take_back", self._owner[tag], tag) for tag in tags[9:12]]
        more += [Act("undo_reply", self._owner[tag], tag) for tag in tags[12:14]]
        more += [Act("kudos", who, f"s{60 + n}") for n, who in enumerate(PEOPLE[3:7])]
        more += [Act("rest_twice", who) for who in PEOPLE[:2]]
        self._dice.shuffle(more)
        return told[:6] + _mixed(told[6:], more, self._dice)

    async def do(self, act: Act) -> bool:
        """Do an act as far as it can be done; False where it has to be tried again."""
        act.tries += 1
        how: Callable[[Act], Awaitable[bool]] = getattr(self, f"_{act.kind}")
        try:
            return await how(act) or act.tries >= MOST_TRIES
        except (NotNowError, ControlError):
            return act.tries >= MOST_TRIES

    async def set_up(self) -> bool:
        """Invite Care, and make the channel a circle, with its highlights on the same day."""
        if self._place.sandbox.slack.workspace.bot_user_id not in self._place.channel.members:
            await self._place.act("invite", "p01", channel=CHANNEL, invitee="UCARE")
        if not self._place.form_of("p01"):
            await self._place.act("command", "p01", channel=CHANNEL, command="/care", text="setup")
        chosen = {"digest_weekday": {"selected_option": {"value": "1"}}, "digest_time": {"selected_time": "17:30"}}
        zone = {"zone": {"selected_option": {"value": "Europe/Berlin"}}}
        return bool(self._place.form_of("p01")) and (await self._submit("p01", chosen | zone))[0]

    async def _tell(self, act: Act) -> bool:
        text = f"I drove back with the screws for {act.tag} so that nobody had to wait"
        if self._way[act.tag] == "reply":
            await self._place.act("say", act.who, channel=CHANNEL, text=text, thread_ts=self._round_ts())
            return True
        if self._way[act.tag] == "command":
            told = await self._place.act("command", act.who, channel=CHANNEL, command="/story", text=text)
            if not told["ok"]:
                act.tag = f"{act.tag[:3]}{'abcdefgh'[act.tries]}"  # typed anew, it is another story
                self._way[act.tag] = "command"
            return bool(told["ok"])
        if not self._has_form(act.who, "story.tell"):
            await self._place.act("command", act.who, channel=CHANNEL, command="/story", text="")
        times = 2 if self._dice.random() < 0.3 else 1
        return any(await self._submit(act.who, {"text": {"value": text}}, times))

    async def _change(self, act: Act) -> bool:
        text = f"I drove back twice for {act.tag}, and stayed until it worked"
        if self._way[act.tag] == "reply":
            await self._place.act("edit", act.who, channel=CHANNEL, ts=self._told_ts(act), text=text)
            return True
        if not self._has_form(act.who, "story.change"):
            await self._choose(act, "change")
        return any(await self._submit(act.who, {"text": {"value": text}}))

    async def _take_back(self, act: Act) -> bool:
        if self._way[act.tag] == "reply":
            await self._place.act("delete", act.who, channel=CHANNEL, ts=self._told_ts(act))
            return True
        return await self._choose(act, "remove")

    async def _undo_reply(self, act: Act) -> bool:
        """Press the button of Care's whisper, twice; where it was lost there is nothing to press."""
        if self._way[act.tag] != "reply":
            return True
        whisper = self._whisper(act.who, "story.undo")
        return bool(whisper) and await self._press(act.who, whisper, "story.undo", 2)

    async def _cheer(self, act: Act) -> bool:
        await self._react(act, is_on=True)
        if self._dice.random() < 0.2:
            self.acts.append(Act("uncheer", act.who, act.tag))
        return True

    async def _uncheer(self, act: Act) -> bool:
        await self._react(act, is_on=False)
        return True

    async def _react(self, act: Act, is_on: bool) -> None:
        name = EMOJI[int(act.who[1:]) % len(EMOJI)]
        await self._place.act("react", act.who, channel=CHANNEL, ts=self._told_ts(act), name=name, on=is_on)

    async def _kudos(self, act: Act) -> bool:
        text = f"@{self._dice.choice(PEOPLE[8:-1])} @zoe stayed late for {act.tag}"
        given = await self._place.act("command", act.who, channel=CHANNEL, command="/kudos", text=text)
        if not given["ok"]:
            act.tag = f"{act.tag[:3]}{'abcdefgh'[act.tries]}"
        return bool(given["ok"])

    async def _forget(self, act: Act) -> bool:
        """Ask to be forgotten, once the late story is told."""
        if any(each.kind == "tell" for each in self.late):
            raise NotNowError
        await self._place.act("command", act.who, channel=CHANNEL, command="/care", text="forget me")
        whisper = self._whisper(act.who, "person.forget")
        return bool(whisper) and await self._press(act.who, whisper, "person.forget", 1)

    async def _rest_twice(self, act: Act) -> bool:
        message = next((m for m in self._place.from_care() if _element(m, "round.rest")), None)
        if not message:
            raise NotNowError
        return await self._press(act.who, message, "round.rest", 2)

    def _has_form(self, who: str, callback_id: str) -> bool:
        """Say whether a person has this form open, as after an error; raise NotNowError where it is another one."""
        view = self._place.form_of(who)
        if view and view["callback_id"] != callback_id:
            raise NotNowError
        return bool(view)

    def _whisper(self, who: str, action_id: str) -> Json:
        """Return the last whisper with a button; empty where a person has none, or it was lost."""
        mine = self._place.channel.ephemeral.get(f"U{who.upper()}", {}).values()
        return next((message for message in reversed(list(mine)) if _element(message, action_id)), {})

    def _round_ts(self) -> str:
        found = [m["ts"] for m in self._place.from_care() if key_of(m).startswith("round:")]
        if not found:
            raise NotNowError
        return str(found[0])

    def _told_ts(self, act: Act) -> str:
        """Return where a story stands: as Care shows it, or as its teller's reply."""
        for message in self._place.messages():
            is_told = key_of(message).startswith("story:") if message.get("bot_id") else "thread_ts" in message
            if is_told and tag_of(str(message.get("blocks"))) == act.tag:
                return str(message["ts"])
        raise NotNowError

    async def _choose(self, act: Act, verb: str) -> bool:
        message = self._place.channel.messages[self._told_ts(act)]
        options = (_element(message, "story.menu") or ("", {}))[1]["options"]
        option = next(each for each in options if each["value"].startswith(verb))
        return await self._press(act.who, message, "story.menu", 1, selected_option=option)

    async def _press(self, who: str, message: Json, action_id: str, times: int, **chosen: Json) -> bool:
        """Press a button, or choose from a menu, so many times at once; say whether Slack had an ack for it."""
        block_id, element = _element(message, action_id) or ("", {})
        what = {"channel": CHANNEL, "message_ts": message["ts"], "action_id": action_id, "block_id": block_id}
        taken = {"type": element["type"], **chosen}
        pressing = (self._place.act("action", who, **what, element=taken) for _ in range(times))
        return any(delivery["ok"] for delivery in await asyncio.gather(*pressing))

    async def _submit(self, who: str, values: dict[str, Json], times: int = 1) -> list[bool]:
        """Fill a person's form in and send it, perhaps from two devices at once."""
        view = self._place.form_of(who)
        if not view:
            raise NotNowError
        types = {block["block_id"]: block["element"]["type"] for block in view["blocks"] if block["type"] == "input"}
        typed = {name: {"value": {"type": types[name], **value}} for name, value in values.items()}
        sending = (self._place.act("submit", who, view_id=view["id"], values=typed) for _ in range(times))
        return [bool(delivery["ok"]) for delivery in await asyncio.gather(*sending)]


def key_of(message: Json) -> str:
    """Return the key of a post that a message shows, empty where it shows none."""
    return str(message.get("metadata", {}).get("event_payload", {}).get("key", ""))


def _element(message: Json, action_id: str) -> tuple[str, Json] | None:
    for block in message.get("blocks", []):
        for element in [*block.get("elements", []), block.get("accessory", {})]:
            if element.get("action_id") == action_id:
                return block["block_id"], element
    return None


def _mixed(first: list[Act], second: list[Act], dice: Random) -> list[Act]:
    """Shuffle two lists into each other, each in its own order."""
    mixed: list[Act] = []
    left, right = list(first), list(second)
    while left or right:
        source = left if left and (not right or dice.random() < len(left) / (len(left) + len(right))) else right
        mixed.append(source.pop(0))
    return mixed
