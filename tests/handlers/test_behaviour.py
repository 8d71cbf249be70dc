"""From a lesson to a behaviour: chosen in a form, practised, answered, decided on, and shown in the playbook."""

from typing import Any

import pytest

from careapp.demo.replay import person
from careapp.practice.refusal import OUT_OF_REACH
from tests.handlers.test_lesson import CALL_BACK, gather, lessons, press
from tests.team import Team, words

FRONTLINE = "care-frontline"
OURS = "We call back when we said we would"


async def practise(team: Team, text: str = OURS) -> None:
    """Gather lessons on Tuesday, the 3rd, and have the facilitator make a behaviour of one."""
    await gather(team)
    await press(team, "maya", CALL_BACK, "lesson.choose")
    assert (await team.submit("maya", text=text))["ok"]


async def week(team: Team, days: int = 7) -> dict[str, Any]:
    """Go on to the weekly question and return its post."""
    await team.at_local("16:55", days=days)
    return latest(team, "Did we do this week")


def latest(team: Team, text: str, where: str = FRONTLINE) -> dict[str, Any]:
    """Return Care's latest message with such a notification."""
    return [message for message in team.from_care(where) if message["text"].startswith(text)][-1]


async def playbook(team: Team, who: str = "sam") -> str:
    """Return what `/care playbook` says to somebody."""
    await team.command(who, FRONTLINE, "/care playbook")
    return team.told(who, FRONTLINE)


async def test_a_lesson_fills_the_form_in_and_becomes_what_the_circle_practises(team: Team) -> None:
    await gather(team)
    await press(team, "priya", CALL_BACK, "lesson.choose")  # a manager
    options = team.form("priya")["blocks"][0]["element"]["options"]
    assert [option["text"]["text"] for option in options] == [CALL_BACK, "Count the screws twice"]
    await team.submit("priya", text=OURS)
    said = words(latest(team, "What we practise"))
    assert said.startswith(f"*For four weeks we practise*\n{OURS} From a story of Jonas Keller: {CALL_BACK}")
    assert "a behaviour of ours" in words(lessons(team)[0])
    assert OURS in await playbook(team)


async def test_members_support_and_do_not_choose(team: Team) -> None:
    await gather(team)
    await press(team, "sam", CALL_BACK, "lesson.choose")
    assert not team.has_form("sam")
    assert "can choose what we practise here. Ask them." in team.told("sam", FRONTLINE)


async def test_one_behaviour_at_a_time_is_enough(team: Team) -> None:
    await practise(team)
    await press(team, "maya", "Count the screws twice", "lesson.choose")
    assert not team.has_form("maya")
    assert team.told("maya", FRONTLINE) == (
        f"You practise “{OURS}” until 1 December, and one at a time is enough. `/care playbook` can end it early."
    )


async def test_the_most_supported_lesson_is_proposed_and_can_be_practised_word_for_word(team: Team) -> None:
    await gather(team)
    for who in ("maya", "priya"):
        await press(team, who, "Count the screws twice")
    await press(team, "maya", "", "lesson.choose")
    option = team.form("maya")["blocks"][0]["element"]["initial_option"]
    assert option["text"]["text"] == "Count the screws twice"
    assert option["description"]["text"] == "2 people say that it matters"
    assert (await team.submit("maya"))["ok"]
    said = words(latest(team, "What we practise"))
    assert said.startswith("*For four weeks we practise*\nCount the screws twice From a story of Sam Whitlow.")


async def test_two_forms_for_two_behaviours_make_one_and_lose_no_word(team: Team) -> None:
    await gather(team)
    await press(team, "maya", CALL_BACK, "lesson.choose")
    await press(team, "priya", "Count the screws twice", "lesson.choose")
    await team.submit("maya", text=OURS)
    refused = await team.submit("priya", text="We count twice")
    assert "one at a time" in refused["errors"]["text"]
    assert team.filled_in("priya")["text"] == "We count twice"


async def test_words_that_say_nothing_are_refused_in_the_form(team: Team) -> None:
    await gather(team)
    await press(team, "maya", CALL_BACK, "lesson.choose")
    assert "few words" in (await team.submit("maya", text=":tada:"))["errors"]["text"]
    assert "The playbook is empty." in await playbook(team)


async def test_the_questions_of_some_days_turn_to_it(team: Team) -> None:
    await practise(team)
    for _ in range(8):
        await team.at_local("16:55", days=1)
    async with team.care.store.reading() as db:
        days = [
            row["day"][-2:] for row in db.query("SELECT day FROM rounds WHERE instr(prompt, ?) ORDER BY day", [OURS])
        ]
    assert days == ["04", "06", "10"]  # of the 4th to the 11th, with a weekend in between


async def test_each_person_answers_a_week_once_and_only_counts_are_shown(team: Team) -> None:
    await practise(team)
    post = await week(team)
    await team.double_click("jonas", FRONTLINE, post, "behaviour.yes")
    await team.click("jonas", FRONTLINE, post, "behaviour.not_yet")
    assert team.told("jonas", FRONTLINE) == (
        "Your first answer counts. I keep no names with the answers, so I cannot change it."
    )
    await team.click("sam", FRONTLINE, post, "behaviour.partly")
    said = words(latest(team, "Did we do this week"))
    assert "2 answers so far" in said
    assert "2 answers so far" in await playbook(team, "maya")
    for shown in (said, await playbook(team, "maya")):
        assert "1 yes" not in shown  # of a few answers, each could be told whose it is
    assert "JONAS" not in said.upper()
    async with team.care.store.reading() as db:
        kept = [dict(row) for row in db.query("SELECT * FROM behaviour_answers")]
    assert len(kept) == 2
    assert "JONAS" not in str(kept)
    assert all(set(row) == {"behaviour_id", "number", "mark"} for row in kept)  # not who they are, nor what they said
    await team.at_local("12:00", days=7)
    assert "1 yes, 1 partly, 0 not yet" in words(latest(team, "Did we do this week"))


async def test_who_is_not_in_the_circle_is_told_so_and_counts_nothing(team: Team) -> None:
    await practise(team)
    await team.click("ines", FRONTLINE, await week(team), "behaviour.yes")
    assert words(team.from_care("@ines")[-1]) == OUT_OF_REACH
    assert "No answer yet" in words(latest(team, "Did we do this week"))


async def test_a_week_that_is_over_takes_no_answer(team: Team) -> None:
    await practise(team)
    first = await week(team)
    second = await week(team)
    assert first["ts"] != second["ts"]
    first = next(m for m in team.from_care(FRONTLINE) if m["ts"] == first["ts"])
    assert "Nobody answered" in words(first)
    assert not [block for block in first["blocks"] if block["type"] == "actions"]


async def test_the_playbook_shows_the_trend_and_where_it_came_from(team: Team) -> None:
    await practise(team)
    for sams, mayas in (("not_yet", "yes"), ("partly", "partly"), ("yes", "yes")):
        post = await week(team)
        await team.click("sam", FRONTLINE, post, f"behaviour.{sams}")
        await team.click("maya", FRONTLINE, post, f"behaviour.{mayas}")
    said = await playbook(team)
    assert f"{OURS}\nWe practise it now, since 3 November 2026." in said.replace(" \n", "\n")
    assert "Week 1  ▰▱  1 yes, 0 partly, 1 not yet" in said
    assert "Week 2  ▰▱  0 yes, 2 partly, 0 not yet" in said
    assert "Week 3  2 answers so far" in said
    assert f"From a story of Jonas Keller: {CALL_BACK}" in said
    assert "End it early" not in said
    assert "End it early" in await playbook(team, "maya")


async def test_a_story_that_is_changed_or_taken_back_is_so_in_the_playbook_too(team: Team) -> None:
    await practise(team)
    jonas = next(m for m in team.from_care(FRONTLINE) if "told a story" in m["text"])
    await team.choose("jonas", FRONTLINE, jonas, "story.menu", "Change")
    await team.submit("jonas", lesson="Ring an hour before")
    assert "From a story of Jonas Keller: Ring an hour before" in words(latest(team, "What we practise"))
    assert "Ring an hour before" in await playbook(team)
    await team.choose("jonas", FRONTLINE, jonas, "story.menu", "Take it back")
    for said in (words(latest(team, "What we practise")), await playbook(team)):
        assert OURS in said
        assert "Jonas" not in said
        assert "Ring an hour" not in said


async def test_who_is_forgotten_is_gone_from_the_playbook_and_the_counts_stay(team: Team) -> None:
    await practise(team)
    await team.click("jonas", FRONTLINE, await week(team), "behaviour.yes")
    await team.command("jonas", FRONTLINE, "/care forget me")
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "person.forget")
    await team.at_local("16:55", days=7)
    said = await playbook(team)
    assert "Week 1  ▰  1 yes, 0 partly, 0 not yet" in said
    assert "Jonas" not in said
    async with team.care.store.reading() as db:
        assert list(db.query("SELECT * FROM behaviour_answers")) == []
        assert [row["story_id"] for row in db.query("SELECT story_id FROM behaviours")] == [None]


async def test_the_playbook_is_for_those_in_the_channel(team: Team) -> None:
    await practise(team)
    await team.kick("maya", FRONTLINE, "sam")
    await team.command("sam", "coffee-corner", "/care playbook")
    assert OURS not in team.told("sam", "coffee-corner")


@pytest.mark.parametrize("typed", ["/care lessons", "/care digest", "/care open", "/care prompts", "/care workshop"])
async def test_nobody_is_sent_to_a_facilitator_who_has_left_the_workspace(team: Team, typed: str) -> None:
    await team.set_up()
    await team.sandbox.act("person", id=person("maya"), deleted=True)
    await team.settle()
    await team.command("sam", FRONTLINE, typed)
    assert "UMAYA" not in team.told("sam", FRONTLINE)


async def test_a_lesson_that_is_practised_word_for_word_is_not_said_twice(team: Team) -> None:
    await practise(team, CALL_BACK)
    said = words(latest(team, "What we practise"))
    assert said.count(CALL_BACK) == 1
    assert "From a story of Jonas Keller." in said
    assert (await playbook(team)).count(CALL_BACK) == 1
