"""conversations.* and users.conversations: what the app may see, join and open; history and its pages."""

import pytest

from careapp.sandbox import Sandbox
from careapp.sandbox.objects import channel_object

from .conftest import MANIFEST, NOON, WORKSPACE


async def test_the_list_holds_public_channels_and_own_private_ones(slack):
    public = await slack.app.conversations_list()
    assert [each["name"] for each in public["channels"]] == ["desk", "lobby"]
    both = await slack.app.conversations_list(types="public_channel,private_channel")
    assert [(each["name"], each["is_private"], each["is_member"]) for each in both["channels"]] == [
        ("desk", False, True),
        ("lobby", False, False),
        ("quiet", True, True),
    ]
    assert both["channels"][0]["topic"]["value"] == "All day"
    assert both["channels"][0]["num_members"] == 3


async def test_the_list_comes_in_pages(slack):
    names, cursor = [], None
    while cursor != "":
        page = await slack.app.conversations_list(limit=1, cursor=cursor)
        names += [each["name"] for each in page["channels"]]
        cursor = page["response_metadata"]["next_cursor"]
    assert names == ["desk", "lobby"]


async def test_the_list_can_leave_archived_channels_out(slack):
    await slack.control("archive", user="UMAYA", channel="CLOBBY")
    page = await slack.app.conversations_list(exclude_archived=True)
    assert [each["name"] for each in page["channels"]] == ["desk"]


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({"types": "planets"}, "invalid_types"),
        ({"types": "mpim"}, "missing_scope"),
        ({"limit": "many"}, "invalid_limit"),
        ({"limit": 1001}, "invalid_limit"),
        ({"cursor": "next-CNOWHERE"}, "invalid_cursor"),
    ],
)
async def test_the_list_is_refused_for(slack, query, error):
    assert await slack.error(slack.app.conversations_list(**query)) == error


async def test_users_conversations_are_those_the_app_sees_too(slack):
    page = await slack.app.users_conversations(types="public_channel,private_channel")
    assert [each["name"] for each in page["channels"]] == ["desk", "quiet"]
    page = await slack.app.users_conversations(user="UADA", types="public_channel,private_channel")
    assert [each["name"] for each in page["channels"]] == ["lobby"]
    assert await slack.error(slack.app.users_conversations(user="UNOBODY")) == "user_not_found"


async def test_info_of_channels_and_direct_messages(slack):
    desk = (await slack.app.conversations_info(channel="CDESK", include_num_members=True))["channel"]
    assert (desk["name"], desk["is_channel"], desk["num_members"]) == ("desk", True, 3)
    opened = (await slack.app.conversations_open(users="UMAYA"))["channel"]["id"]
    direct = (await slack.app.conversations_info(channel=opened))["channel"]
    assert (direct["is_im"], direct["user"]) == (True, "UMAYA")
    assert await slack.error(slack.app.conversations_info(channel="CSECRET")) == "channel_not_found"


async def test_info_of_a_kind_without_its_scope_is_refused(start):
    slack = await start(scopes=["channels:read", "im:write"])
    assert await slack.error(slack.app.conversations_info(channel="CQUIET")) == "missing_scope"
    opened = (await slack.app.conversations_open(users="UMAYA"))["channel"]["id"]
    refusal = await slack.refused(slack.app.conversations_info(channel=opened))
    assert refusal["needed"] == "im:read"


async def test_members_come_in_pages(slack):
    first = await slack.app.conversations_members(channel="CDESK", limit=2)
    assert first["members"] == ["UMAYA", "UTOM"]
    rest = await slack.app.conversations_members(
        channel="CDESK", limit=2, cursor=first["response_metadata"]["next_cursor"]
    )
    assert (rest["members"], rest["response_metadata"]["next_cursor"]) == (["UHELPER"], "")
    assert await slack.error(slack.app.conversations_members(channel="CSECRET")) == "channel_not_found"


async def test_the_app_joins_public_channels_alone(slack):
    assert (await slack.app.conversations_join(channel="CLOBBY"))["channel"]["is_member"] is True
    assert (await slack.app.conversations_join(channel="CLOBBY"))["warning"] == "already_in_channel"
    assert await slack.error(slack.app.conversations_join(channel="CSECRET")) == "channel_not_found"
    private = slack.app.conversations_join(channel="CQUIET")
    assert await slack.error(private) == "method_not_supported_for_channel_type"
    await slack.control("archive", user="UMAYA", channel="CDESK")
    assert await slack.error(slack.app.conversations_join(channel="CDESK")) == "is_archived"


async def test_the_app_leaves_and_is_gone(slack):
    await slack.app.conversations_leave(channel="CDESK")
    assert (await slack.app.conversations_leave(channel="CDESK"))["not_in_channel"] is True
    assert await slack.error(slack.app.chat_postMessage(channel="CDESK", text="x")) == "not_in_channel"


async def test_invitations_go_to_people_who_are_not_there_yet(slack):
    invite = slack.app.conversations_invite
    await invite(channel="CDESK", users="UADA")
    assert "UADA" in (await slack.app.conversations_members(channel="CDESK"))["members"]
    refusal = await slack.refused(invite(channel="CDESK", users="UTOM,UGONE"))
    assert [each["error"] for each in refusal["errors"]] == ["already_in_channel", "user_not_found"]
    assert await slack.error(invite(channel="CDESK", users="UHELPER")) == "cant_invite_self"
    assert await slack.error(invite(channel="CLOBBY", users="UTOM")) == "not_in_channel"
    assert await slack.error(invite(channel="CDESK", users=",")) == "no_user"


async def test_open_answers_the_same_conversation_every_time(slack):
    first = await slack.app.conversations_open(users="UTOM", return_im=True)
    again = await slack.app.conversations_open(channel=first["channel"]["id"])
    assert first["channel"]["user"] == "UTOM"
    assert again["channel"] == {"id": first["channel"]["id"]}
    group = await slack.app.conversations_open(users="UTOM,UMAYA")
    assert group["channel"]["id"].startswith("G")


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({}, "users_list_not_supplied"),
        ({"users": "UNOBODY"}, "user_not_found"),
        ({"users": "UGONE"}, "user_disabled"),
        ({"users": ",".join(f"U{n}" for n in range(9))}, "too_many_users"),
        ({"channel": "CDESK"}, "method_not_supported_for_channel_type"),
        ({"channel": "DNONE"}, "channel_not_found"),
    ],
)
async def test_open_is_refused_for(slack, query, error):
    assert await slack.error(slack.app.api_call("conversations.open", json=query)) == error


async def test_history_is_newest_first_in_pages(slack):
    stamps = [await slack.say(f"{n}") for n in range(5)]
    await slack.say("A reply", thread_ts=stamps[0])
    first = await slack.app.conversations_history(channel="CDESK", limit=3)
    assert [each["text"] for each in first["messages"]] == ["4", "3", "2"]
    assert first["has_more"] is True
    cursor = first["response_metadata"]["next_cursor"]
    rest = await slack.app.conversations_history(channel="CDESK", limit=3, cursor=cursor)
    assert [each["text"] for each in rest["messages"]] == ["1", "0"]
    assert rest["has_more"] is False


async def test_history_keeps_to_its_span(slack):
    stamps = [await slack.say(f"{n}") for n in range(3)]

    async def texts(**span):
        page = await slack.app.conversations_history(channel="CDESK", **span)
        return [each["text"] for each in page["messages"]]

    assert await texts(latest=stamps[1]) == ["0"]
    assert await texts(latest=stamps[1], inclusive=True, limit=1) == ["1"]
    assert await texts(oldest=stamps[1]) == ["2"]
    assert await texts(oldest=stamps[0], latest=stamps[2], inclusive=True) == ["2", "1", "0"]
    assert await texts(oldest=str(int(NOON.timestamp()) + 1)) == []
    assert await texts(oldest="0") == ["2", "1", "0"]


async def test_history_shows_metadata_only_when_asked(slack):
    metadata = {"event_type": "kept", "event_payload": {"key": "k"}}
    await slack.app.chat_postMessage(channel="CDESK", text="Hi", metadata=metadata)
    plain = await slack.app.conversations_history(channel="CDESK")
    assert "metadata" not in plain["messages"][0]
    full = await slack.app.conversations_history(channel="CDESK", include_all_metadata=True)
    assert full["messages"][0]["metadata"] == metadata


async def test_history_is_for_members_with_the_scope_of_the_kind(slack, start):
    assert await slack.error(slack.app.conversations_history(channel="CLOBBY")) == "not_in_channel"
    assert await slack.error(slack.app.conversations_history(channel="CSECRET")) == "channel_not_found"
    assert await slack.error(slack.app.conversations_history(channel="CDESK", oldest="soon")) == "invalid_ts_oldest"
    narrow = await start(scopes=["channels:history"])
    refusal = await narrow.refused(narrow.app.conversations_history(channel="CQUIET"))
    assert refusal["needed"] == "groups:history"


async def test_history_written_in_the_past_sorts_there(slack):
    await slack.say("Today")
    await slack.control("clock", now="2026-02-01T09:00:00+01:00")
    await slack.say("In February")
    page = await slack.app.conversations_history(channel="CDESK")
    assert [each["text"] for each in page["messages"]] == ["Today", "In February"]


async def test_replies_are_oldest_first_after_their_parent(slack):
    parent = await slack.say("Question")
    stamps = [await slack.say(f"{n}", thread_ts=parent) for n in range(3)]
    page = await slack.app.conversations_replies(channel="CDESK", ts=parent)
    assert [each["text"] for each in page["messages"]] == ["Question", "0", "1", "2"]
    page = await slack.app.conversations_replies(channel="CDESK", ts=parent, oldest=stamps[0], limit=2)
    assert [each["text"] for each in page["messages"]] == ["Question", "1"]
    assert page["has_more"] is True
    page = await slack.app.conversations_replies(channel="CDESK", ts=parent, latest=stamps[0], inclusive=True)
    assert [each["text"] for each in page["messages"]] == ["Question", "0"]
    alone = await slack.app.conversations_replies(channel="CDESK", ts=stamps[0])
    assert [each["text"] for each in alone["messages"]] == ["0"]
    missing = slack.app.conversations_replies(channel="CDESK", ts="1.000000")
    assert await slack.error(missing) == "thread_not_found"


def test_a_channel_is_described_with_what_it_is_for():
    desk = WORKSPACE["channel"][0] | {"purpose": "Questions"}
    slack = Sandbox(MANIFEST, WORKSPACE | {"channel": [desk]}).slack
    shown = channel_object(slack, slack.workspace.channels["CDESK"])
    assert (shown["topic"]["value"], shown["purpose"]["value"]) == ("All day", "Questions")
