"""Each limit of Slack's list: the most is taken, one more is refused with its figure, where it stands."""

from copy import deepcopy
from typing import Any

import pytest

from careapp.sandbox.block_kit import blocks_findings
from careapp.sandbox.block_kit.elements import IN_ACTIONS, IN_CONTEXT_ACTIONS, IN_INPUT, IN_SECTION

from .gallery import BLOCKS, ELEMENTS, asking, block, element, option, plain, section, words

HTTPS = "https://"


def around(type_: str) -> dict[str, Any]:
    """A block of this type, or one that holds an element of this type."""
    if type_ in BLOCKS:
        return block(type_)
    if type_ in IN_CONTEXT_ACTIONS:
        return block("context_actions", elements=[element(type_)])
    return {"type": "actions", "elements": [element(type_)]} if type_ in IN_ACTIONS else asking(type_)


def held(whole: dict[str, Any], type_: str) -> dict[str, Any]:
    """The thing of this type in a block: itself, or what it holds."""
    return whole if type_ in BLOCKS else whole.get("element") or whole["elements"][0]


def put(thing: Any, path: str, value: Any) -> None:
    """Puts a value at a path such as `text/text` or `options/0/value`."""
    *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    for step in way:
        thing = thing.setdefault(step, plain("x")) if isinstance(thing, dict) else thing[step]
    thing[last] = value


def options(count: int) -> list[dict[str, Any]]:
    return [option(f"o{number}") for number in range(count)]


def rows(count: int) -> list[Any]:
    return [[{"type": "raw_text", "text": "x"}]] * count


LENGTHS = [
    *((name, "text/text", 75) for name in ("button", "workflow_button", "icon_button")),
    *((name, "accessibility_label", 75) for name in ("button", "workflow_button", "icon_button")),
    ("button", "value", 2000),
    ("icon_button", "value", 2000),
    *((name, "positive_button/text/text", 75) for name in ("feedback_buttons",)),
    ("feedback_buttons", "positive_button/value", 2000),
    ("feedback_buttons", "negative_button/accessibility_label", 75),
    *(("icon_button", f"confirm/{name}/text", most) for name, most in (("title", 100), ("text", 300))),
    *(("icon_button", f"confirm/{name}/text", 30) for name in ("confirm", "deny")),
    *(("overflow", f"options/0/{name}/text", 75) for name in ("text", "description")),
    ("overflow", "options/0/value", 150),
    ("multi_static_select", "option_groups/0/label/text", 75),
    *((name, "placeholder/text", 150) for name in ELEMENTS if "select" in name),
    *((name, "placeholder/text", 150) for name in ("plain_text_input", "email_text_input", "url_text_input")),
    *((name, "placeholder/text", 150) for name in ("number_input", "datepicker", "timepicker", "rich_text_input")),
    *((name, "block_id", 255) for name in BLOCKS),
    *((name, "action_id", 255) for name in ELEMENTS),
    ("section", "text/text", 3000),
    ("section", "fields/0/text", 2000),
    ("header", "text/text", 150),
    ("image", "alt_text", 2000),
    ("image", "title/text", 2000),
    ("input", "label/text", 2000),
    ("input", "hint/text", 2000),
    ("markdown", "text", 12_000),
    ("video", "alt_text", 2000),
    *(("video", f"{name}/text", 200) for name in ("title", "description")),
    *(("video", name, 50) for name in ("author_name", "provider_name")),
    ("alert", "text/text", 200),
    *(("card", f"{name}/text", 150) for name in ("title", "subtitle")),
    *(("card", f"{name}/text", 200) for name in ("body", "subtext")),
    *(("container", f"{name}/text", 150) for name in ("title", "subtitle")),
    ("data_visualization", "title", 50),
    *(("data_visualization", f"chart/axis_config/{name}", 50) for name in ("x_label", "y_label")),
    ("data_visualization", "chart/series/0/name", 20),
]


@pytest.mark.parametrize(("type_", "path", "most"), LENGTHS, ids=lambda value: str(value))
def test_a_text_may_be_so_long_and_no_longer(type_, path, most):
    whole = around(type_)
    put(held(whole, type_), path, "x" * most)
    assert blocks_findings([whole], surface=None) == []
    put(held(whole, type_), path, "x" * (most + 1))
    refused = blocks_findings([whole], surface=None)[-1].as_object()
    assert refused["message"] == f"must be less than {most + 1} characters"
    assert refused["constraint"] == {"type": "max_length", "expected": most}
    assert refused["pointer"].endswith(f"/{path}")


ITEMS = [
    ("section", "fields", plain("x"), 1, 10),
    ("context", "elements", plain("x"), 1, 10),
    ("context_actions", "elements", None, 1, 5),
    ("actions", "elements", None, 1, 25),
    ("card", "actions", None, 0, 3),
    ("carousel", "elements", {"type": "card", "title": plain("x")}, 1, 10),
    ("container", "child_blocks", {"type": "divider"}, 1, 10),
    ("plan", "tasks", None, 0, 50),
    ("icon_button", "visible_to_user_ids", "UMAYA", 0, 10),
]


@pytest.mark.parametrize(("type_", "place", "item", "least", "most"), ITEMS, ids=lambda value: str(value)[:16])
def test_a_list_may_hold_so_many_and_no_more(type_, place, item, least, most):
    def items(count):
        if item:
            return [item] * count
        first = held(around(type_), type_)[place][0]
        name = "task_id" if type_ == "plan" else "action_id"
        return [{**first, name: f"n{number}"} for number in range(count)]

    assert _with(type_, place, items(most)) == []
    assert _with(type_, place, items(most + 1))[-1].message == f"no more than {most} items allowed"
    if least:
        assert _with(type_, place, [])[-1].message == f"must provide at least {least} items"


OPTIONS = [
    ("overflow", 5),
    ("checkboxes", 10),
    ("radio_buttons", 10),
    ("static_select", 100),
]


@pytest.mark.parametrize(("type_", "most"), OPTIONS)
def test_a_choice_offers_one_option_or_so_many(type_, most):
    def offered(count):
        whole = around(type_)
        thing = held(whole, type_)
        thing.pop("initial_option", None), thing.pop("initial_options", None)
        thing["options"] = options(count)
        return [each.message for each in blocks_findings([whole])]

    assert offered(1) == offered(most) == []
    assert offered(0) == ["must provide at least 1 items"]
    assert offered(most + 1) == [f"no more than {most} items allowed"]


@pytest.mark.parametrize(("type_", "least", "most"), [("table", 1, 100), ("data_table", 2, 201)])
def test_a_table_has_so_many_rows_and_twenty_columns(type_, least, most):
    def refused(table):
        return [each.message for each in blocks_findings([block(type_, rows=table)])]

    assert refused(rows(least)) == refused(rows(most)) == []
    assert refused(rows(least - 1)) == [f"must provide at least {least} items"]
    assert refused(rows(most + 1)) == [f"no more than {most} items allowed"]
    assert refused([row * 20 for row in rows(2)]) == []
    assert refused([row * 21 for row in rows(2)]) == ["no more than 20 items allowed"] * 2


@pytest.mark.parametrize(
    ("type_", "name", "least", "most"),
    [
        ("plain_text_input", "min_length", 0, 80),
        ("plain_text_input", "max_length", 1, 3000),
        ("rich_text_input", "min_lines", 1, 100),
        ("rich_text_input", "max_lines", 2, 100),
        ("file_input", "max_files", 1, 10),
        ("data_table", "page_size", 1, 100),
        ("data_table", "row_header_column_index", 0, 1),
    ],
)
def test_a_number_lies_between_its_bounds(type_, name, least, most):
    assert _with(type_, name, least) == _with(type_, name, most) == []
    assert _with(type_, name, least - 1) != []
    assert _with(type_, name, most + 1) != []
    assert [each.message for each in _with(type_, name, str(least))] == ["must provide an integer"]


def test_addresses_have_a_form_and_a_length():
    for type_, name, most in (("button", "url", 3000), ("image", "image_url", 3000), ("video", "video_url", 3000)):
        assert _with(type_, name, HTTPS + "x" * (most - len(HTTPS))) == []
        assert [each.message for each in _with(type_, name, HTTPS + "x" * most)] == ["must be a valid URL"]
        assert [each.message for each in _with(type_, name, "nowhere")] == ["must be a valid URL"]


PLACES = {"accessory": IN_SECTION, "actions": IN_ACTIONS, "context_actions": IN_CONTEXT_ACTIONS, "input": IN_INPUT}


@pytest.mark.parametrize("type_", ELEMENTS)
@pytest.mark.parametrize("place", PLACES)
def test_an_element_is_taken_where_slack_takes_it_and_nowhere_else(place, type_):
    whole = {
        "accessory": lambda: section("x", element(type_)),
        "input": lambda: block("input", element=element(type_)),
    }.get(place, lambda: {"type": place, "elements": [element(type_)]})()
    messages = [each.message for each in blocks_findings([whole])]
    assert messages == ([] if type_ in PLACES[place] else [f"unsupported type: {type_}"])


@pytest.mark.parametrize("type_", [*BLOCKS, *ELEMENTS])
def test_a_field_that_slack_does_not_know_is_refused(type_):
    assert "invalid additional property: odd" in [each.message for each in _with(type_, "odd", 1)]


REQUIRED = {
    **{"button": "text", "workflow_button": "text workflow", "feedback_buttons": "positive_button negative_button"},
    **{"icon_button": "icon text", "overflow": "options", "checkboxes": "options", "radio_buttons": "options"},
    **{"number_input": "is_decimal_allowed", "header": "text", "context": "elements", "actions": "elements"},
    **{"context_actions": "elements", "input": "label element", "image": "alt_text", "rich_text": "elements"},
    **{"markdown": "text", "video": "alt_text title thumbnail_url video_url", "file": "external_id source"},
    **{"table": "rows", "data_table": "rows caption", "data_visualization": "title chart", "alert": "text"},
    **{"carousel": "elements", "container": "child_blocks", "task_card": "task_id title status", "plan": "title tasks"},
}


@pytest.mark.parametrize(("type_", "names"), REQUIRED.items())
def test_what_slack_requires_is_missed_and_the_rest_is_not(type_, names):
    for name in {**BLOCKS, **ELEMENTS}[type_]:
        whole = around(type_)
        del held(whole, type_)[name]
        missed = [each.details for each in blocks_findings([whole], surface=None) if each.code == "missing_field"]
        assert missed == ([{"field": name}] if name in names.split() else [])


def test_rules_hold_between_the_fields_of_a_block():
    chart = deepcopy(BLOCKS["data_visualization"]["chart"])
    chart["series"][0]["data"].pop()
    assert _with("data_visualization", "chart", chart)[0].message == "must have exactly one point for every category"
    assert _with("container", "has_header_divider", True)[0].pointer == "/blocks/0/has_header_divider"
    assert _with("card", "icon", BLOCKS["card"]["hero_image"])[0].message.startswith("must not define more than one")
    assert _with("task_card", "status", "pending")[0].message == "only a task of a plan can be pending"
    assert _with("plan", "tasks", [BLOCKS["task_card"]] * 2)[0].message == '`task_id` "t1" already exists'
    header = [{"type": "rich_text", "elements": []}]
    assert _with("data_table", "rows", [header, header])[0].message == "unsupported type: rich_text"
    assert _with("data_table", "rows", [*rows(1), rows(1)[0] * 2])[0].message.startswith("all rows must have")
    assert _with("number_input", "min_value", "13")[0].message == "`min_value` cannot be greater than `max_value`"
    assert _with("rich_text", "elements", [words("x")])[0].message == "unsupported type: text"


def _with(type_: str, name: str, value: Any) -> list[Any]:
    whole = around(type_)
    held(whole, type_)[name] = value
    return blocks_findings([whole], surface=None)
