"""A month of a circle, lived by two teams in step: the one's Care runs on, the other's is stopped after every step."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from careapp.demo.play import new_sandbox
from careapp.demo.replay import person
from tests.conftest import MONDAY
from tests.journeys.month.diary import MONTH
from tests.journeys.month.people import FIVE, FRONTLINE, live_until
from tests.journeys.month.rounds import AWAY
from tests.journeys.month.seen import difference, doubled, homes, seen
from tests.team import Team, running_team

PATIENCE = 60  # seconds
WEEKS = [f"2026-W{week}" for week in range(45, 49)]
DUE: dict[str, list[tuple[Any, ...]]] = {
    "SELECT count(*), min(day), max(day) FROM rounds WHERE state = 'closed'": [(21, "2026-11-02", "2026-12-02")],
    "SELECT day, reason FROM rounds WHERE state <> 'closed' ORDER BY day": [
        ("2026-11-24", "Care was not awake at 16:55"),
        ("2026-11-27", "most of you were away"),
    ],
    "SELECT week, state FROM digests ORDER BY week": [(week, "posted") for week in WEEKS],
    "SELECT week, state FROM pulses ORDER BY week": [(week, "closed") for week in WEEKS],
    "SELECT week, state FROM care_note_weeks ORDER BY week": [(week, "closed") for week in WEEKS],
    "SELECT week, manager, state FROM care_notes WHERE state <> 'sent'": [("2026-W47", "UTOMASZ", "missed")],
    "SELECT day, state FROM mornings WHERE state <> 'quiet' ORDER BY day": [
        ("2026-11-03", "brought"),
        ("2026-11-23", "brought"),
    ],
    "SELECT month, state FROM gatherings ORDER BY month": [("2026-11", "posted"), ("2026-12", "posted")],
    "SELECT number, day, reason FROM behaviour_weeks ORDER BY number": [
        (1, "2026-11-10", ""),
        (2, "2026-11-17", ""),
        (3, "2026-11-24", ""),
        (4, "2026-12-01", ""),
    ],
    "SELECT guide_id, state FROM workshops ORDER BY id": [
        ("customers", "ended"),
        ("definition", "ended"),
        ("barriers", "ended"),
    ],
}


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where the databases lie: in memory where there is such a place, for a month has thousands of commits."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="care-month-", dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a form may take longer than Slack would wait; what comes of that is tried elsewhere."""
    monkeypatch.setattr("careapp.care._OPEN_WITHIN", PATIENCE)


async def test_a_month_is_the_same_where_care_is_stopped_and_started_after_every_step(folder: Path) -> None:
    async with (
        running_team(new_sandbox(MONDAY), folder / "once" / "care.db") as once,
        running_team(new_sandbox(MONDAY), folder / "again" / "care.db") as again,
    ):
        for team in (once, again):
            await team.sandbox.act("settings", ack_seconds=PATIENCE)
        for moment, step in MONTH:
            for team in (once, again):
                await live_until(team, moment)
                await step(team)
            await restart(again)
            assert difference(once, again) == [], f"{moment:%A, %d %B, %H:%M}: {step.__name__}"
        assert await homes(again, FIVE) == await homes(once, FIVE)
        for team in (once, again):
            everything_is_in_order(team)
            everything_due_was_sent_or_missed_with_a_reason(team)
            nobody_had_a_letter_while_on_a_pause(team)


async def test_the_comparison_sees_a_cheer_and_a_whisper_more(team: Team) -> None:
    await team.set_up()
    found = [seen(team)]
    await team.react("jonas", FRONTLINE, team.from_care(FRONTLINE)[-1]["ts"], "tada")
    found.append(seen(team))
    await team.command("jonas", FRONTLINE, "/care help")
    found.append(seen(team))
    assert found[0] != found[1] != found[2]


async def restart(team: Team) -> None:
    """Stop Care, start it anew on the same file, and let it look at what is due."""
    await team.stop()
    await team.start()
    await team.at(team.care.now())


def everything_is_in_order(team: Team) -> None:
    """Nothing stands twice, nothing waits, Slack has refused Care nothing, and the file is sound."""
    assert doubled(team) == []
    # What was said during the power cut reached nobody then.
    assert [row for row in team.sandbox.slack.calls.rows if row["error"] and row["kind"] != "event"] == []
    assert kept(team, "SELECT key, state FROM posts WHERE state <> 'sent'") == []
    assert kept(team, "PRAGMA quick_check") == [("ok",)]
    assert kept(team, "PRAGMA foreign_key_check") == []


def everything_due_was_sent_or_missed_with_a_reason(team: Team) -> None:
    """Nothing is owed: what every day, week and month asks for was done once, but for what is named here."""
    assert {sql: kept(team, sql) for sql in DUE} == DUE


def nobody_had_a_letter_while_on_a_pause(team: Team) -> None:
    """Who is away finds nothing new when they are back."""
    for who, (begin, end) in AWAY.items():
        sent = [float(message["ts"]) for message in team.from_care(f"@{who}")]
        assert sent, who
        assert [ts for ts in sent if begin.timestamp() <= ts < end.timestamp()] == [], person(who)


def kept(team: Team, sql: str) -> list[tuple[Any, ...]]:
    """Return what Care's database holds."""
    with closing(sqlite3.connect(team.settings.care_database)) as conn:
        return conn.execute(sql).fetchall()
