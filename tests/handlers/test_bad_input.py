"""What cannot be kept gets a clear sentence, and the person's words are given back."""

import pytest

from careapp.demo.replay import person
from tests.handlers.test_kudos import kudos_of
from tests.handlers.test_story import open_round, stories_of
from tests.team import Team, chosen_people, words

FRONTLINE = "care-frontline"


@pytest.mark.parametrize("typed", ["/story", "/story    ", "/care story   "])
async def test_an_empty_story_opens_the_form(team: Team, typed: str) -> None:
    await open_round(team)
    await team.command("jonas", FRONTLINE, typed)
    assert team.form("jonas")["title"]["text"] == "Tell a story"


async def test_a_form_of_spaces_stays_open(team: Team) -> None:
    await open_round(team)
    await team.command("jonas", FRONTLINE, "/story")
    refused = await team.submit("jonas", text="  \n ", lesson="Count twice")
    assert refused["errors"] == {"text": "A story needs a few words: what did you do for someone today?"}
    assert team.filled_in("jonas")["lesson"] == "Count twice"


@pytest.mark.parametrize("said", [":tada: :heart:", "🎉🎉", "@sam @priya", "… !!!", "#ownership"])
async def test_a_story_without_words_comes_back_as_a_draft(team: Team, said: str) -> None:
    await open_round(team)
    await team.command("jonas", FRONTLINE, f"/story {said}")
    answer = team.whispers("jonas", FRONTLINE)[-1]
    assert words(answer).startswith("A story needs a few words besides emoji and names.")
    await team.click("jonas", FRONTLINE, answer, "story.retry")
    draft = team.filled_in("jonas")["text"]
    await team.submit("jonas", text=f"{draft} for the quick spare part")
    (story,) = await stories_of(team)
    assert story.text == f"{draft} for the quick spare part"


async def test_a_story_that_is_too_long_comes_back_whole(team: Team) -> None:
    await open_round(team)
    long = "screws and bolts " * 2400 + "the end"
    await team.command("jonas", FRONTLINE, f"/story {long}")
    answer = team.whispers("jonas", FRONTLINE)[-1]
    assert words(answer).startswith(f"That is {len(long):,} characters; a story has room for 40,000.")
    await team.click("jonas", FRONTLINE, answer, "story.retry")
    parts = [text for name, text in team.filled_in("jonas").items() if name.startswith("text")]
    assert "".join(parts) == long
    await team.submit("jonas", text="It was all about screws: ")
    (story,) = await stories_of(team)
    assert story.text.endswith("the end")
    assert len(story.text) < 40_000


@pytest.mark.parametrize(
    ("typed", "action_id", "field", "kept"),
    [
        ("/story I drove back with the screws", "story.retry", "text", "I drove back with the screws"),
        ("/kudos @sam stayed late #ownership", "kudos.retry", "reason", "stayed late #ownership"),
    ],
)
async def test_a_channel_without_a_circle_gives_the_words_back(
    team: Team, typed: str, action_id: str, field: str, kept: str
) -> None:
    await team.set_up()
    await team.command("jonas", "coffee-corner", typed)
    answer = team.whispers("jonas", "coffee-corner")[-1]
    assert words(answer).startswith("This channel is not a circle yet. `/care setup` makes it one")
    assert kept in words(answer)
    await team.click("jonas", "coffee-corner", answer, action_id)
    assert team.filled_in("jonas")[field] == kept
    await team.submit("jonas")
    assert kept.removesuffix(" #ownership") in words(team.messages(FRONTLINE)[-1])


async def test_who_is_in_no_circle_is_told_so_even_where_care_is_not(team: Team) -> None:
    await team.command("emre", "coffee-corner", "/story I fixed the lathe for the customer who waited")
    answer = team.whispers("emre", "coffee-corner")[-1]
    await team.click("emre", "coffee-corner", answer, "story.retry")
    assert not team.has_form("emre")
    assert "You are in no circle yet. Invite me to a channel" in words(team.from_care("@emre")[-1])
    await team.set_up("care-backoffice", who="tomasz")
    await team.click("emre", "coffee-corner", answer, "story.retry")
    assert team.filled_in("emre")["text"] == "I fixed the lathe for the customer who waited"


async def test_a_private_channel_without_care_gives_the_words_back(team: Team) -> None:
    await team.kick("maya", "team-leads", "care")
    await team.command("maya", "team-leads", "/story I moved the rota so that Sam could sleep")
    answer = team.told("maya", "team-leads")
    assert "`/invite @Care`" in answer
    assert "I moved the rota so that Sam could sleep" in answer


async def test_a_mention_gives_the_words_back_too(team: Team) -> None:
    await open_round(team)
    await team.say("jonas", FRONTLINE, "@Care story :tada:")
    answer = team.whispers("jonas", FRONTLINE)[-1]
    await team.click("jonas", FRONTLINE, answer, "story.retry")
    assert team.filled_in("jonas")["text"] == ":tada:"


async def test_a_draft_is_its_writers_alone(team: Team) -> None:
    await open_round(team)
    await team.command("jonas", FRONTLINE, "/story :tada:")
    await team.command("maya", FRONTLINE, "/story :heart:")
    theirs = team.whispers("jonas", FRONTLINE)[-1]
    mine = team.whispers("maya", FRONTLINE)[-1]
    mine["blocks"][-1]["elements"][0]["value"] = theirs["blocks"][-1]["elements"][0]["value"]
    await team.click("maya", FRONTLINE, mine, "story.retry")
    assert team.filled_in("maya")["text"] is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("/kudos @nobody stayed late", "I do not know whom you mean. Choose them in the form:"),
        ("/kudos @jonas stayed late", "Kudos are for someone else. Who helped you today?"),
        ("/kudos @Care reminds us so kindly", "<@UCARE> is an app. Kudos are for people."),
    ],
)
async def test_kudos_for_nobody_are_refused_kindly(team: Team, typed: str, sentence: str) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, typed)
    answer = team.whispers("jonas", FRONTLINE)[-1]
    assert words(answer).startswith(sentence)
    await team.click("jonas", FRONTLINE, answer, "kudos.retry")
    reason = typed.split(" ", 2)[2]
    assert team.filled_in("jonas")["reason"].endswith(reason)
    assert await kudos_of(team) == []


async def test_kudos_for_who_left_are_refused_in_the_form(team: Team) -> None:
    await team.set_up()
    await team.sandbox.act("person", id=person("priya"), deleted=True)
    await team.settle()
    await team.command("jonas", FRONTLINE, "/kudos")
    refused = await team.submit("jonas", receivers=chosen_people("priya"), reason="stayed late")
    assert refused["errors"] == {"receivers": "Priya Shrestha has left the workspace, so kudos would not reach them."}
    assert team.filled_in("jonas")["reason"] == "stayed late"
    await team.submit("jonas", receivers=chosen_people("priya", "sam", "jonas"), reason="stayed late")
    assert [kudos.receivers for kudos in await kudos_of(team)] == [("USAM",)]


async def test_who_is_left_out_of_several_is_told_to_the_giver(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/kudos @jonas @sam @Care stayed late")
    assert [kudos.receivers for kudos in await kudos_of(team)] == [("USAM",)]
    assert "Not thanked, because kudos would not reach them: Care.\nYou are not among those thanked" in team.told(
        "jonas", FRONTLINE
    )


async def test_a_form_of_kudos_without_a_reason_stays_open(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/kudos")
    refused = await team.submit("jonas", receivers=chosen_people("sam"), reason=":tada:")
    assert refused["errors"] == {"reason": "Say in a few words what the thanks are for."}
    assert team.filled_in("jonas")["receivers"] == ["USAM"]


async def test_a_mention_without_a_receiver_gives_the_words_back(team: Team) -> None:
    await team.set_up()
    await team.say("jonas", FRONTLINE, "@Care kudos for the quick spare part")
    assert team.told("jonas", FRONTLINE).startswith("Please say whom you thank.")
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "kudos.retry")
    assert "the quick spare part" in team.filled_in("jonas")["reason"]


async def test_who_left_the_channel_cannot_send_its_form_and_keeps_the_words(team: Team) -> None:
    await open_round(team)
    await team.command("jonas", FRONTLINE, "/story")
    await team.kick("maya", FRONTLINE, "jonas")
    refused = await team.submit("jonas", text="I drove back with the screws")
    assert list(refused["errors"].values()) == ["You are not in that channel, so this cannot be kept there."]
    assert team.filled_in("jonas")["text"] == "I drove back with the screws"
