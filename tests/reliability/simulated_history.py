"""One random history of two circles: what can happen in it, step by step."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from careapp.acts import circle as circle_acts
from careapp.acts import round as round_acts
from careapp.jobs import person
from careapp.practice.circle import Circle
from careapp.practice.refusal import CareError
from careapp.store import Database
from careapp.store import circle as circles
from tests.reliability.simulated_due import moments_ahead, pulses_ahead, weeks_ahead, with_all_of_it
from tests.reliability.simulated_people import CIRCLES, EMOJI, People, Told, doer_of
from tests.reliability.simulated_practice import Practice
from tests.reliability.simulated_promises import Promises, finger_say
from tests.reliability.simulated_world import World

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo", "UTC")
TIMES = (time(16, 55), time(16, 55), time(2, 30), time(23, 45), time(0, 0))
WAYS = ("command", "form", "mention", "reply")
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


@dataclass
class History:
    """One history. Each step is named and has a seed of its own, so that steps can be left out."""

    world: World
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.people = People(self.world)
        self.practice = Practice(self.world, self.people)
        self.promises = Promises(self.world, self.people, self.practice)

    async def begin(self) -> None:
        """Start Care, and set two circles up."""
        await self.world.start()
        for channel_id, members in CIRCLES.items():
            zone, at = self.world.dice.choice(ZONES), self.world.dice.choice(TIMES)
            circle = Circle(channel_id, zone, self._now(), "care", at, EVERY_DAY, managers=frozenset(members[1:2]))
            await self._keep(with_all_of_it(circle, self.world.dice), members[0])
            self._note(f"{channel_id} meets at {at:%H:%M} in {zone}")
        await person.run(self.world.care, self._now())
        await self.world.quiet()

    async def step(self, name: str, seed: int) -> None:
        """Do one thing, and check what always holds."""
        self.world.dice = Random(seed)
        self._note(name)
        await (self.practice.acts.get(name) or getattr(self, name))()
        await self.world.quiet()
        self._note(f"  {self._now():%Y-%m-%d %H:%M:%S}{'' if self.world.is_up else ', down'}")
        await self.promises.always()

    async def end(self) -> None:
        """Let everything come to rest, and check everything."""
        await self.settle()
        async with self.world.care.store.reading() as db:
            self._note(finger_say(db))
        await self.world.stop()

    async def tick(self) -> None:
        """The jobs run."""
        now = self._now()
        await self.promises.before_a_tick()
        await self.world.tick()
        await self.promises.after_a_tick(now)

    async def moment(self) -> None:
        """Seconds pass, and the jobs run."""
        self.world.pass_time(self.world.dice.choice((1, 2, 5, 20, 61)))
        await self.tick()

    async def sleep(self) -> None:
        """Minutes to days pass in which Care sees nothing."""
        self.world.pass_time(self.world.dice.choice((600, 1500, 2400, 7200, 43_200, 86_400, 3 * 86_400)))
        await self.tick()

    async def wait_for_a_round(self) -> None:
        """Time passes up to about the time of a circle's next round."""
        if not self.world.is_up:
            await self.restart()
        async with self.world.care.store.reading() as db:
            nexts = [circle.next_round_at(self._now()) for circle in circles.every(db)]
        due = min(at for at in nexts if at)
        seconds = (due - self._now()).total_seconds() + self.world.dice.choice((-1, 0, 3, 700, 1900))
        if 0 < seconds < 3 * 86_400:
            self.world.pass_time(seconds)
        await self.tick()

    async def wait_for_more(self) -> None:
        """Time passes up to about a morning, a pulse or its end, a week of a behaviour, or until a workshop rests."""
        if not self.world.is_up:
            await self.restart()
        await self._wait_until(moments_ahead, late=self.world.dice.choice((0, 0, 3, 70, 5000, 90_000)))

    async def answer_pulse(self) -> None:
        """People answer the weekly question, which they wait for; and perhaps its time goes by."""
        if not self.practice.pulses.asked():
            await self._wait_until(pulses_ahead)
            for _ in range(4):
                if not self.world.is_up or self.practice.pulses.asked():
                    break
                self.world.pass_time(4 * 3600)
                await self.tick()
                await self.world.show()
        await self.practice.pulses.answer_pulse()
        if self.world.dice.random() < 0.7:
            await self._wait_until(pulses_ahead)

    async def practise(self) -> None:
        """A circle does what comes next with its playbook; what it practises is waited for."""
        if self.world.dice.random() < 0.6:
            await self._wait_until(weeks_ahead)
            await self.world.show()
        await self.practice.playbook.practise()

    async def tell(self) -> None:
        """One to four people tell stories at once."""
        await self._at_once(None)

    async def crash(self) -> None:
        """Care is killed at some turn of the loop while people tell stories and the jobs run; later it starts."""
        await self._at_once(self.world.dice.randint(0, 120))
        if self.world.dice.random() < 0.7:
            await self.restart()

    async def restart(self) -> None:
        """Care starts, after having been stopped kindly where it was up, and after a while in any case."""
        await self.world.stop()
        self.world.pass_time(self.world.dice.choice((1, 30, 70, 400, 1200)))
        await self.world.start()
        await self.tick()

    async def change(self) -> None:
        """Somebody changes a story."""
        if told := self._some_story():
            await self.people.change(told)

    async def take_back(self) -> None:
        """Somebody takes a story back."""
        if told := self._some_story():
            await self.people.take_back(told)

    async def cheer(self) -> None:
        """Some people put reactions on stories, or take them off."""
        for _ in range(self.world.dice.randint(1, 4)):
            if told := self._some_story():
                await self.people.cheer(told, self._member(told.channel_id), self.world.dice.choice(EMOJI))

    async def thank(self) -> None:
        """Somebody gives kudos."""
        channel_id = self._channel_id()
        giver, receiver = self.world.dice.sample(CIRCLES[channel_id], 2)
        await self.people.thank(channel_id, giver, receiver)

    async def repeat(self) -> None:
        """Slack delivers something again that Care had before."""
        sent = [envelope for envelope in self.world.socket.sent if self._may_come_again(envelope)]
        for envelope in self.world.dice.sample(sent, min(len(sent), 3)):
            self.world.socket.send_again(envelope)
            self.world.pass_time(0.001)
            await self.world.quiet()

    async def trouble(self) -> None:
        """Slack's answers go wrong from now on, or are well again."""
        self.world.line.share = self.world.dice.choice((0, 0.1, 0.4, 0.8))

    async def jump(self) -> None:
        """The machine's clock goes wrong, or right."""
        jumps = (timedelta(0), timedelta(hours=-1), timedelta(hours=1), timedelta(days=1), timedelta(days=1700))
        self.world.clock.wrong_by = self.world.dice.choice(jumps)
        await self.tick()

    async def retime(self) -> None:
        """A facilitator changes when a circle meets, perhaps while its round is open."""
        if not self.world.is_up:
            return
        channel_id = self._channel_id()
        async with self.world.care.store.reading() as db:
            circle = circles.get(db, channel_id)
        assert circle
        dice = self.world.dice
        changed = replace(circle, round_time=dice.choice(TIMES), zone=dice.choice(ZONES), minutes=dice.choice((3, 10)))
        weekdays = dice.choice((EVERY_DAY, (1, 2, 3, 4, 5)))
        changed = replace(changed, digest_weekday=dice.randint(1, 7), weekdays=weekdays)
        await self._keep(changed, CIRCLES[channel_id][0])
        await self.tick()

    async def round_by_hand(self) -> None:
        """A facilitator opens a round."""
        if not self.world.is_up:
            return
        care, channel_id = self.world.care, self._channel_id()
        try:
            async with care.store.transaction() as db:
                circle = circles.get(db, channel_id)
                assert circle
                round_acts.open_now(db, care, circle, self._now())
        except CareError as refusal:
            self._note(f"  {refusal.sentence}")

    async def forget(self) -> None:
        """Somebody asks Care to forget them."""
        if self.world.is_up and self.world.dice.random() < 0.5:
            who = self._member(self._channel_id())
            await self.people.forget(who)
            self.practice.forgot(who)
            await self.promises.after_forgetting()
        await self.tick()

    async def settle(self) -> None:
        """All goes well until nothing is left to be done, and everything is checked."""
        self.world.line.share = 0
        if not self.world.is_up:
            await self.world.start()
        for looks in range(150):
            await self.world.quiet()
            if not self.world.sandbox.clock._alarms and not await self._unfinished():
                break
            self.world.pass_time(11 if looks < 100 else 600)
            await self.tick()
        await self.promises.at_rest()

    async def _at_once(self, crash_after: int | None) -> None:
        channel_id, works = self._channel_id(), list[Any]()
        small_acts = self._small_acts(channel_id) if crash_after is not None and self.world.dice.random() < 0.5 else []
        ways = ("command", "mention", "reply") if small_acts else WAYS  # nobody has two forms open at once
        for teller in self.world.dice.sample(CIRCLES[channel_id], self.world.dice.randint(1, 4)):
            lesson = self.world.dice.choice(("", "Call first"))
            works.append(self.people.tell(channel_id, teller, self.world.dice.choice(ways), lesson))
        if crash_after is not None:
            self.world.pass_time(2)
            works += [self.world.deliver(), self.world.tick(), *(act() for act in small_acts)]
        for outcome in await self.world.together(*works, crash_after=crash_after):
            if isinstance(outcome, Exception) and self.world.is_up:
                raise outcome

    async def _wait_until(self, ahead: Callable[[Database, datetime], list[datetime]], late: float = 3) -> None:
        """Let time pass up to the first of what is ahead, or so many seconds more; nothing where there is nothing."""
        if not self.world.is_up:
            return
        async with self.world.care.store.reading() as db:
            moments = ahead(db, self._now())
        if moments:
            due = self.world.dice.choice(moments) if late != 3 else min(moments)
            self.world.pass_time((due - self._now()).total_seconds() + late)
            await self.tick()

    def _small_acts(self, channel_id: str) -> list[Callable[[], Coroutine[Any, Any, None]]]:
        """Return something that is done in one go, and can be cut short."""
        give = partial(self.practice.workshops.give, channel_id)
        one = (give, self.practice.pulses.answer_pulse, self.practice.letters.rest, self.people.praise)
        return [self.world.dice.choice(one)]

    async def _keep(self, circle: Circle, facilitator: str) -> None:
        care = self.world.care
        self.world.watch({"user": facilitator})
        async with care.store.transaction() as db:
            circle_acts.keep(db, care, circle, facilitator)

    async def _unfinished(self) -> bool:
        async with self.world.care.store.reading() as db:
            under_way = "SELECT 1 FROM posts WHERE state IN ('waiting', 'sending', 'checking')"
            return bool(db.execute(f"{under_way} UNION ALL SELECT 1 FROM posts_behind").fetchone())

    def _may_come_again(self, envelope: dict[str, Any]) -> bool:
        """Slack repeats a command or a click at once or never: not after its person did something else since."""
        if envelope["type"] == "events_api":
            return True
        who = doer_of(envelope)
        is_last = envelope is next(each for each in reversed(self.world.socket.sent) if doer_of(each) == who)
        return is_last and who not in self.people.forgotten

    def _some_story(self) -> Told | None:
        """Choose a story that can still be changed where it is shown."""
        shown = [t for t in self.people.told if not t.may_be_gone and (t.ts or t.way != "reply")]
        return self.world.dice.choice(shown) if shown else None

    def _channel_id(self) -> str:
        return self.world.dice.choice(sorted(CIRCLES))

    def _member(self, channel_id: str) -> str:
        return self.world.dice.choice(CIRCLES[channel_id])

    def _now(self) -> datetime:
        return self.world.clock.now()

    def _note(self, line: str) -> None:
        self.lines.append(line)
