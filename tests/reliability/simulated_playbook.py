"""The playbook in a simulated world: lessons that are gathered and supported, and what becomes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from careapp.blocks import ids
from careapp.practice.circle import Circle
from careapp.practice.lesson import is_gathering_day, month_of
from careapp.practice.occurrence import local_day, occurs_at
from careapp.store import Database
from tests.reliability.in_process_slack import Json
from tests.reliability.simulated_due import days_due, last_round_day
from tests.reliability.simulated_hands import Hands, texts
from tests.reliability.simulated_people import CIRCLES, People
from tests.reliability.simulated_world import World

ANSWERS = (ids.BEHAVIOUR_YES, ids.BEHAVIOUR_PARTLY, ids.BEHAVIOUR_NOT_YET)
DECISIONS = (ids.BEHAVIOUR_END, ids.BEHAVIOUR_KEEP, ids.BEHAVIOUR_DROP, ids.BEHAVIOUR_REWORD)
_WEEK = timedelta(days=7)
_SUM = "yes + partly + not_yet"


@dataclass
class Support:
    """Whether somebody supports a lesson as far as they know; None where they cannot be sure."""

    is_on: bool | None = None


class Playbook:
    """Who supports which lesson, what was made of them, how the weeks went, and what must be so of it."""

    def __init__(self, world: World, hands: Hands, people: People) -> None:
        self.world = world
        self.hands = hands
        self.people = people
        self.supports: dict[tuple[int, str], Support] = {}  # by story and person
        self.begun: dict[str, bool] = {}  # by the behaviour's mark: whether it is sure
        self.answers: dict[tuple[str, str], bool] = {}  # by question and person: whether it is sure

    async def practise(self) -> None:
        """A circle does what comes next: tells lessons and gathers them, chooses one, or says how its week went."""
        channel_id = self.world.dice.choice(sorted(CIRCLES))
        members, dice = CIRCLES[channel_id], self.world.dice
        if not self.hands.buttons(members[0], channel_id, ids.LESSON_SUPPORT):
            await self.people.tell(channel_id, dice.choice(members), "form", lesson="Call back before they ask")
            await self.hands.command(members[0], channel_id, "/care", "lessons")
            await self.world.show()
        for who in dice.sample(members, dice.randint(1, 3)):
            await self._support(channel_id, who)
            await self._answer(channel_id, who)
        if dice.random() < 0.8:
            await self._choose(channel_id, members[0])
        elif dice.random() < 0.5:
            await self._decide(channel_id, members[0])

    def forgot(self, who: str) -> None:
        """Somebody was forgotten: what they support is gone, and nobody knows any more that they answered."""
        for (_, person), support in self.supports.items():
            support.is_on = False if person == who else support.is_on
        for question, person in list(self.answers):
            if person == who:
                self.answers[question, f"{who}, forgotten at {self.world.clock.monotonic()}"] = self.answers.pop(
                    (question, person)
                )

    async def _support(self, channel_id: str, who: str) -> None:
        buttons = self.hands.buttons(who, channel_id, ids.LESSON_SUPPORT, ids.LESSON_LEAVE)
        if not buttons:
            return
        button = self.world.dice.choice(buttons)
        support = self.supports.setdefault((int(button.value), who), Support(False))
        support.is_on = None
        said = await self.hands.press(who, button)
        if "Thank you, your support counts" in said or "You support this lesson already" in said:
            support.is_on = True
        elif "Taken back. Your support does not count" in said:
            support.is_on = False

    async def _choose(self, channel_id: str, who: str) -> None:
        if buttons := self.hands.buttons(who, channel_id, ids.LESSON_CHOOSE):
            await self.hands.press(who, self.world.dice.choice(buttons))
            await self._send_words(who)

    async def _decide(self, channel_id: str, who: str) -> None:
        await self.hands.command(who, channel_id, "/care", "playbook")
        places = (channel_id, self.hands.direct(who))
        if buttons := [each for place in places for each in self.hands.buttons(who, place, *DECISIONS)]:
            await self.hands.press(who, self.world.dice.choice(buttons))
            await self._send_words(who)

    async def _send_words(self, who: str) -> None:
        if "text" in self.hands.fields(who):
            mark = f"b{len(self.begun) + 1:04}b"
            self.begun[mark] = False
            self.begun[mark] = await self.hands.send(who, text=f"{mark} we call back when we promised")

    async def _answer(self, channel_id: str, who: str) -> None:
        if not (buttons := self.hands.buttons(who, channel_id, *ANSWERS)):
            return
        button = self.world.dice.choice(buttons[-len(ANSWERS) :])
        is_sure = self.answers.setdefault((button.value, who), False)
        said = await self.hands.press(who, button)
        is_counted = "Thank you, that counts" in said or "Your first answer counts" in said
        self.answers[button.value, who] = is_sure or is_counted

    def always(self, db: Database) -> None:
        """What was acknowledged is kept once: support of a lesson that is there, a behaviour, an answer to a week."""
        teaching = {row["id"] for row in db.query("SELECT id FROM stories WHERE is_removed = 0 AND lesson <> ''")}
        kept = set(db.execute("SELECT story_id, user_id FROM lesson_supports").fetchall())
        for (story_id, who), support in self.supports.items():
            if story_id in teaching and support.is_on is not None:
                is_kept = (story_id, who) in kept
                assert is_kept == support.is_on, f"{who} supports the lesson {story_id}: {is_kept}, not {support.is_on}"
        assert kept <= self.supports.keys(), f"nobody gave the support {kept - self.supports.keys()}"
        texts_kept = [row["text"] for row in db.query("SELECT text FROM behaviours")]
        for mark, is_sure in self.begun.items():
            found = sum(mark in text for text in texts_kept)
            assert found <= 1, f"the behaviour {mark} is kept {found} times"
            assert found or not is_sure, f"the behaviour {mark} is lost"
        self._every_answer_counts_once(db)

    def after_a_tick(self, db: Database, circles: Sequence[Circle], now: datetime) -> None:
        """Every gathering and every week of a behaviour that is due is held or missed, with a reason."""
        for circle in circles:
            self._every_month_is_settled(db, circle, now)
            self._every_week_is_settled(db, circle, now)

    def at_rest(self, db: Database) -> None:
        """What stands beside a lesson in Slack is how many support it."""
        counted: dict[str, int] = {}
        for (story_id,) in db.execute("SELECT story_id FROM lesson_supports"):
            counted[str(story_id)] = counted.get(str(story_id), 0) + 1
        for channel_id in CIRCLES:
            for message in self.world.slack.workspace.channels[channel_id].messages.values():
                if "bot_id" in message:
                    self._lessons_are_counted(message, counted)

    def _lessons_are_counted(self, message: Json, counted: dict[str, int]) -> None:
        for block in message.get("blocks", []):
            pressed = block.get("accessory", {})
            if pressed.get("action_id") == ids.LESSON_SUPPORT:
                many, words = counted.get(pressed["value"], 0), " ".join(texts(block["text"]))
                wanted = f"{many} {'person says' if many == 1 else 'people say'} that it matters" if many else ""
                assert wanted in words, f"a lesson shows {words}, and {many} support it"
                assert wanted or "that it matters" not in words, f"a lesson shows {words}, and nobody supports it"

    def _every_answer_counts_once(self, db: Database) -> None:
        rows = db.query(f"SELECT behaviour_id, number, {_SUM} AS many FROM behaviour_weeks")
        for row in rows:
            question = f"{row['number']} {row['behaviour_id']}"
            given = [is_sure for (asked, _), is_sure in self.answers.items() if asked == question]
            what = f"week {question} counts {row['many']} answers"
            assert sum(given) <= row["many"], f"{what}, and {sum(given)} were acknowledged"
            assert row["many"] <= len(given), f"{what}, and {len(given)} were given"

    def _every_month_is_settled(self, db: Database, circle: Circle, now: datetime) -> None:
        rows = list(db.query("SELECT * FROM gatherings WHERE channel_id = ?", [circle.channel_id]))
        known = {row["month"] for row in rows}
        for day in days_due(circle, circle.digest_time, now):
            is_known = not is_gathering_day(circle.lessons_on, day) or month_of(day) in known
            assert is_known, f"{circle.channel_id} has neither gathered nor missed the lessons of {day}"
        for row in rows:
            assert (row["state"] == "missed") == bool(row["reason"]), f"{row} has no reason"

    def _every_week_is_settled(self, db: Database, circle: Circle, now: datetime) -> None:
        sql = "SELECT id, began_on FROM behaviours WHERE channel_id = ? AND state = 'practised'"
        for behaviour_id, began_on in db.execute(sql, [circle.channel_id]).fetchall():
            asked = "SELECT number FROM behaviour_weeks WHERE behaviour_id = ?"
            known = {number for (number,) in db.execute(asked, [behaviour_id]).fetchall()}
            for number in range(1, 5):
                day = last_round_day(circle, date.fromisoformat(began_on) + number * _WEEK)
                is_due = day and circle.since <= occurs_at(day, circle.round_time, circle.zone) <= now
                assert not is_due or number in known, f"{circle.channel_id} has neither asked nor missed week {number}"
        self._no_mark_is_left(db, circle, now)

    def _no_mark_is_left(self, db: Database, circle: Circle, now: datetime) -> None:
        sql = """
          SELECT DISTINCT day FROM behaviour_answers JOIN behaviour_weeks USING (behaviour_id, number)
          JOIN behaviours ON id = behaviour_id WHERE channel_id = ?
        """
        for (day,) in db.execute(sql, [circle.channel_id]).fetchall():
            is_open = local_day(now, circle.zone) < date.fromisoformat(day) + _WEEK
            assert is_open, f"it is still known who answered on {day}"
