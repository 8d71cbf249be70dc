"""Forgetting, leaving and coming back, two circles, a paused circle, a clock set back, and a library that changed."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any

from careapp.demo.replay import person
from tests.handlers.holding import FRONTLINE, answer, begin, lead, step, thread
from tests.handlers.test_forget import forget
from tests.team import Team, choice, words

CUSTOMERS, DEFINITION, BARRIERS = "Who are our customers?", "Our definition of care", "What gets in the way?"


def kept(team: Team, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(team.settings.care_database)) as conn:
        return conn.execute(sql).fetchall()


def all_shown(team: Team, ts: str) -> str:
    return str([team.messages(FRONTLINE), team.messages(FRONTLINE, ts)])


async def test_what_a_forgotten_person_gave_is_gone_from_the_map_and_from_the_summary(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, CUSTOMERS)
    await answer(team, ts, "jonas", buyers="Bakery Lindner")
    await answer(team, ts, "sam", suppliers="the mill")
    await lead(team, ts, "move_on")
    await lead(team, ts, "end")
    assert all_shown(team, ts).count("Bakery Lindner") == 2
    await forget(team, "jonas")
    assert "Bakery Lindner" not in all_shown(team, ts)
    assert all_shown(team, ts).count("the mill") == 2
    assert "Named by 1 person." in words(team.from_care(FRONTLINE)[-1])
    assert kept(team, "SELECT user_id FROM contributions") == [(person("sam"),)]
    assert "Bakery Lindner" not in str(kept(team, "SELECT content FROM posts"))


async def test_a_forgotten_persons_proposal_and_support_go_and_the_teams_sentence_stays(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, DEFINITION)
    await lead(team, ts, "move_on")
    await lead(team, ts, "move_on")
    await answer(team, ts, "jonas", words="We are quick")
    await answer(team, ts, "maya", words="We call back")
    await forget(team, "jonas")
    assert "We are quick" not in all_shown(team, ts)
    assert kept(team, "SELECT user_id FROM supports") == [(person("maya"),)]
    await lead(team, ts, "move_on")
    await forget(team, "maya")
    assert kept(team, "SELECT * FROM contributions") == kept(team, "SELECT * FROM supports") == []
    assert "We call back" in words(await team.home("sam"))


async def test_of_a_forgotten_person_nobody_knows_that_they_rated(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, BARRIERS)
    names = ("mission", "business", "own-role", "commitment", "communication")
    await answer(team, ts, "jonas", **{name: choice("3") for name in names})
    await forget(team, "jonas")
    assert kept(team, "SELECT * FROM raters") == []
    assert kept(team, "SELECT DISTINCT times FROM ratings") == [(1,)]


async def test_a_workshop_outlives_the_guide_that_it_follows(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, CUSTOMERS)
    await answer(team, ts, "jonas", buyers="Bakery Lindner")
    await lead(team, ts, "move_on")
    post = step(team, ts)
    team.care.library = replace(team.care.library, guides=())
    await team.click("maya", FRONTLINE, post, "workshop.move_on")
    assert "not in my library any more" in str(team.whispers("maya", FRONTLINE)[-1])
    await team.at_local("09:05")
    await forget(team, "jonas")
    assert "Bakery Lindner" not in all_shown(team, ts)
    await team.command("maya", FRONTLINE, "/care workshop")
    assert "can only be ended" in team.told("maya", FRONTLINE)
    await team.click("maya", FRONTLINE, team.whispers("maya", FRONTLINE)[-1], "workshop.end")
    assert kept(team, "SELECT state FROM workshops") == [("ended",)]
    await team.command("maya", FRONTLINE, "/care workshop")
    assert "There is no workshop in my library." in team.told("maya", FRONTLINE)


async def test_each_circle_holds_its_own(team: Team) -> None:
    await team.set_up()
    await team.set_up("care-backoffice")
    ts = await begin(team, CUSTOMERS)
    await team.command("maya", "care-backoffice", "/care workshop")
    await team.click("maya", "care-backoffice", team.whispers("maya", "care-backoffice")[-1], "workshop.begin")
    assert words(team.from_care("care-backoffice")[-1]).startswith(CUSTOMERS)
    await lead(team, ts, "move_on")
    assert sorted(kept(team, "SELECT step_id FROM workshops")) == [("look",), ("name",)]
    assert len({number for (number,) in kept(team, "SELECT id FROM workshops")}) == 2


async def test_who_has_left_the_channel_gives_nothing_more(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, CUSTOMERS)
    await team.click("jonas", FRONTLINE, step(team, ts), "workshop.answer")
    await team.kick("maya", FRONTLINE, "jonas")
    delivery = await team.submit("jonas", buyers="Bakery Lindner")
    assert "I do not know this workshop." in str(delivery)
    assert kept(team, "SELECT * FROM contributions") == []


async def test_a_paused_circle_begins_none_and_one_that_is_held_goes_on_later(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, CUSTOMERS)
    await answer(team, ts, "jonas", buyers="Bakery Lindner")
    await team.kick("maya", FRONTLINE, "care")
    await team.at_local("10:00", days=3)
    await team.invite("maya", FRONTLINE, "care")
    await team.at_local("10:05")
    assert sum(said.startswith("Nobody has moved this workshop on") for said in thread(team, ts)) == 1
    await team.command("maya", FRONTLINE, "/care workshop")
    await team.click("maya", FRONTLINE, team.whispers("maya", FRONTLINE)[-1], "workshop.resume")
    await lead(team, ts, "move_on")
    assert "Bakery Lindner" in thread(team, ts)[0]


async def test_under_a_clock_that_was_far_ahead_it_rests_two_days_after_that_was_mended(team: Team) -> None:
    await team.set_up()
    monday = team.care.now()
    await team.at(monday + timedelta(days=365))
    await begin(team, CUSTOMERS)
    await team.at(monday + timedelta(hours=1))
    await team.at(monday + timedelta(hours=48))
    assert kept(team, "SELECT state FROM workshops") == [("running",)]
    await team.at(monday + timedelta(hours=50))
    assert kept(team, "SELECT state FROM workshops") == [("resting",)]


async def test_when_its_facilitator_has_left_the_workspace_another_takes_it_up(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, CUSTOMERS)
    await answer(team, ts, "jonas", buyers="Bakery Lindner")
    await team.sandbox.act("person", id=person("maya"), deleted=True)
    await team.settle()
    await lead(team, ts, "move_on", "jonas")
    assert "Nobody looks after this circle now." in str(team.whispers("jonas", FRONTLINE)[-1])
    await team.set_up(who="jonas")
    await lead(team, ts, "move_on", "jonas")
    assert "Led by <@UJONAS>." in words(step(team, ts))
    assert "Bakery Lindner" in thread(team, ts)[0]
