"""Arguments that few calls give, and what each of them changes."""

import pytest

from .conftest import SCOPES


async def test_an_invitation_by_force_passes_over_who_cannot_come(slack):
    invite = slack.app.conversations_invite
    await invite(channel="CDESK", users="UNONE, UADA,UADA,UTOM", force=True)
    members = (await slack.app.conversations_members(channel="CDESK"))["members"]
    assert members == ["UMAYA", "UTOM", "UHELPER", "UADA"]
    refusal = await slack.refused(invite(channel="CDESK", users="UNONE,UTOM", force=True))
    assert [each["error"] for each in refusal["errors"]] == ["user_not_found", "already_in_channel"]


async def test_a_person_who_is_named_twice_comes_once(slack):
    await slack.app.conversations_invite(channel="CDESK", users="UADA, UADA")
    members = (await slack.app.conversations_members(channel="CDESK"))["members"]
    assert members.count("UADA") == 1


async def test_a_direct_message_can_be_looked_for_without_opening_it(slack):
    look = {"users": "UTOM", "prevent_creation": True}
    assert await slack.error(slack.app.conversations_open(**look)) == "channel_not_found"
    opened = (await slack.app.conversations_open(users="UTOM")).data
    assert "already_open" not in opened
    found = (await slack.app.conversations_open(**look)).data
    assert (found["channel"], found["already_open"]) == (opened["channel"], True)


async def test_the_language_is_told_where_it_is_asked_for(slack):
    for asked in (False, True):
        given = {"include_locale": True} if asked else {}
        users = (await slack.app.users_list(**given))["members"]
        user = (await slack.app.users_info(user="UMAYA", **given))["user"]
        channel = (await slack.app.conversations_info(channel="CDESK", **given))["channel"]
        for each in (*users, user, channel):
            assert each.get("locale") == ("en-US" if asked else None)


async def test_an_ephemeral_message_wears_the_name_that_it_was_given(start):
    slack = await start(scopes=[*SCOPES, "chat:write.customize"])
    await slack.app.chat_postEphemeral(
        channel="CDESK", user="UMAYA", text="Psst", username="A friend", icon_emoji=":wave:"
    )
    (message,) = await slack.messages()
    assert (message["username"], message["icons"]) == ("A friend", {"emoji": ":wave:"})


async def test_a_reply_can_be_broadcast_later(slack):
    parent = await slack.say("Question")
    reply = (await slack.app.chat_postMessage(channel="CDESK", text="Answer", thread_ts=parent))["ts"]
    async with slack.http.ws_connect(f"{slack.sandbox.url}/_sandbox/live?user=UMAYA") as page:
        changed = await slack.app.chat_update(channel="CDESK", ts=reply, text="Answer", reply_broadcast=True)
        update = await page.receive_json(timeout=5)
        while update["type"] != "message":
            update = await page.receive_json(timeout=5)
    assert (changed["message"]["subtype"], update["message"]["ts"]) == ("thread_broadcast", reply)
    assert [each["text"] for each in await slack.messages()] == ["Question", "Answer"]
    await slack.app.chat_update(channel="CDESK", ts=reply, text="Again", reply_broadcast=True)
    history = (await slack.app.conversations_history(channel="CDESK"))["messages"]
    assert [each["text"] for each in history] == ["Again", "Question"]
    top = (await slack.app.chat_postMessage(channel="CDESK", text="Top"))["ts"]
    broadcast = slack.app.chat_update(channel="CDESK", ts=top, text="Top", reply_broadcast=True)
    assert await slack.error(broadcast) == "cant_broadcast_message"


@pytest.mark.parametrize(
    ("method", "argument"),
    [
        *(("conversations.list", "types"), ("users.conversations", "user"), ("users.conversations", "types")),
        *(("team.info", "team"), ("bots.info", "bot"), ("users.profile.get", "user")),
    ],
)
async def test_an_empty_argument_is_as_good_as_none(start, method, argument):
    slack = await start(scopes=[*SCOPES, "users.profile:read"])
    without = await slack.app.api_call(method)
    assert (await slack.app.api_call(method, json={argument: ""})).data == without.data
