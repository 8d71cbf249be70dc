"""Stories of poor care: what somebody met with as a customer, told as such."""

from tests.handlers.test_note import friday_morning, with_notes
from tests.handlers.test_story import open_round, stories_of
from tests.team import Team, ticked, words

FRONTLINE = "care-frontline"


async def test_one_tells_of_poor_care_as_a_customer_and_all_see_that_it_was_not_ours(team: Team) -> None:
    round_ts = await open_round(team)
    await team.command("jonas", FRONTLINE, "/story")
    said = {"text": "My bank let me wait a week for a call", "lesson": "Ring when we said we would"}
    await team.submit("jonas", **said, poor_care=ticked("poor"))
    (shown,) = [words(m) for m in team.from_care(FRONTLINE, round_ts)]
    assert "*Jonas Keller* told a story  ·  _as a customer, poorly cared for_\n" in shown
    (story,) = await stories_of(team)
    assert (story.is_poor_care, story.value_id) == (True, None)  # it does not show the value that the round is about


async def test_it_is_marked_in_the_highlights_too(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story")
    await team.submit("jonas", text="My bank let me wait a week for a call", poor_care=ticked("poor"))
    await team.at_local("16:00", days=4)
    digest = next(words(m) for m in team.from_care(FRONTLINE) if "highlights are here" in m["text"])
    assert "*<@UJONAS>*  ·  _as a customer, poorly cared for_" in digest


async def test_managers_read_of_it_that_its_teller_was_the_customer(team: Team) -> None:
    await with_notes(team)
    await team.set_up(letters=ticked("care_note", "unanswered"))
    await team.command("priya", FRONTLINE, "/story")
    await team.submit("priya", text="My bank let me wait a week for a call", poor_care=ticked("poor"))
    await friday_morning(team)
    letter, note = (words(m).replace("\n", " ") for m in team.from_care("@jonas"))
    assert "Priya Shrestha, as a customer, poorly cared for, Monday, 2 November: My bank" in letter
    told, waiting = note.split("*Stories that wait for an answer*")
    for said in (told, waiting):
        assert "Priya Shrestha, as a customer, poorly cared for, Monday: My bank" in said


async def test_its_teller_changes_whose_care_it_was(team: Team) -> None:
    round_ts = await open_round(team)
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    for tick, is_poor in ((ticked("poor"), True), (ticked(), False)):
        await team.choose("jonas", FRONTLINE, team.from_care(FRONTLINE, round_ts)[-1], "story.menu", "Change")
        await team.submit("jonas", poor_care=tick)
        assert [story.is_poor_care for story in await stories_of(team)] == [is_poor]
        assert ("poorly" in words(team.from_care(FRONTLINE, round_ts)[-1])) is is_poor
