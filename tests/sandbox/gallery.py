"""One of every block and every element of Block Kit, for messages, modals and the Home."""

from copy import deepcopy
from typing import Any

Json = dict[str, Any]
WEB = "https://maple.example/page"


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """A mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def option(value: str, **more: Any) -> Json:
    """An option named after its value."""
    return {"text": plain(value.capitalize()), "value": value, **more}


def rich(*elements: Json, **more: Any) -> Json:
    """A rich_text block of one section."""
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}], **more}


def words(text: str, **style: bool) -> Json:
    """A text element of rich text."""
    return {"type": "text", "text": text} | ({"style": style} if style else {})


def button(action_id: str, text: str, **more: Any) -> Json:
    """A button."""
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


DRAWING = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 9'>"
    "<rect width='16' height='9' fill='%2387b5b0'/><circle cx='12' cy='3' r='1.4' fill='%23fdf3d7'/>"
    "<path d='M0 9 5 4l3 3 2-2 6 4z' fill='%23345e5b'/></svg>"
)
CONFIRM: Json = {
    "title": plain("Are you sure?"),
    "text": mrkdwn("This *cannot* be taken back."),
    "confirm": plain("Do it"),
    "deny": plain("Stop"),
    "style": "danger",
}
FRUIT = [option("apple"), option("pear", description=plain("Green or yellow")), option("quince")]
GROUPS = [
    {"label": plain("Fruit"), "options": FRUIT[:2]},
    {"label": plain("Roots"), "options": [option("carrot"), option("beet")]},
]
PLACEHOLDER = plain("Choose")
WORKFLOW = {"trigger": {"url": "https://slack.com/shortcuts/Ft01/abc"}}
FEEDBACK: Json = {
    "positive_button": {"text": plain("Good"), "value": "good"},
    "negative_button": {"text": plain("Bad"), "value": "bad", "accessibility_label": "Not helpful"},
}

ELEMENTS: dict[str, Json] = {
    "button": {"text": plain("Press me"), "value": "v", "style": "primary", "accessibility_label": "Press the button"},
    "workflow_button": {"text": plain("Start the workflow"), "workflow": WORKFLOW},
    "feedback_buttons": FEEDBACK,
    "icon_button": {"icon": "trash", "text": plain("Throw away"), "value": "gone", "confirm": CONFIRM},
    "overflow": {
        "options": [option("copy"), option("move", description=plain("To a friend")), option("visit", url=WEB)]
    },
    "checkboxes": {
        "options": [*FRUIT[:2], {"text": mrkdwn("A *bold* one"), "value": "bold"}],
        "initial_options": FRUIT[:1],
    },
    "radio_buttons": {"options": FRUIT, "initial_option": FRUIT[1]},
    "static_select": {"options": FRUIT, "placeholder": plain("A fruit"), "confirm": CONFIRM},
    "multi_static_select": {"option_groups": GROUPS, "initial_options": FRUIT[:1], "max_selected_items": 3},
    "external_select": {"placeholder": plain("Find a city"), "min_query_length": 2},
    "multi_external_select": {
        "initial_options": [option("oslo")],
        "min_query_length": 0,
        "placeholder": plain("Cities"),
    },
    "users_select": {"placeholder": plain("A person")},
    "multi_users_select": {"initial_users": ["UMAYA", "UTOM"]},
    "conversations_select": {
        "filter": {"include": ["public", "private", "im"]},
        "default_to_current_conversation": True,
    },
    "multi_conversations_select": {"placeholder": plain("Conversations")},
    "channels_select": {"initial_channel": "CDESK"},
    "multi_channels_select": {"initial_channels": ["CDESK"]},
    "datepicker": {"initial_date": "2026-03-14", "placeholder": plain("A day")},
    "timepicker": {"initial_time": "09:30", "timezone": "Europe/Berlin"},
    "datetimepicker": {"initial_date_time": 1_772_452_800},
    "plain_text_input": {"placeholder": plain("In a few words"), "max_length": 80},
    "email_text_input": {"placeholder": plain("you@maple.example")},
    "url_text_input": {"placeholder": plain("https://")},
    "number_input": {"is_decimal_allowed": False, "min_value": "1", "max_value": "12", "initial_value": "3"},
    "rich_text_input": {"initial_value": rich(words("Words with "), words("weight", bold=True)), "min_lines": 2},
    "file_input": {"filetypes": ["png", "txt"], "max_files": 2},
}


def element(type_: str, **more: Any) -> Json:
    """The example of an element, under an action_id of its own."""
    return {"type": type_, "action_id": f"an_{type_}", **deepcopy(ELEMENTS[type_]), **more}


def asking(type_: str, **more: Any) -> Json:
    """An input block around the example of an element."""
    label = type_.replace("_", " ").capitalize()
    return {"type": "input", "block_id": f"in_{type_}", "label": plain(label), "element": element(type_), **more}


CARD: Json = {
    "type": "card",
    "hero_image": {"type": "image", "image_url": "https://maple.example/hill.png", "alt_text": "A hill"},
    "slack_icon": {"type": "icon", "name": "rocket"},
    "title": mrkdwn("A *card*"),
    "subtitle": plain("With a subtitle"),
    "body": mrkdwn("And what it has to say."),
    "subtext": plain("Since Monday"),
    "actions": [button("take", "Take it"), button("leave", "Leave it", style="danger")],
}
CARDS = [{**CARD, "title": plain(f"Card {number}"), "block_id": f"card-{number}"} for number in range(1, 5)]


def _row(*cells: Any) -> list[Json]:
    return [
        {"type": "raw_number", "value": cell, "text": f"{cell} pieces"}
        if isinstance(cell, int)
        else {"type": "raw_text", "text": cell}
        for cell in cells
    ]


STOCK = [_row("Fruit", "Stock"), *(_row(name, count) for name, count in zip("ABCDEFGH", range(8, 80, 9), strict=True))]
WEEKS = {"categories": ["One", "Two", "Three"], "x_label": "Week", "y_label": "Told"}
SERIES = [
    {
        "name": name,
        "data": [{"label": label, "value": value} for label, value in zip(WEEKS["categories"], row, strict=True)],
    }
    for name, row in {"North": (3, 5, 2), "South": (4, 1, 6)}.items()
]
TASK: Json = {
    "task_id": "t1",
    "title": "Read the notes",
    "status": "complete",
    "details": rich(words("All of them.")),
    "output": rich(words("12 notes")),
    "sources": [{"type": "url", "url": WEB, "text": "The notes"}],
}

BLOCKS: dict[str, Json] = {
    "section": {
        "text": mrkdwn("A section with *bold*, _italic_, ~struck~ and `code`"),
        "fields": [plain("One"), mrkdwn("*Two*")],
    },
    "header": {"text": plain("A header")},
    "divider": {},
    "context": {
        "elements": [
            {"type": "image", "image_url": "https://maple.example/small.png", "alt_text": "Small"},
            mrkdwn("Context by *somebody*"),
        ]
    },
    "actions": {"elements": [element("button"), element("overflow"), element("datepicker")]},
    "context_actions": {"elements": [element("feedback_buttons"), element("icon_button")]},
    "input": {"label": plain("A label"), "hint": plain("A hint"), "element": element("plain_text_input")},
    "image": {"image_url": "https://maple.example/hill.png", "alt_text": "A hill", "title": plain("The hill")},
    "rich_text": {
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    words("Bold", bold=True),
                    words(" italic", italic=True),
                    words(" struck", strike=True),
                    words(" code", code=True),
                    {"type": "link", "url": WEB, "text": " a link "},
                    {"type": "user", "user_id": "UMAYA"},
                    {"type": "channel", "channel_id": "CDESK"},
                    {"type": "usergroup", "usergroup_id": "SNIGHTSHIFT"},
                    {"type": "emoji", "name": "tada"},
                    {"type": "broadcast", "range": "here"},
                    {"type": "date", "timestamp": 1_772_452_800, "format": "{date_long}", "fallback": "a day"},
                    {"type": "color", "value": "#3d7d4f"},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "ordered",
                "offset": 2,
                "elements": [{"type": "rich_text_section", "elements": [words("Third")]}],
            },
            {
                "type": "rich_text_list",
                "style": "bullet",
                "indent": 1,
                "border": 1,
                "elements": [{"type": "rich_text_section", "elements": [words("Deeper")]}],
            },
            {"type": "rich_text_quote", "elements": [words("Said by somebody")]},
            {"type": "rich_text_preformatted", "elements": [words("let x = 1")], "border": 0},
        ]
    },
    "markdown": {"text": "## Markdown\n\n1. **bold** and `code`\n\n| a | b |\n|---|---|\n| 1 | 2 |"},
    "video": {
        "alt_text": "A film about the hill",
        "title": plain("The hill, filmed"),
        "thumbnail_url": "https://maple.example/hill.png",
        "video_url": "https://maple.example/embed/hill",
        "title_url": "https://maple.example/hill",
        "author_name": "Ada Roy",
        "provider_name": "Maple Films",
        "description": plain("Two minutes of grass."),
    },
    "file": {"external_id": "maple-1", "source": "remote"},
    "table": {
        "rows": [_row("Name", "Count", "Note"), [*_row("Pears", 4), rich(words("ripe", bold=True))]],
        "column_settings": [{"is_wrapped": True}, {"align": "right"}],
    },
    "data_table": {"caption": "What is in stock", "rows": STOCK, "page_size": 3, "row_header_column_index": 0},
    "data_visualization": {
        "title": "Stories by week",
        "chart": {"type": "bar", "series": SERIES, "axis_config": WEEKS},
    },
    "alert": {"text": mrkdwn("Something to *know* before you go on."), "level": "warning"},
    "card": {name: value for name, value in CARD.items() if name != "type"},
    "carousel": {"elements": CARDS},
    "container": {
        "title": plain("A container"),
        "subtitle": mrkdwn("With *more* inside"),
        "is_collapsible": True,
        "child_blocks": [
            {"type": "section", "text": mrkdwn("Inside")},
            {"type": "actions", "elements": [button("inner", "Inner button")]},
        ],
    },
    "task_card": TASK,
    "plan": {
        "title": "How it goes on",
        "tasks": [
            TASK,
            {"task_id": "t2", "title": "Write it down", "status": "in_progress", "type": "task_card"},
            {"task_id": "t3", "title": "Send it", "status": "pending"},
            {"task_id": "t4", "title": "Call the printer", "status": "error"},
        ],
    },
}


def block(type_: str, **more: Any) -> Json:
    """The example of a block."""
    return {"type": type_, **deepcopy(BLOCKS[type_]), **more}


def section(text: str, accessory: Json, **more: Any) -> Json:
    """A section beside its accessory."""
    return {"type": "section", "text": mrkdwn(text), "accessory": accessory, **more}
