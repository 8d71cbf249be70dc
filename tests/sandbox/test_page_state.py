"""What the page asks of the sandbox: whispers, topics, news, emoji, and a way out where it reads too slowly."""

import pytest
from aiohttp import WSMsgType

from careapp.sandbox import ControlError
from careapp.sandbox.emoji_names import characters, is_emoji
from careapp.sandbox.live import BACKLOG

ME = {"user": "UMAYA", "channel": "CDESK"}


async def whisper(slack, text):
    return (await slack.app.chat_postEphemeral(channel="CDESK", user="UMAYA", text=text))["message_ts"]


async def texts(slack, user="UMAYA"):
    return [each["text"] for each in await slack.messages(user=user)]


async def test_a_whisper_that_was_shown_is_gone_at_the_next_load_of_the_page(slack):
    await whisper(slack, "psst")
    await slack.control("arrive", user="UMAYA")
    assert await texts(slack) == ["psst"]
    await slack.control("arrive", user="UTOM")
    assert await texts(slack) == ["psst"]
    await slack.control("arrive", user="UMAYA")
    assert await texts(slack) == []


async def test_a_whisper_that_an_open_page_got_counts_as_shown(slack):
    page = await slack.http.ws_connect(f"{slack.sandbox.url}/_sandbox/live?user=UMAYA")
    slack.open_sockets.append(page)
    await whisper(slack, "psst")
    while (await page.receive_json(timeout=5))["type"] != "message":
        pass
    await slack.control("arrive", user="UMAYA")
    assert await texts(slack) == []


async def test_the_topic_is_changed_by_members_and_said_in_the_channel(slack):
    await slack.control("set_topic", **ME, topic=" Cats & <dogs> ")
    (message,) = await slack.messages()
    assert message["subtype"] == "channel_topic"
    assert message["text"] == "<@UMAYA> set the channel topic: Cats &amp; &lt;dogs&gt;"
    found = await slack.app.conversations_info(channel="CDESK")
    assert found["channel"]["topic"]["value"] == "Cats &amp; &lt;dogs&gt;"
    await slack.control("set_topic", **ME, topic="")
    assert (await slack.messages())[-1]["text"] == "<@UMAYA> cleared channel topic"
    for refused in ({"user": "UADA"}, {"topic": "x" * 251}, {"topic": 7}):
        with pytest.raises(ControlError):
            await slack.sandbox.act("set_topic", **{**ME, "topic": "x", **refused})


async def test_who_comes_and_goes_is_no_news(slack):
    await slack.control("join", user="UADA", channel="CDESK")
    await slack.say("Hello", user="UTOM")
    state = await slack.get("state", user="UMAYA")
    assert next(each["unread"] for each in state["channels"] if each["id"] == "CDESK") == 1


async def test_a_page_that_reads_too_slowly_is_shown_out_so_that_it_reads_anew(slack):
    page = await slack.http.ws_connect(f"{slack.sandbox.url}/_sandbox/live?user=UMAYA")
    slack.open_sockets.append(page)
    for number in range(BACKLOG + 1):
        slack.sandbox.slack.live.push({"type": "clock", "number": number})
    while (heard := await page.receive(timeout=5)).type == WSMsgType.TEXT:
        pass
    assert heard.type == WSMsgType.CLOSE


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("+1", "👍"),
        ("man-shrugging", "🤷‍♂️"),
        ("female-technologist", "👩‍💻"),
        ("male_zombie", "🧟‍♂️"),
        ("man-woman-girl-boy", "👨‍👩‍👧‍👦"),
        ("flag-de", "🇩🇪"),
        ("flag-scotland", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"),
        ("dog", "🐶"),
        ("calendar", "📆"),
        ("the_horns", "🤘"),
    ],
)
def test_emoji_are_called_as_slack_calls_them(name, sign):
    assert characters()[name] == sign
    assert is_emoji(f"{name}::skin-tone-3")


def test_there_are_no_flags_of_nowhere():
    assert is_emoji("flag-ax")
    assert not is_emoji("flag-zz")


async def test_the_skin_tone_that_somebody_types_is_part_of_the_emoji(slack):
    await slack.say("Hi :wave::skin-tone-4:!")
    (message,) = await slack.messages()
    hi, wave, end = message["blocks"][0]["elements"][0]["elements"]
    assert wave == {"type": "emoji", "name": "wave", "skin_tone": 4}
    assert (hi["text"], end["text"], message["text"]) == ("Hi ", "!", "Hi :wave::skin-tone-4:!")
