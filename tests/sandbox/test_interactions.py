"""Commands, clicks, shortcuts and response URLs, with the app's side by hand and by Bolt."""

import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from careapp.sandbox import ControlError

from .conftest import actions, button, home, modal, section, text_input


@pytest.fixture
async def socket(slack):
    return await slack.socket()


def command(slack, name="/help", text="", user="UMAYA", channel="CDESK"):
    return slack.sandbox.act("command", user=user, channel=channel, command=name, text=text)


def click(slack, ts, element=None, user="UMAYA", **more):
    where = {"channel": "CDESK", "message_ts": ts, "block_id": "row", "action_id": "go"} | more
    return slack.sandbox.act("action", user=user, element=element or {"type": "button"}, **where)


async def test_a_command_carries_what_slack_sends(slack, socket):
    payload = await socket.acked(command(slack, text="@tom #desk @night-shift <now> https://x.io/a"))
    assert payload["text"] == (
        "<@UTOM|tom> <#CDESK|desk> <!subteam^SNIGHTSHIFT|@night-shift> &lt;now&gt; <https://x.io/a>"
    )
    expected = {"command": "/help", "user_id": "UMAYA", "user_name": "maya", "channel_id": "CDESK"}
    expected |= {"channel_name": "desk", "team_id": "TMAPLESTREET", "is_enterprise_install": "false"}
    assert {key: payload[key] for key in expected} == expected
    assert socket.delivery["acked"] is True


async def test_a_command_that_does_not_escape_sends_what_was_typed(slack, socket):
    payload = await socket.acked(command(slack, "/raw", "@tom <now> https://x.io"))
    assert payload["text"] == "@tom <now> https://x.io"


async def test_private_places_have_no_name_in_payloads(slack, socket):
    assert (await socket.acked(command(slack, channel="CQUIET")))["channel_name"] == "privategroup"
    direct = (await slack.control("open_dm", user="UMAYA", **{"with": "UHELPER"}))["channel"]
    assert (await socket.acked(command(slack, channel=direct)))["channel_name"] == "directmessage"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": "/unknown"}, "not a command"),
        ({"channel": "CLOBBY", "user": "UTOM"}, "not in #lobby"),
        ({"channel": "CSECRET"}, "sees no channel"),
        ({"user": "UGONE"}, "has left"),
    ],
)
async def test_a_command_that_nobody_could_type_is_refused(slack, change, sentence):
    with pytest.raises(ControlError, match=sentence):
        await command(slack, **change)


async def test_an_ack_with_a_message_answers_for_the_persons_eyes(slack, socket):
    await socket.acked(command(slack), {"text": "Hello", "blocks": [section()]})
    (seen,) = await slack.messages()
    assert (seen["text"], seen["ephemeral"]) == ("Hello", True)
    assert await slack.messages(user="UTOM") == []
    await socket.acked(command(slack), {"text": "All", "response_type": "in_channel"})
    assert [each["text"] for each in await slack.messages(user="UTOM")] == ["All"]


async def test_an_ack_that_slack_refuses_shows_as_failure(slack, socket):
    await socket.acked(command(slack), {"text": "x", "blocks": [section("x" * 3001)]})
    assert (socket.delivery["ok"], socket.delivery["error"]) == (False, "invalid_command_response")
    assert await slack.messages() == []


async def test_a_click_in_a_message(slack, socket):
    row = actions(button(value="42"), {"type": "users_select", "action_id": "who"})
    ts = (await slack.app.chat_postMessage(channel="CDESK", text="Hi", blocks=[row]))["ts"]
    await socket.event()
    payload = await socket.acked(click(slack, ts))
    assert payload["type"] == "block_actions"
    assert payload["container"] == {"type": "message", "message_ts": ts, "channel_id": "CDESK", "is_ephemeral": False}
    (taken,) = payload["actions"]
    assert (taken["type"], taken["value"], taken["block_id"], taken["text"]["text"]) == ("button", "42", "row", "Go")
    assert payload["message"]["ts"] == ts
    chosen = {"type": "users_select", "selected_user": "UTOM"}
    payload = await socket.acked(click(slack, ts, chosen, action_id="who"))
    assert payload["state"]["values"]["row"]["who"] == chosen


async def test_options_are_completed_and_others_refused(slack, socket):
    option = {"text": {"type": "plain_text", "text": "One"}, "value": "1"}
    row = actions(
        {"type": "static_select", "action_id": "go", "options": [option]},
        {"type": "overflow", "action_id": "more", "options": [option]},
    )
    ts = (await slack.app.chat_postMessage(channel="CDESK", text="Hi", blocks=[row]))["ts"]
    await socket.event()
    for action_id in ("go", "more"):
        payload = await socket.acked(click(slack, ts, {"selected_option": {"value": "1"}}, action_id=action_id))
        assert payload["actions"][0]["selected_option"]["text"]["text"] == "One"
    with pytest.raises(ControlError, match="no option '2'"):
        await click(slack, ts, {"selected_option": {"value": "2"}})
    with pytest.raises(ControlError, match="is a static_select"):
        await click(slack, ts)
    with pytest.raises(ControlError, match="no element gone"):
        await click(slack, ts, action_id="gone")


async def test_a_click_in_home_and_an_input_that_sends_none(slack, socket):
    view = (await slack.app.views_publish(user_id="UMAYA", view=home(actions(button()), text_input())))["view"]
    act = {"user": "UMAYA", "view_id": view["id"], "element": {"type": "button"}}
    payload = await socket.acked(slack.sandbox.act("action", **act, block_id="row", action_id="go"))
    assert payload["container"] == {"type": "view", "view_id": view["id"]}
    assert payload["view"]["type"] == "home"
    assert "response_url" not in payload
    with pytest.raises(ControlError, match="no dispatch_action"):
        await slack.sandbox.act("action", **act, block_id="story", action_id="text")
    with pytest.raises(ControlError, match="has no view"):
        await slack.sandbox.act("action", **act | {"user": "UTOM"}, block_id="row", action_id="go")


async def test_shortcuts(slack, socket):
    payload = await socket.acked(slack.sandbox.act("shortcut", user="UMAYA", callback_id="start"))
    assert (payload["type"], payload["callback_id"], "channel" in payload) == ("shortcut", "start", False)
    ts = await slack.say("Keep this")
    await socket.event()
    on = {"user": "UTOM", "channel": "CDESK", "message_ts": ts}
    payload = await socket.acked(slack.sandbox.act("shortcut", callback_id="keep", **on))
    assert (payload["type"], payload["message_ts"], payload["message"]["text"]) == ("message_action", ts, "Keep this")
    with pytest.raises(ControlError, match="no global shortcut keep"):
        await slack.sandbox.act("shortcut", user="UMAYA", callback_id="keep")


async def test_without_interactivity_nothing_is_sent(start):
    slack = await start(interactive=False)
    with pytest.raises(ControlError, match="does not enable interactivity"):
        await slack.sandbox.act("shortcut", user="UMAYA", callback_id="start")


async def test_a_response_url_is_good_five_times_for_half_an_hour(slack, socket):
    url = (await socket.acked(command(slack)))["response_url"]
    webhook = AsyncWebhookClient(url, session=slack.http)
    webhook.proxy = None
    for number in range(5):
        assert (await webhook.send(text=f"{number}")).status_code == 200
    sixth = await webhook.send(text="6")
    assert (sixth.status_code, '"used_url"' in sixth.body) == (404, True)
    assert [each["text"] for each in await slack.messages()] == ["0", "1", "2", "3", "4"]
    fresh = AsyncWebhookClient((await socket.acked(command(slack)))["response_url"], session=slack.http)
    fresh.proxy = None
    await slack.control("clock", advance=30 * 60 + 1)
    assert '"expired_url"' in (await fresh.send(text="late")).body


async def test_a_response_replaces_or_deletes_the_ephemeral_original(slack, socket):
    posted = await slack.app.chat_postEphemeral(
        channel="CDESK", user="UMAYA", text="Choose", blocks=[actions(button())]
    )
    payload = await socket.acked(click(slack, posted["message_ts"]))
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload
    webhook = AsyncWebhookClient(payload["response_url"], session=slack.http)
    webhook.proxy = None
    await webhook.send(text="Chosen", replace_original=True)
    (seen,) = await slack.messages()
    assert (seen["text"], "blocks" in seen) == ("Chosen", False)
    await webhook.send(delete_original=True)
    assert await slack.messages() == []
    assert (await webhook.send(delete_original=True)).status_code == 400


async def test_a_response_replaces_the_apps_message_and_never_a_persons(slack, socket):
    ts = (await slack.app.chat_postMessage(channel="CDESK", text="Choose", blocks=[actions(button())]))["ts"]
    await socket.event()
    webhook = AsyncWebhookClient((await socket.acked(click(slack, ts)))["response_url"], session=slack.http)
    webhook.proxy = None
    await webhook.send(text="Chosen", replace_original=True)
    assert [each["text"] for each in await slack.messages()] == ["Chosen"]
    await webhook.send_dict({"text": "In the thread", "thread_ts": ts, "response_type": "in_channel"})
    assert len(await slack.messages(thread_ts=ts)) == 2


async def test_a_broken_response_is_refused(slack, socket):
    url = (await socket.acked(command(slack)))["response_url"]
    for body in (b"{", b"[]", b'{"text": ""}', b'{"text": "x", "blocks": 7}'):
        async with slack.http.post(url, data=body) as answer:
            assert answer.status == 400
    async with slack.http.post(f"{slack.sandbox.url}/respond/unknown", json={"text": "x"}) as answer:
        assert answer.status == 404


async def test_a_modal_of_a_message_click_knows_its_channel(slack, socket):
    payload = await socket.acked(command(slack))
    element = {"type": "conversations_select", "action_id": "where", "default_to_current_conversation": True}
    element["response_url_enabled"] = True
    block = {"type": "input", "block_id": "to", "label": {"type": "plain_text", "text": "To"}, "element": element}
    view = (await slack.app.views_open(trigger_id=payload["trigger_id"], view=modal(block)))["view"]
    sent = await socket.acked(slack.sandbox.act("submit", user="UMAYA", view_id=view["id"], values={}))
    assert sent["view"]["state"]["values"]["to"]["where"]["selected_conversation"] == "CDESK"
    (response,) = sent["response_urls"]
    assert (response["channel_id"], response["block_id"]) == ("CDESK", "to")


async def test_a_real_bolt_app_goes_the_whole_way(slack, bolt):
    app, connect = bolt
    told = []

    @app.command("/help")
    async def help_with(ack, body, client):
        await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input()))
        await ack()

    @app.view("form")
    async def take(ack, view):
        told.append(view["state"]["values"]["story"]["text"]["value"])
        await ack()

    @app.event("message")
    async def hear(event):
        told.append(event["text"])

    await connect()
    assert (await slack.control("command", user="UMAYA", channel="CDESK", command="/help", text=""))["ok"]
    (view,) = (await slack.get("state", user="UMAYA"))["views"]
    values = {"story": {"text": {"value": "We drove back"}}}
    assert (await slack.control("submit", user="UMAYA", view_id=view["id"], values=values))["ok"]
    await slack.say("Good")
    await slack.control("settle")
    assert told == ["We drove back", "Good"]
    assert (await slack.get("state", user="UMAYA"))["views"] == []
