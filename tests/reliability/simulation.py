"""Many random histories, each from one seed: `python -m tests.reliability.simulation --help`."""

import argparse
import asyncio
import contextlib
import gc
import logging
import multiprocessing
import sys
import tempfile
import time as clock
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from random import Random

from careapp.jobs import slack_call
from tests.reliability.simulated_history import History
from tests.reliability.simulated_world import MEMORY, World

STEPS = 26
BEGINNINGS = ("2026-10-23", "2026-11-02", "2026-12-28", "2027-03-12", "2027-03-26", "2026-10-02")
RULES = {
    "moment": 6,
    "sleep": 2,
    "wait_for_a_round": 5,
    "tell": 6,
    "crash": 4,
    "restart": 1,
    "change": 3,
    "take_back": 2,
    "cheer": 3,
    "thank": 1,
    "repeat": 2,
    "trouble": 2,
    "jump": 1,
    "retime": 1,
    "round_by_hand": 1,
    "forget": 1,
    "settle": 1,
    "wait_for_more": 4,
    "answer_pulse": 1,
    "practise": 1,
    "hold_workshop": 1,
    "rest": 1,
    "thank_for_story": 1,
    "praise": 1,
    "write_prompt": 1,
}
# A history holds one of these often, so that it comes to its end: results, weeks, a summary, letters that are answered.
THEMES: tuple[dict[str, int], ...] = (
    {"answer_pulse": 9},
    {"practise": 9},
    {"hold_workshop": 9},
    {"rest": 5, "thank_for_story": 5},
)


Step = tuple[str, int]


@dataclass
class BrokenPromiseError(Exception):
    """A promise that was broken, and how to see it again."""

    seed: int
    history: list[str]
    why: str

    def __str__(self) -> str:
        told = "\n".join(f"  {line}" for line in self.history)
        return f"seed {self.seed}: {self.why}\n{told}\nAgain: python -m tests.reliability.simulation --seed {self.seed}"


def steps_of(seed: int, number: int = STEPS) -> list[Step]:
    """Return the steps of a seed: what happens, and a seed for how."""
    dice = Random(f"steps {seed}")
    rules = RULES | dice.choice(THEMES)
    return [(name, dice.getrandbits(32)) for name in dice.choices(list(rules), list(rules.values()), k=number)]


def run(seed: int, steps: Sequence[Step] | None = None) -> list[str]:
    """Live through the history of a seed, and return it; raise BrokenPromiseError where a promise is broken."""
    with world_of(seed) as world:
        history = History(world)
        try:
            asyncio.run(_live(history, steps_of(seed) if steps is None else steps))
        except Exception as error:
            why = str(error) if isinstance(error, AssertionError) else "".join(traceback.format_exception(error))
            raise BrokenPromiseError(seed, history.lines, why) from error
    return history.lines


@contextlib.contextmanager
def world_of(seed: int) -> Iterator[World]:
    """Make a world that begins on an eventful day. Nothing is logged in it, and no pictures are drawn."""
    dice = Random(f"beginning {seed}")
    begins = datetime.combine(datetime.fromisoformat(dice.choice(BEGINNINGS)), time(dice.randint(0, 23)), tzinfo=UTC)
    draw, quiet = slack_call.draw, logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    slack_call.draw = lambda picture: b"a picture"
    try:
        with tempfile.TemporaryDirectory(prefix="care-simulation-", dir=MEMORY) as folder:
            yield World(Path(folder), begins, dice)
    finally:
        slack_call.draw = draw
        logging.disable(quiet)


async def _live(history: History, steps: Sequence[Step]) -> None:
    try:
        await history.begin()
        for name, seed in steps:
            await history.step(name, seed)
        await history.end()
    finally:
        await history.world.crash()  # what broke a promise still runs


def _try(seed: int) -> tuple[int, str]:
    gc.disable()
    try:
        history = run(seed)
    except BrokenPromiseError as failure:
        return seed, str(failure)
    finally:
        gc.enable()
        if seed % 20 == 0:
            gc.collect()
    return len(history), ""


def _say(line: object) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Live through many histories, or show one."""
    parser = argparse.ArgumentParser(description="Random histories of two circles, checked at every step.")
    parser.add_argument("--seeds", type=int, default=1000, help="how many histories, from seed 1 on")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--seed", type=int, help="show the history of this seed alone")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    if asked.seed is not None:
        _, failure = _try(asked.seed)
        _say(failure or "\n".join(run(asked.seed)))
        sys.exit(1 if failure else 0)
    began = clock.monotonic()
    seeds = range(asked.first, asked.first + asked.seeds)
    with multiprocessing.get_context("spawn").Pool(asked.processes) as pool:
        broken = [_say(failure) for _, failure in pool.imap_unordered(_try, seeds, chunksize=10) if failure]
    took = clock.monotonic() - began
    _say(f"{asked.seeds} histories of {STEPS} steps in {took:.0f} s: {len(broken)} broke a promise")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
