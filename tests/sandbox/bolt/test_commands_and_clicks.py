"""What a Bolt app is sent by commands, clicks and shortcuts, and what it may answer."""

import pytest

from careapp.sandbox import ControlError
from tests.sandbox.conftest import actions, button, home, section, text_input

from .shapes import misfits

USER = {"id": str, "username": str, "name": str, "team_id": str}
COMMON = {"type": str, "token": str, "api_app_id": str, "user": USER, "team": {"id": str, "domain": str}}
COMMON |= {"enterprise": type(None), "is_enterprise_install": bool, "trigger_id": str}
PLACE = {"channel": {"id": str, "name": str}, "response_url": str}
CONTAINER = {"type": str, "message_ts": str, "channel_id": str, "is_ephemeral": bool}
CLICK = COMMON | {"container": CONTAINER, "state": {"values": dict}, "actions": list} | PLACE
FIELDS = ("token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name", "command", "text")
COMMAND = dict.fromkeys((*FIELDS, "api_app_id", "is_enterprise_install", "response_url", "trigger_id"), str)
CHOICE = {"text": {"type": "plain_text", "text": "One", "emoji": True}, "value": "1"}


@pytest.fixture
async def clicks(listen):
    care = await listen()

    async def answer(ack, body, respond):
        care.told = body
        await ack()
        if "response_url" in body:
            await respond("Noted", replace_original=False)

    for register in (care.app.action, care.app.command, care.app.shortcut):
        for name in ("go", "pick", "/help", "/raw", "keep", "start"):
            register(name)(answer)
    await care.connect()
    return care


async def click(care, ts, element=None, **more):
    body = {"user": "UMAYA", "channel": "CDESK", "message_ts": ts, "block_id": "row", "action_id": "go"} | more
    assert (await care.slack.control("action", element=element or {"type": "button"}, **body))["ok"]
    return care.told


async def test_a_command_has_every_field_and_can_answer(clicks):
    body = {"user": "UMAYA", "channel": "CDESK", "command": "/help", "text": "@tom now"}
    assert (await clicks.slack.control("command", **body))["acked"] is True
    told = clicks.told
    assert list(misfits(told, COMMAND)) == []
    assert (told["command"], told["text"], told["user_name"]) == ("/help", "<@UTOM|tom> now", "maya")
    assert (told["channel_id"], told["channel_name"], told["team_domain"]) == ("CDESK", "desk", "maple-street")
    assert told["is_enterprise_install"] == "false"
    (seen,) = await clicks.slack.messages()
    assert (seen["text"], seen["ephemeral"]) == ("Noted", True)


async def test_a_click_in_a_message_tells_where_and_what(clicks):
    row = actions(button(value="42", style="primary"))
    ts = (await clicks.slack.app.chat_postMessage(channel="CDESK", text="Hi", blocks=[row]))["ts"]
    told = await click(clicks, ts)
    assert list(misfits(told, CLICK | {"message": {"…": object}})) == []
    assert told["container"] == {"type": "message", "message_ts": ts, "channel_id": "CDESK", "is_ephemeral": False}
    assert (told["message"]["ts"], told["message"]["bot_id"]) == (ts, "BHELPER")
    (taken,) = told["actions"]
    button_fields = {"type": str, "action_id": str, "block_id": str, "action_ts": str, "value": str, "style": str}
    assert list(misfits(taken, button_fields | {"text": {"type": str, "text": str, "emoji": bool}})) == []
    assert (taken["value"], taken["style"]) == ("42", "primary")


async def test_a_click_in_an_ephemeral_message_has_no_message(clicks):
    row = actions(button())
    posted = await clicks.slack.app.chat_postEphemeral(channel="CDESK", user="UMAYA", text="Hi", blocks=[row])
    told = await click(clicks, posted["message_ts"])
    assert list(misfits(told, CLICK)) == []
    assert told["container"]["is_ephemeral"] is True


async def test_a_click_in_a_thread_says_so(clicks):
    parent = await clicks.slack.say("Question")
    answer = {"channel": "CDESK", "text": "Hi", "blocks": [actions(button())], "thread_ts": parent}
    ts = (await clicks.slack.app.chat_postMessage(**answer))["ts"]
    assert (await click(clicks, ts))["container"]["thread_ts"] == parent


async def test_a_click_in_an_attachment_names_it(clicks):
    attachments = [{"blocks": [section()]}, {"color": "#36a64f", "blocks": [actions(button())]}]
    ts = (await clicks.slack.app.chat_postMessage(channel="CDESK", text="Hi", attachments=attachments))["ts"]
    container = (await click(clicks, ts))["container"]
    assert (container["type"], container["attachment_id"], container["message_ts"]) == ("message_attachment", 2, ts)
    assert (container["is_app_unfurl"], container["channel_id"]) == (False, "CDESK")


async def test_a_choice_is_an_action_and_a_state(clicks):
    placeholder = {"type": "plain_text", "text": "Which?"}
    select = {"type": "static_select", "action_id": "go", "placeholder": placeholder, "options": [CHOICE]}
    boxes = {"type": "checkboxes", "action_id": "pick", "options": [CHOICE]}
    row = actions(select, boxes)
    ts = (await clicks.slack.app.chat_postMessage(channel="CDESK", text="Hi", blocks=[row]))["ts"]
    chosen = {"type": "static_select", "selected_option": {"value": "1"}}
    told = await click(clicks, ts, chosen, values={"row": {"pick": {"selected_options": ["1"]}}})
    (taken,) = told["actions"]
    assert (taken["selected_option"], taken["placeholder"]["text"]) == (CHOICE, "Which?")
    assert told["state"]["values"]["row"] == {
        "go": {"type": "static_select", "selected_option": CHOICE},
        "pick": {"type": "checkboxes", "selected_options": [CHOICE]},
    }
    told = await click(clicks, ts, {"type": "static_select", "selected_option": None})
    assert told["actions"][0]["selected_option"] is None


async def test_one_of_two_feedback_buttons_is_sent_as_pressed(clicks):
    good, bad = ({"text": {"type": "plain_text", "text": each}, "value": each} for each in ("Good", "Bad"))
    both = {"type": "feedback_buttons", "action_id": "go", "positive_button": good, "negative_button": bad}
    block = {"type": "context_actions", "block_id": "row", "elements": [both]}
    ts = (await clicks.slack.app.chat_postMessage(channel="CDESK", text="Hi", blocks=[block]))["ts"]
    (taken,) = (await click(clicks, ts, {"type": "feedback_buttons", "value": "Bad"}))["actions"]
    assert (taken["type"], taken["value"], taken["text"]["text"]) == ("feedback_buttons", "Bad", "Bad")
    body = {"user": "UMAYA", "channel": "CDESK", "message_ts": ts, "block_id": "row", "action_id": "go"}
    with pytest.raises(ControlError, match="no button 'So so'"):
        await clicks.slack.sandbox.act("action", **body, element={"type": "feedback_buttons", "value": "So so"})


async def test_a_click_in_home_has_a_view_and_no_way_to_respond(clicks):
    view = home(actions(button()), text_input(dispatch_action=True, element={"action_id": "pick"}))
    view = (await clicks.slack.app.views_publish(user_id="UMAYA", view=view))["view"]
    where = {"user": "UMAYA", "view_id": view["id"]}
    await clicks.slack.control("action", **where, block_id="row", action_id="go", element={"type": "button"})
    told = clicks.told
    shape = COMMON | {"container": {"type": str, "view_id": str}, "view": {"…": object}, "actions": list}
    assert list(misfits(told, shape)) == []
    assert told["container"] == {"type": "view", "view_id": view["id"]}
    written = {"type": "plain_text_input", "value": "We drove"}
    await clicks.slack.control("action", **where, block_id="story", action_id="pick", element=written)
    assert clicks.told["actions"][0]["value"] == "We drove"
    assert clicks.told["view"]["state"]["values"]["story"]["pick"] == written


async def test_a_global_shortcut_has_no_place(clicks):
    await clicks.slack.control("shortcut", user="UMAYA", callback_id="start")
    assert list(misfits(clicks.told, COMMON | {"callback_id": str, "action_ts": str})) == []
    assert (clicks.told["type"], clicks.told["callback_id"]) == ("shortcut", "start")


async def test_a_message_shortcut_brings_the_message_and_can_answer(clicks):
    ts = await clicks.slack.say("Keep this")
    await clicks.slack.control("shortcut", user="UTOM", callback_id="keep", channel="CDESK", message_ts=ts)
    told = clicks.told
    shape = COMMON | PLACE | {"callback_id": str, "action_ts": str, "message_ts": str, "message": {"…": object}}
    assert list(misfits(told, shape)) == []
    assert (told["type"], told["message_ts"], told["message"]["text"]) == ("message_action", ts, "Keep this")
    assert [each["text"] for each in await clicks.slack.messages(user="UTOM")] == ["Keep this", "Noted"]


async def test_an_ephemeral_message_has_no_shortcuts(clicks):
    posted = await clicks.slack.app.chat_postEphemeral(channel="CDESK", user="UMAYA", text="Psst")
    body = {"user": "UMAYA", "callback_id": "keep", "channel": "CDESK", "message_ts": posted["message_ts"]}
    async with clicks.slack.http.post(f"{clicks.slack.sandbox.url}/_sandbox/shortcut", json=body) as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("element", "given"),
    [
        ({"type": "users_select"}, {"selected_user": "UNOBODY"}),
        ({"type": "multi_users_select"}, {"selected_users": ["UTOM", "UNOBODY"]}),
        ({"type": "multi_users_select", "max_selected_items": 1}, {"selected_users": ["UTOM", "UADA"]}),
        ({"type": "conversations_select"}, {"selected_conversation": "CSECRET"}),
        ({"type": "channels_select"}, {"selected_channel": 7}),
        ({"type": "datepicker"}, {"selected_date": ["2026-03-02"]}),
        ({"type": "datetimepicker"}, {"selected_date_time": "soon"}),
        ({"type": "external_select"}, {"selected_option": {"value": "1"}}),
        ({"type": "radio_buttons", "options": [CHOICE]}, {"selected_option": {"value": "2"}}),
    ],
)
async def test_nobody_can_choose_what_is_not_offered(clicks, element, given):
    row = actions(element | {"action_id": "go"})
    ts = (await clicks.slack.app.chat_postMessage(channel="CDESK", text="Hi", blocks=[row]))["ts"]
    body = {"user": "UMAYA", "channel": "CDESK", "message_ts": ts, "block_id": "row", "action_id": "go"}
    async with clicks.slack.http.post(
        f"{clicks.slack.sandbox.url}/_sandbox/action", json=body | {"element": given}
    ) as answer:
        assert answer.status == 400
    assert not hasattr(clicks, "told")
