"""pins.*: what the app and people pin to a channel, and what comes of it."""

import pytest

from careapp.sandbox import ControlError
from tests.sandbox.conftest import Slack

DESK = {"user": "UMAYA", "channel": "CDESK"}


async def test_pins_come_and_go(slack: Slack) -> None:
    first, second = await slack.say("Our promise"), await slack.say("Our hours", "UTOM")
    await slack.app.pins_add(channel="CDESK", timestamp=first)
    await slack.control("pin", user="UTOM", channel="CDESK", ts=second, on=True)
    items = (await slack.app.pins_list(channel="CDESK"))["items"]
    assert [(item["message"]["text"], item["created_by"]) for item in items] == [
        ("Our hours", "UTOM"),
        ("Our promise", "UHELPER"),
    ]
    assert [message.get("pinned_to") for message in await slack.messages()] == [["CDESK"], ["CDESK"]]
    await slack.app.pins_remove(channel="CDESK", timestamp=second)  # whoever has put it on
    await slack.control("pin", **DESK, ts=first, on=False)
    assert (await slack.app.pins_list(channel="CDESK"))["items"] == []
    assert [message.get("pinned_to") for message in await slack.messages()] == [None, None]


@pytest.mark.parametrize("has_reply", [True, False])
async def test_a_message_that_is_deleted_is_pinned_no_more(slack: Slack, has_reply: bool) -> None:
    ts = await slack.say("Our promise")
    if has_reply:
        await slack.say("I like it", thread_ts=ts)
    await slack.app.pins_add(channel="CDESK", timestamp=ts)
    await slack.control("delete", **DESK, ts=ts)
    assert (await slack.app.pins_list(channel="CDESK"))["items"] == []


async def test_a_message_that_is_changed_stays_pinned(slack: Slack) -> None:
    posted = await slack.app.chat_postMessage(channel="CDESK", text="Our promise")
    await slack.app.pins_add(channel="CDESK", timestamp=posted["ts"])
    await slack.app.chat_update(channel="CDESK", ts=posted["ts"], text="Our better promise")
    (item,) = (await slack.app.pins_list(channel="CDESK"))["items"]
    assert item["message"]["text"] == "Our better promise"


async def test_people_pin_once_and_where_they_are(slack: Slack) -> None:
    ts = await slack.say("Our promise")
    assert (await slack.control("pin", **DESK, ts=ts, on=True))["changed"]
    assert not (await slack.control("pin", **DESK, ts=ts, on=True))["changed"]
    with pytest.raises(ControlError, match="not in"):
        await slack.sandbox.act("pin", user="UADA", channel="CDESK", ts=ts, on=False)


async def test_a_channel_takes_a_hundred_pins(slack: Slack) -> None:
    for number in range(100):
        await slack.control("pin", **DESK, ts=await slack.say(f"Note {number}"))
    with pytest.raises(ControlError, match="too many pins"):
        await slack.sandbox.act("pin", **DESK, ts=await slack.say("One more"))
