"""What a Bolt app hears of mentions, reactions, people and its Home, and of its own end."""

import pytest

from careapp.sandbox import ControlError
from tests.sandbox.conftest import home, modal, section


async def test_a_mention_comes_after_its_message_and_not_in_a_direct_message(care):
    ts = await care.slack.say("@helper hello")
    message, mention = await care.heard()
    assert (message["type"], mention["type"], mention["ts"], mention["event_ts"]) == ("message", "app_mention", ts, ts)
    assert (mention["channel"], mention["user"], mention["text"]) == ("CDESK", "UMAYA", "<@UHELPER> hello")
    direct = (await care.slack.control("open_dm", user="UMAYA", **{"with": "UHELPER"}))["channel"]
    await care.slack.say("@helper hello", channel=direct)
    assert [event["type"] for event in await care.heard()] == ["message"]


async def test_a_reaction_names_the_item_and_its_author_and_keeps_the_skin(care):
    ts = await care.slack.say("Thanks")
    await care.heard()
    name = "thumbsup::skin-tone-3"
    for on, type_ in ((True, "reaction_added"), (False, "reaction_removed")):
        await care.slack.control("react", user="UTOM", channel="CDESK", ts=ts, name=name, on=on)
        (event,) = await care.heard()
        assert (event["type"], event["user"], event["reaction"], event["item_user"]) == (type_, "UTOM", name, "UMAYA")
        assert event["item"] == {"type": "message", "channel": "CDESK", "ts": ts}


async def test_a_person_comes_and_changes_as_a_whole_user(care):
    new = await care.slack.control("person", handle="zoe", name="Zoe Ng", zone="Asia/Tokyo")
    (joined,) = await care.heard()
    user = (await care.slack.app.users_info(user=new["id"]))["user"]
    assert (joined["type"], joined["user"]) == ("team_join", user)
    await care.slack.control("person", id="UTOM", zone="Asia/Tokyo", deleted=True)
    (changed,) = await care.heard()
    assert (changed["type"], changed["user"]["id"], changed["user"]["deleted"]) == ("user_change", "UTOM", True)


async def test_home_is_opened_with_the_view_that_was_there_before(listen):
    care = await listen()

    @care.app.event("app_home_opened")
    async def show(event, client):
        if event["tab"] == "home":
            await client.views_publish(user_id=event["user"], view=home(section(event["event_ts"])))

    await care.connect()
    opened = await care.slack.control("open_home", user="UMAYA", tab="home")
    (first,) = await care.heard()
    assert (first["user"], first["channel"], first["tab"]) == ("UMAYA", "DMAYA", "home")
    assert "view" not in first
    assert opened["view"]["blocks"][0]["text"]["text"] == first["event_ts"]
    again = await care.slack.control("open_home", user="UMAYA", tab="home")
    (second,) = await care.heard()
    assert second["view"]["blocks"][0]["text"]["text"] == first["event_ts"]
    assert second["view"]["id"] == again["view"]["id"]
    await care.slack.control("open_home", user="UMAYA", tab="messages")
    assert [event["tab"] for event in await care.heard()] == ["messages"]


@pytest.mark.parametrize("tab", ["home", "messages"])
async def test_a_tab_that_the_manifest_does_not_have_cannot_be_opened(start, tab):
    slack = await start(app_home={f"{tab}_tab_enabled": False})
    with pytest.raises(ControlError, match=f"has no {tab} tab"):
        await slack.sandbox.act("open_home", user="UMAYA", tab=tab)


async def test_the_app_hears_of_its_end_and_its_token_is_inactive(care):
    await care.slack.app.views_publish(user_id="UMAYA", view=home(section()))
    await care.slack.control("uninstall")
    revoked, removed = await care.heard()
    assert (revoked["type"], revoked["tokens"]) == ("tokens_revoked", {"oauth": [], "bot": ["UHELPER"]})
    assert removed["type"] == "app_uninstalled"
    for call in (care.slack.app.auth_test(), care.slack.app.chat_postMessage(channel="CDESK", text="Hello?")):
        assert await care.slack.error(call) == "account_inactive"
    assert (await care.slack.app.apps_connections_open(app_token=care.slack.sandbox.app_token))["ok"]
    await care.slack.say("Is it gone?")
    await care.slack.control("person", id="UTOM", zone="Asia/Tokyo")
    await care.slack.control("settle")
    sent = [row["name"] for row in (await care.slack.get("calls"))["calls"] if row["kind"] == "event"]
    assert sent == ["tokens_revoked", "app_uninstalled"]


async def test_what_an_uninstalled_app_gave_is_gone(care):
    @care.app.command("/help")
    async def help_with(ack, body, client):
        await client.views_open(trigger_id=body["trigger_id"], view=modal(section()))
        await ack()

    await care.slack.control("command", user="UMAYA", channel="CDESK", command="/help", text="")
    url = care.last()["response_url"]
    await care.slack.control("uninstall")
    state = await care.slack.get("state", user="UMAYA")
    assert (state["app"]["installed"], state["home_enabled"], state["shortcuts"]) == (False, False, [])
    assert (state["views"], [each for each in state["commands"] if "built_in" not in each]) == ([], [])
    assert [each["deleted"] for each in state["people"] if each["is_app"]] == [True]
    assert "UHELPER" not in next(each["members"] for each in state["channels"] if each["id"] == "CDESK")
    async with care.slack.http.post(url, json={"text": "Hello?"}) as answer:
        assert (await answer.json())["error"] == "account_inactive"


@pytest.mark.parametrize(
    ("call", "body"),
    [
        ("command", {"channel": "CDESK", "command": "/help"}),
        ("shortcut", {"callback_id": "start"}),
        ("open_home", {}),
        ("say", {"channel": "DMAYA", "text": "Hello?"}),
        ("invite", {"channel": "CDESK", "invitee": "UHELPER"}),
        ("uninstall", {}),
    ],
)
async def test_nobody_can_use_an_uninstalled_app(care, call, body):
    await care.slack.control("open_dm", user="UMAYA", **{"with": "UHELPER"})
    await care.slack.control("uninstall")
    with pytest.raises(ControlError, match=r"any more|has left"):
        await care.slack.sandbox.act(call, user="UMAYA", **body)
