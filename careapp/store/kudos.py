"""Kudos and who received them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

from sqlite_utils import Database

from careapp.practice.kudos import Kudos
from careapp.store.columns import instant, read_instant


def add(db: Database, kudos: Kudos) -> Kudos | None:
    """Keep new kudos and return them with their id; None where the same act was kept before."""
    if list(db.query("SELECT 1 FROM kudos WHERE source_key = ?", [kudos.source_key])):
        return None
    columns = {name: value for name, value in vars(kudos).items() if name not in ("id", "receivers")}
    day = kudos.day.isoformat()
    kudos_id = cast(int, db.table("kudos").insert({**columns, "day": day, "given_at": instant(kudos.given_at)}).last_pk)
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


def edit(db: Database, kudos: Kudos) -> None:
    """Keep kudos' changed words and value."""
    db.table("kudos").update(kudos.id, {"reason": kudos.reason, "value_id": kudos.value_id})


def remove(db: Database, kudos: Kudos) -> None:
    """Forget kudos for good."""
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
