"""Modals of a Bolt app: submitted with every answer that Slack knows, and closed."""

import pytest

from tests.sandbox.conftest import modal, section, text_input

from .shapes import misfits
from .test_commands_and_clicks import COMMON

PLAIN = {"type": "plain_text", "text": "To"}


def titled(text, *blocks, **more):
    return modal(*blocks or [text_input()], title={"type": "plain_text", "text": text}, **more)


class Forms:
    """A Bolt app whose modals answer as told; `told` are the bodies that it got."""

    def __init__(self, care):
        self.care, self.told, self.answer = care, [], {}

    async def open(self, view, push=False):
        """Opens a modal from a command, or pushes it on top."""
        self.view, self.is_pushed = view, push
        await self.care.slack.control("command", user="UMAYA", channel="CDESK", command="/help", text="")
        return await self.top()

    async def top(self):
        """The modal that the person sees."""
        return (await self.care.slack.get("state", user="UMAYA"))["views"][-1]

    async def titles(self):
        """The titles of the person's modals, bottom first."""
        return [view["title"]["text"] for view in (await self.care.slack.get("state", user="UMAYA"))["views"]]

    async def submit(self, values=None, **answer):
        """Submits the modal on top; the app answers so."""
        self.answer = answer
        values = {"story": {"text": {"value": "We drove"}}} if values is None else values
        return await self.care.slack.control("submit", user="UMAYA", view_id=(await self.top())["id"], values=values)


@pytest.fixture
async def forms(listen):
    care = await listen()
    forms = Forms(care)

    @care.app.command("/help")
    async def show(ack, body, client):
        await (client.views_push if forms.is_pushed else client.views_open)(
            trigger_id=body["trigger_id"], view=forms.view
        )
        await ack()

    @care.app.view("form")
    async def take(ack, body):
        forms.told.append(body)
        await ack(**forms.answer)

    @care.app.view_closed("form")
    async def note(ack, body):
        forms.told.append(body)
        await ack()

    await care.connect()
    return forms


async def test_a_submission_carries_the_view_and_what_was_written(forms):
    await forms.open(titled("Form", text_input(), section(block_id="note"), private_metadata="kept"))
    assert (await forms.submit())["ok"] is True
    (told,) = forms.told
    assert list(misfits(told, COMMON | {"view": {"…": object}, "response_urls": list})) == []
    assert (told["type"], told["response_urls"]) == ("view_submission", [])
    view = told["view"]
    assert (view["callback_id"], view["private_metadata"], view["bot_id"]) == ("form", "kept", "BHELPER")
    assert (view["root_view_id"], view["previous_view_id"]) == (view["id"], None)
    assert view["state"]["values"] == {"story": {"text": {"type": "plain_text_input", "value": "We drove"}}}
    assert await forms.titles() == []


async def test_nothing_closes_the_top_and_clear_all(forms):
    await forms.open(titled("One"))
    await forms.open(titled("Two"), push=True)
    await forms.submit()
    assert await forms.titles() == ["One"]
    await forms.open(titled("Two"), push=True)
    assert (await forms.submit(response_action="clear"))["response_action"] == "clear"
    assert await forms.titles() == []


async def test_an_update_keeps_what_was_written_where_the_ids_stay(forms):
    before = await forms.open(titled("One"))
    await forms.submit(response_action="update", view=titled("Two", text_input(), text_input("more", "text")))
    after = await forms.top()
    assert (after["id"], after["title"]["text"], after["hash"] == before["hash"]) == (before["id"], "Two", False)
    assert after["state"]["values"]["story"]["text"]["value"] == "We drove"
    assert after["state"]["values"]["more"]["text"]["value"] is None


async def test_a_push_puts_three_on_top_of_each_other_and_no_fourth(forms):
    await forms.open(titled("One"))
    for title in ("Two", "Three"):
        await forms.submit(response_action="push", view=titled(title))
    assert await forms.titles() == ["One", "Two", "Three"]
    top = await forms.top()
    assert top["root_view_id"] != top["previous_view_id"] != top["id"]
    refused = await forms.submit(response_action="push", view=titled("Four"))
    assert (refused["ok"], refused["error"]) == (False, "invalid_response_action")
    assert refused["detail"] == ["push_limit_reached"]
    assert await forms.titles() == ["One", "Two", "Three"]


async def test_errors_stand_at_their_inputs(forms):
    await forms.open(titled("Form", text_input(), section(block_id="note")))
    refused = await forms.submit(response_action="errors", errors={"story": "Tell more"})
    assert (refused["ok"], refused["errors"]) == (False, {"story": "Tell more"})
    for errors in ({"note": "No"}, {"gone": "No"}, {"story": "No", "note": "No"}):
        refused = await forms.submit(response_action="errors", errors=errors)
        assert refused["error"] == "invalid_response_action"
    assert await forms.titles() == ["Form"]


@pytest.mark.parametrize("view", [titled("x" * 25), titled("Home") | {"type": "home"}, {}])
async def test_a_view_that_slack_refuses_changes_nothing(forms, view):
    await forms.open(titled("Form"))
    for action in ("update", "push"):
        refused = await forms.submit(response_action=action, view=view)
        assert refused["error"] == "invalid_response_action"
    assert await forms.titles() == ["Form"]


async def test_a_modal_opened_by_a_submission_takes_its_trigger(forms):
    await forms.open(titled("Form"))
    await forms.submit()
    trigger = forms.told[0]["trigger_id"]
    view = (await forms.care.slack.app.views_open(trigger_id=trigger, view=titled("Thanks")))["view"]
    assert (await forms.top())["id"] == view["id"]
    again = forms.care.slack.app.views_open(trigger_id=trigger, view=titled("Again"))
    assert await forms.care.slack.error(again) == "exchanged_trigger_id"


async def test_a_chosen_conversation_can_be_answered(forms):
    select = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}
    silent = {"type": "conversations_select", "action_id": "where"}
    blocks = [{"type": "input", "block_id": name, "label": PLAIN, "element": each, "optional": True}
              for name, each in (("to", select), ("cc", silent), ("none", select))]  # fmt: skip
    await forms.open(titled("Form", *blocks))
    chosen = {"where": {"selected_conversation": "CLOBBY"}}
    await forms.submit(values={"to": chosen, "cc": chosen})
    (answer,) = forms.told[0]["response_urls"]
    shape = {"response_url": str, "channel_id": str, "block_id": str, "action_id": str}
    assert list(misfits(answer, shape)) == []
    assert (answer["channel_id"], answer["block_id"], answer["action_id"]) == ("CLOBBY", "to", "where")
    body = {"text": "Told in the modal", "response_type": "in_channel"}
    async with forms.care.slack.http.post(answer["response_url"], json=body) as done:
        assert done.status == 200
    assert [each["text"] for each in await forms.care.slack.messages("CLOBBY")] == ["Told in the modal"]


async def test_closing_is_told_only_where_it_was_asked_for(forms):
    await forms.open(titled("Silent"))
    top = await forms.open(titled("Loud", notify_on_close=True), push=True)
    await forms.care.slack.control("close", user="UMAYA", view_id=top["id"])
    (told,) = forms.told
    shape = {key: each for key, each in COMMON.items() if key != "trigger_id"}
    assert list(misfits(told, shape | {"view": {"…": object}, "is_cleared": bool})) == []
    assert (told["type"], told["is_cleared"], told["view"]["id"]) == ("view_closed", False, top["id"])
    await forms.care.slack.control("close", user="UMAYA", view_id=(await forms.top())["id"])
    assert (await forms.titles(), len(forms.told)) == ([], 1)


@pytest.mark.parametrize("way", ["the cross", "clear_on_close"])
async def test_clearing_the_stack_is_told_for_each_view_that_asked(forms, way):
    await forms.open(titled("Under", notify_on_close=True))
    top = await forms.open(titled("Over", notify_on_close=True, clear_on_close=way == "clear_on_close"), push=True)
    await forms.care.slack.control("close", user="UMAYA", view_id=top["id"], is_cleared=way == "the cross")
    assert [body["view"]["title"]["text"] for body in forms.told] == ["Over", "Under"]
    assert [body["is_cleared"] for body in forms.told] == [True, True]
    assert await forms.titles() == []


async def test_a_modal_without_a_button_to_submit_is_not_submitted(forms):
    view = titled("Only words", section())
    del view["submit"]
    top = await forms.open(view)
    body = {"user": "UMAYA", "view_id": top["id"], "values": {}}
    async with forms.care.slack.http.post(f"{forms.care.slack.sandbox.url}/_sandbox/submit", json=body) as answer:
        assert answer.status == 400
    assert forms.told == []


@pytest.mark.parametrize(
    ("element", "value", "sentence"),
    [
        ({"type": "email_text_input"}, "maya", "Please enter a valid email address."),
        ({"type": "email_text_input"}, "maya@example.com", None),
        ({"type": "url_text_input"}, "example.com", "Please enter a valid URL."),
        ({"type": "url_text_input"}, "https://example.com", None),
        ({"type": "number_input", "is_decimal_allowed": False}, "ten", "Please enter a number."),
        ({"type": "number_input", "is_decimal_allowed": False}, "NaN", "Please enter a number."),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Please enter a whole number."),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "2"}, "1.5", "Please enter 2 or more."),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "1"}, "1.5", "Please enter 1 or less."),
        ({"type": "number_input", "is_decimal_allowed": True}, "1.5", None),
    ],
)
async def test_slack_looks_at_what_was_written_first(forms, element, value, sentence):
    block = {"type": "input", "block_id": "story", "label": PLAIN, "element": element | {"action_id": "text"}}
    await forms.open(titled("Form", block))
    answer = await forms.submit(values={"story": {"text": {"value": value}}})
    assert answer.get("errors") == ({"story": sentence} if sentence else None)
    assert len(forms.told) == (0 if sentence else 1)
