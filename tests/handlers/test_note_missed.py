"""A care note that could not be written within its day: it is missed, and whom that concerns is told so."""

from datetime import timedelta

from careapp.acts import circle as circle_acts
from careapp.acts import letter as letter_acts
from careapp.practice.circle import Missed
from careapp.practice.rest import Rest
from careapp.store import circle as circles
from careapp.store import rest as rests
from tests.handlers.test_note import FRONTLINE, SCREWS, friday_morning, notes, with_notes
from tests.team import Team, words


async def test_a_manager_on_a_pause_is_let_be_and_gets_none_after_a_day(team: Team) -> None:
    await with_notes(team, "jonas", "maya")
    await team.command("priya", FRONTLINE, SCREWS)
    async with team.care.store.transaction() as db:
        rests.put(db, "UJONAS", Rest(is_paused=True))
    await friday_morning(team)
    assert notes(team, "jonas") == []
    assert len(notes(team, "maya")) == 1
    await team.at_local("09:01", days=1)
    async with team.care.store.transaction() as db:
        rests.put(db, "UJONAS", Rest())
        (missed,) = db.query("SELECT manager FROM care_notes WHERE state = 'missed'")
    await team.at_local("09:05")
    assert missed == {"manager": "UJONAS"}
    assert notes(team, "jonas") == []


async def test_a_manager_alone_is_told_that_their_note_was_missed_and_only_for_a_week(team: Team) -> None:
    await with_notes(team, "jonas", "maya")
    await team.command("jonas", FRONTLINE, "/care pause until monday")
    await friday_morning(team)
    await team.at_local("09:01", days=1)
    await team.at_local("09:00", days=2)
    said = "Missed: your care note of week 45, because for a day I could not write to you (a pause, your quiet hours,"
    assert said in words(await team.home("jonas"))
    for who in ("jonas", "maya", "priya"):
        await team.command(who, FRONTLINE, "/care")
        assert (said in team.told(who, FRONTLINE)) == (who == "jonas")
        assert (said in words(await team.home(who))) == (who == "jonas")
    await team.at_local("09:00", days=7)
    assert said not in words(await team.home("jonas"))


async def test_who_wants_no_care_notes_is_not_told_that_one_was_missed(team: Team) -> None:
    await with_notes(team, "jonas")
    async with team.care.store.transaction() as db:
        letter_acts.stop(db, "UJONAS", "care-note")
    await friday_morning(team)
    await team.at_local("09:01", days=1)
    assert "your care note" not in words(await team.home("jonas"))
    async with team.care.store.transaction() as db:
        letter_acts.resume(db, "UJONAS", "care-note")
    assert "Missed: your care note" in words(await team.home("jonas"))


async def test_notes_that_care_slept_through_are_missed_with_the_reason(team: Team) -> None:
    await with_notes(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await team.stop()
    team.sandbox.clock.set(team.sandbox.clock.now() + timedelta(days=5))
    await team.start()
    await team.at_local("12:00")
    assert notes(team, "jonas") == []
    async with team.care.store.reading() as db:
        weeks = list(db.query("SELECT week, state, reason FROM care_note_weeks"))
    assert weeks == [{"week": "2026-W45", "state": "missed", "reason": "Care was not awake on Friday at 09:00"}]
    async with team.care.store.reading() as db:
        circle = circles.get(db, team.channel_id(FRONTLINE))
        assert circle
        missed = circle_acts.missed_lately(db, circle, team.care.now())
    assert Missed("the care note of week 45", weeks[0]["reason"]) in missed
