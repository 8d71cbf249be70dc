"""Posts: what Slack should show, and how far it does."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from careapp.practice.post import QUIET, Outcome, Post
from careapp.store.columns import instant, read_maybe

# Word for word the condition of the index of unfinished posts, so that SQLite uses it.
_UNFINISHED = "state IN ('waiting', 'sending', 'checking')"


def put(db: Database, post: Post) -> None:
    """Keep what a post should say; a change makes a new revision, the same words change nothing."""
    content = None if post.content is None else json.dumps(post.content, ensure_ascii=False, sort_keys=True)
    sql = """
      INSERT INTO posts (key, number, kind, channel_id, thread_key, ts, posted_in, content)
      VALUES (:key, (SELECT ifnull(max(number), 0) + 1 FROM posts),
              :kind, :channel_id, :thread_key, :ts, :posted_in, :content)
      ON CONFLICT (key) DO UPDATE SET content = excluded.content, revision = revision + 1, attempt = 0,
        state = CASE WHEN state IN ('sent', 'failed') THEN 'waiting' ELSE state END, not_before = CASE
        WHEN state IN ('sent', 'failed') THEN '' ELSE not_before END
      WHERE excluded.content IS NOT posts.content
    """
    db.execute(sql, {**vars(post), "content": content})


def withdraw(db: Database, key: str) -> None:
    """Take a post back: Slack shall not show it any more."""
    post = get(db, key)
    if post and post.content is not None:
        put(db, Post(post.key, post.kind, post.channel_id, None))


def get(db: Database, key: str) -> Post | None:
    """Return a post."""
    return next((_read(row) for row in db.query("SELECT * FROM posts WHERE key = ?", [key])), None)


def at(db: Database, channel_id: str, ts: str) -> Post | None:
    """Return the post that Slack shows as this message."""
    sql = "SELECT * FROM posts WHERE posted_in = ? AND ts = ? AND kind = 'message'"
    rows = db.query(sql, [channel_id, ts])
    return next((_read(row) for row in rows), None)


def is_sending_to(db: Database, channel_id: str) -> bool:
    """Say whether a message to a channel is under way whose ts is not known yet."""
    sql = f"SELECT 1 FROM posts WHERE {_UNFINISHED} AND state <> 'waiting' AND ts IS NULL AND channel_id = ?"  # noqa: S608
    return bool(db.execute(sql, [channel_id]).fetchone())


def to_do(db: Database, now: datetime) -> list[Post]:
    """Return each channel's first post to be sent or looked up now: new ones before changes, in the order they came.

    A post that is put off holds its channel; a post under another waits until Slack shows that one.
    """
    sql = f"""
      SELECT * FROM (
        SELECT posts.*, parent.ts AS parent_ts,
          row_number() OVER (PARTITION BY posts.channel_id ORDER BY posts.ts IS NOT NULL, posts.number) AS place
        FROM posts LEFT JOIN posts AS parent ON parent.key = posts.thread_key
        WHERE posts.{_UNFINISHED} AND posts.state <> 'sending'
          AND (posts.thread_key IS NULL OR parent.ts IS NOT NULL)
      ) WHERE place = 1 AND not_before <= ? ORDER BY number
    """  # noqa: S608
    return [_read(row) for row in db.query(sql, [instant(now)])]


def begin(db: Database, post: Post, now: datetime) -> None:
    """Keep, before the call, that an attempt is about to be made."""
    changes = {"state": "sending", "attempt": post.attempt + 1, "sent_at": instant(now)}
    db.table("posts").update(post.key, changes)


def end(db: Database, post: Post, outcome: Outcome) -> None:
    """Keep what an attempt at a revision came to; where the words changed meanwhile, another one follows."""
    sql = """
      UPDATE posts SET ts = :ts, posted_in = :posted_in, note = :note, not_before = :not_before,
        delivered_revision = CASE WHEN :state = 'sent' THEN :revision ELSE delivered_revision END,
        state = CASE WHEN :state = 'sent' AND revision > :revision THEN 'waiting' ELSE :state END
      WHERE key = :key
    """
    values = {
        "key": post.key,
        "revision": post.revision,
        "state": outcome.state,
        "ts": outcome.ts or post.ts,
        "posted_in": outcome.posted_in or post.posted_in,
        "note": outcome.note,
        "not_before": instant(outcome.not_before) if outcome.not_before else "",
    }
    db.execute(sql, values)


def leave_thread(db: Database, key: str) -> None:
    """Let a post stand in the channel itself."""
    db.table("posts").update(key, {"thread_key": None})


def take_up(db: Database, channel_id: str, notes: Collection[str]) -> None:
    """Try again what a channel refused for one of these reasons."""
    marks = ", ".join("?" for _ in notes)
    sql = f"""
      UPDATE posts SET state = 'waiting', attempt = 0, not_before = ''
      WHERE state = 'failed' AND channel_id = ? AND note IN ({marks})
    """  # noqa: S608
    db.execute(sql, [channel_id, *notes])


def recover(db: Database) -> None:
    """After a stop in the middle of a call: repeat what can be repeated, look the rest up when Slack has settled."""
    rows = list(db.query(f"SELECT * FROM posts WHERE {_UNFINISHED} AND state = 'sending'"))  # noqa: S608
    for post in map(_read, rows):
        is_repeatable = post.is_shown or post.kind == "reaction"
        after = "" if is_repeatable or not post.sent_at else instant(post.sent_at + QUIET)
        db.table("posts").update(post.key, {"state": "waiting" if is_repeatable else "checking", "not_before": after})


def _read(row: Mapping[str, Any]) -> Post:
    return Post(
        key=row["key"],
        kind=row["kind"],
        channel_id=row["channel_id"],
        content=None if row["content"] is None else json.loads(row["content"]),
        thread_key=row["thread_key"],
        thread_ts=row.get("parent_ts"),
        revision=row["revision"],
        state=row["state"],
        attempt=row["attempt"],
        sent_at=read_maybe(row["sent_at"]),
        posted_in=row["posted_in"],
        ts=row["ts"],
    )
