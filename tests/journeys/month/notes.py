"""The managers' weekly care notes, the thanks that come of them, and what everybody can see of them."""

from tests.journeys.month.people import FRONTLINE, all_shown, shown, under
from tests.team import Team, words

NOTE = "Your care note for #care-frontline"


async def managers_get_their_care_notes(team: Team) -> None:
    for who in ("maya", "tomasz"):
        said = words(shown(team, NOTE, f"@{who}"))
        assert "Jonas Keller, Monday: I drove back to the shop" in said
        assert "Jonas Keller" in said.split("*A word of thanks?*")[1]
    assert "Tomasz" not in words(shown(team, NOTE, "@maya")).split("*A word of thanks?*")[1]
    assert all_shown(team, NOTE, "@jonas") == []
    await team.click("maya", "@maya", under(shown(team, NOTE, "@maya"), "Jonas Keller, Monday:"), "note.thank")


async def maya_thanks_jonas_for_the_reason_that_it_names(team: Team) -> None:
    assert team.filled_in("maya")["receivers"] == ["UJONAS"]
    assert team.filled_in("maya")["reason"].startswith("Thank you, Jonas! You told us: “I drove back to the shop")
    assert (await team.submit("maya"))["ok"]
    assert "Thanked by now." in words(shown(team, NOTE, "@maya"))


async def jonas_sees_what_the_notes_say_about_him(team: Team) -> None:
    await team.command("jonas", FRONTLINE, "/care note")
    said = team.told("jonas", FRONTLINE)
    assert "To Tomasz Wolny" in said
    assert "Your story: I drove back to the shop" in said
    assert "Priya" not in said


async def maya_alone_gets_one_while_tomasz_is_away(team: Team) -> None:
    assert [len(all_shown(team, NOTE, f"@{who}")) for who in ("maya", "tomasz")] == [3, 2]
