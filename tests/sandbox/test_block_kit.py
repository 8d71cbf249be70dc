"""Block Kit held against Slack's limits: each case is one block (or view) and the complaints it earns."""

import pytest

from careapp.sandbox.block_kit import blocks_complaints, view_complaints

from .conftest import actions, button, home, modal, section, text_input


def plain(text="x"):
    return {"type": "plain_text", "text": text}


def option(value="v", text="x", **more):
    return {"text": plain(text), "value": value, **more}


def select(**more):
    return {"type": "static_select", "action_id": "s", "options": [option()], **more}


def rich(*elements):
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


SECTION_TEXT = "[json-pointer:/blocks/0/text/text]"
ELEMENT = "/blocks/0/elements/0"

REFUSED = [
    ({"type": "section"}, "must define either `text` or `fields` [json-pointer:/blocks/0/type]"),
    ({"type": "section", "fields": [plain()] * 11}, "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
    (
        {"type": "section", "fields": [plain("x" * 2001)]},
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    (section(colour="red"), "invalid additional property: colour [json-pointer:/blocks/0]"),
    ({"text": plain()}, "missing required field: type [json-pointer:/blocks/0]"),
    ({"type": "poem"}, "unsupported type: poem [json-pointer:/blocks/0/type]"),
    ({"type": ["section"]}, "unsupported type: ['section'] [json-pointer:/blocks/0/type]"),
    ("x", "must provide an object [json-pointer:/blocks/0]"),
    (section(block_id="x" * 256), "must be less than 256 characters [json-pointer:/blocks/0/block_id]"),
    ({"type": "header", "text": plain("x" * 151)}, f"must be less than 151 characters {SECTION_TEXT}"),
    (
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    ({"type": "context", "elements": []}, "must provide at least 1 items [json-pointer:/blocks/0/elements]"),
    (
        {"type": "context", "elements": [plain()] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (actions(*[button(f"b{n}") for n in range(26)]), "no more than 25 items allowed [json-pointer:/blocks/0/elements]"),
    (actions(button(text=plain("x" * 76))), f"must be less than 76 characters [json-pointer:{ELEMENT}/text/text]"),
    (actions(button(value="x" * 2001)), f"must be less than 2001 characters [json-pointer:{ELEMENT}/value]"),
    (actions(button(url="nowhere")), f"must be a valid URL [json-pointer:{ELEMENT}/url]"),
    (actions(button("x" * 256)), f"must be less than 256 characters [json-pointer:{ELEMENT}/action_id]"),
    (actions(button(style="loud")), f"must be a valid enum value [json-pointer:{ELEMENT}/style]"),
    (actions(button("a"), button("a")), '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]'),
    (
        actions({"type": "plain_text_input", "action_id": "a"}),
        f"unsupported type: plain_text_input [json-pointer:{ELEMENT}/type]",
    ),
    (actions(select(options=[option()] * 101)), f"no more than 100 items allowed [json-pointer:{ELEMENT}/options]"),
    (
        actions(select(option_groups=[])),
        f"must provide at least 1 items [json-pointer:{ELEMENT}/option_groups]",
    ),
    (
        actions(select(option_groups=[{"label": plain(), "options": [option()]}])),
        f"must define exactly one of `options` or `option_groups` [json-pointer:{ELEMENT}]",
    ),
    (
        actions(select(initial_option=option("other"))),
        f"initial_option must be one of the options [json-pointer:{ELEMENT}/initial_option]",
    ),
    (
        actions(select(options=[option(text="x" * 76)])),
        f"must be less than 76 characters [json-pointer:{ELEMENT}/options/0/text/text]",
    ),
    (
        actions(select(options=[option("x" * 151)])),
        f"must be less than 151 characters [json-pointer:{ELEMENT}/options/0/value]",
    ),
    (
        actions({"type": "overflow", "action_id": "o", "options": [option()] * 6}),
        f"no more than 5 items allowed [json-pointer:{ELEMENT}/options]",
    ),
    (
        actions({"type": "checkboxes", "action_id": "c", "options": [option(f"{n}") for n in range(11)]}),
        f"no more than 10 items allowed [json-pointer:{ELEMENT}/options]",
    ),
    (
        actions(button(confirm={"title": plain("x" * 101), "text": plain(), "confirm": plain(), "deny": plain()})),
        f"must be less than 101 characters [json-pointer:{ELEMENT}/confirm/title/text]",
    ),
    (
        actions({"type": "users_select", "action_id": "u", "initial_user": "maya"}),
        f"must be a valid user id [json-pointer:{ELEMENT}/initial_user]",
    ),
    (text_input(label=plain("x" * 2001)), "must be less than 2001 characters [json-pointer:/blocks/0/label/text]"),
    (
        text_input(element={"max_length": 3001}),
        "must be less than or equal to 3000 [json-pointer:/blocks/0/element/max_length]",
    ),
    (
        text_input(element={"placeholder": plain("x" * 151)}),
        "must be less than 151 characters [json-pointer:/blocks/0/element/placeholder/text]",
    ),
    (
        {"type": "image", "alt_text": "x"},
        "must define exactly one of `image_url` or `slack_file` [json-pointer:/blocks/0]",
    ),
    (
        {"type": "image", "alt_text": "x" * 2001, "image_url": "https://x.io/a.png"},
        "must be less than 2001 characters [json-pointer:/blocks/0/alt_text]",
    ),
    (
        {"type": "image", "image_url": "https://x.io/a.png"},
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    ({"type": "markdown", "text": "x" * 12_001}, "must be less than 12001 characters [json-pointer:/blocks/0/text]"),
    (
        rich({"type": "text", "text": "x", "style": {"loud": True}}),
        "invalid additional property: loud [json-pointer:/blocks/0/elements/0/elements/0/style]",
    ),
    (
        rich({"type": "user"}),
        "missing required field: user_id [json-pointer:/blocks/0/elements/0/elements/0]",
    ),
    (
        {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * 101},
        "no more than 100 items allowed [json-pointer:/blocks/0/rows]",
    ),
]


@pytest.mark.parametrize("text", ["", "x" * 3001], ids=["empty", "too long"])
def test_a_sections_text_is_refused_as_a_whole_and_in_its_length(text):
    whole, length = blocks_complaints([section(text)])
    assert whole == "failed to match all allowed schemas [json-pointer:/blocks/0/text]"
    wording = "must be less than 3001 characters" if text else "must be more than 0 characters"
    assert length == f"{wording} {SECTION_TEXT}"


@pytest.mark.parametrize(("block", "complaint"), REFUSED, ids=[complaint for _, complaint in REFUSED])
def test_a_block_is_refused_in_slacks_words(block, complaint):
    assert blocks_complaints([block]) == [complaint]


TAKEN = [
    section("x" * 3000),
    section(accessory=button()),
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider"},
    {"type": "context", "elements": [plain(), {"type": "image", "image_url": "https://x.io/a.png", "alt_text": ""}]},
    actions(button(url="https://x.io", style="primary"), select(initial_option=option())),
    {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "x", "title": plain()},
    text_input(element={"multiline": True, "max_length": 3000}),
    rich({"type": "text", "text": "x", "style": {"bold": True}}, {"type": "user", "user_id": "U1"}),
    {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_quote", "elements": [{"type": "emoji", "name": "tada"}]},
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "link", "url": "https://x.io"}]}],
            },
        ],
    },
    {"type": "markdown", "text": "# x"},
    {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}, rich()]]},
]


@pytest.mark.parametrize("block", TAKEN, ids=[block["type"] for block in TAKEN])
def test_a_good_block_is_taken(block):
    assert blocks_complaints([block]) == []


def test_a_message_holds_fifty_blocks_each_with_its_own_id():
    assert blocks_complaints([section()] * 50) == []
    assert blocks_complaints([section()] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]
    twins = [section(block_id="a"), section(block_id="a")]
    assert blocks_complaints(twins) == ['`block_id` "a" already exists [json-pointer:/blocks/1/block_id]']
    long = [{"type": "markdown", "text": "x" * 7_000}] * 2
    assert blocks_complaints(long) == ["no more than 12000 characters of markdown allowed [json-pointer:/blocks]"]


def test_views_are_of_their_kind():
    assert view_complaints(modal(text_input()), ("modal",)) == []
    assert view_complaints(home(section()), ("home",)) == []
    schemas = "failed to match all allowed schemas [json-pointer:/view]"
    assert view_complaints(home(), ("modal",)) == [schemas, "unsupported type: home [json-pointer:/view/type]"]
    assert view_complaints("x", ("modal",)) == [schemas, "must provide an object [json-pointer:/view]"]


async def test_a_refused_message_says_all_that_is_wrong(slack):
    blocks = [section(""), {"type": "header", "text": plain("x" * 151)}]
    refusal = await slack.refused(slack.app.chat_postMessage(channel="CDESK", text="x", blocks=blocks))
    assert refusal["error"] == "invalid_blocks"
    assert refusal["response_metadata"]["messages"] == [f"[ERROR] {each}" for each in refusal["errors"]]
    assert len(refusal["errors"]) == 3
