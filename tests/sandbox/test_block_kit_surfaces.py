"""Where each block of Block Kit may stand, and what holds for a message or a view as a whole."""

import pytest

from careapp.sandbox.block_kit import blocks_complaints, findings, too_many_tables, view_complaints, view_findings

from .conftest import home, modal
from .gallery import BLOCKS, asking, block, button, element, plain, section

EVERYWHERE = {"actions", "card", "context", "divider", "header", "image", "input", "rich_text", "section", "video"}
ON = {
    "message": EVERYWHERE
    | {"carousel", "container", "context_actions", "data_table", "data_visualization"}
    | {"file", "markdown", "plan", "table", "task_card"},
    "modal": EVERYWHERE | {"alert"},
    "home": EVERYWHERE | {"carousel", "container", "data_table", "data_visualization", "table"},
}
COMPLAINTS = {
    "message": lambda blocks: blocks_complaints(blocks),
    "modal": lambda blocks: view_complaints(modal(*blocks), ("modal",)),
    "home": lambda blocks: view_complaints(home(*blocks), ("home",)),
}


@pytest.mark.parametrize("type_", BLOCKS)
@pytest.mark.parametrize("surface", ON)
def test_a_block_is_taken_where_slack_takes_it_and_nowhere_else(surface, type_):
    complaints = COMPLAINTS[surface]([block(type_)])
    where = "/blocks/0" if surface == "message" else "/view/blocks/0"
    unsupported = f"unsupported type: {type_} [json-pointer:{where}/type]"
    assert complaints[-1:] == ([] if type_ in ON[surface] else [unsupported])


def test_ids_are_taken_once_also_within_containers_and_carousels():
    inner = {"type": "divider", "block_id": "twin"}
    holder = {**block("container"), "child_blocks": [inner]}
    assert blocks_complaints([inner, holder]) == [
        '`block_id` "twin" already exists [json-pointer:/blocks/1/child_blocks/0/block_id]'
    ]
    cards = block("carousel")
    cards["elements"][1]["block_id"] = cards["elements"][0]["block_id"]
    assert blocks_complaints([cards]) == [
        '`block_id` "card-1" already exists [json-pointer:/blocks/0/elements/1/block_id]'
    ]
    twins = {**block("card"), "actions": [button("one", "One"), button("one", "Two")]}
    assert blocks_complaints([twins]) == [
        '`action_id` "one" already exists [json-pointer:/blocks/0/actions/1/action_id]'
    ]


def test_two_blocks_may_use_the_same_action_id():
    assert blocks_complaints([section("One", element("button")), section("Two", element("button"))]) == []


def test_a_message_has_limits_over_all_its_blocks():
    chart = block("data_visualization")
    assert blocks_complaints([chart] * 2) == []
    assert blocks_complaints([chart] * 3) == ["no more than 2 data visualizations allowed [json-pointer:/blocks]"]
    wide = block("data_table", rows=[[{"type": "raw_text", "text": "x" * 6_000}]] * 2)
    assert blocks_complaints([wide]) == []
    assert blocks_complaints([wide] * 2) == [
        "no more than 20000 characters in data tables allowed [json-pointer:/blocks]"
    ]


def test_a_message_holds_one_table_wherever_it_stands():
    table = block("table")
    assert not too_many_tables([table, block("data_table")])
    assert too_many_tables([table, block("container", child_blocks=[table])])


async def test_a_second_table_is_refused_by_name(slack):
    refusal = await slack.refused(slack.app.chat_postMessage(channel="CDESK", text="x", blocks=[block("table")] * 2))
    assert refusal["error"] == "invalid_attachments"
    assert refusal["response_metadata"]["messages"] == ["[ERROR] only_one_table_allowed"]


def test_a_modal_with_inputs_needs_a_submit_and_a_home_does_not():
    asks = [block("divider"), asking("plain_text_input")]
    view = modal(*asks)
    del view["submit"]
    assert [each.sentence for each in view_findings(view)] == [
        "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]"
    ]
    assert view_findings(home(*asks)) == []


def test_one_element_of_a_view_takes_the_focus():
    first, second = (asking("plain_text_input", block_id=name) for name in "ab")
    for each in (first, second):
        each["element"]["focus_on_load"] = True
    pointer = "/view/blocks/1/element/focus_on_load"
    assert view_complaints(modal(first, second), ("modal",)) == [
        f"only one element can set `focus_on_load` [json-pointer:{pointer}]"
    ]


def test_findings_are_objects_with_code_pointer_and_constraint():
    long = {"type": "header", "text": plain("x" * 151)}
    assert findings("blocks", [long, {"type": "header"}, {"type": "actions", "elements": {}}]) == [
        {
            "code": "failed_constraint",
            "message": "must be less than 151 characters",
            "pointer": "/0/text/text",
            "constraint": {"type": "max_length", "expected": 150},
        },
        {"code": "missing_field", "message": "missing required field: text", "pointer": "/1", "field": "text"},
        {"code": "invalid_type", "message": "must provide an array", "pointer": "/2/elements"},
    ]


def test_findings_begin_in_what_was_given():
    assert findings("message", {"text": "x", "blocks": [{"type": "divider"}]}) == []
    assert findings("message", {"attachments": [{"blocks": [{}]}]})[0]["pointer"] == "/attachments/0/blocks/0"
    assert {each["pointer"] for each in findings("view", home({"type": "poem"}))} == {"", "/blocks/0/type"}
    assert [each["message"] for each in findings("message", "x")] == ["must provide an object"]
