"""What a Bolt app hears of channels: joined, left, renamed, archived, made and deleted."""

import pytest

BOTH = pytest.mark.parametrize(("channel", "prefix", "kind"), [("CDESK", "channel", "C"), ("CQUIET", "group", "G")])


async def test_an_invitation_is_said_in_the_channel_and_told(care):
    await care.slack.control("invite", user="UMAYA", channel="CDESK", invitee="UADA")
    said, joined = await care.heard()
    assert (said["subtype"], said["user"], said["inviter"]) == ("channel_join", "UADA", "UMAYA")
    assert said["text"] == "<@UADA> has joined the channel"
    assert (joined["type"], joined["user"], joined["inviter"]) == ("member_joined_channel", "UADA", "UMAYA")
    assert (joined["channel"], joined["channel_type"], joined["team"]) == ("CDESK", "C", "TMAPLESTREET")


async def test_who_joins_alone_has_no_inviter(care):
    await care.slack.control("join", user="UADA", channel="CDESK")
    said, joined = await care.heard()
    assert "inviter" not in said
    assert "inviter" not in joined


@BOTH
async def test_leaving_is_said_and_told(care, channel, prefix, kind):
    await care.slack.control("leave", user="UTOM", channel=channel)
    said, left = await care.heard()
    assert (said["subtype"], said["user"]) == ("channel_leave", "UTOM")
    assert (left["type"], left["user"], left["channel_type"]) == ("member_left_channel", "UTOM", kind)


@BOTH
async def test_the_app_hears_that_it_was_brought_in_and_sent_away(care, channel, prefix, kind):
    await care.slack.control("kick", user="UMAYA", channel=channel, member="UHELPER")
    member, left = await care.heard()
    assert (member["type"], member["user"]) == ("member_left_channel", "UHELPER")
    assert (left["type"], left["channel"], left["actor_id"]) == (f"{prefix}_left", channel, "UMAYA")
    await care.slack.say("Without it", channel=channel)
    assert await care.heard() == []
    await care.slack.control("invite", user="UMAYA", channel=channel, invitee="UHELPER")
    said, joined = await care.heard()
    assert (said["subtype"], joined["user"], joined["inviter"]) == ("channel_join", "UHELPER", "UMAYA")


async def test_the_app_leaves_by_itself(care):
    await care.slack.app.conversations_leave(channel="CDESK")
    (left,) = await care.heard("channel_left")
    assert left["actor_id"] == "UHELPER"


@BOTH
async def test_a_new_name_is_said_and_told(care, channel, prefix, kind):
    await care.slack.control("rename", user="UMAYA", channel=channel, name="front")
    said, renamed = await care.heard()
    old = {"CDESK": "desk", "CQUIET": "quiet"}[channel]
    assert (said["subtype"], said["user"], said["old_name"], said["name"]) == ("channel_name", "UMAYA", old, "front")
    assert said["text"] == f'<@UMAYA> has renamed the channel from "{old}" to "front"'
    assert renamed["type"] == f"{prefix}_rename"
    assert (renamed["channel"]["id"], renamed["channel"]["name"]) == (channel, "front")
    assert renamed["channel"]["is_channel"] is (prefix == "channel")


@BOTH
async def test_archiving_is_said_and_told_and_ends(care, channel, prefix, kind):
    for what, did in (("archive", "archived"), ("unarchive", "un-archived")):
        await care.slack.control(what, user="UMAYA", channel=channel)
        said, told = await care.heard()
        assert (said["subtype"], said["text"]) == (f"channel_{what}", f"<@UMAYA> {did} the channel")
        assert (told["type"], told["channel"], told["user"]) == (f"{prefix}_{what}", channel, "UMAYA")


async def test_what_slack_says_of_the_app_is_not_the_apps_own_message(care):
    made = (await care.slack.app.conversations_create(name="new-one"))["channel"]["id"]
    await care.slack.app.conversations_rename(channel=made, name="newer")
    said = await care.heard("message")
    assert [(event["subtype"], event["user"]) for event in said] == [
        ("channel_join", "UHELPER"),
        ("channel_name", "UHELPER"),
    ]
    for event in said:
        where = {"channel": made, "ts": event["ts"]}
        assert await care.slack.error(care.slack.app.chat_update(**where, text="Mine")) == "cant_update_message"
        assert await care.slack.error(care.slack.app.chat_delete(**where)) == "cant_delete_message"


async def test_a_new_public_channel_is_told_to_all_and_a_private_one_to_nobody(care):
    made = await care.slack.control("create_channel", user="UMAYA", name="new-one")
    (created,) = await care.heard()
    assert (created["type"], created["channel"]["id"]) == ("channel_created", made["channel"])
    assert (created["channel"]["creator"], created["channel"]["is_private"]) == ("UMAYA", False)
    await care.slack.control("create_channel", user="UMAYA", name="hidden", private=True)
    assert await care.heard() == []
    names = {channel["name"] for channel in (await care.slack.get("state", user="UTOM"))["channels"]}
    assert ("new-one" in names, "hidden" in names) == (True, False)


async def test_a_deleted_channel_is_gone(care):
    await care.slack.control("delete_channel", user="UMAYA", channel="CDESK")
    (deleted,) = await care.heard()
    assert (deleted["type"], deleted["channel"], deleted["actor_id"]) == ("channel_deleted", "CDESK", "UMAYA")
    assert await care.slack.error(care.slack.app.conversations_info(channel="CDESK")) == "channel_not_found"
    await care.slack.control("delete_channel", user="UADA", channel="CSECRET")
    assert await care.heard() == []


async def test_the_response_url_of_a_deleted_channel_leads_nowhere(care):
    @care.app.command("/help")
    async def help_with(ack):
        await ack()

    await care.slack.control("command", user="UMAYA", channel="CDESK", command="/help", text="")
    url = care.last()["response_url"]
    await care.slack.control("delete_channel", user="UMAYA", channel="CDESK")
    async with care.slack.http.post(url, json={"text": "Hello?"}) as answer:
        assert (answer.status, (await answer.json())["error"]) == (400, "channel_not_found")


@pytest.mark.parametrize(
    ("call", "body"),
    [
        ("create_channel", {"name": "desk"}),
        ("create_channel", {"name": "No Name"}),
        ("delete_channel", {"channel": "CLOBBY", "user": "UTOM"}),
        ("delete_channel", {"channel": "CSECRET"}),
        ("invite", {"channel": "CDESK", "invitee": "UGONE"}),
    ],
)
async def test_what_nobody_may_do_is_refused(care, call, body):
    async with care.slack.http.post(f"{care.slack.sandbox.url}/_sandbox/{call}", json={"user": "UMAYA"} | body) as done:
        assert done.status in (400, 404)
    assert await care.heard() == []
