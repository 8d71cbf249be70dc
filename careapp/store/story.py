"""Stories."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from careapp.practice.story import Gathered, Story
from careapp.practice.tombstone import Tombstone
from careapp.store import number as numbers
from careapp.store import round as rounds
from careapp.store import tombstone as tombstones
from careapp.store.columns import day_or_none, instant, read_instant, read_maybe

_TOLD = "is_removed = 0"
_ANSWERED = """(cheers > 0 OR EXISTS (SELECT 1 FROM story_replies WHERE story_id = stories.id)
  OR EXISTS (SELECT 1 FROM kudos WHERE answers = stories.id))"""
_BROUGHT = "EXISTS (SELECT 1 FROM stories_brought WHERE story_id = stories.id)"


def add(db: Database, story: Story) -> Story | None:
    """Keep a new story and return it with its id; None where the same act was kept before."""
    if is_known(db, story.source_key):
        return None
    story_id = numbers.take(db, "story")
    row = {
        **{name: value for name, value in vars(story).items() if name not in ("id", "thanked")},
        "day": story.day.isoformat(),
        "round_day": story.round_day and story.round_day.isoformat(),
        "told_at": instant(story.told_at),
        "id": story_id,
    }
    db.table("stories").insert(row)
    db.table("story_thanks").insert_all({"story_id": story_id, "user_id": who} for who in story.thanked)
    if story.round_day:
        rounds.count_story(db, story.channel_id, story.round_day, +1)
    return replace(story, id=story_id)


def get(db: Database, story_id: int) -> Story | None:
    """Return a story, None where it is gone."""
    return _first(db, f"id = ? AND {_TOLD}", [story_id])


def is_known(db: Database, source_key: str) -> bool:
    """Say whether an act told a story, also where it was taken back since."""
    found = db.execute("SELECT 1 FROM stories WHERE source_key = ?", [source_key]).fetchone()
    return bool(found) or tombstones.has(db, "story", source_key)


def by_source(db: Database, source_key: str) -> Story | None:
    """Return the story that an act told, None where it is gone."""
    return _first(db, f"source_key = ? AND {_TOLD}", [source_key])


def ids_of(db: Database, teller: str) -> list[int]:
    """Return the ids of all that a person ever told, bare rows included; reads an index as a whole."""
    return [row[0] for row in db.execute("SELECT id FROM stories WHERE teller = ? ORDER BY id", [teller]).fetchall()]


def thanking(db: Database, user_id: str) -> list[int]:
    """Return the ids of the stories that thank a person; reads a table as a whole."""
    sql = "SELECT story_id FROM story_thanks WHERE user_id = ? ORDER BY story_id"
    return [row[0] for row in db.execute(sql, [user_id]).fetchall()]


def by_message(db: Database, channel_id: str, ts: str) -> Story | None:
    """Return the story that a teller's own message tells."""
    return _first(db, f"channel_id = ? AND message_ts = ? AND {_TOLD}", [channel_id, ts])


def of_round(db: Database, channel_id: str, day: date) -> list[Story]:
    """Return the stories of a round in the order they were told."""
    return _every(db, f"channel_id = ? AND round_day = ? AND {_TOLD}", [channel_id, day.isoformat()])


def gathered(db: Database, channel_id: str, day: date) -> Gathered:
    """Return what a round holds, without its words: this is asked whenever a story is told."""
    sql = f"""
      SELECT teller, count(*), sum(cheers) FROM stories WHERE channel_id = ? AND round_day = ? AND {_TOLD}
      GROUP BY teller ORDER BY min(told_at), min(id)
    """  # noqa: S608
    rows = db.execute(sql, [channel_id, day.isoformat()]).fetchall()
    return Gathered(sum(row[1] for row in rows), sum(row[2] for row in rows), tuple(row[0] for row in rows))


def are_many(db: Database, channel_id: str, many: int, value_id: str | None = None) -> bool:
    """Say whether a circle holds so many stories, praise aside, or so many that show a value; reads no more of them."""
    shown = "AND value_id = ?" if value_id else ""
    of_circle = f"channel_id = ? {shown} AND is_praise = 0 AND {_TOLD}"
    sql = f"SELECT count(*) FROM (SELECT 1 FROM stories WHERE {of_circle} LIMIT ?)"  # noqa: S608
    found = db.execute(sql, [channel_id, *([value_id] if value_id else []), many]).fetchone()
    return bool(found[0] >= many)


def has_told(db: Database, channel_id: str, day: date, teller: str) -> bool:
    """Say whether a person has told a story in a round."""
    where = f"channel_id = ? AND round_day = ? AND teller = ? AND {_TOLD} LIMIT 1"
    return bool(list(db.table("stories").rows_where(where, [channel_id, day.isoformat(), teller], select="1")))


def taken_back_at(db: Database, channel_id: str, day: date, teller: str) -> datetime | None:
    """Return when a person last took back what they had told in a round, None where they did not."""
    sql = """
      SELECT max(gone_at) FROM stories JOIN tombstones ON kind = 'story' AND name = source_key
      WHERE channel_id = ? AND round_day = ? AND teller = ? AND is_removed = 1
    """
    return read_maybe(db.execute(sql, [channel_id, day.isoformat(), teller]).fetchone()[0])


def told_between(db: Database, channel_id: str, since: datetime, until: datetime) -> list[Story]:
    """Return a circle's stories told after `since` and up to `until`, in order."""
    where = f"channel_id = ? AND told_at > ? AND told_at <= ? AND {_TOLD}"
    return _every(db, where, [channel_id, instant(since), instant(until)])


def taught_between(db: Database, channel_id: str, since: datetime, until: datetime) -> list[Story]:
    """Return those of a circle's stories of a time that have a lesson, in order."""
    where = f"channel_id = ? AND told_at > ? AND told_at <= ? AND {_TOLD} AND lesson <> ''"
    return _every(db, where, [channel_id, instant(since), instant(until)])


def value_days(db: Database, channel_id: str, value_ids: Iterable[str], until: date) -> dict[str, date]:
    """Return the last day, up to a date, on which a circle's stories showed each of these values, where they did."""
    sql = f"SELECT max(day) FROM stories WHERE channel_id = ? AND value_id = ? AND day <= ? AND {_TOLD}"  # noqa: S608
    found = {each: db.execute(sql, [channel_id, each, until.isoformat()]).fetchone()[0] for each in value_ids}
    return {value_id: date.fromisoformat(day) for value_id, day in found.items() if day}


def unanswered_between(db: Database, channel_id: str, since: datetime, until: datetime) -> list[Story]:
    """Return a circle's stories of a time, in order, that have no cheer, no reply and no thanks yet."""
    where = f"channel_id = ? AND told_at > ? AND told_at <= ? AND {_TOLD} AND NOT {_ANSWERED}"
    return _every(db, where, [channel_id, instant(since), instant(until)])


def to_bring(db: Database, channel_id: str, since: datetime, until: datetime) -> list[Story]:
    """Return those without an answer that were brought to nobody yet."""
    where = f"channel_id = ? AND told_at > ? AND told_at <= ? AND {_TOLD} AND NOT {_ANSWERED} AND NOT {_BROUGHT}"
    return _every(db, where, [channel_id, instant(since), instant(until)])


def brought_in(db: Database, letter: str) -> list[Story]:
    """Return the stories that a letter tells of and that are still told, in order."""
    where = f"id IN (SELECT story_id FROM stories_brought WHERE letter = ?) AND {_TOLD}"  # noqa: S608
    return _every(db, where, [letter])


def is_answered(db: Database, story_id: int) -> bool:
    """Say whether a story has a cheer, a reply or thanks of somebody else."""
    found = db.execute(f"SELECT 1 FROM stories WHERE id = ? AND {_ANSWERED}", [story_id]).fetchone()  # noqa: S608
    return found is not None


def told_and_answered(db: Database, channel_id: str, since: datetime, until: datetime) -> tuple[int, int]:
    """Return how many stories, praise aside, were told after `since` and up to `until`, and how many have an answer."""
    sql = f"""
      SELECT count(*), ifnull(sum({_ANSWERED}), 0) FROM stories
      WHERE channel_id = ? AND told_at > ? AND told_at <= ? AND is_praise = 0 AND {_TOLD}
    """  # noqa: S608
    told, answered = db.execute(sql, [channel_id, instant(since), instant(until)]).fetchone()
    return told, answered


def edit(db: Database, story: Story) -> None:
    """Keep a story's changed words and value."""
    changes = {name: getattr(story, name) for name in ("text", "meant", "lesson", "value_id", "is_poor_care")}
    db.table("stories").update(story.id, {**changes, "is_edited": 1})


def unthank(db: Database, story_id: int, user_id: str) -> None:
    """Take a person off those whom a story thanks."""
    db.table("story_thanks").delete_where("story_id = ? AND user_id = ?", [story_id, user_id])


def erase(db: Database, story_id: int) -> None:
    """Delete the bare row of a story that was removed; its tombstone stays."""
    db.table("stories").delete_where("id = ? AND is_removed = 1", [story_id])


def remove(db: Database, story: Story, now: datetime) -> None:
    """Forget a story's words for good; a bare row and a tombstone stay, so that the act is not kept again."""
    tombstones.put(db, Tombstone("story", story.source_key, now), now)
    gone = {"text": "", "meant": "", "lesson": "", "is_removed": 1}
    db.table("stories").update(story.id, gone)
    db.table("story_thanks").delete_where("story_id = ?", [story.id])
    db.table("kudos").delete_where("story_id = ?", [story.id])
    db.table("story_replies").delete_where("story_id = ?", [story.id])
    db.table("cheers").delete_where("subject = 'story' AND subject_id = ?", [story.id])
    if story.round_day:
        rounds.count_story(db, story.channel_id, story.round_day, -1)


def _first(db: Database, where: str, values: list[Any]) -> Story | None:
    return next(iter(_every(db, where, values)), None)


def _every(db: Database, where: str, values: list[Any]) -> list[Story]:
    rows = list(db.query(f"SELECT * FROM stories WHERE {where} ORDER BY told_at, id", values))  # noqa: S608
    return [_read(db, row) for row in rows]


def _read(db: Database, row: Mapping[str, Any]) -> Story:
    thanked = db.execute("SELECT user_id FROM story_thanks WHERE story_id = ? ORDER BY user_id", [row["id"]])
    columns = {name: value for name, value in row.items() if name != "is_removed"}
    return Story(
        **{
            **columns,
            "day": date.fromisoformat(row["day"]),
            "round_day": day_or_none(row["round_day"]),
            "told_at": read_instant(row["told_at"]),
            "is_edited": bool(row["is_edited"]),
            "is_praise": bool(row["is_praise"]),
            "is_poor_care": bool(row["is_poor_care"]),
            "thanked": tuple(user_id for (user_id,) in thanked),
        }
    )
