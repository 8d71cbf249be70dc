"""What was settled between a job's look at what is due and its turn to keep it: it is left as it is."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, time

import pytest

from careapp.acts import circle as circle_acts
from careapp.acts import digest as digest_acts
from careapp.acts import lesson as lesson_acts
from careapp.acts import round as round_acts
from careapp.acts import telling
from careapp.acts import unanswered as unanswered_acts
from careapp.care import Care
from careapp.jobs import behaviour, digest, lesson, note, pulse, round
from careapp.practice.answer import due_morning
from careapp.practice.circle import Circle
from careapp.practice.occurrence import SETTLED
from careapp.store import Database
from careapp.store import circle as circles
from tests.jobs.owing import DONE, FRONTLINE, just_after_nine, kept
from tests.team import Team, chosen_people, words

Act = Callable[[Database, Care, Circle], object]
TAUGHT = telling.Telling("UJONAS", "I drove back with the spare key for her", "command", "k:1", lesson="Ask first")
JOBS: dict[str, Callable[[Care, datetime], Awaitable[None]]] = {
    "round": round.run,
    "digest": digest.run,
    "note": note.run,
    "pulse": pulse.run,
    "lessons": lesson.run,
    "week": behaviour.run,
}


async def the_circle(team: Team) -> Circle:
    async with team.care.store.reading() as db:
        circle = circles.get(db, team.channel_id(FRONTLINE))
    assert circle
    return circle


async def tell_a_lesson(team: Team) -> None:
    circle = await the_circle(team)
    async with team.care.store.transaction() as db:
        telling.tell(db, team.care, circle, TAUGHT)
    await team.settle()


async def before_its_turn(team: Team, kind: str, act: Act) -> None:
    """Let a job look at what is due while a commit runs, and somebody act before its own transaction begins."""
    care, circle = team.care, await the_circle(team)

    is_committing = asyncio.Event()

    async def commit() -> None:
        async with care.store.transaction():
            asyncio.get_running_loop().call_soon(is_committing.set)  # behind the commit itself

    async def read() -> None:
        async with care.store.reading():
            pass

    async def do() -> None:
        async with care.store.transaction() as db:
            act(db, care, circle)

    committing = asyncio.ensure_future(commit())
    await is_committing.wait()
    await asyncio.gather(committing, JOBS[kind](care, care.now()), read(), do())
    await team.settle()


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


def save(db: Database, care: Care, circle: Circle) -> None:
    circle_acts.keep(db, care, replace(circle, pulse_time=time(8)), "UMAYA")


@pytest.mark.parametrize("kind", JOBS)
async def test_what_saving_the_settings_has_settled_is_left_as_it_is_by_its_job(
    team: Team, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await just_after_nine(team)
    await tell_a_lesson(team)
    await before_its_turn(team, kind, save)
    assert await kept(team) == {**DONE, "lessons": "posted"}
    assert any("Ask first" in words(message) for message in team.from_care(FRONTLINE)[-4:])
    assert SETTLED in caplog.text
    assert errors(caplog) == []


@pytest.mark.parametrize(
    ("kind", "by_hand"),
    [
        ("round", lambda db, care, circle: round_acts.open_now(db, care, circle, care.now())),
        ("digest", lambda db, care, circle: digest_acts.post_now(db, care, circle, care.now())),
        ("lessons", lambda db, care, circle: lesson_acts.gather_now(db, circle, care.now())),
    ],
)
async def test_what_somebody_did_by_hand_is_not_missed_by_its_job(
    team: Team, kind: str, by_hand: Act, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await just_after_nine(team)
    await tell_a_lesson(team)
    team.sandbox.clock.advance(14 * 3600)  # too late for the round, and it is Friday still
    await before_its_turn(team, kind, by_hand)
    assert (await kept(team))[kind] == {**DONE, "lessons": "posted"}[kind]
    assert SETTLED in caplog.text
    assert errors(caplog) == []


async def test_a_morning_that_is_settled_is_left_as_it_is(team: Team, caplog: pytest.LogCaptureFixture) -> None:
    await team.set_up(managers=chosen_people("jonas"))
    await team.command("priya", FRONTLINE, "/story I drove back with the screws")
    team.sandbox.clock.advance(24 * 3600)
    circle, now = await the_circle(team), team.care.now()
    morning = due_morning(circle, set(), now)
    assert morning
    for _ in range(2):
        async with team.care.store.transaction() as db:
            unanswered_acts.bring(db, [(circle, morning)], now)
    async with team.care.store.reading() as db:
        assert list(db.execute("SELECT day, state FROM mornings")) == [("2026-11-03", "brought")]
    assert errors(caplog) == []
