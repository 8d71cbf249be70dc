"""blocks.validate: what Slack would refuse in blocks, a message or a view, without anything being posted."""

import json

import pytest

from .conftest import actions, button, home, modal, section, text_input

NOTHING = {"type": "section"}
LONG = json.dumps([section("x" * 2_900)] * 40)
ODD = {"type": "section", "text": {"type": "invalid", "text": "Hello"}}


@pytest.mark.parametrize(
    "given",
    [
        {"blocks": [section()]},
        {"blocks": json.dumps([section()])},
        {"message": {"text": "Hello", "blocks": [section()], "attachments": [{"blocks": [section()]}]}},
        {"message": {"text": "Hello"}},
        {"view": modal(text_input())},
        {"view": json.dumps(home(section()))},
    ],
    ids=["blocks", "blocks in json", "message", "message of text", "modal", "home in json"],
)
async def test_what_is_right_is_answered_with_ok_alone(slack, given):
    answer = await slack.app.api_call("blocks.validate", json=given)
    assert answer.data == {"ok": True}


async def test_each_error_says_what_is_wrong_where_and_what_was_expected(slack):
    refusal = await slack.refused(slack.app.api_call("blocks.validate", json={"blocks": [ODD]}))
    assert refusal["error"] == "invalid_blocks"
    expected = {"type": "enum", "expected": ["plain_text", "mrkdwn"]}
    about = {"code": "failed_constraint", "message": "unsupported type: invalid", "pointer": "/0/text/type"}
    assert {**about, "constraint": expected} in refusal["errors"]


@pytest.mark.parametrize(
    ("given", "error", "pointer"),
    [
        ({"blocks": [section(), NOTHING]}, "invalid_blocks", "/1"),
        ({"blocks": {}}, "invalid_blocks", ""),
        ({"message": {"blocks": [NOTHING]}}, "invalid_message", "/blocks/0"),
        ({"message": {"attachments": [{}, {"blocks": [NOTHING]}]}}, "invalid_message", "/attachments/1/blocks/0"),
        ({"message": []}, "invalid_message", ""),
        ({"view": modal(actions(button(), {}))}, "invalid_view", "/blocks/0/elements/1"),
        ({"view": home(NOTHING)}, "invalid_view", "/blocks/0"),
        ({"view": []}, "invalid_view", ""),
    ],
)
async def test_pointers_begin_in_what_was_given(slack, given, error, pointer):
    refusal = await slack.refused(slack.app.api_call("blocks.validate", json=given))
    assert refusal["error"] == error
    assert any(each["pointer"].startswith(pointer) for each in refusal["errors"])


@pytest.mark.parametrize(
    "given",
    [{}, {"blocks": [section()], "view": modal(section())}, {"blocks": "[{"}, {"blocks": LONG}, {"blocks": ""}],
    ids=["none", "two", "no json", "too long", "empty"],
)
async def test_exactly_one_of_the_three_is_taken_and_only_json(slack, given):
    assert await slack.error(slack.app.api_call("blocks.validate", json=given)) == "invalid_arguments"
