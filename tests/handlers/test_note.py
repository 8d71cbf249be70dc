"""The care note: what a manager is told once a week, and what everybody can see of it."""

from typing import Any

import pytest

from careapp.practice.rest import Rest
from careapp.store import rest as rests
from tests.handlers.test_answer import SCREWS, in_the_highlights, the_next_morning
from tests.handlers.test_privacy import in_database
from tests.team import Team, chosen_people, ticked, words

FRONTLINE = "care-frontline"
CHAT = "/story I stayed on the chat until it worked"


async def with_notes(team: Team, *managers: str) -> None:
    """Set up a circle with care notes; it is Monday."""
    await team.set_up(managers=chosen_people(*(managers or ("jonas",))), letters=ticked("care_note"))


async def friday_morning(team: Team) -> None:
    await the_next_morning(team, days=4)


def notes(team: Team, who: str) -> list[dict[str, Any]]:
    return [m for m in team.from_care(f"@{who}") if "Your care note" in m["text"]]


def told(team: Team) -> dict[str, Any]:
    """Return the one message that tells a story."""
    (story,) = [m for m in team.from_care(FRONTLINE) if "told a story" in words(m)]
    return story


async def about(team: Team, who: str) -> str:
    await team.command(who, FRONTLINE, "/care note")
    return team.told(who, FRONTLINE)


async def test_a_circle_that_changed_nothing_gets_no_care_note(team: Team) -> None:
    await team.set_up(managers=chosen_people("jonas"))
    await team.command("priya", FRONTLINE, SCREWS)
    await friday_morning(team)
    assert notes(team, "jonas") == []
    assert "There are no care notes in this circle." in await about(team, "priya")


async def test_a_manager_is_told_of_the_week_on_the_morning_of_the_highlights(team: Team) -> None:
    await with_notes(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await team.command("sam", FRONTLINE, "/kudos @tomasz for carrying the parcel upstairs")
    await team.at_local("08:59", days=4)
    assert notes(team, "jonas") == []
    await team.at_local("09:00")
    (note,) = notes(team, "jonas")
    told, helped = words(note).split("*Who helped whom*")
    helped, waiting = helped.split("*Stories that wait for an answer*")
    waiting, reasons = waiting.split("*A word of thanks?*")
    assert "Priya Shrestha, Monday: I drove back with the screws" in told
    assert "Tomasz Wolny helped Sam Whitlow: carrying the parcel upstairs" in helped
    assert "Priya Shrestha, Monday: I drove back with the screws Say thank you" in waiting.replace("\n", " ")
    assert "Here is something to thank for." in reasons
    assert "there was reason" not in reasons
    assert "Tomasz Wolny, thanked by Sam Whitlow, Monday:" in reasons
    assert "Maya" not in words(note)  # she did not share, and nobody is told so
    assert "screws" not in note["text"]
    assert notes(team, "maya") == notes(team, "priya") == []
    await team.at_local("09:10")
    await team.at_local("09:00", days=1)
    assert len(notes(team, "jonas")) == 1


async def test_write_thanks_opens_kudos_with_the_reason_which_the_highlights_then_show(team: Team) -> None:
    await with_notes(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await friday_morning(team)
    await team.click("jonas", "@jonas", notes(team, "jonas")[0], "note.thank")
    filled = team.filled_in("jonas")
    assert filled["receivers"] == ["UPRIYA"]
    assert filled["reason"].startswith("Thank you, Priya! You told us: “I drove back with the screws”")
    await team.submit("jonas")
    (note,) = notes(team, "jonas")
    assert "Thanked by now." in words(note)
    assert "Write thanks" not in words(note)
    await team.at_local("16:00")
    assert "Jonas Keller thanked Priya Shrestha: Thank you, Priya" in in_the_highlights(team)


async def test_thanks_for_what_a_colleague_told_name_that_colleague(team: Team) -> None:
    await with_notes(team)
    await team.command("sam", FRONTLINE, "/kudos @tomasz for carrying the parcel upstairs")
    await friday_morning(team)
    await team.click("jonas", "@jonas", notes(team, "jonas")[0], "note.thank")
    assert team.filled_in("jonas")["reason"] == (
        "Thank you, Tomasz! Sam Whitlow told what you did: “carrying the parcel upstairs”"
    )


async def test_whom_a_manager_thanked_lately_is_not_brought_up(team: Team) -> None:
    await with_notes(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await team.command("jonas", FRONTLINE, "/kudos @priya for driving back")
    await friday_morning(team)
    assert "A word of thanks?" not in words(notes(team, "jonas")[0])


async def test_an_answer_shows_in_the_note_and_what_is_taken_back_leaves_it(team: Team) -> None:
    await with_notes(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await team.command("sam", FRONTLINE, CHAT)
    await friday_morning(team)
    await team.react("sam", FRONTLINE, team.from_care(FRONTLINE)[1]["ts"], "tada")
    assert "Answered by now." in words(notes(team, "jonas")[0])
    await team.click("priya", FRONTLINE, team.whispers("priya", FRONTLINE)[-1], "story.undo")
    (note,) = notes(team, "jonas")
    assert "screws" not in words(note)
    assert "Priya" not in words(note)
    await team.click("sam", FRONTLINE, team.whispers("sam", FRONTLINE)[-1], "story.undo")
    assert notes(team, "jonas") == []


async def test_everybody_sees_what_the_note_says_about_them_and_nothing_else(team: Team) -> None:
    await with_notes(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await team.command("sam", FRONTLINE, CHAT)
    await team.command("sam", FRONTLINE, "/kudos @tomasz for carrying the parcel upstairs")
    assert "No care note says anything about you yet." in await about(team, "priya")
    await friday_morning(team)
    seen = await about(team, "priya")
    assert "To Jonas Keller" in seen
    for line in ("Your story: I drove", "waits for an answer: I drove", "A reason to thank you: I drove"):
        assert line in seen
    assert "Sam" not in seen
    assert "Tomasz Wolny helped you: carrying" in await about(team, "sam")
    assert "You helped Sam Whitlow: carrying" in await about(team, "tomasz")
    assert "The last care note says nothing about you." in await about(team, "maya")


async def test_who_is_forgotten_is_in_no_note_and_gets_none(team: Team) -> None:
    await with_notes(team, "jonas", "sam")
    await team.command("priya", FRONTLINE, SCREWS)
    await friday_morning(team)
    for who in ("priya", "sam"):
        await team.command(who, FRONTLINE, "/care forget me")
        await team.click(who, FRONTLINE, team.whispers(who, FRONTLINE)[-1], "person.forget")
    await team.at_local("09:30")
    assert notes(team, "jonas") == notes(team, "sam") == []
    async with team.care.store.reading() as db:
        assert list(db.query("SELECT manager FROM care_notes")) == [{"manager": "UJONAS"}]
        assert list(db.query("SELECT about FROM care_note_lines WHERE about = 'UPRIYA'")) == []


async def test_thanks_within_a_story_leave_the_notes_of_later_weeks_along_with_it(team: Team) -> None:
    await with_notes(team)
    await team.command("priya", FRONTLINE, "/story")
    await team.submit("priya", text="I drove back with the screws", thanks=chosen_people("tomasz"))
    await team.command("jonas", FRONTLINE, "/kudos @priya for driving back")
    await friday_morning(team)
    await team.at_local("09:00", days=7)
    assert "Tomasz Wolny, thanked by Priya Shrestha" in words(notes(team, "jonas")[-1])
    await team.choose("priya", FRONTLINE, told(team), "story.menu", "Take it back")
    assert notes(team, "jonas") == []
    assert in_database(team, "screws") == []


@pytest.mark.parametrize("change", ["left", "no manager", "switched off"])
async def test_who_does_not_look_after_the_circle_any_more_gets_no_note(team: Team, change: str) -> None:
    await with_notes(team)
    await team.command("priya", FRONTLINE, SCREWS)
    async with team.care.store.transaction() as db:
        rests.put(db, "UJONAS", Rest(is_paused=True))
    await friday_morning(team)
    async with team.care.store.transaction() as db:
        rests.put(db, "UJONAS", Rest())
    if change == "left":
        await team.kick("maya", FRONTLINE, "jonas")
    else:
        await team.command("maya", FRONTLINE, "/care setup")
        off = {"letters": ticked()} if change == "switched off" else {"managers": chosen_people()}
        await team.submit("maya", **off)
    await team.at_local("09:10")
    assert notes(team, "jonas") == []


@pytest.mark.parametrize("change", ["left", "no manager"])
async def test_a_note_shows_no_newer_words_to_who_does_not_look_after_the_circle_any_more(
    team: Team, change: str
) -> None:
    await with_notes(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await friday_morning(team)
    if change == "left":
        await team.kick("maya", FRONTLINE, "jonas")
    else:
        await team.command("maya", FRONTLINE, "/care setup")
        await team.submit("maya", managers=chosen_people("sam"))
    assert len(notes(team, "jonas")) == 1
    await team.choose("priya", FRONTLINE, told(team), "story.menu", "Change")
    await team.submit("priya", text="Words for those who are here")
    assert notes(team, "jonas") == []
    if change == "left":
        await team.invite("maya", FRONTLINE, "jonas")
    await team.react("sam", FRONTLINE, told(team)["ts"], "tada")
    assert notes(team, "jonas") == []


async def test_a_note_is_kept_in_step_where_the_circle_does_without_new_ones(team: Team) -> None:
    await with_notes(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await friday_morning(team)
    await team.command("maya", FRONTLINE, "/care setup")
    await team.submit("maya", letters=ticked())
    await team.choose("priya", FRONTLINE, told(team), "story.menu", "Change")
    await team.submit("priya", text="I drove back twice")
    assert "I drove back twice" in words(notes(team, "jonas")[0])


async def test_a_note_comes_once_also_after_a_restart_and_a_clock_set_back(team: Team) -> None:
    await with_notes(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await friday_morning(team)
    await team.stop()
    await team.start()
    await team.at_local("08:00")
    await team.at_local("09:00")
    assert len(notes(team, "jonas")) == 1


async def test_two_circles_have_their_own_notes(team: Team) -> None:
    await with_notes(team)
    await team.invite("maya", "team-leads", "jonas")
    await team.set_up("team-leads", managers=chosen_people("jonas"), letters=ticked("care_note"))
    await team.command("priya", FRONTLINE, SCREWS)
    await team.command("maya", "team-leads", CHAT)
    await friday_morning(team)
    by_circle = {m["text"]: words(m) for m in notes(team, "jonas")}
    assert "screws" in by_circle["Your care note for #care-frontline"]
    assert "chat" not in by_circle["Your care note for #care-frontline"]
    assert "chat" in by_circle["Your care note for #team-leads"]
