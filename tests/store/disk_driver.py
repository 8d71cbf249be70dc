"""Care's own acts on a disk that fails: told a line of JSON, it does one of them in a process of its own.

Started under strace, which makes the LAST call of its kind fail in every thread. Before an act, the thread that is to
meet the fault makes so many empty calls of that kind that the act's n-th is the last.
"""

import asyncio
import contextlib
import errno
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from careapp.acts import forget as forget_acts
from careapp.acts import round as round_acts
from careapp.acts import story as story_acts
from careapp.acts import telling as telling_acts
from careapp.care import Care
from careapp.clock import SlackClock
from careapp.library import Library
from careapp.library_folder import read_library
from careapp.settings import HOUSE
from careapp.store import Store
from careapp.store import backup as backups
from careapp.store import circle as circles
from careapp.store import round as rounds
from careapp.store import story as stories

LAST = 250
CHANNEL = "CCAREFRONTLINE"
NOW = datetime(2026, 11, 18, 15, 57, tzinfo=UTC)  # two minutes into the round of the prepared database
TELLER = "UJONAS"
PREPARED = "command:prepared"
_TRIES = 3
_NOTHING = os.memfd_create("nothing")
_NOWHERE = "/nowhere/at/all"

Act = Callable[[Care], Awaitable[None]]


class _Still:
    """A clock that stands still."""

    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return 0


def tell(key: str) -> Act:
    """Tell a story that thanks two colleagues."""

    async def act(care: Care) -> None:
        telling = telling_acts.Telling(TELLER, f"I told {key}. " * 40, "command", key, thanks=("USAM", "UPRIYA"))
        async with care.store.transaction() as db:
            circle = circles.get(db, CHANNEL)
            assert circle
            telling_acts.tell(db, care, circle, telling)

    return act


async def take_back(care: Care) -> None:
    """Take back the story of the prepared database."""
    async with care.store.transaction() as db:
        story = stories.by_source(db, PREPARED)
        assert story
        story_acts.take_back(db, care, story.id, TELLER)


async def close(care: Care) -> None:
    """Close the open round."""
    async with care.store.transaction() as db:
        round_ = rounds.get(db, CHANNEL, NOW.date())
        assert round_
        round_acts.close(db, care, round_, NOW)


async def forget(care: Care) -> None:
    """Forget the teller of the prepared database, in as many transactions as it takes."""
    async with care.store.transaction() as db:
        forget_acts.ask(db, care, TELLER)
    await forget_acts.settle(care)


async def back_up(care: Care) -> None:
    """Make a backup beside the work."""
    await care.store.beside(lambda db: backups.make(db, care.store.backups, NOW))


# What stands in one line is asked for at the same time, and shares its commit.
ACTS: dict[str, dict[str, Act]] = {
    "story": {key: tell(key) for key in ("command:a", "command:b")},
    "take back": {"take back": take_back},
    "forget": {"forget": forget},
    "close": {"close": close},
    "backup": {"backup": back_up, "command:a": tell("command:a")},
}


def make_care(store: Store, library: Library) -> Care:
    """Return a Care that keeps, and has no Slack to tell of it."""
    nobody = cast(Any, None)
    return Care(store, nobody, nobody, nobody, _Still(), SlackClock(_Still()), library, bot_user_id="UCARE")


def _call(kind: str) -> None:
    """Make a call of a kind that changes nothing."""
    calls: dict[str, Callable[[], object]] = {
        "pwrite64": lambda: os.pwrite(_NOTHING, b"x", 0),
        "fdatasync": lambda: os.fdatasync(_NOTHING),
        "fsync": lambda: os.fsync(_NOTHING),
        "ftruncate": lambda: os.ftruncate(_NOTHING, 1),
        "unlink": lambda: Path(_NOWHERE).unlink(),
        "rename": lambda: Path(_NOWHERE).rename(_NOWHERE),
    }
    with contextlib.suppress(FileNotFoundError):
        calls[kind]()


def _is_spare(kind: str, calls: int) -> bool:
    """Say whether the fault was not met yet, by meeting it now."""
    try:
        for _ in range(calls):
            _call(kind)
    except OSError as error:
        return error.errno in (errno.EIO, errno.ENOSPC)
    return False


def _say(*words: object) -> None:
    os.write(1, (json.dumps(words) + "\n").encode())


async def _do(care: Care, name: str, act: Act) -> bool:
    try:
        await act(care)
    except Exception as error:
        _say("refused", name, type(error).__name__, str(error))
        async with care.store.reading() as db:
            if name.startswith("command:") and stories.by_source(db, name):
                _say("kept though refused", name)
        return False
    _say("kept", name)
    return True


async def _keep(asked: dict[str, str], nth: int, library: Library) -> None:
    """Do the acts of a scenario, those that are refused again, and say what the person was told."""
    store = await asyncio.to_thread(Store.open, Path(asked["folder"]) / "care.db")  # this thread has done nothing yet
    await asyncio.to_thread(_set_journal, store, asked["journal"])
    care = make_care(store, library)
    thread: Executor | None = {"commit": store._disk, "backup": store._beside}.get(asked["thread"])

    def in_thread(calls: int) -> bool:
        return thread.submit(_is_spare, asked["kind"], calls).result() if thread else _is_spare(asked["kind"], calls)

    in_thread(LAST - nth)
    left = dict(ACTS[asked["scenario"]])
    for _ in range(_TRIES):
        done = await asyncio.gather(*(_do(care, name, act) for name, act in left.items()))
        left = {name: left[name] for name, is_kept in zip(left, done, strict=True) if not is_kept}
    _say("done")
    _say("spare" if in_thread(nth) else "fired")
    await store.close()


def _set_journal(store: Store, journal: str) -> None:
    assert store._db.execute(f"PRAGMA journal_mode={journal}").fetchone() == (journal,)


async def _open(asked: dict[str, str], nth: int) -> None:
    """Open a database that has to be made or changed first; where that is refused, again."""
    _is_spare(asked["kind"], LAST - nth)
    for _ in range(_TRIES):
        try:
            await Store.open(Path(asked["folder"]) / "care.db").close()
        except Exception as error:
            _say("refused", "open", type(error).__name__, str(error))
        else:
            _say("kept", "open")
            break
    _say("done")
    _say("spare" if _is_spare(asked["kind"], nth) else "fired")


def main() -> None:
    """Do what each line asks for, and end each answer with how the process ended."""
    library = read_library(HOUSE / "data")
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            signal.alarm(30)
            nth = int(asked["nth"])
            asyncio.run(_open(asked, nth) if asked["scenario"] == "open" else _keep(asked, nth, library))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        _say("ended", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
