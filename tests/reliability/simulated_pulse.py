"""The pulse in a simulated world: who answers it, and what becomes of the answers."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from careapp.blocks import ids
from careapp.blocks.pulse import SCORES
from careapp.practice.circle import Circle
from careapp.practice.occurrence import week_of
from careapp.store import Database
from tests.reliability.in_process_slack import Json
from tests.reliability.simulated_due import days_due
from tests.reliability.simulated_hands import Button, Hands, texts
from tests.reliability.simulated_people import CIRCLES
from tests.reliability.simulated_world import World

ENOUGH = 5
_DAY, _QUARTER = timedelta(days=1), timedelta(weeks=13)
_TOLD_OF = re.compile(r"from (\d+) answers?")


@dataclass
class Tap:
    """What somebody answered, or tried to; a clock that went wrong may take what was not told yet with it."""

    scores: set[int] = field(default_factory=set)
    is_sure: bool = False
    may_be_gone: bool = False


class Pulses:
    """Everybody's taps and sentences, and what must be so of them."""

    def __init__(self, world: World, hands: Hands) -> None:
        self.world = world
        self.hands = hands
        self.taps: dict[tuple[str, str, str], Tap] = {}  # by circle, week and person
        self.said: dict[str, Tap] = {}  # by the sentence's mark
        self._latest = self._last = world.clock.now()

    async def answer_pulse(self) -> None:
        """Most of those who are asked answer the weekly question, and some of them add a sentence."""
        asked = self.asked()
        for who in self.world.dice.sample(asked, self.world.dice.randint(len(asked) * 2 // 3, len(asked))):
            await self._tap(who)

    def asked(self) -> list[str]:
        """Return who can answer a question now."""
        everybody = sorted({who for members in CIRCLES.values() for who in members})
        return [who for who in everybody if self._questions(who)]

    async def _tap(self, who: str) -> None:
        button = self.world.dice.choice(self._questions(who))
        channel_id, _, week = button.value.partition(" ")
        tap = self.taps.setdefault((channel_id, week, who), Tap())
        tap.scores |= set() if tap.is_sure else {SCORES[button.action_id]}
        if "that is counted" not in await self.hands.press(who, button):
            return
        tap.is_sure = True
        if self.world.dice.random() < 0.5:
            await self._say(who, Tap())

    async def _say(self, who: str, tap: Tap) -> None:
        more = self.hands.buttons(who, self.hands.direct(who), ids.PULSE_ADD)
        if more:
            await self.hands.press(who, more[-1])
        if "sentence" in self.hands.fields(who):
            mark = f"q{len(self.said) + 1:04}q"
            self.said[mark] = tap
            tap.is_sure = await self.hands.send(who, sentence=f"{mark} asked me how I was")

    def _questions(self, who: str) -> list[Button]:
        return self.hands.buttons(who, self.hands.direct(who), *SCORES)

    def always(self, db: Database) -> None:
        """Every answer that was acknowledged counts once, in what waits or in one result."""
        self._mind_the_clock()
        for channel_id in CIRCLES:
            given = [tap for (where, _, _), tap in self.taps.items() if where == channel_id]
            sure = [tap for tap in given if tap.is_sure and not tap.may_be_gone]
            count, total = self._counted(db, channel_id)
            what = f"the pulse of {channel_id} counts {count} answers"
            assert len(sure) <= count, f"{what}, and {len(sure)} were acknowledged"
            assert count <= len(given), f"{what}, and {len(given)} were given"
            if len(sure) == len(given):
                least, most = (sum(choose(tap.scores) for tap in given) for choose in (min, max))
                assert least <= total <= most, f"{what} to {total}, and they were others"
        kept = [said for row in self._rows(db) for said in json.loads(row["sentences"])]
        for mark, tap in self.said.items():
            found = sum(mark in said for said in kept)
            assert found <= 1, f"the sentence {mark} is kept {found} times"
            assert found or not tap.is_sure or tap.may_be_gone, f"the sentence {mark} is lost"

    def after_a_tick(self, db: Database, circles: Sequence[Circle], now: datetime) -> None:
        """Every week's question is asked or missed, once, and ends; enough answers are told, and fewer are not."""
        for circle in circles:
            self._every_week_is_settled(db, circle, now)
        asking = {f"care.db.pulse-{week}" for (week,) in db.execute("SELECT week FROM pulses WHERE state = 'open'")}
        left = {path.name for path in self.world.path.parent.glob("care.db.pulse-*")} - asking
        assert not left, f"who answered can still be known: {left}"

    def at_rest(self, db: Database) -> None:
        """What a circle reads of its pulse comes from five answers at least, all of them given."""
        for key, landed in self.world.line.landed.items():
            kind, _, where = key.partition(":")
            if kind == "pulse-result" and where.count(":") == 1:
                channel_id, _, week = where.partition(":")
                message = self.world.slack.workspace.channels[channel_id].messages.get(landed[0], {})
                told = _TOLD_OF.search(" ".join(texts(message.get("blocks", []))))
                given = sum(1 for where, when, _ in self.taps if where == channel_id and when <= week)
                assert not told or ENOUGH <= int(told[1]) <= given, f"{key} says {told and told[0]} of {given}"

    def _every_week_is_settled(self, db: Database, circle: Circle, now: datetime) -> None:
        where = [circle.channel_id]
        known = {row["week"]: row for row in db.query("SELECT * FROM pulses WHERE channel_id = ?", where)}
        for day in days_due(circle, circle.pulse_time, now) if circle.asks_pulse else ():
            is_known = day.isoweekday() != circle.pulse_weekday or week_of(day) in known
            assert is_known, f"{circle.channel_id} has neither asked nor missed the pulse of {day}"
        for row in known.values():
            assert (row["state"] == "missed") == bool(row["reason"]), f"{row} has no reason"
            assert row["state"] != "open" or now < datetime.fromisoformat(row["closes_at"]), f"{row} is still open"
        is_open = any(row["state"] == "open" for row in known.values())
        (waiting,) = db.execute("SELECT sum(count) FROM pulse_answers WHERE channel_id = ?", where).fetchone()
        assert is_open or (waiting or 0) < ENOUGH, f"{circle.channel_id} is not told of {waiting} answers"

    def _counted(self, db: Database, channel_id: str) -> tuple[int, int]:
        rows = [row for row in self._rows(db) if row["channel_id"] == channel_id]
        return sum(row["count"] for row in rows), sum(row["total"] for row in rows)

    def _rows(self, db: Database) -> Iterator[Json]:
        for table in ("pulse_answers", "pulse_results"):
            yield from db.query(f"SELECT channel_id, count, total, sentences FROM {table}")

    def _mind_the_clock(self) -> None:
        """What a clock took for long ago, or for years ahead, is dropped with what was answered meanwhile."""
        now = self.world.clock.now()
        if self._latest - now > _DAY or now - self._last > _QUARTER:
            for tap in (*self.taps.values(), *self.said.values()):
                tap.may_be_gone = True
            self._latest = now
        self._latest, self._last = max(self._latest, now), now
