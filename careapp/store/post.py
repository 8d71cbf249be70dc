"""Posts: what Slack should show, and how far it does."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from careapp.practice.pace import QUIET
from careapp.practice.post import CHANNEL_REFUSALS, LONGEST_BRAKE, Outcome, Post
from careapp.store.columns import instant, read_maybe

# Word for word the conditions of the indexes, so that SQLite uses them.
_UNFINISHED = "state IN ('waiting', 'sending', 'checking')"
_AHEAD = f"{_UNFINISHED} AND state = 'checking' AND (sent_at > :now OR not_before > :never)"
IN_DOUBT = "state = 'unknown' AND is_settled = 0"
_REFUSED_BY_CHANNEL = "note IN ('{}')".format("', '".join(CHANNEL_REFUSALS))
# A post under one that came to rest without being seen stands alone; one under a post that its channel refused waits.
_STANDS_ALONE = f"""(parent.state IN ('sent', 'unknown')
  OR parent.state = 'failed' AND NOT parent.{_REFUSED_BY_CHANNEL})"""


def put(db: Database, post: Post) -> None:
    """Keep what a post should say; a change makes a new revision, the same words change nothing.

    Where an attempt in doubt was sent is not forgotten; what is taken back is looked at anew, though it was settled.
    """
    content = None if post.content is None else json.dumps(post.content, ensure_ascii=False, sort_keys=True)
    sql = """
      INSERT INTO posts (key, number, kind, channel_id, thread_key, ts, posted_in, content, not_after)
      VALUES (:key, (SELECT ifnull(max(number), 0) + 1 FROM posts),
              :kind, :channel_id, :thread_key, :ts, :posted_in, :content, :not_after)
      ON CONFLICT (key) DO UPDATE SET content = excluded.content, revision = revision + 1,
        attempt = CASE WHEN state IN ('waiting', 'sent', 'failed') THEN 0 ELSE attempt END,
        is_settled = CASE WHEN excluded.content IS NULL OR content IS NULL THEN 0 ELSE is_settled END,
        not_after = CASE WHEN excluded.content IS NULL OR not_after = '' THEN not_after ELSE excluded.not_after END,
        state = CASE WHEN state IN ('sent', 'failed') THEN 'waiting' ELSE state END, not_before = CASE
        WHEN state IN ('sent', 'failed') THEN '' ELSE not_before END
      WHERE excluded.content IS NOT posts.content
    """
    not_after = instant(post.not_after) if post.not_after else ""
    db.execute(sql, {**vars(post), "content": content, "not_after": not_after})


def withdraw(db: Database, key: str) -> None:
    """Take a post back: Slack shall not show it any more."""
    post = get(db, key)
    if post and post.content is not None:
        put(db, Post(post.key, post.kind, post.channel_id, None))


def withdraw_all_to(db: Database, user_id: str) -> None:
    """Take back all that one person was sent directly; reads the table as a whole."""
    for (key,) in db.execute("SELECT key FROM posts WHERE channel_id = ?", [user_id]).fetchall():
        withdraw(db, key)


def look_up_unsent(db: Database, since: datetime, settled_at: datetime) -> None:
    """In a restored database: what was not sent at the backup may have been since, so it is looked up first."""
    sql = """
      UPDATE posts SET state = 'checking', not_before = :settled_at,
        sent_at = CASE WHEN sent_at < :since THEN sent_at ELSE :since END
      WHERE ts IS NULL AND kind NOT IN ('reaction', 'pin') AND state IN ('waiting', 'sending', 'checking', 'failed')
    """
    db.execute(sql, {"since": instant(since), "settled_at": instant(settled_at)})


def look_up_first(db: Database, key: str, since: datetime, settled_at: datetime) -> None:
    """Look a new post, and those that go with it, up before they are sent: they may have been, after a backup."""
    sql = """
      UPDATE posts SET state = 'checking', sent_at = ?, not_before = ?
      WHERE key BETWEEN ? AND ? AND ts IS NULL AND state = 'waiting' AND sent_at IS NULL
    """
    db.execute(sql, [instant(since), instant(settled_at), key, f"{key}:\U0010ffff"])


def get(db: Database, key: str) -> Post | None:
    """Return a post."""
    return next((read(row) for row in db.query("SELECT * FROM posts WHERE key = ?", [key])), None)


def at(db: Database, channel_id: str, ts: str) -> Post | None:
    """Return the post that Slack shows as this message."""
    sql = "SELECT * FROM posts WHERE posted_in = ? AND ts = ? AND kind = 'message'"
    rows = db.query(sql, [channel_id, ts])
    return next((read(row) for row in rows), None)


def pins_in(db: Database, channel_id: str) -> list[Post]:
    """Return the pins of a channel that were not taken back."""
    sql = "SELECT * FROM posts WHERE key > ? AND key < ? AND content IS NOT NULL"
    return [read(row) for row in db.query(sql, [f"pin:{channel_id}:", f"pin:{channel_id};"])]


def of_settings_kept_by(db: Database, user_id: str) -> list[Post]:
    """Return the posts that say that a person keeps the settings of a circle; reads every such post."""
    sql = "SELECT * FROM posts WHERE key > 'setup:' AND key < 'setup;' AND instr(content, ?)"
    return [read(row) for row in db.query(sql, [f"<@{user_id}>"])]


def of_steps_led_by(db: Database, user_id: str) -> list[Post]:
    """Return the posts of steps of workshops that name a person; reads every post of a workshop."""
    sql = "SELECT * FROM posts WHERE key GLOB 'workshop:*:[1-9]' AND instr(content, ?)"
    return [read(row) for row in db.query(sql, [f"<@{user_id}>"])]


def is_sending_to(db: Database, channel_id: str) -> bool:
    """Say whether a message to a channel is under way whose ts is not known yet."""
    sql = f"SELECT 1 FROM posts WHERE {_UNFINISHED} AND state <> 'waiting' AND ts IS NULL AND channel_id = ?"  # noqa: S608
    return bool(db.execute(f"{sql} AND kind <> 'pin'", [channel_id]).fetchone())


def to_do(db: Database, now: datetime) -> list[Post]:
    """Return each channel's first post to be sent or looked up now: new ones before changes, in the order they came.

    A post that is put off holds its channel, but where the clock was set back since; a post under another waits
    until Slack shows that one, or until it is plain that it never will. Pins come last and hold up nothing; one waits
    for its message, however long.
    """
    sql = f"""
      SELECT * FROM (
        SELECT posts.*, parent.ts AS parent_ts,
          row_number() OVER (PARTITION BY posts.channel_id ORDER BY posts.kind = 'pin', posts.ts IS NOT NULL,
            posts.number) AS place
        FROM posts LEFT JOIN posts AS parent ON parent.key = posts.thread_key
        WHERE posts.{_UNFINISHED} AND posts.state <> 'sending' AND (posts.state = 'checking'
          OR posts.ts IS NOT NULL OR posts.thread_key IS NULL OR parent.ts IS NOT NULL
          OR {_STANDS_ALONE} AND (posts.kind <> 'pin' OR posts.content IS NULL))
      ) WHERE place = 1 AND (not_before <= :now OR state = 'waiting' AND (sent_at > :now OR not_before > :never))
      ORDER BY number
    """  # noqa: S608
    return [read(row) for row in db.query(sql, {"now": instant(now), "never": instant(now + LONGEST_BRAKE)})]


def begin(db: Database, post: Post, now: datetime) -> None:
    """Keep, before the call, that an attempt is about to be made."""
    changes = {"state": "sending", "attempt": post.attempt + 1, "sent_at": instant(now), "thread_ts": post.thread_ts}
    db.table("posts").update(post.key, changes)


def end(db: Database, post: Post, outcome: Outcome) -> None:
    """Keep what an attempt at a revision came to; where the words changed meanwhile, another one follows."""
    sql = """
      UPDATE posts SET ts = :ts, posted_in = :posted_in, note = :note, not_before = :not_before,
        delivered_revision = CASE WHEN :state = 'sent' THEN :revision ELSE delivered_revision END,
        state = CASE WHEN :state IN ('sent', 'failed') AND revision > :revision THEN 'waiting' ELSE :state END
      WHERE key = :key
    """
    is_gone = outcome.state == "sent" and post.content is None and post.kind == "message"
    values = {
        "key": post.key,
        "revision": post.revision,
        "state": outcome.state,
        "ts": None if is_gone else outcome.ts or post.ts,
        "posted_in": None if is_gone else outcome.posted_in or post.posted_in,
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
    """Take up, at the start, what a stop left in the middle; look and pin once more where Slack did not let Care."""
    for post in stranded(db, ()):
        take_up_stranded(db, post)
    db.execute(f"UPDATE posts SET state = 'checking', not_before = '' WHERE {IN_DOUBT}")  # noqa: S608
    db.execute("UPDATE posts SET state = 'waiting', attempt = 0 WHERE state = 'failed' AND kind = 'pin'")


def stranded(db: Database, busy: Collection[str]) -> list[Post]:
    """Return the posts whose sending was begun and is not under way in any of these channels."""
    rows = db.query(f"SELECT * FROM posts WHERE {_UNFINISHED} AND state = 'sending' ORDER BY number")  # noqa: S608
    return [read(row) for row in rows if row["channel_id"] not in busy]


def take_up_stranded(db: Database, post: Post) -> None:
    """Repeat, after a stop in the middle of a call, what can be; look the rest up when Slack has settled."""
    is_repeatable = post.is_shown or post.is_mark
    is_settled = post.is_mark or (post.content is None and post.is_shown)
    after = "" if is_settled or not post.sent_at else instant(post.sent_at + QUIET)
    db.table("posts").update(post.key, {"state": "waiting" if is_repeatable else "checking", "not_before": after})


def is_ahead(db: Database, now: datetime) -> bool:
    """Say whether a look-up waits by a clock that was set back since."""
    sql = f"SELECT 1 FROM posts WHERE {_AHEAD}"  # noqa: S608
    return db.execute(sql, {"now": instant(now), "never": instant(now + LONGEST_BRAKE)}).fetchone() is not None


def wait_anew(db: Database, now: datetime) -> None:
    """Let the look-ups that wait by a clock that was set back since wait for Slack to settle from now on."""
    sql = f"UPDATE posts SET sent_at = min(sent_at, :now), not_before = :settled WHERE {_AHEAD}"  # noqa: S608
    settled, never = instant(now + QUIET), instant(now + LONGEST_BRAKE)
    db.execute(sql, {"now": instant(now), "settled": settled, "never": never})


def newest_before(db: Database, post: Post) -> str:
    """Return the newest ts that a channel showed before the sending of a post began, empty where it showed none.

    It is of Slack's clock, which ours may be far from.
    """
    sql = """
      SELECT ts FROM posts WHERE posted_in = :channel_id AND ts IS NOT NULL AND kind = 'message'
        AND sent_at <= :sent_at AND number < (SELECT number FROM posts WHERE key = :key) ORDER BY ts DESC LIMIT 1
    """
    sent_at = instant(post.sent_at) if post.sent_at else ""
    found = db.execute(sql, {"channel_id": post.channel_id, "key": post.key, "sent_at": sent_at}).fetchone()
    return str(found[0]) if found else ""


def failed_since(db: Database, since: datetime) -> list[Post]:
    """Return the posts that failed for good from an instant on, in the order they did; a circle takes its own up."""
    sql = f"""
      SELECT * FROM posts WHERE state = 'failed' AND sent_at >= ? AND NOT ({_REFUSED_BY_CHANNEL}
        AND EXISTS (SELECT 1 FROM circles WHERE circles.channel_id = posts.channel_id)) ORDER BY sent_at
    """  # noqa: S608
    return [read(row) for row in db.query(sql, [instant(since)])]


def read(row: Mapping[str, Any]) -> Post:
    """Return a post from its row."""
    return Post(
        key=row["key"],
        kind=row["kind"],
        channel_id=row["channel_id"],
        content=None if row["content"] is None else json.loads(row["content"]),
        thread_key=row["thread_key"],
        thread_ts=row["thread_ts"] if _was_begun(row) else row.get("parent_ts"),
        revision=row["revision"],
        state=row["state"],
        attempt=row["attempt"],
        sent_at=read_maybe(row["sent_at"]),
        posted_in=row["posted_in"],
        ts=row["ts"],
        not_after=read_maybe(row["not_after"]),
        note=row["note"],
    )


def _was_begun(row: Mapping[str, Any]) -> bool:
    """Say whether it is known where a post in doubt was sent; after a restore it is not."""
    return row["state"] == "checking" and bool(row["attempt"] or row["thread_ts"])
