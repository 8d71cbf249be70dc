"""One cell of the matrix: a busy round in which Care dies at a point, and what is true when all has settled."""

import asyncio
from dataclasses import dataclass, field
from random import Random

from tests.reliability.busy_round import Act, BusyRound
from tests.reliability.care_process import CareProcess
from tests.reliability.points import POINTS
from tests.reliability.verdict import Verdict, judge
from tests.reliability.workplace import Workplace, workplace

KILLED = -9
_LONGEST_REST = 600
_AWAY = (1, 5, 20, 70)  # seconds that Care stays away after a death


@dataclass
class Cell:
    """What became of a point and a seed."""

    point: str
    seed: int
    verdict: Verdict = field(default_factory=Verdict)
    is_reached: bool = False


async def run_cell(care: CareProcess, point: str, seed: int, spoilt: str = "") -> Cell:
    """Run one busy round with the point armed, settle, and judge. The same point and seed are the same round."""
    async with workplace(care) as place:
        run = _Run(place, point, Random(f"{point} {seed}"), spoilt)
        cell = Cell(point, seed)
        try:
            await run.through()
            cell.verdict = judge(place)
        except Exception as error:
            cell.verdict.troubles.append(f"{type(error).__name__}: {error}")
        cell.is_reached = run.is_reached
        if care.exit:
            cell.verdict.troubles.append(f"Care left with {care.exit} at the end")
        return cell


class _Run:
    """The way through one busy round: acts in small bursts, deaths, new starts, and rest."""

    def __init__(self, place: Workplace, point: str, dice: Random, spoilt: str) -> None:
        self._place, self._care, self._dice, self._spoilt = place, place.care, dice, spoilt
        self._point = POINTS[point]
        own = {point: dice.randint(1, self._point.most)}
        before = POINTS[self._point.after].most if self._point.after else 0
        first = [{self._point.after: dice.randint(1, before)}] if before else []
        self._to_arm = [*first, own, {}]
        self._stop_at = dice.randint(5, 15) if self._point.at_stop else -1
        self.is_reached = False

    async def through(self) -> None:
        """From setting the circle up to the rest after its highlights."""
        self._round = BusyRound(self._place, self._dice)
        await self._begin_care()
        for _ in range(8):
            if await self._round.set_up():
                break
            await self._look_after()
        self._place.move_to(5)
        await self._say("tick")
        await self._acts(self._round.acts, 4)
        self._place.move_to(10)
        await self._rest("tick")
        self._place.move_to(20)
        await self._acts(self._round.late, 1)
        self._place.move_to(40)
        await self._rest("tick")
        for _ in range(6):  # until Slack has told again of everything
            self._place.move(61)
            await self._rest("rest")
        await self._rest("tick")
        while await self._care.end() == KILLED:
            await self._look_after()
            await self._rest("tick")

    async def _acts(self, acts: list[Act], most_at_once: int) -> None:
        burst = 0
        while acts:
            now = [acts.pop(0) for _ in range(min(len(acts), self._dice.randint(1, most_at_once)))]
            done = [await self._round.do(now[0])] if len(now) == 1 else await self._together(now)
            acts += [act for act, is_done in zip(now, done, strict=True) if not is_done]
            burst += 1
            if burst == self._stop_at:
                await self._care.end()
            await self._look_after()
            self._place.move(self._dice.randint(1, 8))
            await self._say("tick" if burst % 6 == 0 else "rest")

    async def _together(self, acts: list[Act]) -> list[bool]:
        return list(await asyncio.gather(*map(self._round.do, acts)))

    async def _rest(self, word: str) -> None:
        """Let time pass until Care has nothing left to do."""
        for _ in range(_LONGEST_REST):
            await self._place.sandbox.settled()
            answer = await self._say(word)
            word = "rest"
            if answer and not answer["unfinished"]:
                return
            self._place.move(1 if answer and answer["due"] else 10)
        raise RuntimeError("Care's posts do not come to rest")

    async def _say(self, word: str) -> dict[str, int] | None:
        answer = await self._care.ask(word)
        await self._look_after()
        return answer

    async def _look_after(self) -> None:
        """Where Care is gone: let Slack notice, perhaps let people meet a Slack without it, and start it anew."""
        while self._care.gone.is_set():
            await self._place.buried()
            if self._care.exit not in (0, KILLED):
                raise RuntimeError(f"Care left by itself, with {self._care.exit}")
            self.is_reached |= self._care.exit == KILLED and len(self._to_arm) == 1
            if self._round.acts and self._dice.random() < 0.5:
                act = self._round.acts.pop(0)
                if not await self._round.do(act):
                    self._round.acts.append(act)
            self._place.move(self._dice.choice(_AWAY))
            await self._begin_care()

    async def _begin_care(self) -> None:
        armed = self._to_arm.pop(0) if self._to_arm else {}
        await self._place.start(armed, self._spoilt)
