"""The three dots of a story: change it, take it back, read all of it."""

from careapp.store import kudos as all_kudos
from tests.handlers.test_story import open_round, stories_of
from tests.team import Team, choice, chosen_people, words

FRONTLINE = "care-frontline"


async def tell(team: Team, who: str = "jonas", text: str = "I drove back with the screws") -> str:
    """Tell a story in an open round, and return the round's ts."""
    round_ts = await open_round(team)
    await team.command(who, FRONTLINE, f"/story {text}")
    return round_ts


async def test_its_teller_changes_a_story_and_all_see_it(team: Team) -> None:
    round_ts = await tell(team)
    shown = team.from_care(FRONTLINE, round_ts)[-1]
    await team.choose("jonas", FRONTLINE, shown, "story.menu", "Change")
    assert team.filled_in("jonas")["text"] == "I drove back with the screws"
    value = team.care.library.values[-1]
    await team.submit("jonas", text="I drove back with six screws", lesson="Count twice", value=choice(value.id))
    (changed,) = team.from_care(FRONTLINE, round_ts)
    assert changed["ts"] == shown["ts"]
    assert "I drove back with six screws" in words(changed)
    assert "A lesson: Count twice" in words(changed)
    assert f"{value.name}  ·  _edited_" in words(changed)


async def test_nobody_else_changes_it_or_takes_it_back(team: Team) -> None:
    round_ts = await tell(team)
    (shown,) = team.from_care(FRONTLINE, round_ts)
    for label in ("Change", "Take it back"):
        await team.choose("maya", FRONTLINE, shown, "story.menu", label)
        assert not team.has_form("maya")
        assert team.told("maya", FRONTLINE) == "Only <@UJONAS>, who told this story, can change it."
    assert words(team.from_care(FRONTLINE, round_ts)[0]) == words(shown)


async def test_a_story_taken_back_is_gone_with_its_words_and_thanks(team: Team) -> None:
    round_ts = await open_round(team)
    await team.command("jonas", FRONTLINE, "/story")
    await team.submit("jonas", text="Ines sent the refund today", thanks=chosen_people("ines"))
    assert len(team.from_care("@ines")) == 1
    shown = team.from_care(FRONTLINE, round_ts)[-1]
    await team.choose("jonas", FRONTLINE, shown, "story.menu", "Take it back")
    assert team.from_care(FRONTLINE, round_ts) == []
    assert team.from_care("@ines") == []
    assert "Shared so far" not in words(team.from_care(FRONTLINE)[-1])
    async with team.care.store.reading() as db:
        assert all_kudos.of_story(db, 1) == []
        assert "refund" not in "".join(map(str, db.query("SELECT text, meant, lesson FROM stories")))
        assert "refund" not in "".join(map(str, db.query("SELECT reason FROM kudos")))


async def test_the_answer_to_a_command_takes_it_back_too(team: Team) -> None:
    round_ts = await tell(team)
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "story.undo")
    assert team.from_care(FRONTLINE, round_ts) == []
    assert await stories_of(team) == []


async def test_a_story_that_is_gone_meanwhile_says_so(team: Team) -> None:
    round_ts = await tell(team)
    (shown,) = team.from_care(FRONTLINE, round_ts)
    await team.choose("jonas", FRONTLINE, shown, "story.menu", "Change")
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "story.undo")
    refused = await team.submit("jonas", text="I drove back with six screws")
    assert refused["errors"] == {"text": "This story was taken back."}
    assert team.filled_in("jonas")["text"] == "I drove back with six screws"


async def test_a_change_to_nothing_is_refused_in_the_form(team: Team) -> None:
    round_ts = await tell(team)
    await team.choose("jonas", FRONTLINE, team.from_care(FRONTLINE, round_ts)[-1], "story.menu", "Change")
    refused = await team.submit("jonas", text=":tada: :tada:")
    assert refused["errors"] == {"text": "A story needs a few words besides emoji and names."}
    assert [story.text for story in await stories_of(team)] == ["I drove back with the screws"]


async def test_a_long_story_is_changed_without_losing_its_end(team: Team) -> None:
    long = "screws " * 900 + "and the last word"
    round_ts = await tell(team, text=long)
    await team.choose("jonas", FRONTLINE, team.from_care(FRONTLINE, round_ts)[-1], "story.menu", "Change")
    await team.submit("jonas", lesson="Count twice")
    (story,) = await stories_of(team)
    assert (story.text, story.lesson) == (long, "Count twice")


async def test_a_short_story_has_nothing_more_to_read(team: Team) -> None:
    round_ts = await tell(team)
    labels = [each["text"]["text"] for each in _menu(team.from_care(FRONTLINE, round_ts)[-1])]
    assert labels == ["Change", "Take it back"]


def _menu(message: dict) -> list[dict]:
    return message["blocks"][0]["accessory"]["options"]
