"""Write the posts anew that many people change: once before a delivery, for all that has happened until then."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import date, timedelta

from careapp.acts import lesson as lesson_acts
from careapp.acts import round as round_acts
from careapp.acts import workshop as workshop_acts
from careapp.care import Care
from careapp.faults import fault
from careapp.practice.pace import Brake
from careapp.store import Database
from careapp.store import behind as posts_behind

log = logging.getLogger(__name__)
_A_WHILE = timedelta(minutes=1)


async def catch_up(care: Care, keys: Sequence[str]) -> None:
    """Keep what posts that are behind should say now; what fails stays behind, and is tried again after a minute."""
    now = care.now()
    free = [key for key in keys if (name := _brake_of(key)) not in care.brakes or not care.brakes[name].holds(now)]
    if not free:
        return
    fault("behind.before_show")
    shown = await asyncio.gather(*(_catch_up(care, key) for key in free), return_exceptions=True)  # in one commit
    for key, error in zip(free, shown, strict=True):
        care.brakes.pop(_brake_of(key), None)
        if error:
            care.brakes[_brake_of(key)] = Brake(now, now + _A_WHILE)
            log.error("%s cannot be shown as it is now, and is tried again in a minute", key, exc_info=error)
    fault("behind.after_show")


def _brake_of(key: str) -> str:
    return f"behind:{key}"


async def _catch_up(care: Care, key: str) -> None:
    async with care.store.transaction() as db:
        if posts_behind.clear(db, key):
            _show(db, care, key)


def _show(db: Database, care: Care, key: str) -> None:
    noun, whose, which = key.split(":")
    if noun == "round":
        round_acts.show_day(db, care, whose, date.fromisoformat(which), care.now())
    elif noun == "lessons":
        lesson_acts.show_month(db, whose, which)
    elif noun == "workshop":
        workshop_acts.show_place(db, care, int(whose), int(which))
    else:
        raise ValueError(f"nothing is written anew under {key}")
