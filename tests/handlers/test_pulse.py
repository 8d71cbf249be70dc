"""The pulse as people meet it: one tap, a sentence, a result from five answers up, and no second answer."""

from typing import Any

import pytest

from careapp.store import pulse as pulses
from tests.forged import Forger
from tests.team import Team, ticked, words

FRONTLINE = "care-frontline"
FIVE = ("jonas", "priya", "sam", "tomasz", "maya")
NAMES = ("one", "two", "three", "four", "five")


async def asked(team: Team, where: str = FRONTLINE, **values: Any) -> None:
    """Set a circle up that asks when nobody of the front line sleeps, and go on to Thursday, half past eight."""
    await team.set_up(where, pulse=ticked("ask"), pulse_time={"selected_time": "08:30"}, **values)
    await team.at_local("08:30", days=3)


def letter(team: Team, who: str) -> dict[str, Any]:
    """Return the last direct message that asks somebody, or that stands in its place."""
    return next(m for m in reversed(team.from_care(f"@{who}")) if "pulse." in str(m["blocks"]))


async def tap(team: Team, who: str, score: int) -> dict[str, Any]:
    """Answer 1 to 5."""
    return await team.click(who, f"@{who}", letter(team, who), f"pulse.{NAMES[score - 1]}")


async def add(team: Team, who: str, sentence: str) -> dict[str, Any]:
    """Add a sentence."""
    await team.click(who, f"@{who}", letter(team, who), "pulse.add")
    return await team.submit(who, sentence=sentence)


def results(team: Team) -> list[dict[str, Any]]:
    """Return the results in the channel."""
    return [m for m in team.from_care(FRONTLINE) if m["text"].startswith("How cared for we feel")]


async def overview(team: Team, who: str = "jonas") -> str:
    await team.command(who, FRONTLINE, "/care pulse")
    return team.told(who, FRONTLINE)


async def test_a_circle_that_was_not_asked_to_notices_nothing(team: Team) -> None:
    await team.set_up()
    await team.at_local("15:30", days=3)
    assert team.from_care("@jonas") == []
    assert "pulse" not in words(team.from_care(FRONTLINE)[-1])
    assert "A facilitator can switch the weekly question on with `/care setup`." in await overview(team)


async def test_the_settings_say_when_it_comes_and_the_channel_is_told(team: Team) -> None:
    await team.command("maya", FRONTLINE, "/care setup")
    filled = team.filled_in("maya")
    assert (filled["pulse"], filled["pulse_weekday"], filled["pulse_time"]) == ([], "4", "15:00")
    await team.submit("maya", pulse=ticked("ask"), pulse_time={"selected_time": "14:30"})
    said = words(team.from_care(FRONTLINE)[-1])
    assert "On Thursday at 14:30 I ask each of you privately whether you felt cared for" in said
    await team.command("maya", FRONTLINE, "/care setup")
    assert team.filled_in("maya")["pulse"] == ["ask"]


async def test_everybody_in_the_circle_is_asked_once_with_five_buttons(team: Team) -> None:
    await asked(team)
    for who in FIVE:
        (question,) = team.from_care(f"@{who}")
        assert question["text"] == "Did you feel cared for at work this week?"
        assert "you have until Monday at" in words(question)
        assert "Those in #care-frontline and its managers see the average, from 5 answers up" in words(question)
    await team.at_local("16:00")
    assert len(team.from_care("@jonas")) == 1


async def test_who_sleeps_is_asked_in_the_morning(team: Team) -> None:
    await team.set_up(pulse=ticked("ask"))
    await team.at_local("15:00", days=3)
    assert [len(team.from_care(f"@{who}")) for who in FIVE] == [1, 0, 0, 1, 1]  # it is evening in Kathmandu
    await team.at_local("22:30")
    assert [len(team.from_care(f"@{who}")) for who in FIVE] == [1, 0, 1, 1, 1]
    await team.at_local("14:00", days=1)
    assert [len(team.from_care(f"@{who}")) for who in FIVE] == [1, 1, 1, 1, 1]


async def test_who_wants_no_such_letters_or_rests_is_not_asked(team: Team) -> None:
    await asked(team)
    await team.click("jonas", "@jonas", letter(team, "jonas"), "letter.stop")
    await team.at_local("08:30", days=4)
    await team.at_local("08:30", days=3)
    assert [len(team.from_care(f"@{who}")) for who in FIVE[:2]] == [1, 2]


async def test_five_answers_are_told_on_monday_and_four_are_not(team: Team) -> None:
    await asked(team)
    for who in FIVE:
        await tap(team, who, 4)
    assert words(letter(team, "jonas")).startswith("Thank you, that is counted.")
    assert "4" not in words(letter(team, "jonas")).replace("45", "")
    await add(team, "tomasz", "Sam brought me soup.")
    assert "There is no result yet" in await overview(team)
    await team.at_local("08:29", days=4)
    assert results(team) == []
    await team.at_local("08:30")
    (result,) = results(team)
    assert "*4.0 of 5*, from 5 answers, week 45." in words(result)
    assert "Sam brought me soup." in words(result)
    assert "*4.0 of 5*" in await overview(team)
    await team.at_local("08:30", days=3)
    for who in FIVE[:4]:
        await tap(team, who, 1)
    await team.at_local("08:30", days=4)
    assert len(results(team)) == 1
    assert "*4.0 of 5*" in await overview(team)


async def test_too_few_answers_go_into_the_next_weeks_result_and_into_no_other(team: Team) -> None:
    await asked(team)
    for who in FIVE[:3]:
        await tap(team, who, 5)
    await add(team, "sam", "Somebody held the door.")
    await team.at_local("08:30", days=4)
    await team.at_local("08:30", days=3)
    for who in FIVE[:3]:
        await tap(team, who, 2)
    await team.at_local("08:30", days=4)
    (result,) = results(team)
    assert "*3.5 of 5*, from 6 answers, perhaps of fewer people, weeks 45 to 46." in words(result)
    assert "Somebody held the door." in words(result)
    await team.at_local("08:30", days=3)
    for who in FIVE:
        await tap(team, who, 3)
    await team.at_local("08:30", days=4)
    second = results(team)[1]
    assert "*3.0 of 5*, from 5 answers, week 47. The time before it was 3.5." in words(second)
    assert "door" not in words(second)


async def test_the_trend_is_a_picture_under_the_second_result(team: Team) -> None:
    await asked(team)
    for score in (2, 4):
        for who in FIVE:
            await tap(team, who, score)
        await team.at_local("08:30", days=4)
        await team.at_local("08:30", days=3)
    (shown,) = team.from_care(FRONTLINE, results(team)[1]["ts"])
    (file,) = shown["files"]
    assert file["alt_txt"] == "How cared for we feel, 1 to 5. Week 45: 2.0; Week 46: 4.0."
    data = team.sandbox.slack.files.by_id[file["id"]].data
    assert data
    assert data.startswith(b"\x89PNG")
    seen = await overview(team)
    assert "Week 45:  *2.0*\nWeek 46:  *4.0*" in seen
    assert "This week's question is open until Monday at 08:30." in seen


async def test_a_changed_mind_is_kindly_refused_and_a_double_click_counts_once(team: Team) -> None:
    await asked(team)
    question = letter(team, "jonas")
    first, second = await team.double_click("jonas", "@jonas", question, "pulse.two")
    assert first["ok"]
    assert second["ok"]
    assert "You have answered this week's question already." in team.told("jonas", "@jonas")
    async with team.care.store.reading() as db:
        answers = pulses.answers(db, team.channel_id(FRONTLINE))
    assert answers
    assert (answers.count, answers.total) == (1, 2)


async def test_a_restart_in_between_changes_nothing(team: Team) -> None:
    await asked(team)
    before = letter(team, "jonas")["blocks"]
    await tap(team, "jonas", 5)
    letter(team, "jonas")["blocks"] = before  # the thanks never came
    await team.stop()
    await team.start()
    await tap(team, "jonas", 1)
    assert words(letter(team, "jonas")).startswith("Thank you, that is counted.")
    async with team.care.store.reading() as db:
        answers = pulses.answers(db, team.channel_id(FRONTLINE))
    assert answers
    assert (answers.count, answers.total) == (1, 5)


async def test_one_sentence_a_person_and_no_form_for_a_second(team: Team) -> None:
    await asked(team)
    await tap(team, "jonas", 5)
    before = letter(team, "jonas")["blocks"]
    assert not (await add(team, "jonas", ":tada:"))["ok"]
    assert (await team.submit("jonas", sentence="Ines asked how I was."))["ok"]
    await team.settle()
    said = team.from_care("@jonas")[-1]
    assert words(said).startswith("Thank you, that is counted, and your sentence with it.")
    said["blocks"] = before  # the thanks for it never came
    await team.click("jonas", "@jonas", said, "pulse.add")
    assert not team.has_form("jonas")
    assert "You have added a sentence already." in team.told("jonas", "@jonas")
    async with team.care.store.reading() as db:
        answers = pulses.answers(db, team.channel_id(FRONTLINE))
    assert answers
    assert answers.sentences == ("Ines asked how I was.",)


async def test_who_answers_too_late_is_told_so(team: Team) -> None:
    await asked(team)
    asks = letter(team, "jonas")["blocks"]
    await team.at_local("08:30", days=4)
    (closed,) = team.from_care("@jonas")
    closed["blocks"] = asks  # as it stands on a screen that has not caught up
    await tap(team, "jonas", 5)
    assert "The question of that week is closed" in team.told("jonas", "@jonas")
    async with team.care.store.reading() as db:
        assert pulses.answers(db, team.channel_id(FRONTLINE)) is None


async def test_only_those_in_the_circle_see_it(team: Team) -> None:
    await asked(team)
    await team.kick("maya", FRONTLINE, "jonas")
    await tap(team, "jonas", 5)
    assert "You are not in that channel" in team.told("jonas", "@jonas")
    forger = Forger(team)
    forger.shown_to("UJONAS")
    await forger.command("UJONAS", team.channel_id(FRONTLINE), "/care pulse")
    assert "This channel is not a circle yet." in forger.shown_to("UJONAS")


async def test_a_closed_question_asks_no_more_and_reads_the_same_whoever_answered(team: Team) -> None:
    await asked(team)
    for who in FIVE[:3]:
        await tap(team, who, 4)
    await team.at_local("08:30", days=4)
    said = {words(m) for who in FIVE for m in team.from_care(f"@{who}")}
    question = "*Did you feel cared for at work this week?*"
    assert said == {f"{question}\nThis was the question of week 45 in #care-frontline. It is closed.\nNo more of these"}
    assert [len(team.from_care(f"@{who}")) for who in FIVE] == [1] * 5
    async with team.care.store.reading() as db:
        rows = db.query("SELECT content, revision, state FROM posts WHERE key LIKE 'pulse:%'")
        assert len({tuple(row.values()) for row in rows}) == 1


@pytest.mark.parametrize("value", ["", "C0 2026-W45", "CCAREFRONTLINE", "CCAREFRONTLINE 2026-W44", "CCAREFRONTLINE x"])
async def test_a_forged_question_is_refused(team: Team, value: str) -> None:
    await asked(team)
    await Forger(team).action("UJONAS", team.channel_id("@jonas"), "pulse.five", value)
    async with team.care.store.reading() as db:
        assert pulses.answers(db, team.channel_id(FRONTLINE)) is None
