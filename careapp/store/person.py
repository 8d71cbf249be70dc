"""Care's copy of the people of the workspace, and of who is in which circle's channel."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from careapp.practice.person import Person


def put(db: Database, people: Iterable[Person]) -> None:
    """Keep people as they are now."""
    db.table("people").upsert_all((vars(person) for person in people), pk="user_id")


def get(db: Database, user_id: str) -> Person | None:
    """Return a person, None where Care has never heard of them."""
    return of(db, [user_id]).get(user_id)


def of(db: Database, user_ids: Iterable[str]) -> Mapping[str, Person]:
    """Return the people known among these, by id."""
    ids = list(dict.fromkeys(user_ids))
    marks = ", ".join("?" for _ in ids)
    return {row["user_id"]: _read(row) for row in db.query(f"SELECT * FROM people WHERE user_id IN ({marks})", ids)}  # noqa: S608


def set_members(db: Database, channel_id: str, user_ids: Iterable[str]) -> None:
    """Keep who is in a channel, in the place of what was kept before."""
    db.table("members").delete_where("channel_id = ?", [channel_id])
    db.table("members").insert_all({"channel_id": channel_id, "user_id": user_id} for user_id in user_ids)


def join(db: Database, channel_id: str, user_id: str) -> None:
    """Keep that a person came into a channel."""
    db.table("members").upsert({"channel_id": channel_id, "user_id": user_id}, pk=("channel_id", "user_id"))


def leave(db: Database, channel_id: str, user_id: str) -> None:
    """Keep that a person left a channel."""
    db.table("members").delete_where("channel_id = ? AND user_id = ?", [channel_id, user_id])


def members(db: Database, channel_id: str) -> set[str]:
    """Return the user ids of those in a channel."""
    return {row["user_id"] for row in db.query("SELECT user_id FROM members WHERE channel_id = ?", [channel_id])}


def _read(row: Mapping[str, Any]) -> Person:
    return Person(
        user_id=row["user_id"],
        name=row["name"],
        zone=row["zone"],
        is_bot=bool(row["is_bot"]),
        is_deleted=bool(row["is_deleted"]),
        is_guest=bool(row["is_guest"]),
    )
