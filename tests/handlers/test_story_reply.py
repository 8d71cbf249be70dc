"""A plain reply in the round's thread: which is the story, and what edits, deletion and [Not a story] do."""

import pytest

from careapp.demo.replay import person
from careapp.sandbox import messaging
from tests.handlers.test_story import open_round, stories_of
from tests.team import Team, words

FRONTLINE = "care-frontline"
TOLD = "Rang the man from yesterday to ask if it held"


def marks(team: Team, ts: str) -> list[str]:
    message = team.sandbox.slack.workspace.channels[team.channel_id(FRONTLINE)].messages[ts]
    return [each["name"] for each in message.get("reactions", []) if "UCARE" in each["users"]]


def round_says(team: Team) -> str:
    return words(team.from_care(FRONTLINE)[-1])


async def test_a_first_reply_of_substance_is_kept_and_marked(team: Team) -> None:
    round_ts = await open_round(team)
    reply = await team.say("sam", FRONTLINE, TOLD, round_ts)
    assert marks(team, reply) == ["green_heart"]
    assert "Shared so far: <@USAM>" in round_says(team)
    heard = team.whispers("sam", FRONTLINE)[-1]
    assert (words(heard), heard["thread_ts"]) == (
        "Thank you, I kept this as your story of the day.\nNot a story Add a lesson",
        round_ts,
    )
    assert team.from_care(FRONTLINE, round_ts) == []
    assert team.whispers("jonas", FRONTLINE) == []


@pytest.mark.parametrize(
    "said",
    [
        "Lovely!",
        "nineteen characters",
        ":tada: :tada: :tada: :tada: :tada: :tada:",
        "@maya @jonas @sam @priya thanks",
        "@Care help me with this please, will you",
    ],
)
async def test_small_talk_is_conversation(team: Team, said: str) -> None:
    round_ts = await open_round(team)
    reply = await team.say("sam", FRONTLINE, said, round_ts)
    assert await stories_of(team) == []
    assert marks(team, reply) == []


async def test_twenty_characters_are_enough(team: Team) -> None:
    round_ts = await open_round(team)
    await team.say("sam", FRONTLINE, "x" * 20, round_ts)
    assert len(await stories_of(team)) == 1


async def test_second_replies_are_conversation(team: Team) -> None:
    round_ts = await open_round(team)
    await team.say("sam", FRONTLINE, TOLD, round_ts)
    second = await team.say("sam", FRONTLINE, "And then he sent me a picture of it, still holding", round_ts)
    assert [story.text for story in await stories_of(team)] == [TOLD]
    assert marks(team, second) == []


async def test_a_reply_after_a_story_by_command_is_conversation(team: Team) -> None:
    round_ts = await open_round(team)
    await team.command("sam", FRONTLINE, f"/story {TOLD}")
    await team.say("sam", FRONTLINE, "And then he sent me a picture of it, still holding", round_ts)
    assert [story.text for story in await stories_of(team)] == [TOLD]


async def test_not_a_story_undoes_and_leaves_room_for_a_later_reply(team: Team) -> None:
    round_ts = await open_round(team)
    reply = await team.say("sam", FRONTLINE, TOLD, round_ts)
    await team.click("sam", FRONTLINE, team.whispers("sam", FRONTLINE)[-1], "story.undo")
    assert marks(team, reply) == []
    assert "Shared so far" not in round_says(team)
    assert team.told("sam", FRONTLINE) == "Taken back. It is not kept as a story."
    assert "Not a story" not in str(team.whispers("sam", FRONTLINE)[-1]["blocks"])
    later = await team.say("sam", FRONTLINE, "I stayed until she could open the door again", round_ts)
    assert marks(team, later) == ["green_heart"]
    assert [story.message_ts for story in await stories_of(team)] == [later]


async def test_an_edited_reply_is_an_edited_story(team: Team) -> None:
    round_ts = await open_round(team)
    reply = await team.say("sam", FRONTLINE, f"{TOLD} #empathy", round_ts)
    await team.edit("sam", FRONTLINE, reply, f"{TOLD}, and it did #ownership")
    (story,) = await stories_of(team)
    assert (story.text, story.is_edited) == (f"{TOLD}, and it did", True)
    assert story.value_id == team.care.library.value_by_tag["ownership"].id
    assert marks(team, reply) == ["green_heart"]


async def test_an_edit_of_the_tag_alone_changes_the_value(team: Team) -> None:
    round_ts = await open_round(team)
    reply = await team.say("sam", FRONTLINE, f"{TOLD} #empathy", round_ts)
    await team.edit("sam", FRONTLINE, reply, f"{TOLD} #ownership")
    (story,) = await stories_of(team)
    assert (story.text, story.value_id) == (TOLD, team.care.library.value_by_tag["ownership"].id)


async def test_an_edit_that_leaves_no_words_takes_the_story_back(team: Team) -> None:
    round_ts = await open_round(team)
    reply = await team.say("sam", FRONTLINE, TOLD, round_ts)
    await team.edit("sam", FRONTLINE, reply, ":tada:")
    assert await stories_of(team) == []
    assert marks(team, reply) == []
    assert "Shared so far" not in round_says(team)


async def test_small_talk_edited_into_a_story_stays_small_talk(team: Team) -> None:
    round_ts = await open_round(team)
    reply = await team.say("sam", FRONTLINE, "wait", round_ts)
    await team.edit("sam", FRONTLINE, reply, TOLD)
    assert await stories_of(team) == []


async def test_a_deleted_reply_is_a_story_taken_back(team: Team) -> None:
    round_ts = await open_round(team)
    reply = await team.say("sam", FRONTLINE, TOLD, round_ts)
    await team.say("jonas", FRONTLINE, "I carried the box up to the third floor", round_ts)
    await team.delete("sam", FRONTLINE, reply)
    assert [story.teller for story in await stories_of(team)] == ["UJONAS"]
    assert "Shared so far: <@UJONAS>" in round_says(team)


async def test_a_reply_to_an_old_round_or_to_a_story_is_conversation(team: Team) -> None:
    monday = await open_round(team)
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await team.at_local("16:55", days=1)
    await team.say("sam", FRONTLINE, TOLD, monday)
    chat = await team.say("maya", FRONTLINE, "Who has the keys to the van today?")
    await team.say("sam", FRONTLINE, "They hang where they always hang, on the hook", chat)
    assert [story.teller for story in await stories_of(team)] == ["UJONAS"]


async def test_the_closed_round_takes_late_replies(team: Team) -> None:
    round_ts = await open_round(team)
    await team.at_local("17:00")
    await team.at_local("09:00", days=1)
    reply = await team.say("sam", FRONTLINE, TOLD, round_ts)
    assert marks(team, reply) == ["green_heart"]
    assert "*1 story* by 1 person" in round_says(team)


async def test_a_reply_also_sent_to_the_channel_is_a_story(team: Team) -> None:
    round_ts = await open_round(team)
    slack = team.sandbox.slack
    channel = slack.workspace.channels[team.channel_id(FRONTLINE)]
    said = messaging.persons_message(slack, channel, person("sam"), TOLD, [])
    messaging.post(slack, channel, {**said, "thread_ts": round_ts, "subtype": "thread_broadcast"})
    await team.settle()
    assert [story.message_ts for story in await stories_of(team)] == [said["ts"]]
