"""Workshops in a simulated world: who leads them, what people give to them, and what becomes of that."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from careapp.blocks import ids
from careapp.practice.circle import Circle
from careapp.store import Database
from tests.reliability.in_process_slack import Json
from tests.reliability.simulated_hands import Button, Hands, texts
from tests.reliability.simulated_people import CIRCLES
from tests.reliability.simulated_world import World

ENOUGH = 5
REST_AFTER = timedelta(days=2)
_RATED_BY = re.compile(r"Rated by (\d+) people")
_MARK = re.compile(r"w\d{4}w")
_LED = (ids.WORKSHOP_MOVE_ON, ids.WORKSHOP_PAUSE, ids.WORKSHOP_RESUME, ids.WORKSHOP_END)
_HOW_OFTEN = {ids.WORKSHOP_MOVE_ON: 8, ids.WORKSHOP_RESUME: 8, ids.WORKSHOP_PAUSE: 1, ids.WORKSHOP_END: 1}


@dataclass
class Given:
    """What somebody gave to a step, by marks of which the last that was acknowledged stands there, or a later one."""

    marks: set[str] = field(default_factory=set)
    is_sure: bool = False


class Workshops:
    """What everybody gave to which step, and what must be so of it."""

    def __init__(self, world: World, hands: Hands) -> None:
        self.world = world
        self.hands = hands
        self.given: dict[tuple[str, str], Given] = {}  # by step and person
        self.rated: dict[tuple[str, str], bool] = {}  # by workshop and person: whether it is sure
        self._marks = 0

    async def hold_workshop(self) -> None:
        """A circle begins a workshop, or people give to the one that is held, and it is led on."""
        channel_id = self.world.dice.choice(sorted(CIRCLES))
        leader = CIRCLES[channel_id][0]
        if not self._led(channel_id, leader):
            await self.hands.command(leader, channel_id, "/care", "workshop")
            if begin := self._whispered(leader, channel_id, ids.WORKSHOP_BEGIN):
                await self.hands.press(leader, self.world.dice.choice(begin))
                await self.world.show()
        for _ in range(self.world.dice.randint(1, 3)):
            await self.give(channel_id)
            await self._lead(channel_id)
            await self.world.show()

    async def _lead(self, channel_id: str) -> None:
        """Somebody who leads, or would like to, moves the workshop on, lets it wait, or ends it."""
        who = CIRCLES[channel_id][self.world.dice.choice((0, 0, 0, 0, 1, 2))]
        if led := self._led(channel_id, who):
            weights = [_HOW_OFTEN[button.action_id] for button in led]
            await self.hands.press(who, self.world.dice.choices(led, weights)[0])

    async def give(self, channel_id: str) -> None:
        """Some people of a circle answer in a workshop's latest step, and support a sentence."""
        members = CIRCLES[channel_id]
        for who in self.world.dice.sample(members, self.world.dice.choice((1, 3, 5, 5))):
            sentences = self.hands.buttons(who, channel_id, ids.WORKSHOP_SUPPORT)
            if sentences and self.world.dice.random() < 0.8:
                await self.hands.press(who, sentences[0])
            elif steps := self.hands.buttons(who, channel_id, ids.WORKSHOP_ANSWER):
                await self.hands.press(who, steps[-1])
                await self._send(who, steps[-1])

    def forgot(self, who: str) -> None:
        """Somebody was forgotten: what they gave is gone, and their ratings, which are nobody's, stay."""
        self.given = {key: given for key, given in self.given.items() if key[1] != who}
        for workshop_id, person in list(self.rated):
            if person == who:
                nobody = f"{who}, forgotten at {self.world.clock.monotonic()}"
                self.rated[workshop_id, nobody] = self.rated.pop((workshop_id, person))

    async def _send(self, who: str, step: Button) -> None:
        """Fill in the form of a step; ratings where it asks for choices, else words with a mark of their own."""
        fields = self.hands.fields(who)
        if not fields:
            return
        if all(element["type"] == "static_select" for element in fields.values()):
            chosen = {name: self.world.dice.choice(element["options"]) for name, element in fields.items()}
            rated = step.value.split()[0], who
            self.rated.setdefault(rated, False)
            self.rated[rated] = await self.hands.send(who, **chosen) or self.rated[rated]
            return
        self._marks += 1
        mark = f"w{self._marks:04}w"
        given = self.given.setdefault((step.value, who), Given())
        given.marks.add(mark)
        if await self.hands.send(who, **{next(iter(fields)): f"{mark} the driver who waits"}):
            given.marks, given.is_sure = {mark}, True

    def _led(self, channel_id: str, leader: str) -> list[Button]:
        found = self.hands.buttons(leader, channel_id, *_LED)
        return [each for each in found if each.ts == found[-1].ts]

    def _whispered(self, who: str, channel_id: str, action_id: str) -> list[Button]:
        last = self.hands.whispered(who, channel_id).get("ts")
        return [each for each in self.hands.buttons(who, channel_id, action_id) if each.ts == last]

    def always(self, db: Database) -> None:
        """What somebody gave last stands there once, and ratings are as many as were given, or none once too few."""
        kept: dict[str, set[str]] = {}
        for row in db.query("SELECT workshop_id, user_id, words FROM contributions"):
            for mark in _MARK.findall(row["words"]):
                kept.setdefault(f"{row['workshop_id']} {row['user_id']}", set()).add(mark)
        for (step, who), given in self.given.items():
            found = kept.get(f"{step.split()[0]} {who}", set()) & given.marks
            assert len(found) <= 1, f"{who} gave {given} to {step}, and {found} are kept"
            assert found or not given.is_sure, f"what {who} gave to {step} is lost"
        for row in db.query("SELECT * FROM workshops"):
            self._ratings_are_those_given(db, row)

    def after_a_tick(self, db: Database, circles: Sequence[Circle], now: datetime) -> None:
        """One workshop at a time runs in a circle, rests where nobody leads it on, and forgets who rated in time."""
        for circle in circles:
            sql = "SELECT * FROM workshops WHERE channel_id = ? AND state <> 'ended'"
            held = list(db.query(sql, [circle.channel_id]))
            assert len(held) <= 1, f"two workshops are held in {circle.channel_id}"
            for row in held:
                since = now - datetime.fromisoformat(row["moved_at"])
                assert row["state"] != "running" or since < REST_AFTER, f"{row} still runs"
        rated = {f"care.db.workshop-{number}" for (number,) in db.execute("SELECT workshop_id FROM raters")}
        left = {path.name for path in self.world.path.parent.glob("care.db.workshop-*")} - rated
        assert not left, f"who rated can still be known: {left}"

    def at_rest(self, db: Database) -> None:
        """What is read of ratings comes from five people; what ended has its summary; the sentence is pinned."""
        for circle in db.query("SELECT channel_id, definition FROM circles"):
            channel = self.world.slack.workspace.channels[circle["channel_id"]]
            for message in channel.messages.values():
                for many in _RATED_BY.findall(" ".join(texts(message.get("blocks", [])))):
                    assert int(many) >= ENOUGH, f"the ratings of {many} are shown"
            pinned = [channel.messages[ts] for ts in channel.pins]
            said = [" ".join(texts(message["blocks"])) for message in pinned if "bot_id" in message]
            assert len(said) == bool(circle["definition"]), f"pinned are {said}, and we said {circle['definition']}"
            assert all(circle["definition"] in each for each in said), f"{said} is pinned, not {circle['definition']}"
        for row in db.query("SELECT id FROM workshops WHERE state = 'ended'"):
            key = f"workshop:{row['id']}:summary"
            assert db.execute("SELECT 1 FROM posts WHERE key = ?", [key]).fetchone(), f"{key} was never told"

    def _ratings_are_those_given(self, db: Database, workshop: Json) -> None:
        sql = "SELECT sum(times) FROM ratings WHERE workshop_id = ? GROUP BY barrier_id"
        counts = {many for (many,) in db.execute(sql, [workshop["id"]])} or {0}
        given = list(self._raters(workshop["id"]))
        is_over = workshop["state"] == "ended" or workshop["step_id"] != "rate"
        assert len(counts) == 1, f"{workshop['name']} was rated in part: {counts}"
        (count,) = counts
        what = f"{workshop['name']} counts the ratings of {count}"
        assert count <= len(given), f"{what}, and {len(given)} gave them"
        assert not is_over or count == 0 or count >= ENOUGH, f"{what}, which are too few"
        must_be = sum(given) if not is_over or sum(given) >= ENOUGH else 0
        assert count >= must_be, f"{what}, and {sum(given)} were acknowledged"

    def _raters(self, workshop_id: int) -> Iterator[bool]:
        return (is_sure for (rated, _), is_sure in self.rated.items() if rated == str(workshop_id))
