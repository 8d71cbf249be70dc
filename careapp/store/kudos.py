"""Kudos and who received them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from careapp.practice.kudos import Kudos
from careapp.practice.tombstone import Tombstone
from careapp.store import number as numbers
from careapp.store import tombstone as tombstones
from careapp.store.columns import instant, read_instant


def add(db: Database, kudos: Kudos) -> Kudos | None:
    """Keep new kudos and return them with their id; None where the same act was kept before."""
    if by_source(db, kudos.source_key) or tombstones.has(db, "kudos", kudos.source_key):
        return None
    columns = {name: value for name, value in vars(kudos).items() if name != "receivers"}
    kudos_id, day = numbers.take(db, "kudos"), kudos.day.isoformat()
    db.table("kudos").insert({**columns, "id": kudos_id, "day": day, "given_at": instant(kudos.given_at)})
    shared = {"kudos_id": kudos_id, "channel_id": kudos.channel_id, "day": day, "giver": kudos.giver}
    db.table("kudos_receivers").insert_all({**shared, "receiver": who} for who in kudos.receivers)
    return replace(kudos, id=kudos_id)


def get(db: Database, kudos_id: int) -> Kudos | None:
    """Return kudos, None where they are gone."""
    return next(iter(_every(db, "id = ?", [kudos_id])), None)


def given_between(db: Database, channel_id: str, since: datetime, until: datetime) -> list[Kudos]:
    """Return a circle's kudos given after `since` and up to `until`, in order; those within stories included."""
    return _every(db, "channel_id = ? AND given_at > ? AND given_at <= ?", [channel_id, instant(since), instant(until)])


def of_story(db: Database, story_id: int) -> list[Kudos]:
    """Return the kudos given within a story."""
    return _every(db, "story_id = ?", [story_id])


def answering(db: Database, story_id: int) -> list[Kudos]:
    """Return the kudos with which people answered a story."""
    return _every(db, "answers = ?", [story_id])


def thanked_by(db: Database, channel_id: str, giver: str, since: datetime) -> set[str]:
    """Return whom a person thanked in a circle after an instant; a customer's praise that they saved is not theirs."""
    sql = """
      SELECT receiver FROM kudos JOIN kudos_receivers ON kudos_id = kudos.id
      WHERE kudos.channel_id = ? AND given_at > ? AND kudos.giver = ?
        AND NOT EXISTS (SELECT 1 FROM stories WHERE stories.id = story_id AND is_praise = 1)
    """
    return {row["receiver"] for row in db.query(sql, [channel_id, instant(since), giver])}


def edit(db: Database, kudos: Kudos) -> None:
    """Keep kudos' changed words and value."""
    db.table("kudos").update(kudos.id, {"reason": kudos.reason, "value_id": kudos.value_id})


def by_source(db: Database, source_key: str) -> Kudos | None:
    """Return the kudos that an act gave, None where they are gone."""
    return next(iter(_every(db, "source_key = ?", [source_key])), None)


def ids_of(db: Database, giver: str) -> list[int]:
    """Return the ids of all kudos that a person ever gave."""
    sql = "SELECT DISTINCT kudos_id FROM kudos_receivers WHERE giver = ? ORDER BY kudos_id"
    return [row[0] for row in db.execute(sql, [giver]).fetchall()]


def ids_with(db: Database, user_id: str) -> list[int]:
    """Return the ids of all kudos that a person ever gave or received; reads a table as a whole."""
    sql = "SELECT DISTINCT kudos_id FROM kudos_receivers WHERE giver = :u OR receiver = :u ORDER BY kudos_id"
    return [row[0] for row in db.execute(sql, {"u": user_id}).fetchall()]


def unthank(db: Database, kudos_id: int, user_id: str) -> None:
    """Take a person off the receivers of kudos."""
    db.table("kudos_receivers").delete_where("kudos_id = ? AND receiver = ?", [kudos_id, user_id])


def remove(db: Database, kudos: Kudos, now: datetime) -> None:
    """Forget kudos for good; a tombstone stays. Those within a story go and come with the story."""
    if kudos.story_id is None:
        tombstones.put(db, Tombstone("kudos", kudos.source_key, now), now)
    db.table("cheers").delete_where("subject = 'kudos' AND subject_id = ?", [kudos.id])
    db.table("kudos").delete(kudos.id)


def _every(db: Database, where: str, values: list[Any]) -> list[Kudos]:
    rows = list(db.query(f"SELECT * FROM kudos WHERE {where} ORDER BY given_at, id", values))  # noqa: S608
    return [_read(db, row) for row in rows]


def _read(db: Database, row: Mapping[str, Any]) -> Kudos:
    receivers = db.execute("SELECT receiver FROM kudos_receivers WHERE kudos_id = ? ORDER BY receiver", [row["id"]])
    return Kudos(
        **{
            **row,
            "day": date.fromisoformat(row["day"]),
            "given_at": read_instant(row["given_at"]),
            "from_manager": bool(row["from_manager"]),
            "receivers": tuple(receiver for (receiver,) in receivers),
        }
    )
