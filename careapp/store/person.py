"""Care's copy of the people of the workspace, and of who is in which circle's channel."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from careapp.practice.person import Person
from careapp.store import tombstone as tombstones

UNKNOWN = "a colleague"
PEOPLE_COLUMNS = ("user_id", "teller", "giver", "receiver", "manager", "proposer")  # whatever table they stand in
_FIRST_STORIES = "milestones", "name"  # of which the person is the name


def put(db: Database, people: Iterable[Person]) -> None:
    """Keep people as they are now, but for those who were forgotten and not met anew since."""
    kept = (vars(person) for person in people if not is_forgotten(db, person.user_id))
    db.table("people").upsert_all(kept, pk="user_id")


def put_anew(db: Database, person: Person) -> None:
    """Keep somebody who did something of their own will, also where they were forgotten before that."""
    db.table("people").upsert(vars(person), pk="user_id")


def forget(db: Database, user_id: str) -> None:
    """Forget a person's name, zone and tasks. In which channels they are stays, as Slack tells it."""
    db.table("people").delete_where("user_id = ?", [user_id])
    db.table("circle_roles").delete_where("user_id = ?", [user_id])


def get(db: Database, user_id: str) -> Person | None:
    """Return a person, None where Care has never heard of them."""
    return of(db, [user_id]).get(user_id)


def of(db: Database, user_ids: Iterable[str]) -> Mapping[str, Person]:
    """Return the people known among these, by id."""
    ids = list(dict.fromkeys(user_ids))
    marks = ", ".join("?" for _ in ids)
    return {row["user_id"]: _read(row) for row in db.query(f"SELECT * FROM people WHERE user_id IN ({marks})", ids)}  # noqa: S608


def names(db: Database, user_ids: Iterable[str], unknown: str = UNKNOWN) -> Mapping[str, str]:
    """Return what each of these people is called, by id; `unknown` stands for a name that Care does not know."""
    ids = set(user_ids)
    known = of(db, ids)
    return {user_id: known[user_id].name if user_id in known else unknown for user_id in ids}


def name(db: Database, user_id: str, unknown: str = UNKNOWN) -> str:
    """Return what a person is called; `unknown` stands for a name that Care does not know."""
    return names(db, [user_id], unknown)[user_id]


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


def name_in(database: Path, user_id: str) -> str | None:
    """Return a person's name from outside of Care, empty where only their id is known, None where they are not known.

    Raises sqlite3.Error. After a kill in the middle of a commit, reading it undoes that.
    """
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=rw", uri=True, timeout=30)) as conn:
        found = conn.execute("SELECT name FROM people WHERE user_id = ?", [user_id]).fetchone()
        places = [place for place in every_column(conn) if place[1] in PEOPLE_COLUMNS or place == _FIRST_STORIES]
        named = (f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1" for table, column in places)  # noqa: S608
        is_met = any(conn.execute(sql, [user_id]).fetchone() for sql in named)
    return str(found[0]) if found else "" if is_met else None


def every_column(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the tables of a database with their columns, one by one."""
    sql = "SELECT m.name, c.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table'"
    return conn.execute(sql).fetchall()


def unknown_in(db: Database, channel_id: str) -> list[str]:
    """Return the user ids of up to 200 of those in a channel of whom nothing else is known, nor was forgotten."""
    sql = """
      SELECT user_id FROM members WHERE channel_id = ? AND user_id NOT IN (SELECT user_id FROM people)
        AND user_id NOT IN (SELECT name FROM tombstones WHERE kind = 'person') LIMIT 200
    """
    return [row["user_id"] for row in db.query(sql, [channel_id])]


def is_member(db: Database, channel_id: str, user_id: str) -> bool:
    """Say whether a person is in a channel."""
    return bool(list(db.table("members").rows_where("channel_id = ? AND user_id = ?", [channel_id, user_id])))


def members(db: Database, channel_id: str) -> set[str]:
    """Return the user ids of those in a channel."""
    return {row["user_id"] for row in db.query("SELECT user_id FROM members WHERE channel_id = ?", [channel_id])}


def known_in(db: Database, channel_id: str) -> dict[str, Person]:
    """Return those in a channel whom Care knows, by id; who was forgotten is not known before they come back."""
    sql = "SELECT people.* FROM members CROSS JOIN people USING (user_id) WHERE channel_id = ?"
    return {row["user_id"]: _read(row) for row in db.query(sql, [channel_id])}


def is_forgotten(db: Database, user_id: str) -> bool:
    """Say whether a person was forgotten, and was not met anew since."""
    return tombstones.has(db, "person", user_id) and get(db, user_id) is None


def returned(db: Database) -> list[str]:
    """Return the user ids of those who were forgotten, and told or gave something since, but were not met anew."""
    sql = """
      SELECT name FROM tombstones WHERE kind = 'person' AND done_at IS NOT NULL
        AND name NOT IN (SELECT user_id FROM people) AND (EXISTS (SELECT 1 FROM stories WHERE teller = name)
          OR EXISTS (SELECT 1 FROM kudos_receivers WHERE giver = name))
    """
    return [row["name"] for row in db.query(sql)]


def _read(row: Mapping[str, Any]) -> Person:
    return Person(
        user_id=row["user_id"],
        name=row["name"],
        zone=row["zone"],
        is_bot=bool(row["is_bot"]),
        is_deleted=bool(row["is_deleted"]),
        is_guest=bool(row["is_guest"]),
        is_external=bool(row["is_external"]),
    )
