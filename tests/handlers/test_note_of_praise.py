"""What a care note says of a customer's praise, and what can be done from there."""

from tests.handlers.test_forget import forget
from tests.handlers.test_note import FRONTLINE, SCREWS, about, friday_morning, notes, with_notes
from tests.handlers.test_praise import SAID, save
from tests.handlers.test_privacy import in_database
from tests.team import Team, words


async def test_praise_about_two_waits_for_an_answer_in_one_place(team: Team) -> None:
    await with_notes(team)
    await save(team, "priya", "tomasz")
    await friday_morning(team)
    waiting = words(notes(team, "jonas")[0]).split("*Stories that wait for an answer*")[1]
    assert waiting.count("Say thank you") == 1
    assert "A customer about Priya Shrestha and Tomasz Wolny, Monday:" in waiting
    for who in ("priya", "tomasz"):
        assert "A customer's words about you, which wait for an answer:" in await about(team, who)
    assert "wait for an answer" not in await about(team, "sam")


async def test_who_saved_a_customers_praise_and_left_the_circle_posts_nothing_in_it(team: Team) -> None:
    await with_notes(team)
    await save(team, "priya", who="jonas")
    await friday_morning(team)
    await team.click("jonas", "@jonas", notes(team, "jonas")[0], "answer.start")
    await team.kick("maya", FRONTLINE, "jonas")
    refused = await team.submit("jonas", reason="Thank you from outside")
    assert "You are not in that channel" in str(refused)
    assert in_database(team, "from outside") == []


async def test_praise_that_is_left_about_its_reader_alone_waits_for_no_thanks_of_theirs(team: Team) -> None:
    await with_notes(team)
    await save(team, "jonas", "tomasz")
    await team.command("priya", FRONTLINE, SCREWS)
    await friday_morning(team)
    waiting = words(notes(team, "jonas")[0]).split("*Stories that wait for an answer*")[1]
    assert waiting.count("Say thank you") == 2
    await forget(team, "tomasz")
    (note,) = notes(team, "jonas")
    assert words(note).split("*Stories that wait for an answer*")[1].count("Say thank you") == 1
    assert "A customer about" not in words(note)
    assert SAID in words(team.from_care(FRONTLINE)[-2])  # it is told as before


async def test_a_note_that_such_praise_was_all_of_is_taken_back(team: Team) -> None:
    await with_notes(team)
    await save(team, "jonas", "tomasz")
    await team.command("jonas", FRONTLINE, "/kudos @tomasz for coming back twice")
    await friday_morning(team)
    assert len(notes(team, "jonas")) == 1
    await forget(team, "tomasz")
    assert notes(team, "jonas") == []


async def test_thanks_for_praise_about_oneself_too_name_the_others(team: Team) -> None:
    await with_notes(team)
    await save(team, "jonas", "tomasz")
    await friday_morning(team)
    await team.click("jonas", "@jonas", notes(team, "jonas")[0], "answer.start")
    assert str(team.filled_in("jonas")["reason"]) == "Thank you, Tomasz, for what you did. "


async def test_thanks_that_would_reach_nobody_are_refused_before_they_are_written(team: Team) -> None:
    await with_notes(team)
    await save(team, "jonas", "tomasz")
    await friday_morning(team)
    async with team.care.store.transaction() as db:
        db.execute("DELETE FROM story_thanks WHERE user_id = 'UTOMASZ'")
    await team.click("jonas", "@jonas", notes(team, "jonas")[0], "answer.start")  # as the note was a moment ago
    assert not team.has_form("jonas")
    assert "Kudos are for someone else." in team.told("jonas", "@jonas")
