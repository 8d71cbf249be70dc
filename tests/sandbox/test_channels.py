"""conversations.create, archive, unarchive, rename and kick, as the app, the page and the app's events see them."""

import pytest


async def seen(slack, channel, user="UMAYA"):
    """A channel as a person's page shows it; None where they do not see it."""
    channels = (await slack.get("state", user=user))["channels"]
    return next((each for each in channels if each["id"] == channel), None)


async def of_type(socket, *types):
    """The next event of one of these types."""
    while (event := await socket.event())["type"] not in types:
        pass
    return event


async def test_a_new_channel_belongs_to_the_app_and_is_open_to_all(slack):
    channel = (await slack.app.conversations_create(name="night-desk"))["channel"]
    assert (channel["id"], channel["name"], channel["creator"]) == ("CNIGHTDESK", "night-desk", "UHELPER")
    assert (channel["is_member"], channel["is_private"]) == (True, False)
    assert (await seen(slack, "CNIGHTDESK"))["members"] == ["UHELPER"]
    await slack.control("join", user="UMAYA", channel="CNIGHTDESK")
    await slack.app.chat_postMessage(channel="CNIGHTDESK", text="Welcome")


async def test_a_new_private_channel_is_seen_by_its_members_alone(slack):
    channel = (await slack.app.conversations_create(name="inner", is_private=True))["channel"]
    assert channel["is_private"] is True
    assert await seen(slack, channel["id"]) is None
    await slack.app.conversations_invite(channel=channel["id"], users="UMAYA")
    assert (await seen(slack, channel["id"]))["kind"] == "group"


async def test_a_new_channel_reaches_the_open_page(slack):
    async with slack.http.ws_connect(f"{slack.sandbox.url}/_sandbox/live?user=UADA") as page:
        await slack.app.conversations_create(name="night-desk")
        update = await page.receive_json(timeout=5)
        while update["type"] != "channels":
            update = await page.receive_json(timeout=5)
    assert "night-desk" in [each["name"] for each in update["channels"]]


async def test_the_app_hears_of_what_it_does_to_a_channel(start):
    events = ["channel_created", "channel_rename", "channel_archive", "member_joined_channel", "member_left_channel"]
    slack = await start(events=events)
    socket = await slack.socket()
    channel = (await slack.app.conversations_create(name="night-desk"))["channel"]["id"]
    created = await socket.event()
    assert (created["type"], created["channel"]["name"], created["channel"]["creator"]) == (
        "channel_created",
        "night-desk",
        "UHELPER",
    )
    joined = await socket.event()
    assert (joined["type"], joined["user"]) == ("member_joined_channel", "UHELPER")
    await slack.app.conversations_rename(channel=channel, name="late-desk")
    assert (await of_type(socket, "channel_rename"))["channel"]["name"] == "late-desk"
    await slack.app.conversations_kick(channel="CDESK", user="UTOM")
    left = await of_type(socket, "member_left_channel")
    assert (left["user"], left["channel"]) == ("UTOM", "CDESK")
    await slack.app.conversations_archive(channel=channel)
    archived = await of_type(socket, "channel_archive")
    assert (archived["channel"], archived["user"]) == (channel, "UHELPER")


async def test_names_may_be_of_any_language_and_have_80_letters(slack):
    for name in ("x" * 80, "küche_2", "日本語"):
        assert (await slack.app.conversations_create(name=name))["channel"]["name"] == name


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("  ", "invalid_name_required"),
        ("x" * 81, "invalid_name_maxlength"),
        ("-_-", "invalid_name_punctuation"),
        ("Desk", "invalid_name_specials"),
        ("two words", "invalid_name_specials"),
        ("a.b", "invalid_name_specials"),
        ("desk", "name_taken"),
        ("secret", "name_taken"),
    ],
)
async def test_a_name_is_refused(slack, name, error):
    assert await slack.error(slack.app.conversations_create(name=name)) == error
    own = (await slack.app.conversations_create(name="own"))["channel"]["id"]
    assert await slack.error(slack.app.conversations_rename(channel=own, name=name)) == error


async def test_each_kind_of_channel_asks_for_its_scope(start):
    slack = await start(scopes=["channels:manage"])
    await slack.app.conversations_create(name="open")
    refusal = await slack.refused(slack.app.conversations_create(name="inner", is_private=True))
    assert (refusal["error"], refusal["needed"]) == ("missing_scope", "groups:write")
    for method in ("archive", "rename", "kick", "unarchive"):
        call = slack.app.api_call(f"conversations.{method}", json={"channel": "CQUIET", "name": "x", "user": "UTOM"})
        assert (await slack.refused(call))["needed"] == "groups:write"


async def test_an_archived_channel_is_closed_to_all(slack):
    await slack.app.conversations_archive(channel="CDESK")
    assert (await seen(slack, "CDESK"))["is_archived"] is True
    assert await slack.error(slack.app.chat_postMessage(channel="CDESK", text="x")) == "is_archived"
    assert await slack.error(slack.app.conversations_archive(channel="CDESK")) == "already_archived"
    assert await slack.error(slack.app.conversations_archive(channel="CLOBBY")) == "not_in_channel"


async def test_no_bot_opens_an_archived_channel_again_but_people_do(slack):
    await slack.app.conversations_archive(channel="CDESK")
    assert await slack.error(slack.app.conversations_unarchive(channel="CDESK")) == "not_in_channel"
    await slack.control("unarchive", user="UMAYA", channel="CDESK")
    assert await slack.error(slack.app.conversations_unarchive(channel="CDESK")) == "not_archived"


async def test_the_app_renames_what_it_made_and_nothing_else(slack):
    channel = (await slack.app.conversations_create(name="night-desk"))["channel"]["id"]
    renamed = (await slack.app.conversations_rename(channel=channel, name="late-desk"))["channel"]
    assert (renamed["id"], renamed["name"], renamed["previous_names"]) == (channel, "late-desk", ["night-desk"])
    assert (await seen(slack, channel))["name"] == "late-desk"
    rename = slack.app.conversations_rename
    assert await slack.error(rename(channel="CDESK", name="mine")) == "not_authorized"
    assert await slack.error(rename(channel="CLOBBY", name="mine")) == "not_in_channel"
    await slack.app.conversations_archive(channel=channel)
    assert await slack.error(rename(channel=channel, name="mine")) == "is_archived"


async def test_somebody_who_is_kicked_is_out(slack):
    answer = await slack.app.conversations_kick(channel="CQUIET", user="UTOM")
    assert answer["errors"] == {}
    assert await seen(slack, "CQUIET", "UTOM") is None
    kick = slack.app.conversations_kick
    assert await slack.error(kick(channel="CQUIET", user="UTOM")) == "not_in_channel"
    assert await slack.error(kick(channel="CLOBBY", user="UADA")) == "not_in_channel"
    assert await slack.error(kick(channel="CQUIET", user="UHELPER")) == "cant_kick_self"
    assert await slack.error(kick(channel="CQUIET", user="UNOBODY")) == "user_not_found"
    assert await slack.error(slack.app.api_call("conversations.kick", json={"channel": "CQUIET"})) == "user_not_found"


@pytest.mark.parametrize("method", ["archive", "unarchive", "rename", "kick"])
async def test_direct_messages_and_what_the_app_cannot_see_are_out_of_reach(slack, method):
    direct = (await slack.app.conversations_open(users="UTOM"))["channel"]["id"]

    async def refusal(channel):
        return await slack.error(
            slack.app.api_call(f"conversations.{method}", json={"channel": channel, "name": "x", "user": "UADA"})
        )

    assert await refusal(direct) == "method_not_supported_for_channel_type"
    assert await refusal("CSECRET") == "channel_not_found"
