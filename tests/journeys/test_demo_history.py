"""The demo's three weeks, replayed through Care's own rules, come to the figures that its history holds."""

import tomllib
from datetime import date
from typing import Any

from careapp.care import Care
from careapp.demo.play import HERE, ready

A_MONDAY = date(2026, 11, 23)
CIRCLES = {"care-frontline", "care-backoffice"}


async def test_the_history_replays_without_errors_and_adds_up() -> None:
    history = tomllib.loads((HERE / "history.toml").read_text(encoding="utf-8"))
    async with ready(0, A_MONDAY) as (sandbox, care):
        errors = [row for row in sandbox.slack.calls.rows if row["error"]]
        assert errors == []
        assert await _count(care, "SELECT count(*) FROM stories WHERE is_removed = 0") == len(history["story"])
        assert await _count(care, "SELECT count(*) FROM kudos WHERE story_id IS NULL") == len(history["kudos"])
        thanking = sum(bool(story.get("thanks")) for story in history["story"])
        assert await _count(care, "SELECT count(*) FROM kudos WHERE story_id IS NOT NULL") == thanking
        assert await _count(care, "SELECT sum(cheers) FROM stories") == sum(map(_cheers, history["story"]))
        assert await _count(care, "SELECT sum(cheers) FROM kudos") == sum(map(_cheers, history["kudos"]))
        assert await _count(care, "SELECT count(*) FROM posts WHERE state <> 'sent'") == 0
        assert await _states(care, "digests") == {("posted", where): 3 for where in _ids(sandbox)}
        # Three working weeks, and today's: open in the front line, closed in the back office.
        assert await _states(care, "rounds") == {
            ("closed", "CCAREFRONTLINE"): 15,
            ("open", "CCAREFRONTLINE"): 1,
            ("closed", "CCAREBACKOFFICE"): 16,
        }
        assert await _told(care) == _told_in(history)
        pictures = [m for where in _ids(sandbox) for m in _messages(sandbox, where) if m.get("files")]
        assert len(pictures) == 6


async def _count(care: Care, sql: str) -> int:
    async with care.store.reading() as db:
        return int(db.execute(sql).fetchone()[0])


async def _states(care: Care, table: str) -> dict[tuple[str, str], int]:
    async with care.store.reading() as db:
        rows = db.query(f"SELECT state, channel_id, count(*) AS n FROM {table} GROUP BY 1, 2")
        return {(row["state"], row["channel_id"]): row["n"] for row in rows}


async def _told(care: Care) -> dict[str, int]:
    """Count stories by way; all of them belong to a round."""
    async with care.store.reading() as db:
        rows = db.query("SELECT way, count(*) AS n FROM stories WHERE round_day IS NOT NULL GROUP BY 1")
        return {row["way"]: row["n"] for row in rows}


def _told_in(history: dict[str, Any]) -> dict[str, int]:
    ways = [story["way"] for story in history["story"]]
    return {way: ways.count(way) for way in set(ways)}


def _cheers(act: dict[str, Any]) -> int:
    teller = act.get("teller") or act["giver"]
    return len({cheer["by"] for cheer in act.get("cheers", ())} - {teller})


def _ids(sandbox: Any) -> list[str]:
    return [each.id for each in sandbox.slack.workspace.channels.values() if each.name in CIRCLES]


def _messages(sandbox: Any, channel_id: str) -> list[dict[str, Any]]:
    return list(sandbox.slack.workspace.channels[channel_id].messages.values())
