"""What a message says, in every form in which mails, surveys and tickets come into Slack."""

from typing import Any

import pytest

from careapp.handlers.said import words_of

SAID = "Your driver came back twice. Thank you!"
RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Thanks "},
                {"type": "user", "user_id": "USAM"},
                {"type": "emoji", "name": "tada"},
                {"type": "link", "url": "https://a.example"},
            ],
        }
    ],
}
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Score: *5* &amp; <https://a.example|more>"}}
FIELDS = {
    "type": "section",
    "fields": [{"type": "mrkdwn", "text": "What was good?"}, {"type": "plain_text", "text": SAID}],
}
BUTTONS = {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Open"}}]}
MESSAGES: dict[str, tuple[dict[str, Any], str]] = {
    "a plain message": ({"text": "Thank you &amp; <@USAM|sam>"}, "Thank you & <@USAM>"),
    "typed with blocks": ({"text": SAID, "user": "U1", "blocks": [SECTION]}, SAID),
    "blocks alone": ({"text": "", "blocks": [RICH]}, "Thanks <@USAM>:tada:https://a.example"),
    "a survey's bot": (
        {"text": "New answer", "bot_id": "B1", "blocks": [SECTION, FIELDS, BUTTONS]},
        f"Score: *5* & more (https://a.example)\nWhat was good?\n{SAID}",
    ),
    "a bot without blocks": ({"text": SAID, "bot_id": "B1"}, SAID),
    "a ticket in an attachment": (
        {
            "text": "Ticket closed",
            "bot_id": "B1",
            "attachments": [{"title": "Delivery", "text": SAID, "fields": [{"title": "Stars", "value": "5"}]}],
        },
        f"Ticket closed\nDelivery\n{SAID}\nStars: 5",
    ),
    "a forwarded message": (
        {"text": "Look at this!", "user": "U1", "attachments": [{"is_share": True, "text": SAID, "fallback": "x"}]},
        SAID,
    ),
    "a forwarded message in blocks": (
        {
            "text": "",
            "attachments": [{"is_msg_unfurl": True, "message_blocks": [{"message": {"blocks": [RICH]}}]}],
        },
        "Thanks <@USAM>:tada:https://a.example",
    ),
    "an attachment with a fallback alone": ({"text": "", "attachments": [{"fallback": SAID}]}, SAID),
    "a mail": (
        {"text": "", "files": [{"mode": "email", "title": "Thanks", "plain_text": SAID, "preview": "Your"}]},
        SAID,
    ),
    "a mail of which Slack gives the beginning": (
        {"text": "fyi", "files": [{"filetype": "email", "preview_plain_text": SAID}]},
        SAID,
    ),
    "a picture": ({"text": "fyi", "files": [{"filetype": "png", "preview": "x"}]}, "fyi"),
    "nothing": ({}, ""),
    "nulls": ({"text": None, "blocks": None, "attachments": None, "files": None}, ""),
    "broken blocks": ({"text": "", "blocks": ["x", {"type": "section"}, {"type": "context", "elements": [3]}]}, ""),
    "more than a story holds": ({"text": "a" * 50_000}, "a" * 40_000),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_the_words_are_found(name: str) -> None:
    message, expected = MESSAGES[name]
    assert words_of(message) == expected
