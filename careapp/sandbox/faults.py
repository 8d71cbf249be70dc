"""Which calls of the Web API meet which fault: planned one by one, for every call, or by chance from a seed."""

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from random import Random
from typing import Any

from aiohttp import web

from careapp.sandbox.calls import Calls
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
    """What goes wrong from now on. `passed` counts, by method, the calls that reached Slack; `met` counts faults."""

    def __init__(self, clock: Clock, calls: Calls) -> None:
        self.passed: Counter[str] = Counter()
        self.met = 0
        self._clock, self._calls = clock, calls
        self._planned: dict[str, deque[Fault]] = defaultdict(deque)
        self._always: dict[str, Fault] = {}
        self._by_chance: Callable[[str], Fault | None] = lambda method: None
        self._holds: set[Hold] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def plan(self, method: str, *faults: Fault) -> None:
        """Lets the next calls of a method meet these faults, one each, in place of what was planned before."""
        self._planned[method] = deque(faults)

    def always(self, method: str, fault: Fault) -> None:
        """Lets every call of a method (of all with "*") meet a fault until `clear`; what is planned goes before."""
        self._always[method] = fault

    def at_random(
        self, seed: int, share: float, kinds: Sequence[Fault] | None = None, methods: Sequence[str] = (EVERY,)
    ) -> None:
        """Lets a share (0 to 1) of the calls of these methods meet a fault, alike for a seed and an order of calls."""
        chance, choices = Random(seed), kinds or usual_trouble()

        def choose(method: str) -> Fault | None:
            is_meant = EVERY in methods or method in methods
            return chance.choice(choices) if is_meant and chance.random() < share else None

        self._by_chance = choose

    def clear(self) -> None:
        """Lets nothing go wrong any more; what is held is released."""
        self._planned.clear()
        self._always.clear()
        self._by_chance = lambda method: None
        self.release()

    def release(self) -> None:
        """Lets go of every call and answer that is held, and of those that land late when released."""
        for hold in self._holds:
            hold.release()
        self._holds.clear()

    async def stop(self) -> None:
        """Forgets everything, late calls too."""
        self.clear()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def state(self) -> Json:
        """What is planned, what happens always, how many calls are held or late, and what reached Slack."""
        return {
            "planned": {method: [each.name for each in faults] for method, faults in self._planned.items() if faults},
            "always": {method: fault.name for method, fault in self._always.items()},
            "late": len(self._tasks),
            "passed": dict(self.passed),
        }

    def next_for(self, method: str) -> Fault | None:
        """The fault that this call meets, if any: planned, else always, else by chance."""
        if self._planned[method]:
            return self._planned[method].popleft()
        return self._always.get(method) or self._always.get(EVERY) or self._by_chance(method)

    async def meet(
        self, fault: Fault, method: str, request: web.Request, process: Callable[[], Awaitable[web.Response]]
    ) -> web.StreamResponse:
        """Answers a call as its fault lets it."""
        self.met += 1
        if isinstance(fault, Hold):
            self._holds.add(fault)
        skip = partial(self._skip, method, fault)
        return await fault.meet(Attempt(request, self._clock, process, skip, self._later))

    def _skip(self, method: str, fault: Fault, error: str) -> None:
        self._calls.add("api", method, error or fault.name, 0, fault=fault.name)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
