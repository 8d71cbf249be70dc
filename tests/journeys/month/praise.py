"""A customer's own words: saved from a mail, shown to the circle, and brought to who is praised once they are back."""

from tests.journeys.month.people import all_shown, cheer, shown
from tests.team import Team, chosen_people, words

MAIL = "Your invoice was right and your driver waved. Thank you both!"
TOLD = "A customer said about you:"


async def a_customers_mail_is_about_to_be_saved(team: Team) -> None:
    ts = await team.say("sam", "coffee-corner", MAIL)
    await team.shortcut("maya", "coffee-corner", "praise.save_message", ts)
    assert team.filled_in("maya")["text"] == MAIL


async def maya_says_whom_it_is_about(team: Team) -> None:
    assert (await team.submit("maya", about=chosen_people("ines", "jonas")))["ok"]
    praise = words(shown(team, MAIL))
    assert praise.startswith("*A customer said*")
    assert "About <@UINES> and <@UJONAS>" in praise
    await cheer(team, "priya", MAIL)


async def ines_reads_it_now_that_she_is_back(team: Team) -> None:
    (letter,) = all_shown(team, TOLD, "@ines")
    assert MAIL in words(letter)
    assert all_shown(team, TOLD, "@jonas") == []


async def the_highlights_hold_what_the_customer_said(team: Team) -> None:
    said = words(shown(team, "highlights are here"))
    assert MAIL in said.split("*What customers said*")[1]
