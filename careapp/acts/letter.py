"""Letters: what Care writes to one person by itself, where they want it and may be disturbed."""

from collections.abc import Collection, Sequence
from datetime import datetime

from careapp.blocks import letter as blocks
from careapp.blocks.kit import Message
from careapp.practice.letter import LETTERS, letter_of
from careapp.practice.occurrence import local
from careapp.practice.post import Post
from careapp.practice.rest import Rest
from careapp.store import Database
from careapp.store import letter as letters
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import rest as rests


def reaches(db: Database, user_id: str, kind: str, now: datetime) -> bool:
    """Say whether a letter of a kind may be sent to somebody now.

    They take part and want this kind, are not on a pause, did not say [Not today], and it is not their quiet hours.
    Where it does not reach them now it may later, so its job asks again until its time is over.
    """
    return bool(reached(db, [user_id], kind, now))


def reached(db: Database, user_ids: Sequence[str], kind: str, now: datetime) -> list[str]:
    """Return those of these people whom a letter of a kind reaches now, in few questions however many they are."""
    known, unwilling, rest_of = people.of(db, user_ids), letters.unwilling(db, kind, user_ids), rests.of(db, user_ids)
    usual = Rest()
    return [
        user_id
        for user_id in user_ids
        if user_id in known and known[user_id].can_take_part and user_id not in unwilling
        if rest_of.get(user_id, usual).lets_through(local(now, known[user_id].zone))
    ]


def send(db: Database, user_id: str, kind: str, key: str, message: Message) -> None:
    """Keep a letter as it should read now, with the button that does without its kind at the end.

    `key` names its post for ever, as in `pulse:C1:2026-W47:U1`; another message under it changes what is there.
    """
    posts.put(db, Post(key, "message", user_id, blocks.with_opt_out(message, letter_of(kind))))


def pass_on(db: Database, user_id: str, kind: str, key: str, message: Message) -> None:
    """Keep what does not wait for better hours: a colleague's thanks, and what a circle needs.

    Who wants no more of its kind gets no new one; what they have stays true.
    """
    if kind not in letters.unwanted(db, user_id) or posts.get(db, key):
        posts.put(db, Post(key, "message", user_id, blocks.with_opt_out(message, letter_of(kind))))


def stop(db: Database, user_id: str, kind: str) -> None:
    """Send somebody no more letters of a kind."""
    letters.set_unwanted(db, user_id, letters.unwanted(db, user_id) | {kind})


def resume(db: Database, user_id: str, kind: str) -> None:
    """Send somebody letters of a kind again."""
    letters.set_unwanted(db, user_id, letters.unwanted(db, user_id) - {kind})


def choose(db: Database, user_id: str, wanted: Collection[str]) -> None:
    """Send somebody letters of these kinds and of no other."""
    letters.set_unwanted(db, user_id, {letter.id for letter in LETTERS} - set(wanted))
