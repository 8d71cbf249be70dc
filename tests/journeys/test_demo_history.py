"""The demo's three weeks, replayed through Care's own rules, come to the figures that its history holds."""

import tomllib
from datetime import date
from typing import Any

from careapp.care import Care
from careapp.demo.play import HERE, ready
from tests.team import words

A_MONDAY = date(2026, 11, 23)
CIRCLES = {"care-frontline", "care-backoffice"}
FRONTLINE = "CCAREFRONTLINE"
ANSWERED, PRAISE = 1, 1  # a story that was brought to a manager, and what a customer said, are kudos too


async def test_the_history_replays_without_errors_and_adds_up() -> None:
    history = tomllib.loads((HERE / "history.toml").read_text(encoding="utf-8"))
    told, given = history["story"], history["kudos"]
    async with ready(0, A_MONDAY) as (sandbox, care):
        errors = [row for row in sandbox.slack.calls.rows if row["error"]]
        assert errors == []
        assert await _count(care, "SELECT count(*) FROM stories WHERE is_removed = 0 AND is_praise = 0") == len(told)
        assert await _count(care, "SELECT count(*) FROM kudos WHERE story_id IS NULL") == len(given) + ANSWERED
        thanking = sum(bool(story.get("thanks")) for story in told)
        assert await _count(care, "SELECT count(*) FROM kudos WHERE story_id IS NOT NULL") == thanking + PRAISE
        assert await _count(care, "SELECT sum(cheers) FROM stories WHERE is_praise = 0") == sum(map(_cheers, told))
        assert await _count(care, "SELECT sum(cheers) FROM kudos") == sum(map(_cheers, given))
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
        assert len(pictures) == 6 + 2  # of the highlights, and of the pulse from its second result on
        await _check_the_practice_around_the_rounds(care, sandbox)


async def _check_the_practice_around_the_rounds(care: Care, sandbox: Any) -> None:
    assert await _states(care, "pulses") == {("closed", FRONTLINE): 3}
    assert await _count(care, "SELECT count(*) FROM pulse_results") == 3
    assert await _count(care, "SELECT count(*) FROM care_notes WHERE manager = 'UMAYA'") == 3
    assert await _count(care, "SELECT count(*) FROM stories_brought") == 2  # one was answered, one waits
    assert await _count(care, "SELECT count(*) FROM stories WHERE is_praise = 1 AND cheers = 2") == PRAISE
    assert await _states(care, "gatherings") == {("posted", FRONTLINE): 1}
    assert await _states(care, "behaviours") == {("practised", FRONTLINE): 1}
    assert await _answers(care) == [(1, 3, 1, 1), (2, 0, 0, 0)]
    assert await _states(care, "workshops") == {("ended", FRONTLINE): 1}
    (pinned,) = [m for m in _messages(sandbox, FRONTLINE) if m.get("pinned_to")]
    assert "You hear it from us first" in words(pinned)


async def _count(care: Care, sql: str) -> int:
    async with care.store.reading() as db:
        return int(db.execute(sql).fetchone()[0])


async def _states(care: Care, table: str) -> dict[tuple[str, str], int]:
    async with care.store.reading() as db:
        rows = db.query(f"SELECT state, channel_id, count(*) AS n FROM {table} GROUP BY 1, 2")
        return {(row["state"], row["channel_id"]): row["n"] for row in rows}


async def _answers(care: Care) -> list[tuple[int, int, int, int]]:
    """Return what was answered to each "did we?": its week, and how many said yes, partly and not yet."""
    async with care.store.reading() as db:
        return list(db.execute("SELECT number, yes, partly, not_yet FROM behaviour_weeks ORDER BY number"))


async def _told(care: Care) -> dict[str, int]:
    """Count stories by way; all of them belong to a round."""
    asked = "SELECT way, count(*) AS n FROM stories WHERE round_day IS NOT NULL AND is_praise = 0 GROUP BY 1"
    async with care.store.reading() as db:
        rows = db.query(asked)
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
