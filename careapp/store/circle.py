"""Circles and their settings."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from sqlite_utils import Database

from careapp.practice.circle import Circle
from careapp.practice.occurrence import is_zone
from careapp.store.columns import clock_time, instant, read_instant, readable


def put(db: Database, circle: Circle) -> None:
    """Keep a circle as it is now."""
    row = {
        "channel_id": circle.channel_id,
        "name": circle.name,
        "state": circle.state,
        "paused_because": circle.paused_because,
        "zone": circle.zone,
        "round_time": clock_time(circle.round_time),
        "weekdays": " ".join(map(str, circle.weekdays)),
        "minutes": circle.minutes,
        "country": circle.country,
        "digest_weekday": circle.digest_weekday,
        "digest_time": clock_time(circle.digest_time),
        "lessons_on": circle.lessons_on,
        "decks": " ".join(circle.decks),
        "since": instant(circle.since),
        "asks_pulse": int(circle.asks_pulse),
        "pulse_weekday": circle.pulse_weekday,
        "pulse_time": clock_time(circle.pulse_time),
        "definition": circle.definition,
        "guards_privacy": int(circle.guards_privacy),
        "shows_milestones": int(circle.shows_milestones),
        "brings_unanswered": int(circle.brings_unanswered),
        "writes_care_note": int(circle.writes_care_note),
    }
    db.table("circles").upsert(row, pk="channel_id")
    db.table("circle_roles").delete_where("channel_id = ?", [circle.channel_id])
    roles = [("facilitator", who) for who in circle.facilitators] + [("manager", who) for who in circle.managers]
    db.table("circle_roles").insert_all(
        {"channel_id": circle.channel_id, "role": role, "user_id": user_id} for role, user_id in roles
    )


def get(db: Database, channel_id: str) -> Circle | None:
    """Return the circle of a channel, None where it has none. Raises ValueError where it was spoilt."""
    row = next(iter(db.table("circles").rows_where("channel_id = ?", [channel_id])), None)
    return _read(row, _roles(db, channel_id)) if row else None


def get_or_stand_in(db: Database, channel_id: str, now: datetime, zone: str = "UTC") -> Circle | None:
    """Return the circle of a channel; for one that was spoilt, a new one with its name and those who look after it."""
    try:
        return get(db, channel_id)
    except (TypeError, ValueError):
        (name,) = db.execute("SELECT name FROM circles WHERE channel_id = ?", [channel_id]).fetchone()
        return Circle(channel_id, zone, now, str(name), **_by_role(_roles(db, channel_id)))


def to_show(db: Database, channel_id: str, now: datetime) -> Circle | None:
    """Return a circle as its posts are to be written; one that was spoilt as a new one, in its own zone if it has one.

    So whatever has happened to its row, what was taken back can be taken out of its posts.
    """
    row = db.execute("SELECT zone FROM circles WHERE channel_id = ?", [channel_id]).fetchone()
    zone = row[0] if row and is_zone(row[0]) else "UTC"
    circle = get_or_stand_in(db, channel_id, now, zone)
    return replace(circle, zone=zone) if circle else None


def every(db: Database) -> list[Circle]:
    """Return all circles that can be read."""
    return _circles(db, "1", [])


def with_member(db: Database, user_id: str) -> list[Circle]:
    """Return the circles whose channel a person is in."""
    return _circles(db, "channel_id IN (SELECT channel_id FROM members WHERE user_id = ?)", [user_id])


def set_state(db: Database, channel_id: str, state: str, because: str = "") -> None:
    """Pause a circle with a reason, or make it active again."""
    sql = "UPDATE circles SET state = ?, paused_because = ? WHERE channel_id = ?"
    db.execute(sql, [state, because, channel_id])


def rename(db: Database, channel_id: str, name: str) -> None:
    """Keep the new name of a channel, where it is a circle's."""
    db.execute("UPDATE circles SET name = ? WHERE channel_id = ?", [name, channel_id])


def _circles(db: Database, where: str, values: Iterable[Any]) -> list[Circle]:
    rows = list(db.table("circles").rows_where(where, list(values), order_by="channel_id"))
    return readable(rows, lambda row: _read(row, _roles(db, row["channel_id"])))


def _roles(db: Database, channel_id: str) -> list[tuple[str, str]]:
    return list(db.execute("SELECT role, user_id FROM circle_roles WHERE channel_id = ?", [channel_id]))


def _read(row: Mapping[str, Any], roles: list[tuple[str, str]]) -> Circle:
    return Circle(
        channel_id=row["channel_id"],
        name=row["name"],
        zone=row["zone"],
        since=read_instant(row["since"]),
        round_time=time.fromisoformat(row["round_time"]),
        weekdays=tuple(map(int, row["weekdays"].split())),
        minutes=row["minutes"],
        country=row["country"],
        digest_weekday=row["digest_weekday"],
        digest_time=time.fromisoformat(row["digest_time"]),
        lessons_on=row["lessons_on"],
        decks=tuple(row["decks"].split()),
        shows_milestones=bool(row["shows_milestones"]),
        state=row["state"],
        paused_because=row["paused_because"],
        asks_pulse=bool(row["asks_pulse"]),
        pulse_weekday=row["pulse_weekday"],
        pulse_time=time.fromisoformat(row["pulse_time"]),
        definition=row["definition"],
        guards_privacy=bool(row["guards_privacy"]),
        brings_unanswered=bool(row["brings_unanswered"]),
        writes_care_note=bool(row["writes_care_note"]),
        **_by_role(roles),
    )


def _by_role(roles: list[tuple[str, str]]) -> dict[str, Any]:
    """Return the fields of a circle that say who looks after it."""
    return {f"{name}s": frozenset(who for role, who in roles if role == name) for name in ("facilitator", "manager")}
