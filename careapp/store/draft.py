"""Drafts: words that were refused or not yet told, kept for their writer for a month."""

from datetime import datetime, timedelta
from typing import cast

from sqlite_utils import Database

from careapp.store.columns import instant

KEPT = timedelta(days=30)


def keep(db: Database, user_id: str, words: str, now: datetime) -> int:
    """Keep a person's words and return the draft's id."""
    return cast(int, db.table("drafts").insert({"user_id": user_id, "words": words, "kept_at": instant(now)}).last_pk)


def words_of(db: Database, draft_id: int, user_id: str) -> str:
    """Return a person's own draft, empty where there is none."""
    row = db.execute("SELECT words FROM drafts WHERE id = ? AND user_id = ?", [draft_id, user_id]).fetchone()
    return row[0] if row else ""


def forget(db: Database, user_id: str) -> None:
    """Forget a person's drafts."""
    db.table("drafts").delete_where("user_id = ?", [user_id])


def of(db: Database, user_id: str) -> list[tuple[int, str]]:
    """Return a person's drafts, each as its id and words."""
    return list(db.execute("SELECT id, words FROM drafts WHERE user_id = ?", [user_id]))


def change(db: Database, draft_id: int, words: str) -> None:
    """Let a draft say something else."""
    db.table("drafts").update(draft_id, {"words": words})


def sweep(db: Database, now: datetime) -> None:
    """Forget drafts older than a month."""
    db.table("drafts").delete_where("kept_at < ?", [instant(now - KEPT)])
