"""What a care note says of a customer's praise, and what can be done from there."""

from tests.handlers.test_note import FRONTLINE, about, friday_morning, notes, with_notes
from tests.handlers.test_praise import save
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
