"""chat.scheduleMessage and its kin: messages that wait for their time on the sandbox's clock."""

from datetime import timedelta

import pytest

from .conftest import NOON, section

HOUR = 3600


def at(**later):
    """An instant after noon, in seconds since 1970."""
    return int((NOON + timedelta(**later)).timestamp())


async def schedule(slack, post_at, channel="CDESK", **content):
    answer = await slack.app.chat_scheduleMessage(channel=channel, post_at=post_at, **({"text": "Later"} | content))
    return answer["scheduled_message_id"]


async def texts(slack, channel="CDESK"):
    return [each["text"] for each in await slack.messages(channel)]


async def waiting(slack, **query):
    answer = await slack.app.chat_scheduledMessages_list(**query)
    return [each["id"] for each in answer["scheduled_messages"]]


async def test_a_scheduled_message_is_posted_at_its_time_and_not_before(slack):
    await schedule(slack, at(hours=1), blocks=[section("In full")])
    await slack.control("clock", advance=HOUR - 1)
    assert await texts(slack) == []
    await slack.control("clock", advance=1)
    (message,) = await slack.messages()
    assert (message["text"], message["ts"]) == ("Later", f"{at(hours=1)}.000000")
    assert message["blocks"][0]["text"]["text"] == "In full"
    assert message["user"] == "UHELPER"


async def test_what_a_jump_of_the_clock_passes_is_posted_in_its_order_and_time(slack):
    await schedule(slack, at(hours=2), text="Second")
    await schedule(slack, at(hours=1), text="First")
    await slack.control("clock", advance=10 * HOUR)
    await slack.say("And then")
    said = [(each["text"], each["ts"]) for each in await slack.messages()]
    assert said == [
        (text, f"{at(hours=hours)}.000000") for text, hours in (("First", 1), ("Second", 2), ("And then", 10))
    ]


async def test_a_running_clock_posts_by_itself(slack):
    async with slack.http.ws_connect(f"{slack.sandbox.url}/_sandbox/live?user=UMAYA") as page:
        await slack.control("clock", advance=0.95)
        await schedule(slack, at(seconds=1))
        await slack.control("clock", frozen=False)
        update = await page.receive_json(timeout=5)
        while update["type"] != "message":
            update = await page.receive_json(timeout=5)
    assert update["message"]["text"] == "Later"


async def test_the_app_hears_of_its_own_scheduled_message(start):
    slack = await start(events=["message.channels"])
    socket = await slack.socket()
    await schedule(slack, at(hours=1))
    await slack.control("clock", advance=HOUR)
    event = await socket.event()
    assert (event["text"], event["bot_id"], event["ts"]) == ("Later", "BHELPER", f"{at(hours=1)}.000000")


async def test_the_answer_shows_what_will_be_posted(slack):
    answer = await slack.app.chat_scheduleMessage(channel="desk", post_at=str(at(hours=1)), text="Later")
    assert (answer["channel"], answer["post_at"]) == ("CDESK", at(hours=1))
    message = answer["message"]
    assert (message["type"], message["text"], message["bot_id"]) == ("delayed_message", "Later", "BHELPER")
    (listed,) = (await slack.app.chat_scheduledMessages_list())["scheduled_messages"]
    about = {"channel_id": "CDESK", "post_at": at(hours=1), "date_created": at(), "text": "Later"}
    assert listed == {"id": answer["scheduled_message_id"], **about}


async def test_a_scheduled_message_with_metadata_never_posts(slack):
    metadata = {"event_type": "kept", "event_payload": {"key": "k"}}
    await schedule(slack, at(hours=1), metadata=metadata)
    assert len(await waiting(slack)) == 1
    await slack.control("clock", advance=2 * HOUR)
    assert (await texts(slack), await waiting(slack)) == ([], [])


async def test_a_reply_is_posted_in_its_thread(slack):
    parent = await slack.say("Question")
    await schedule(slack, at(hours=1), thread_ts=parent)
    await slack.control("clock", advance=HOUR)
    assert [each["text"] for each in await slack.messages(thread_ts=parent)] == ["Question", "Later"]
    assert await texts(slack) == ["Question"]


@pytest.mark.parametrize(
    "happened", ["archived", "thrown out", "uninstalled", "channel gone", "thread gone", "nothing"]
)
async def test_what_can_no_longer_be_posted_at_its_time_is_not(slack, happened):
    parent = await slack.say("Question")
    await schedule(slack, at(hours=1), thread_ts=parent, reply_broadcast=True)
    if happened == "archived":
        await slack.control("archive", user="UMAYA", channel="CDESK")
    elif happened == "thrown out":
        await slack.control("kick", user="UMAYA", channel="CDESK", member="UHELPER")
    elif happened == "uninstalled":
        await slack.control("uninstall")
    elif happened == "channel gone":
        await slack.control("delete_channel", user="UMAYA", channel="CDESK")
    elif happened == "thread gone":
        await slack.control("delete", user="UMAYA", channel="CDESK", ts=parent)
    await slack.control("clock", advance=HOUR)
    shown = [] if happened == "channel gone" else await texts(slack)
    assert ("Later" in shown) is (happened == "nothing")


async def test_a_person_gets_theirs_in_the_direct_message(slack):
    await schedule(slack, at(hours=1), channel="UTOM")
    await slack.control("clock", advance=HOUR)
    assert [each["text"] for each in await slack.messages("DTOM", "UTOM")] == ["Later"]


async def test_the_list_is_in_the_order_of_posting_and_comes_in_pages(slack):
    late, soon = await schedule(slack, at(hours=3)), await schedule(slack, at(hours=1))
    other = await schedule(slack, at(hours=2), channel="CQUIET")
    assert await waiting(slack) == [soon, other, late]
    assert await waiting(slack, channel="CDESK") == [soon, late]
    assert await waiting(slack, oldest=at(hours=2), latest=f"{at(hours=2)}.5") == [other]
    assert await slack.error(slack.app.chat_scheduledMessages_list(oldest="soon")) == "invalid_arguments"
    first = await slack.app.chat_scheduledMessages_list(limit=2)
    rest = await slack.app.chat_scheduledMessages_list(limit=2, cursor=first["response_metadata"]["next_cursor"])
    assert [each["id"] for each in rest["scheduled_messages"]] == [late]
    assert rest["response_metadata"] == {"next_cursor": ""}


async def test_a_deleted_one_is_not_posted(slack):
    scheduled = await schedule(slack, at(hours=1))
    await slack.app.chat_deleteScheduledMessage(channel="CDESK", scheduled_message_id=scheduled)
    await slack.control("clock", advance=HOUR)
    assert (await texts(slack), await waiting(slack)) == ([], [])


async def test_the_last_minute_is_too_late_to_delete(slack):
    scheduled = await schedule(slack, at(hours=1))
    delete = slack.app.chat_deleteScheduledMessage
    wrong = await slack.error(delete(channel="CQUIET", scheduled_message_id=scheduled))
    assert wrong == "invalid_scheduled_message_id"
    await slack.control("clock", advance=HOUR - 60)
    late = await slack.error(delete(channel="CDESK", scheduled_message_id=scheduled))
    assert late == "invalid_scheduled_message_id"
    assert await waiting(slack) == [scheduled]


@pytest.mark.parametrize(
    ("post_at", "error"),
    [
        (at(), "time_in_past"),
        (at(days=120, seconds=1), "time_too_far"),
        ("tomorrow", "invalid_time"),
        (-5, "invalid_time"),
        (10**30, "invalid_time"),
        ("٣", "invalid_time"),
    ],
)
async def test_a_time_is_refused(slack, post_at, error):
    assert await slack.error(slack.app.chat_scheduleMessage(channel="CDESK", post_at=post_at, text="x")) == error
    assert await waiting(slack) == []


async def test_a_time_a_second_ahead_and_one_in_120_days_are_taken(slack):
    await schedule(slack, at(seconds=1))
    await schedule(slack, at(days=120))
    assert len(await waiting(slack)) == 2


async def test_a_channel_takes_thirty_in_five_minutes(slack):
    for second in range(30):
        await schedule(slack, at(hours=1, seconds=second))
    for crowded in (at(hours=1, seconds=299), at(minutes=55, seconds=30)):
        refused = await slack.error(slack.app.chat_scheduleMessage(channel="CDESK", post_at=crowded, text="x"))
        assert refused == "restricted_too_many"
    await schedule(slack, at(hours=1, minutes=5))
    await schedule(slack, at(minutes=55))
    await schedule(slack, at(hours=1), channel="CQUIET")
