"""Modals submitted and closed: what the app is sent and what its answer does."""

import pytest

from careapp.sandbox import ControlError

from .conftest import modal, section, text_input


@pytest.fixture
async def socket(slack):
    return await slack.socket()


async def opened(slack, socket, view, push=False):
    typed = slack.sandbox.act("command", user="UMAYA", channel="CDESK", command="/help", text="")
    call = slack.app.views_push if push else slack.app.views_open
    return (await call(trigger_id=(await socket.acked(typed))["trigger_id"], view=view))["view"]


def submit(slack, view, text="We drove back"):
    values = {"story": {"text": {"type": "plain_text_input", "value": text}}}
    return slack.sandbox.act("submit", user="UMAYA", view_id=view["id"], values=values)


async def titles(slack):
    return [view["title"]["text"] for view in (await slack.get("state", user="UMAYA"))["views"]]


def titled(text, *blocks):
    return modal(*blocks or [text_input()], title={"type": "plain_text", "text": text})


async def test_an_empty_ack_closes_the_top_modal(slack, socket):
    await opened(slack, socket, titled("Under"))
    view = await opened(slack, socket, titled("Over"), push=True)
    payload = await socket.acked(submit(slack, view))
    assert payload["type"] == "view_submission"
    assert payload["view"]["state"]["values"]["story"]["text"]["value"] == "We drove back"
    assert socket.delivery["ok"] is True
    assert await titles(slack) == ["Under"]


async def test_errors_keep_the_modal_and_are_told_by_block(slack, socket):
    view = await opened(slack, socket, titled("Form"))
    await socket.acked(submit(slack, view), {"response_action": "errors", "errors": {"story": "Too short"}})
    assert (socket.delivery["ok"], socket.delivery["errors"]) == (False, {"story": "Too short"})
    assert await titles(slack) == ["Form"]


async def test_errors_for_what_is_no_input_are_refused(slack, socket):
    view = await opened(slack, socket, titled("Form", section(block_id="note"), text_input()))
    await socket.acked(submit(slack, view), {"response_action": "errors", "errors": {"note": "No"}})
    assert socket.delivery["error"] == "invalid_response_action"
    await socket.acked(submit(slack, view), {"response_action": "dance"})
    assert socket.delivery["error"] == "invalid_response_action"


async def test_update_push_and_clear(slack, socket):
    view = await opened(slack, socket, titled("One"))
    await socket.acked(submit(slack, view), {"response_action": "update", "view": titled("Two")})
    assert await titles(slack) == ["Two"]
    await socket.acked(submit(slack, view), {"response_action": "push", "view": titled("Three")})
    assert await titles(slack) == ["Two", "Three"]
    await socket.acked(submit(slack, view), {"response_action": "update", "view": titled("x" * 25)})
    assert socket.delivery["error"] == "invalid_response_action"
    top = (await slack.get("state", user="UMAYA"))["views"][-1]
    await socket.acked(submit(slack, top), {"response_action": "clear"})
    assert await titles(slack) == []


@pytest.mark.parametrize(
    ("block", "text", "error"),
    [
        (text_input(), "", "Please complete this required field."),
        (text_input(element={"min_length": 5}), "abcd", "Please enter at least 5 characters."),
        (text_input(element={"max_length": 3}), "abcd", "Please enter no more than 3 characters."),
        (text_input(optional=True, element={"min_length": 5}), "", None),
    ],
)
async def test_slack_itself_asks_for_what_is_missing(slack, socket, block, text, error):
    view = await opened(slack, socket, titled("Form", block))
    if error:
        answer = await submit(slack, view, text)
        assert (answer["acked"], answer["errors"]) == (False, {"story": error})
    else:
        await socket.acked(submit(slack, view, text))
        assert socket.delivery["ok"] is True


async def test_a_missed_submission_keeps_modal_and_words(slack, socket):
    await slack.control("settings", ack_seconds=0.02)
    view = await opened(slack, socket, titled("Form"))
    answer = await submit(slack, view)
    assert answer["error"] == "operation_timeout"
    (kept,) = (await slack.get("state", user="UMAYA"))["views"]
    assert kept["state"]["values"]["story"]["text"]["value"] == "We drove back"


async def test_closing_tells_the_app_only_where_it_asked(slack, socket):
    silent = await opened(slack, socket, titled("Silent"))
    loud = await opened(slack, socket, titled("Loud") | {"notify_on_close": True}, push=True)
    payload = await socket.acked(slack.sandbox.act("close", user="UMAYA", view_id=loud["id"]))
    assert (payload["type"], payload["is_cleared"], payload["view"]["id"]) == ("view_closed", False, loud["id"])
    assert await titles(slack) == ["Silent"]
    await slack.control("close", user="UMAYA", view_id=silent["id"])
    assert await titles(slack) == []


async def test_the_whole_stack_is_cleared_at_once(slack, socket):
    await opened(slack, socket, titled("Under"))
    top = await opened(slack, socket, titled("Over") | {"notify_on_close": True}, push=True)
    payload = await socket.acked(slack.sandbox.act("close", user="UMAYA", view_id=top["id"], is_cleared=True))
    assert payload["is_cleared"] is True
    assert await titles(slack) == []


async def test_only_an_open_modal_is_submitted(slack, socket):
    view = await opened(slack, socket, titled("Form"))
    with pytest.raises(ControlError, match="no element other"):
        await slack.sandbox.act("submit", user="UMAYA", view_id=view["id"], values={"story": {"other": {}}})
    with pytest.raises(ControlError, match="Values are objects"):
        await slack.sandbox.act("submit", user="UMAYA", view_id=view["id"], values=["x"])
    await slack.control("close", user="UMAYA", view_id=view["id"])
    with pytest.raises(ControlError, match="has no view"):
        await submit(slack, view)


async def test_a_modal_pushed_by_an_answer_knows_the_conversation_it_came_from(slack, socket):
    select = {"type": "conversations_select", "action_id": "where", "default_to_current_conversation": True}
    asking = {"type": "input", "block_id": "b", "label": {"type": "plain_text", "text": "Where"}, "element": select}
    view = await opened(slack, socket, titled("One"))
    await socket.acked(submit(slack, view), {"response_action": "push", "view": titled("Two", asking)})
    top = (await slack.get("state", user="UMAYA"))["views"][-1]
    assert top["state"]["values"]["b"]["where"]["selected_conversation"] == "CDESK"
