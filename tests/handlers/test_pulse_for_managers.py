"""A manager who is not in the circle's channel is told what it is told of its pulse, and can ask for it; no more."""

from typing import Any

import pytest

from careapp.acts.letter import stop
from careapp.practice.pulse import Answers, Result
from careapp.practice.rest import Rest
from careapp.store import circle as circles
from careapp.store import person as people
from careapp.store import pulse as pulses
from careapp.store import rest as rests
from careapp.store.letter import unwanted
from tests.forged import Forger
from tests.handlers.test_pulse import FIVE, FRONTLINE, add, asked, results, tap
from tests.team import Team, chosen_people, ticked, words


async def answered(team: Team, *managers: str) -> None:
    """Have five people answer in a circle with some managers; none of it is told yet."""
    await asked(team, managers=chosen_people(*managers))
    for who in FIVE:
        await tap(team, who, 4)


async def told(team: Team, *managers: str) -> None:
    """Have five people answer, and their circle told on Monday, half past eight in Berlin."""
    await answered(team, *managers)
    await team.at_local("08:30", days=4)


def letters(team: Team, who: str) -> list[dict[str, Any]]:
    """Return the letters with results that somebody has got."""
    return [m for m in team.from_care(f"@{who}") if m["text"].startswith("How cared for we feel in #care-frontline:")]


async def waiting(team: Team) -> list[str]:
    """Return who is still to be written to."""
    async with team.care.store.reading() as db:
        return [one.user_id for one in pulses.owed(db, team.channel_id(FRONTLINE))]


async def rest(team: Team, who: str, rest: Rest) -> None:
    async with team.care.store.transaction() as db:
        rests.put(db, f"U{who.upper()}", rest)


async def overview(team: Team, who: str) -> str:
    """Let somebody look at the channel without having joined it, and ask there."""
    forger = Forger(team)
    forger.shown_to(f"U{who.upper()}")
    await forger.command(f"U{who.upper()}", team.channel_id(FRONTLINE), "/care pulse")
    return forger.shown_to(f"U{who.upper()}")


async def test_a_manager_elsewhere_reads_the_same_as_the_circle(team: Team) -> None:
    await answered(team, "emre", "jonas")
    await add(team, "tomasz", "Sam brought me soup.")
    await team.at_local("08:30", days=4)
    (result,), (brought,) = results(team), letters(team, "emre")
    assert "Sam brought me soup." in words(result)
    assert words(brought).startswith(words(result))
    assert "You get it as a manager who is not in that channel." in words(brought)
    assert [letters(team, who) for who in FIVE] == [[]] * 5
    await team.at_local("08:40")
    assert len(letters(team, "emre")) == 1


async def test_the_trend_is_told_in_words_from_the_second_result_on(team: Team) -> None:
    await told(team, "emre")
    assert "Week by week" not in words(letters(team, "emre")[0])
    await team.at_local("08:30", days=3)
    for who in FIVE:
        await tap(team, who, 2)
    await team.at_local("08:30", days=4)
    assert "Week 45:  *4.0*\nWeek 46:  *2.0*" in words(letters(team, "emre")[1])


async def test_four_answers_are_told_to_no_manager_either(team: Team) -> None:
    await asked(team, managers=chosen_people("emre"))
    for who in FIVE[:4]:
        await tap(team, who, 4)
    await team.at_local("08:30", days=4)
    assert letters(team, "emre") == []
    assert "There is no result yet" in await overview(team, "emre")


async def test_it_waits_for_the_managers_good_hours(team: Team) -> None:
    await told(team, "ruth")
    assert letters(team, "ruth") == []  # it is half past two in New York
    assert await waiting(team) == ["URUTH"]
    await team.at_local("14:00")
    assert len(letters(team, "ruth")) == 1
    await team.at_local("15:00")
    assert len(letters(team, "ruth")) == 1
    assert await waiting(team) == []


@pytest.mark.parametrize(("days", "brought"), [(5, 1), (7, 0)])
async def test_a_pause_is_kept_and_after_six_days_it_is_too_late(team: Team, days: int, brought: int) -> None:
    await asked(team, managers=chosen_people("emre"))
    await rest(team, "emre", Rest(is_paused=True))
    for who in FIVE:
        await tap(team, who, 4)
    await team.at_local("08:30", days=4)
    await team.at_local("09:00", days=days)
    await rest(team, "emre", Rest())
    await team.at_local("09:10")
    assert len(letters(team, "emre")) == brought
    assert await waiting(team) == []


@pytest.mark.parametrize("change", ["no manager", "joined", "left the workspace", "wants none"])
async def test_rights_are_asked_again_when_it_is_written(team: Team, change: str) -> None:
    await told(team, "ruth")
    if change == "no manager":
        await team.set_up(managers=chosen_people("emre"))
    elif change == "joined":
        await team.invite("maya", FRONTLINE, "ruth")
    elif change == "left the workspace":
        await team.sandbox.act("person", id="URUTH", deleted=True)
        await team.settle()
    else:
        async with team.care.store.transaction() as db:
            stop(db, "URUTH", "pulse-result")
    await team.at_local("14:00")
    await team.at_local("14:10")
    async with team.care.store.reading() as db:
        assert list(db.query("SELECT key FROM posts WHERE key LIKE 'pulse-result:%:U%'")) == []
    assert letters(team, "emre") == []  # what was told before is not told those who came to look after it since


async def test_who_is_no_manager_any_more_keeps_what_they_saw_and_gets_nothing_new(team: Team) -> None:
    await told(team, "emre")
    await team.set_up(managers=chosen_people())
    await team.at_local("08:30", days=3)
    for who in FIVE:
        await tap(team, who, 2)
    await team.at_local("08:30", days=4)
    assert len(results(team)) == 2
    assert ["*4.0 of 5*" in words(each) for each in letters(team, "emre")] == [True]
    assert "This channel is not a circle yet." in await overview(team, "emre")


async def test_what_the_circle_was_told_reaches_them_though_the_pulse_was_switched_off_since(team: Team) -> None:
    await told(team, "ruth")
    await team.set_up(pulse=ticked())
    await team.at_local("14:00")
    assert len(letters(team, "ruth")) == 1


async def test_while_the_circle_is_paused_nothing_is_brought_and_then_it_is(team: Team) -> None:
    await answered(team, "emre")
    await team.kick("maya", FRONTLINE, "care")
    await team.at_local("08:30", days=4)
    await team.at_local("08:31")
    await team.at_local("09:00", days=8)
    assert results(team) == letters(team, "emre") == []
    await team.invite("maya", FRONTLINE, "care")
    await team.at_local("09:05")
    assert len(results(team)) == len(letters(team, "emre")) == 1


async def test_settings_that_are_saved_give_it_no_more_time(team: Team) -> None:
    await answered(team, "emre")
    await rest(team, "emre", Rest(is_paused=True))
    await team.at_local("08:30", days=4)
    await team.at_local("12:00", days=5)
    await team.set_up(time={"selected_time": "10:00"})
    await team.at_local("12:00", days=5)
    await rest(team, "emre", Rest())
    await team.at_local("12:10")
    assert letters(team, "emre") == await waiting(team) == []


async def test_settings_that_end_a_pause_of_the_circle_begin_its_time_anew(team: Team) -> None:
    await told(team, "ruth")
    async with team.care.store.transaction() as db:
        circles.set_state(db, team.channel_id(FRONTLINE), "paused", "the channel is archived")
    await team.at_local("14:00", days=8)
    await team.set_up(managers=chosen_people("ruth"))
    await team.at_local("14:05")
    assert len(letters(team, "ruth")) == 1


async def test_of_two_results_that_wait_the_newer_one_is_brought(team: Team) -> None:
    await answered(team, "emre")
    await rest(team, "emre", Rest(is_paused=True))
    await team.at_local("08:30", days=4)
    async with team.care.store.transaction() as db:
        newer = Result(team.channel_id(FRONTLINE), "2026-W46", Answers("2026-W46", 5, 10))
        pulses.tell(db, newer)
        pulses.owe(db, newer, ["UEMRE"], team.care.now())
    await rest(team, "emre", Rest())
    await team.at_local("09:10")
    assert ["*2.0 of 5*" in words(each) for each in letters(team, "emre")] == [True]
    assert await waiting(team) == []


async def test_no_more_of_these_ends_the_results_alone(team: Team) -> None:
    await told(team, "emre")
    await team.click("emre", "@emre", letters(team, "emre")[0], "letter.stop")
    assert "Result of the pulse" in team.told("emre", "@emre")
    async with team.care.store.reading() as db:
        assert unwanted(db, "UEMRE") == {"pulse-result"}
    await team.at_local("08:30", days=3)
    for who in FIVE:
        await tap(team, who, 2)
    await team.at_local("08:30", days=4)
    assert len(results(team)) == 2
    assert len(letters(team, "emre")) == 1


@pytest.mark.parametrize("is_written", [True, False])
async def test_who_is_forgotten_waits_for_nothing_and_what_they_got_is_gone(team: Team, is_written: bool) -> None:
    who = "emre" if is_written else "ruth"
    await told(team, who)
    assert len(letters(team, who)) == is_written
    await team.command(who, "care-backoffice", "/care forget me")
    await team.click(who, "care-backoffice", team.whispers(who, "care-backoffice")[-1], "person.forget")
    await team.at_local("14:00")
    assert letters(team, who) == []
    assert await waiting(team) == []
    async with team.care.store.reading() as db:
        assert list(db.query("SELECT key FROM posts WHERE content LIKE '%How cared%' AND key LIKE '%:U%'")) == []


async def test_many_sentences_go_over_pages_in_their_order(team: Team) -> None:
    await told(team, "ruth")
    async with team.care.store.transaction() as db:
        said = ", ".join(f'"It was number {n}."' for n in range(100, 145))
        db.execute("UPDATE pulse_results SET sentences = ?", [f"[{said}]"])
    await team.at_local("14:00")
    first, second, third = team.from_care("@ruth")
    assert ["It was number 100." in words(first), "It was number 119." in words(first)] == [True, True]
    assert ["It was number 120." in words(second), "It was number 144." in words(third)] == [True, True]


async def test_a_manager_can_ask_from_outside_and_nobody_else(team: Team) -> None:
    await told(team, "emre")
    assert "*4.0 of 5*, from 5 answers, week 45." in await overview(team, "emre")
    for who in ("ruth", "ines"):
        assert "This channel is not a circle yet." in await overview(team, who)
    async with team.care.store.reading() as db:
        assert not people.is_member(db, team.channel_id(FRONTLINE), "UEMRE")
    await team.sandbox.act("person", id="UEMRE", deleted=True)
    await team.settle()
    assert "This channel is not a circle yet." in await overview(team, "emre")
