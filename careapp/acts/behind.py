"""Write the posts anew that many people change: once before a delivery, for all that has happened until then."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import date

from careapp.acts import lesson as lesson_acts
from careapp.acts import round as round_acts
from careapp.acts import workshop as workshop_acts
from careapp.care import Care
from careapp.faults import fault
from careapp.store import Database
from careapp.store import behind as posts_behind

log = logging.getLogger(__name__)


async def catch_up(care: Care, keys: Sequence[str]) -> None:
    """Keep what posts that are behind should say now; what fails stays behind, and is tried again."""
    if not keys:
        return
    fault("behind.before_show")
    shown = await asyncio.gather(*(_catch_up(care, key) for key in keys), return_exceptions=True)  # in one commit
    failed = {key: error for key, error in zip(keys, shown, strict=True) if error}
    if failed:
        log.error("%s cannot be shown as they are now", ", ".join(failed), exc_info=next(iter(failed.values())))
    fault("behind.after_show")


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
