"""What care notes say about somebody, asked for on Home."""

from typing import Any

from tests.handlers.test_note import CHAT, FRONTLINE, SCREWS, about, friday_morning, with_notes
from tests.team import Team, ticked, words

LABEL = "What the last care notes say about you"


def on_home(home: dict[str, Any]) -> list[str]:
    """Return the circles whose care notes can be asked about."""
    return [block["text"]["text"].split("\n")[0] for block in home["blocks"] if LABEL in str(block.get("accessory"))]


async def test_home_shows_what_the_notes_say_about_oneself_and_nothing_else(team: Team) -> None:
    await with_notes(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await team.command("sam", FRONTLINE, CHAT)
    await friday_morning(team)
    await team.click_at_home("priya", "note.show")
    shown = words(team.form("priya"))
    assert team.form("priya")["title"]["text"] == "Care notes about you"
    assert "To Jonas Keller" in shown
    assert "Your story: I drove back with the screws" in shown
    assert "chat" not in shown
    assert shown == await about(team, "priya")
    assert "submit" not in team.form("priya") or not team.form("priya")["submit"]


async def test_home_says_so_where_no_note_says_anything_yet(team: Team) -> None:
    await with_notes(team)
    await team.click_at_home("priya", "note.show")
    assert "No care note says anything about you yet." in words(team.form("priya"))


async def test_only_circles_that_write_care_notes_have_the_button(team: Team) -> None:
    await team.set_up()
    assert on_home(await team.home("maya")) == []
    await team.set_up("care-backoffice", who="tomasz", letters=ticked("care_note"))
    assert on_home(await team.home("maya")) == ["<#CCAREBACKOFFICE>"]
    assert on_home(await team.home("jonas")) == []


async def test_a_button_of_a_circle_one_has_left_shows_nothing(team: Team) -> None:
    await with_notes(team)
    home = await team.home("priya")
    await team.kick("maya", FRONTLINE, "priya")
    await team.sandbox.act(
        "action",
        user="UPRIYA",
        view_id=home["id"],
        action_id="note.show",
        block_id=next(block["block_id"] for block in home["blocks"] if LABEL in str(block.get("accessory"))),
        element={"type": "button"},
    )
    await team.settle()
    assert not team.has_form("priya")
    assert "This channel is not a circle yet." in words(team.from_care("@priya")[-1])
