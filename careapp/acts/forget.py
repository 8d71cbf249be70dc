"""Forget people and what was taken back: at their wish, and again after a restore that brought it back."""

import asyncio
import logging
from collections.abc import Collection
from dataclasses import replace

from careapp.acts import behind
from careapp.acts import contribution as contribution_acts
from careapp.acts import kudos as kudos_acts
from careapp.acts import playbook as playbook_acts
from careapp.acts import pulse as pulse_acts
from careapp.acts import story as story_acts
from careapp.acts.apart import apart
from careapp.blocks import circle as circle_blocks
from careapp.care import Care
from careapp.faults import fault
from careapp.practice.tombstone import Tombstone
from careapp.store import Database
from careapp.store import answer as answers
from careapp.store import behind as posts_behind
from careapp.store import cheer as cheers
from careapp.store import contribution as contributions
from careapp.store import draft as drafts
from careapp.store import kudos as all_kudos
from careapp.store import letter as letters
from careapp.store import milestone as milestones
from careapp.store import note as notes
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import rest as rests
from careapp.store import story as stories
from careapp.store import tombstone as tombstones

log = logging.getLogger(__name__)
_AT_ONCE = 5  # stories or kudos a transaction: each is shown anew in several places


def ask(db: Database, care: Care, user_id: str) -> None:
    """Keep that a person wants to be forgotten; `settle` does it."""
    tombstones.put(db, Tombstone("person", user_id, care.now()), None)


async def settle(care: Care) -> bool:
    """Forget all that is still to be forgotten; return whether something was. Stopped, it goes on later.

    What cannot be forgotten now keeps nothing else from it, nor Care from its start, and is tried again.
    """
    await _put_dates_right(care)
    async with care.store.reading() as db:
        waiting = tombstones.to_do(db)
    forgotten = 0
    for tombstone in waiting:
        with apart("all circles", f"forgetting ({tombstone.kind})"):
            await (_forget_person if tombstone.kind == "person" else _forget_again)(care, tombstone)
            forgotten += 1
    return forgotten > 0


async def was_before_forgetting(care: Care, user_id: str, ts: str) -> bool:
    """Say whether somebody did something, by Slack's ts, before they were forgotten; it shall have no effect now."""
    async with care.store.reading() as db:
        return tombstones.covers(db, user_id, care.slack_clock.here(ts))


async def recall(care: Care) -> None:
    """Before Care does anything else: forget again what the file beside the backups says, should it have come back.

    Raises UnusableDatabaseError where that file cannot be read, and OSError where it cannot be written.
    """
    now = care.now()
    known = await asyncio.to_thread(tombstones.bound_file, care.store.backups, now)
    fault("forget.before_recall")
    async with care.store.transaction() as db:
        for tombstone in known:
            tombstones.put(db, tombstone, None)
        tombstones.bound(db, now)
        kept = tombstones.every(db)
    fault("forget.after_recall")
    if new := set(kept) - set(known):
        await _mirror(care, new)
    await settle(care)


async def mirror(care: Care) -> None:
    """Write what was taken back lately into the file beside the backups. Raises OSError where the disk refuses."""
    async with care.store.reading() as db:
        new = tombstones.to_mirror(db)
    if new:
        await _mirror(care, new)


async def _put_dates_right(care: Care) -> None:
    """What was asked for while the clock was ahead was asked for by now: what is said from now on is kept.

    The file comes first: a later date in it would be taken for a later wish.
    """
    now = care.now()
    async with care.store.reading() as db:
        is_ahead = tombstones.is_ahead(db, now)
    if is_ahead:
        await asyncio.to_thread(tombstones.bound_file, care.store.backups, now)
        fault("forget.before_dates")
        async with care.store.transaction() as db:
            tombstones.bound(db, now)
        fault("forget.after_dates")


async def _mirror(care: Care, new: Collection[Tombstone]) -> None:
    await asyncio.to_thread(tombstones.add_to_file, care.store.backups, new)
    async with care.store.transaction() as db:
        tombstones.mirrored(db, new)
    fault("forget.after_mirror")


async def _forget_again(care: Care, tombstone: Tombstone) -> None:
    fault("forget.before_thing")
    async with care.store.transaction() as db:
        if story := stories.by_source(db, tombstone.name) if tombstone.kind == "story" else None:
            story_acts.let_go(db, care, story)
        if kudos := all_kudos.by_source(db, tombstone.name) if tombstone.kind == "kudos" else None:
            kudos_acts.let_go(db, care, kudos)
        tombstones.done(db, tombstone, care.now())
    fault("forget.after_thing")


async def _forget_person(care: Care, tombstone: Tombstone) -> None:
    user_id = tombstone.name
    async with care.store.reading() as db:
        work = [
            *((_forget_story, number) for number in stories.ids_of(db, user_id)),
            *((_leave_story, number) for number in stories.thanking(db, user_id)),
            *((_leave_kudos, number) for number in all_kudos.ids_with(db, user_id)),
            *((contribution_acts.forget, number) for number in _workshops(db, user_id)),
        ]
    for at in range(0, len(work), _AT_ONCE):
        fault("forget.before_some")
        async with care.store.transaction() as db:
            for forget, number in work[at : at + _AT_ONCE]:
                forget(db, care, number, user_id)
        fault("forget.after_some")
    fault("forget.before_rest")
    async with care.store.transaction() as db:
        pulse_acts.forget(db, care, user_id)
        playbook_acts.forget(db, care, user_id)
        _forget_rest(db, user_id)
        led = _name_no_more(db, user_id)
        tombstones.done(db, tombstone, care.now())
    fault("forget.after_rest")
    await behind.catch_up(care, led)
    log.info("%s is forgotten", user_id)
    async with care.store.reading() as db:
        tombstones.scrub(db)


def _workshops(db: Database, user_id: str) -> set[int]:
    """Return the workshops that may hold something of a person; where people rate now it cannot be told whether."""
    return {*contributions.workshops_of(db, user_id), *contributions.being_rated(db)}


def _forget_story(db: Database, care: Care, story_id: int, user_id: str) -> None:
    if story := stories.get(db, story_id):
        story_acts.let_go(db, care, story)
    stories.erase(db, story_id)


def _leave_story(db: Database, care: Care, story_id: int, user_id: str) -> None:
    if story := stories.get(db, story_id):
        story_acts.unthank(db, care, story, user_id)


def _leave_kudos(db: Database, care: Care, kudos_id: int, user_id: str) -> None:
    kudos = all_kudos.get(db, kudos_id)
    if kudos and kudos.giver == user_id:
        kudos_acts.let_go(db, care, kudos)
    elif kudos:
        kudos_acts.unthank(db, care, kudos, user_id)


def _forget_rest(db: Database, user_id: str) -> None:
    cheers.forget(db, user_id)
    drafts.forget(db, user_id)
    rests.forget(db, user_id)
    letters.forget(db, user_id)
    milestones.forget(db, user_id)
    answers.forget(db, user_id)
    notes.forget(db, user_id)
    posts.withdraw_all_to(db, user_id)
    people.forget(db, user_id)


def _name_no_more(db: Database, user_id: str) -> list[str]:
    """Take somebody out of what names them as one who looks after a circle; return what is still to be shown anew."""
    for post in posts.of_settings_kept_by(db, user_id):
        if post.content is not None:
            posts.put(db, replace(post, content=circle_blocks.without_keeper(post.content, user_id)))
    led = posts.of_steps_led_by(db, user_id)
    for post in led:
        posts_behind.put(db, post.key, post.channel_id)
    return [post.key for post in led]
