"""Letters in a simulated world: mornings and care notes that fall due, who is left in peace, and what is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from careapp.blocks import ids
from careapp.practice.circle import Circle
from careapp.practice.occurrence import local, local_day, occurs_at, week_of
from careapp.practice.rest import Rest
from careapp.store import Database
from careapp.store import person as people
from careapp.store import rest as rests
from careapp.store.columns import instant
from tests.reliability.simulated_due import days_due
from tests.reliability.simulated_hands import Hands
from tests.reliability.simulated_people import CIRCLES
from tests.reliability.simulated_world import World

MORNING, MORNING_ENDS = time(9), timedelta(hours=4)
A_DAY, SHORT_LOOK_BACK = timedelta(days=1), timedelta(days=4)
WAIT_FOR_GOOD_HOURS = ("pulse:", "care-note:", "unanswered:", "playbook:")  # and not thanks, nor what a circle needs


@dataclass
class Thanks:
    """Thanks for a story that nobody had answered."""

    giver: str
    story_id: int
    is_sure: bool = False


class Letters:
    """What people asked of letters, what they answered to them, and what must be so of them."""

    def __init__(self, world: World, hands: Hands) -> None:
        self.world = world
        self.hands = hands
        self.thanks: dict[str, Thanks] = {}  # by mark
        self.paused: dict[str, bool | None] = {}  # whether on a pause without an end; None: not to be told
        self.stopped: dict[tuple[str, str], bool | None] = {}  # by person and kind
        self._mornings: set[tuple[str, str]] = set()
        self._last_number = 0

    async def thank_for_story(self) -> None:
        """Somebody who looks after a circle thanks for a story, from the letter that tells of it."""
        for who in (members[n] for members in CIRCLES.values() for n in (0, 1)):
            if buttons := self.hands.buttons(who, self.hands.direct(who), ids.ANSWER_START):
                button = self.world.dice.choice(buttons)
                await self.hands.press(who, button)
                if "reason" in self.hands.fields(who):
                    mark = f"a{len(self.thanks) + 1:04}a"
                    thanks = self.thanks.setdefault(mark, Thanks(who, int(button.value)))
                    thanks.is_sure = await self.hands.send(who, reason=f"{mark} thank you, I saw it")

    async def rest(self) -> None:
        """Somebody wants to be left in peace for a while, today, or no more; or wants no more letters of a kind."""
        channel_id = self.world.dice.choice(sorted(CIRCLES))
        who = self.world.dice.choice(CIRCLES[channel_id])
        what = self.world.dice.choice(("pause", "pause", "back", "today", "stop", "stop"))
        if what == "today":
            if buttons := self.hands.buttons(who, channel_id, ids.ROUND_REST):
                await self.hands.press(who, buttons[-1])
        elif what == "stop":
            await self._stop(who)
        else:
            await self._pause(who, channel_id, what)

    async def _pause(self, who: str, channel_id: str, what: str) -> None:
        until = self.world.dice.choice(("", "", " until friday", " for two days"))
        before, self.paused[who] = self.paused.get(who, False), None
        text = what + (until if what == "pause" else "")
        if await self.hands.command(who, channel_id, "/care", text) and not (until and what == "pause"):
            self.paused[who] = what == "pause"
        elif not self.world.is_up:
            self.paused[who] = before if before is None else None

    async def _stop(self, who: str) -> None:
        verbs = (ids.LETTER_STOP, ids.LETTER_STOP, ids.LETTER_RESUME)
        if buttons := self.hands.buttons(who, self.hands.direct(who), self.world.dice.choice(verbs)):
            button = self.world.dice.choice(buttons)
            self.stopped[who, button.value] = None
            said = await self.hands.press(who, button)
            if "I will not write to you about this again" in said or "You get them again" in said:
                self.stopped[who, button.value] = "I will not write" in said

    def forgot(self, who: str) -> None:
        """Somebody was forgotten, with what they asked for and the thanks that they gave."""
        self.paused.pop(who, None)
        self.stopped = {key: is_so for key, is_so in self.stopped.items() if key[0] != who}
        self.thanks = {mark: each for mark, each in self.thanks.items() if each.giver != who}

    def always(self, db: Database) -> None:
        """What was acknowledged is kept once: thanks for a story that is there, a pause, an end of some letters."""
        teaching = {row["id"] for row in db.query("SELECT id FROM stories WHERE is_removed = 0")}
        given = [row["reason"].split()[0] for row in db.query("SELECT reason FROM kudos WHERE answers IS NOT NULL")]
        for mark, thanks in self.thanks.items():
            assert given.count(mark) <= 1, f"{thanks} are kept {given.count(mark)} times"
            is_there = mark in given or not thanks.is_sure or thanks.story_id not in teaching
            assert is_there, f"{thanks} are lost"
        for who, is_paused in self.paused.items():
            rest = rests.get(db, who)
            is_so = is_paused is None or (rest.is_paused and rest.back_on is None) == is_paused
            assert is_so, f"{who} is on a pause: {rest.is_paused}, not {is_paused}"
        kept = set(db.execute("SELECT user_id, letter FROM letters_unwanted").fetchall())
        for key, is_stopped in self.stopped.items():
            assert is_stopped is None or (key in kept) == is_stopped, f"{key} is stopped: {key in kept}"
        self._mornings |= set(db.execute("SELECT channel_id, day FROM mornings").fetchall())

    def before_a_tick(self, db: Database) -> None:
        """Keep in mind what was written by now."""
        (self._last_number,) = db.execute("SELECT ifnull(max(number), 0) FROM posts").fetchone()

    def after_a_tick(self, db: Database, circles: Sequence[Circle], now: datetime) -> None:
        """Mornings and weeks of notes are settled in their time, and nobody was written to in bad hours."""
        self._nobody_is_disturbed(db, now)
        for circle in circles:
            self._every_morning_is_settled(db, circle, now)
            self._every_week_of_notes_is_settled(db, circle, now)

    def at_rest(self, db: Database) -> None:
        """Each story was told of in one letter at most, which is there."""
        sql = "SELECT letter FROM stories_brought WHERE letter NOT IN (SELECT key FROM posts)"
        assert not db.execute(sql).fetchall(), "a story was brought in a letter that nobody wrote"

    def _nobody_is_disturbed(self, db: Database, now: datetime) -> None:
        sql = "SELECT key, channel_id FROM posts WHERE number > ? AND content IS NOT NULL"
        for key, who in db.execute(sql, [self._last_number]).fetchall():
            person = people.get(db, who) if key.startswith(WAIT_FOR_GOOD_HOURS) else None
            if person:
                rest: Rest = rests.get(db, who)
                assert rest.lets_through(local(now, person.zone)), f"{key} is written to somebody who rests"
                kind = key.partition(":")[0]
                assert not self.stopped.get((who, kind)), f"{key} is written to somebody who wants none"

    def _every_morning_is_settled(self, db: Database, circle: Circle, now: datetime) -> None:
        day = local_day(now, circle.zone)
        rows = list(db.query("SELECT * FROM mornings WHERE channel_id = ?", [circle.channel_id]))
        at = occurs_at(day, MORNING, circle.zone)
        is_over = circle.state == "active" and circle.is_working_day(day) and now > at + MORNING_ENDS
        is_known = day.isoformat() in {row["day"] for row in rows}
        assert is_known or not is_over, f"{circle.channel_id} has neither had nor missed the morning of {day}"
        for row in rows:
            assert (row["state"] == "missed") == bool(row["reason"]), f"{row} has no reason"
            is_new = (row["channel_id"], row["day"]) not in self._mornings and row["day"] == day.isoformat()
            if row["state"] == "quiet" and is_new:
                self._nothing_waits_for_an_answer(db, circle, occurs_at(day, time(), circle.zone))

    def _nothing_waits_for_an_answer(self, db: Database, circle: Circle, until: datetime) -> None:
        """A quiet morning had no story to bring to somebody in the circle who leads it and did not tell it."""
        sql = """
          SELECT id, teller FROM stories WHERE channel_id = ? AND is_removed = 0 AND is_praise = 0 AND cheers = 0
            AND told_at > ? AND told_at < ? AND id NOT IN (SELECT story_id FROM stories_brought)
            AND id NOT IN (SELECT story_id FROM story_replies)
            AND id NOT IN (SELECT answers FROM kudos WHERE answers IS NOT NULL)
        """
        span = [instant(at) for at in (until - SHORT_LOOK_BACK, until)]
        for story_id, teller in db.execute(sql, [circle.channel_id, *span]).fetchall():
            able = [who for who in circle.managers | circle.facilitators if who != teller and people.get(db, who)]
            willing = [who for who in able if not self.stopped.get((who, "unanswered"), False)]
            known = [who for who in willing if (who, "unanswered") not in self.stopped]
            assert not known, f"nobody was told of the story {story_id}, and {known} could be"

    def _every_week_of_notes_is_settled(self, db: Database, circle: Circle, now: datetime) -> None:
        rows = {
            r["week"]: r for r in db.query("SELECT * FROM care_note_weeks WHERE channel_id = ?", [circle.channel_id])
        }
        for day in days_due(circle, MORNING, now):
            is_known = day.isoweekday() != circle.digest_weekday or week_of(day) in rows
            assert is_known, f"{circle.channel_id} has neither written nor missed the notes of {day}"
        for row in rows.values():
            assert (row["state"] == "missed") == bool(row["reason"]), f"{row} has no reason"
            late = now - datetime.fromisoformat(row["until"])
            assert row["state"] != "open" or late <= A_DAY, f"{row} is still open"
        sql = """
          SELECT count(*) FROM care_notes JOIN care_note_weeks AS weeks USING (channel_id, week)
          WHERE channel_id = ? AND weeks.state <> 'open' AND care_notes.state = 'waiting'
        """
        (waiting,) = db.execute(sql, [circle.channel_id]).fetchone()
        assert not waiting, f"{waiting} care notes of {circle.channel_id} still wait after their week"
