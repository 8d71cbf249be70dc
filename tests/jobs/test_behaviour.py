"""What time brings to a behaviour: its weeks, and the question whether it stays, asked again until it is answered."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.handlers.test_behaviour import FRONTLINE, OURS, latest, playbook, practise
from tests.team import Team, words

NOON_AFTER = datetime(2026, 12, 2, 11, 0, tzinfo=UTC)  # the 29th day, at noon in Berlin
FIRST_WEEK = datetime(2026, 11, 10, 15, 55, tzinfo=UTC)
ASKS = "Four weeks of practice are over"


def asked(team: Team, who: str) -> list[dict[str, Any]]:
    """Return the letters that ask somebody whether what the circle practises stays."""
    return [message for message in team.from_care(f"@{who}") if message["text"].startswith(ASKS)]


def weekly(team: Team) -> int:
    """Return how many weekly questions stand in the channel."""
    return sum(message["text"].startswith("Did we do this week") for message in team.from_care(FRONTLINE))


async def after_four_weeks(team: Team) -> None:
    """Practise for four weeks, and let the question come whether it stays."""
    await practise(team)
    await team.at(NOON_AFTER)


async def test_each_of_four_weeks_is_asked_about_once_over_restarts_and_clocks_set_back(team: Team) -> None:
    await practise(team)
    for number in range(4):
        await team.at(FIRST_WEEK + timedelta(weeks=number))
        await team.stop()
        await team.start()
        await team.at(FIRST_WEEK + timedelta(weeks=number, minutes=-5))
        await team.at(FIRST_WEEK + timedelta(weeks=number, minutes=5))
        assert weekly(team) == number + 1
    await team.at(FIRST_WEEK + timedelta(weeks=4))
    assert weekly(team) == 4


async def test_a_week_that_care_slept_through_is_missed_with_the_reason(team: Team) -> None:
    await practise(team)
    await team.at(FIRST_WEEK + timedelta(days=3))
    assert weekly(team) == 0
    assert "Week 1  not asked, because Care was not awake at 16:55" in await playbook(team)


async def test_those_who_lead_are_asked_once_whether_it_stays_and_again_in_a_month(team: Team) -> None:
    await after_four_weeks(team)
    for who in ("maya", "priya"):
        (letter,) = asked(team, who)
        assert OURS in words(letter)
        assert "Keep it Change it Let it go" in words(letter)
    assert asked(team, "jonas") == asked(team, "sam") == []
    await team.at(NOON_AFTER + timedelta(hours=5))
    await team.at(NOON_AFTER + timedelta(days=7))
    assert len(asked(team, "maya")) == 1
    questions = weekly(team)
    await team.at(NOON_AFTER + timedelta(days=28))
    assert len(asked(team, "maya")) == 2
    assert "We practise it now" in await playbook(team)
    assert weekly(team) == questions  # quietly


async def test_who_wants_no_such_letters_gets_none_and_finds_the_buttons_in_the_playbook(team: Team) -> None:
    await after_four_weeks(team)
    await team.click("maya", "@maya", asked(team, "maya")[0], "letter.stop")
    await team.at(NOON_AFTER + timedelta(days=28))
    assert len(asked(team, "maya")) == 1
    assert len(asked(team, "priya")) == 2
    await team.command("maya", FRONTLINE, "/care playbook")
    await team.click("maya", FRONTLINE, team.whispers("maya", FRONTLINE)[-1], "behaviour.keep")
    assert "Ours since 3 November 2026" in await playbook(team)


async def test_it_is_kept_once_however_often_and_by_however_many(team: Team) -> None:
    await after_four_weeks(team)
    letters = {who: asked(team, who)[0] for who in ("maya", "priya")}
    buttons = [dict(block) for block in letters["priya"]["blocks"]]
    await team.double_click("maya", "@maya", letters["maya"], "behaviour.keep")
    said = words(latest(team, "It is decided"))
    assert said.startswith(f"*We keep it.*\n{OURS}")
    assert "Week 4" in said
    assert words(latest(team, "It is decided", "@priya")) == said
    late = next(m for m in team.from_care("@priya") if m["ts"] == letters["priya"]["ts"])
    late["blocks"] = buttons  # as Priya still sees it
    await team.click("priya", "@priya", late, "behaviour.drop")
    assert sum(m["text"].startswith("It is decided") for m in team.from_care(FRONTLINE)) == 1
    assert "Ours since 3 November 2026" in await playbook(team)
    await team.at(NOON_AFTER + timedelta(days=28))
    assert asked(team, "maya") == asked(team, "priya") == []


async def test_it_is_changed_and_the_other_words_are_practised_for_four_weeks(team: Team) -> None:
    await after_four_weeks(team)
    await team.click("maya", "@maya", asked(team, "maya")[0], "behaviour.reword")
    assert team.filled_in("maya") == {"text": OURS}
    await team.submit("maya", text="We call back an hour early")
    said = await playbook(team)
    assert said.index("We call back an hour early") < said.index(OURS)
    assert "We practise it now, since 2 December 2026" in said
    assert "and put into other words since" in said
    assert said.count("From a story of Jonas Keller") == 2
    await team.at(NOON_AFTER + timedelta(days=7, hours=5))
    assert "We call back an hour early" in words(latest(team, "Did we do this week"))


async def press(team: Team, button: str, who: str = "maya") -> None:
    """Press a button in what `/care playbook` says to somebody."""
    await team.command(who, FRONTLINE, "/care playbook")
    await team.click(who, FRONTLINE, team.whispers(who, FRONTLINE)[-1], button)


async def end_early(team: Team, decision: str) -> None:
    """End what is practised before its four weeks are over, and decide what becomes of it."""
    await press(team, "behaviour.end")
    await team.click("maya", FRONTLINE, team.whispers("maya", FRONTLINE)[-1], decision)


def asks_first(message: dict[str, Any], label: str) -> str:
    """Return what is asked once more at a button of a message."""
    elements = [element for block in message["blocks"] for element in block.get("elements", [])]
    (pressed,) = [element for element in elements if element.get("text", {}) and element["text"]["text"] == label]
    return str(pressed["confirm"]["text"]["text"])


async def test_while_its_weeks_run_nothing_ends_it_by_a_slip(team: Team) -> None:
    await practise(team)
    await team.at(FIRST_WEEK)
    await team.click("jonas", FRONTLINE, latest(team, "Did we do this week"), "behaviour.yes")
    assert not {"Keep it", "Change it", "Let it go"} & set((await playbook(team, "maya")).split("\n"))
    assert "This is week 2 of 4." in asks_first(team.whispers("maya", FRONTLINE)[-1], "End it early")
    await press(team, "behaviour.end")
    said = team.told("maya", FRONTLINE)
    assert said.startswith(f"*What becomes of it?*\n{OURS}")
    assert "Week 1  1 answer so far" in said
    assert "Keep it Change it Let it go" in said
    assert "The circle is told." in asks_first(team.whispers("maya", FRONTLINE)[-1], "Let it go")
    assert "We practise it now" in await playbook(team)
    assert not [m for m in team.from_care(FRONTLINE) if m["text"].startswith("It is decided")]


async def test_what_was_kept_can_be_let_go_later_and_the_circle_is_told_again(team: Team) -> None:
    await after_four_weeks(team)
    await team.click("maya", "@maya", asked(team, "maya")[0], "behaviour.keep")
    await team.command("sam", FRONTLINE, "/care playbook")
    assert "Let it go" not in team.told("sam", FRONTLINE)
    await press(team, "behaviour.let_go", "priya")
    decided = [m for m in team.from_care(FRONTLINE) if m["text"].startswith("It is decided")]
    assert [words(m).split("\n")[0] for m in decided] == ["*We keep it.*", "*We let it go.*"]
    assert "Tried from 3 November 2026 on, and let go." in await playbook(team)
    assert "Let it go" not in await playbook(team, "maya")


async def test_it_is_dropped_before_its_time_and_another_can_be_practised(team: Team) -> None:
    await practise(team)
    await end_early(team, "behaviour.drop")
    assert "Tried from 3 November 2026 on, and let go." in await playbook(team)
    await team.at(FIRST_WEEK)
    assert weekly(team) == 0
    assert OURS not in words(latest(team, "Today's five minutes"))


def keys_of(team: Team) -> list[str]:
    """Return what lies beside the database of the keys with which answers are marked."""
    return [path.name for path in team.settings.care_database.parent.glob("*.week-*")]


async def marks(team: Team) -> list[str]:
    """Return the marks that somebody has answered a week."""
    async with team.care.store.reading() as db:
        return [row["mark"] for row in db.query("SELECT mark FROM behaviour_answers")]


async def test_who_answered_a_week_is_known_by_a_mark_that_goes_with_its_key_when_the_week_is_over(team: Team) -> None:
    await practise(team)
    await team.at(FIRST_WEEK)
    await team.click("jonas", FRONTLINE, latest(team, "Did we do this week"), "behaviour.yes")
    assert len(await marks(team)) == len(keys_of(team)) == 1
    await team.at(FIRST_WEEK + timedelta(days=6))
    assert len(await marks(team)) == len(keys_of(team)) == 1
    await team.at(FIRST_WEEK + timedelta(days=7, minutes=-5))
    assert await marks(team) == keys_of(team) == []
    assert "Week 1  ▰  1 yes" in await playbook(team)  # one answer is no full bar
    assert "1 yes, 0 partly, 0 not yet" in words(latest(team, "Did we do this week"))


async def test_a_clock_set_back_opens_no_week_of_which_nobody_knows_who_answered(team: Team) -> None:
    await practise(team)
    await team.at(FIRST_WEEK)
    question = latest(team, "Did we do this week")
    buttons = [dict(block) for block in question["blocks"]]
    await team.click("jonas", FRONTLINE, question, "behaviour.yes")
    await team.at(FIRST_WEEK + timedelta(days=7, minutes=-5))
    await team.at(FIRST_WEEK + timedelta(days=5))
    (over,) = [message for message in team.from_care(FRONTLINE) if message["ts"] == question["ts"]]
    over["blocks"] = buttons  # as Jonas still sees it
    await team.click("jonas", FRONTLINE, over, "behaviour.yes")
    assert "This week is over" in team.told("jonas", FRONTLINE)
    assert "1 yes" in await playbook(team)


async def test_what_is_decided_before_its_week_is_over_leaves_no_marks_either(team: Team) -> None:
    await practise(team)
    await team.at(FIRST_WEEK)
    await team.click("jonas", FRONTLINE, latest(team, "Did we do this week"), "behaviour.yes")
    await end_early(team, "behaviour.keep")
    await team.at(FIRST_WEEK + timedelta(minutes=5))
    assert await marks(team) == keys_of(team) == []


async def test_where_the_key_is_lost_no_more_answers_are_counted(team: Team) -> None:
    await practise(team)
    await team.at(FIRST_WEEK)
    question = latest(team, "Did we do this week")
    await team.click("jonas", FRONTLINE, question, "behaviour.yes")
    for path in team.settings.care_database.parent.glob("*.week-*"):
        path.unlink()
    await team.click("jonas", FRONTLINE, question, "behaviour.yes")
    assert "I have lost track of who has answered this week" in team.told("jonas", FRONTLINE)
    assert "1 answer so far" in words(latest(team, "Did we do this week"))


async def test_a_missed_week_is_told_though_the_settings_are_changed_before_care_looks(team: Team) -> None:
    await practise(team)
    team.sandbox.clock.set(FIRST_WEEK + timedelta(days=3))
    await team.set_up(time={"selected_time": "10:00"})
    assert "Week 1  not asked, because Care was not awake at 16:55" in await playbook(team)
