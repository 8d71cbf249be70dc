"""Two circles half a world apart, with one Care."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.team import Team, choice, words

FRONTLINE, BACKOFFICE = "care-frontline", "care-backoffice"
LORD_HOWE, NEW_YORK = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("America/New_York")


async def test_two_circles_each_live_in_their_own_day(team: Team) -> None:
    await team.set_up(FRONTLINE, who="sam", time={"selected_time": "09:00"})
    await team.set_up(BACKOFFICE, who="ruth", zone=choice("America/New_York"))
    # In New York it is 16:55 on Monday; on Lord Howe, 16 hours ahead, already Tuesday, 08:55.
    await team.at(datetime(2026, 11, 2, 16, 55, tzinfo=NEW_YORK))
    assert "Share a story" in words(team.from_care(BACKOFFICE)[-1])
    assert len(team.from_care(FRONTLINE)) == 1
    await team.command("ruth", BACKOFFICE, "/story I found the spare part in an old catalogue")
    await team.at(datetime(2026, 11, 3, 9, 0, tzinfo=LORD_HOWE))
    assert "Our round of Monday, 2 November" in words(team.from_care(BACKOFFICE)[-1])
    assert "Share a story" in words(team.from_care(FRONTLINE)[-1])
    await team.command("maya", FRONTLINE, "/story I moved the rota so that Sam could sleep")
    await team.at(datetime(2026, 11, 3, 9, 5, tzinfo=LORD_HOWE))
    assert "Our round of Tuesday, 3 November" in words(team.from_care(FRONTLINE)[-1])
    assert "Told by <@UMAYA>" in words(team.from_care(FRONTLINE)[-1])
    assert "Told by <@URUTH>" in words(team.from_care(BACKOFFICE)[-1])


async def test_each_digest_comes_on_its_own_friday_with_its_own_stories(team: Team) -> None:
    await team.set_up(FRONTLINE, who="sam")
    await team.set_up(BACKOFFICE, who="ruth", zone=choice("America/New_York"))
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await team.command("ruth", BACKOFFICE, "/story I found the spare part in an old catalogue")
    lord_howe = datetime(2026, 11, 6, 16, 0, tzinfo=LORD_HOWE).astimezone(UTC)
    new_york = datetime(2026, 11, 6, 16, 0, tzinfo=NEW_YORK).astimezone(UTC)
    assert new_york - lord_howe == timedelta(hours=16)
    await team.at(lord_howe)
    assert (_digests(team, FRONTLINE), _digests(team, BACKOFFICE)) == (1, 0)
    await team.at(new_york)
    assert (_digests(team, FRONTLINE), _digests(team, BACKOFFICE)) == (1, 1)
    said = next(words(m) for m in team.from_care(BACKOFFICE) if "highlights are here" in m["text"])
    assert "old catalogue" in said
    assert "screws" not in said


async def test_kudos_between_circles_reach_their_person(team: Team) -> None:
    await team.set_up(FRONTLINE, who="sam")
    await team.command("sam", FRONTLINE, "/kudos @ruth found the part in an old catalogue")
    assert "Sam Whitlow thanks you" in words(team.from_care("@ruth")[-1])


def _digests(team: Team, where: str) -> int:
    return sum("highlights are here" in m["text"] for m in team.from_care(where))
