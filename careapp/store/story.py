"""Stories."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

from sqlite_utils import Database

from careapp.practice.story import Story
from careapp.store import round as rounds
from careapp.store.columns import day_or_none, instant, read_instant

_TOLD = "is_removed = 0"


def add(db: Database, story: Story) -> Story | None:
    """Keep a new story and return it with its id; None where the same act was kept before."""
    if by_source(db, story.source_key):
        return None
    row = {
        **{name: value for name, value in vars(story).items() if name not in ("id", "thanked")},
        "day": story.day.isoformat(),
        "round_day": story.round_day and story.round_day.isoformat(),
        "told_at": instant(story.told_at),
    }
    story_id = cast(int, db.table("stories").insert(row).last_pk)
    db.table("story_thanks").insert_all({"story_id": story_id, "user_id": who} for who in story.thanked)
    if story.round_day:
        rounds.count_story(db, story.channel_id, story.round_day, +1)
    return replace(story, id=story_id)


def get(db: Database, story_id: int) -> Story | None:
    """Return a story, None where it is gone."""
    return _first(db, f"id = ? AND {_TOLD}", [story_id])


def by_source(db: Database, source_key: str) -> int | None:
    """Return the id of the story that an act told, also where it was removed since."""
    row = db.execute("SELECT id FROM stories WHERE source_key = ?", [source_key]).fetchone()
    return row[0] if row else None


def by_message(db: Database, channel_id: str, ts: str) -> Story | None:
    """Return the story that a teller's own message tells."""
    return _first(db, f"channel_id = ? AND message_ts = ? AND {_TOLD}", [channel_id, ts])


def of_round(db: Database, channel_id: str, day: date) -> list[Story]:
    """Return the stories of a round in the order they were told."""
    return _every(db, f"channel_id = ? AND round_day = ? AND {_TOLD}", [channel_id, day.isoformat()])


def has_told(db: Database, channel_id: str, day: date, teller: str) -> bool:
    """Say whether a person has told a story in a round."""
    where = f"channel_id = ? AND round_day = ? AND teller = ? AND {_TOLD} LIMIT 1"
    return bool(list(db.table("stories").rows_where(where, [channel_id, day.isoformat(), teller], select="1")))


def told_between(db: Database, channel_id: str, since: datetime, until: datetime) -> list[Story]:
    """Return a circle's stories told after `since` and up to `until`, in order."""
    where = f"channel_id = ? AND told_at > ? AND told_at <= ? AND {_TOLD}"
    return _every(db, where, [channel_id, instant(since), instant(until)])


def edit(db: Database, story: Story) -> None:
    """Keep a story's changed words and value."""
    changes = {name: getattr(story, name) for name in ("text", "meant", "lesson", "value_id")}
    db.table("stories").update(story.id, {**changes, "is_edited": 1})


def remove(db: Database, story: Story) -> None:
    """Forget a story's words for good; the bare row stays so that the act is not kept again."""
    gone = {"text": "", "meant": "", "lesson": "", "is_removed": 1}
    db.table("stories").update(story.id, gone)
    db.table("story_thanks").delete_where("story_id = ?", [story.id])
    db.table("kudos").delete_where("story_id = ?", [story.id])
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
            "thanked": tuple(user_id for (user_id,) in thanked),
        }
    )
