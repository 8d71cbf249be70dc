"""Which calls of the Web API meet which fault: planned one by one, for every call, or by chance from a seed."""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from random import Random
from typing import Any

from aiohttp import web

from careapp.sandbox.clock import Clock
from careapp.sandbox.fault_kinds import (
    Attempt,
    Fault,
    Hold,
    brake,
    cut_answer,
    cut_json,
    delay,
    held_answer,
    held_call,
    landed_late,
    lost_answer,
    lost_call,
    refusal,
    server_error,
    spoilt_answer,
)
from careapp.sandbox.refusals import Json

__all__ = [
    "Fault",
    "Faults",
    "Hold",
    "brake",
    "cut_answer",
    "cut_json",
    "delay",
    "held_answer",
    "held_call",
    "landed_late",
    "lost_answer",
    "lost_call",
    "refusal",
    "server_error",
    "spoilt_answer",
]

EVERY = "*"


def usual_trouble() -> tuple[Fault, ...]:
    """One of each kind that passes by itself."""
    answers = lost_answer(), spoilt_answer(503), spoilt_answer(200), cut_json(), cut_answer()
    refusals = brake(20), server_error(500), server_error(503), refusal("internal_error")
    return lost_call(), *answers, *refusals, landed_late(20)


class Faults:
    """What goes wrong from now on. `passed` counts, by method, the calls that reached Slack; `met` counts faults.

    `on_change` is called whenever something else is to go wrong than before.
    """

    def __init__(self, clock: Clock) -> None:
        self.passed: Counter[str] = Counter()
        self.met = 0
        self.on_change: Callable[[], None] = lambda: None
        self._clock = clock
        self._planned: dict[str, deque[Fault]] = {}
        self._always: dict[str, Fault] = {}
        self._chance: Chance | None = None
        self._holds: set[Hold] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def plan(self, method: str, *faults: Fault) -> None:
        """Lets the next calls of a method (of any with "*") meet these, one each, in place of what was planned."""
        self._planned[method] = deque(faults)
        self.on_change()

    def always(self, method: str, fault: Fault | None) -> None:
        """Lets every call of a method (of all with "*") meet a fault until `clear`, or with None no longer."""
        self._always.pop(method, None)
        if fault:
            self._always[method] = fault
        self.on_change()

    def at_random(
        self, seed: int, share: float, kinds: Sequence[Fault] | None = None, methods: Sequence[str] = (EVERY,)
    ) -> None:
        """Lets a share (0 to 1) of the calls of these methods meet a fault, alike for a seed and an order of calls."""
        self._chance = Chance(seed, share, kinds or usual_trouble(), methods) if share else None
        self.on_change()

    def clear(self) -> None:
        """Lets nothing go wrong any more; what is held is released."""
        self._planned.clear()
        self._always.clear()
        self._chance = None
        self.release()

    def release(self) -> None:
        """Lets go of every call and answer that is held, and of those that land late when released."""
        for hold in self._holds:
            hold.release()
        self._holds.clear()
        self.on_change()

    async def stop(self) -> None:
        """Forgets everything, late calls too."""
        self.clear()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def state(self) -> Json:
        """What is planned, what happens always and by chance, what is held or late, and what reached Slack."""
        return {
            "planned": {method: [each.name for each in faults] for method, faults in self._planned.items() if faults},
            "always": {method: fault.name for method, fault in self._always.items()},
            "at_random": self._chance and self._chance.shown(),
            "held": sum(hold.kept for hold in self._holds),
            "late": len(self._tasks),
            "passed": dict(self.passed),
        }

    def next_for(self, method: str) -> Fault | None:
        """The fault that this call meets, if any: planned, else always, else by chance."""
        planned = self._planned.get(method) or self._planned.get(EVERY)
        if planned:
            fault = planned.popleft()
            self.on_change()
            return fault
        always = self._always.get(method) or self._always.get(EVERY)
        return always or (self._chance.next_for(method) if self._chance else None)

    async def meet(
        self,
        fault: Fault,
        request: web.Request,
        process: Callable[[], Awaitable[web.Response]],
        skip: Callable[[str, web.Response | None], None],
    ) -> web.StreamResponse:
        """Answers a call as its fault lets it; `skip` records one that Slack never heard of."""
        self.met += 1
        if isinstance(fault, Hold):
            self._holds.add(fault)
            fault.on_change = self.on_change
        return await fault.meet(Attempt(request, self._clock, process, skip, self._later))

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self.on_change()


class Chance:
    """A share of calls meets a fault, drawn from a seed."""

    def __init__(self, seed: int, share: float, kinds: Sequence[Fault], methods: Sequence[str]) -> None:
        self._seed, self._share, self._kinds, self._methods = seed, share, kinds, methods
        self._random = Random(seed)

    def next_for(self, method: str) -> Fault | None:
        """The fault that this call meets, if any; each call that is meant draws anew."""
        is_meant = EVERY in self._methods or method in self._methods
        return self._random.choice(self._kinds) if is_meant and self._random.random() < self._share else None

    def shown(self) -> Json:
        """What was asked for, in names."""
        kinds = list(dict.fromkeys(kind.name for kind in self._kinds))
        return {"seed": self._seed, "share": self._share, "kinds": kinds, "methods": list(self._methods)}
