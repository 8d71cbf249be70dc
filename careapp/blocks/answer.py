"""The letter about stories that nobody has answered, and the form that answers one."""

import json
from collections.abc import Sequence
from datetime import date

from careapp.blocks import ids
from careapp.blocks.day import past_day
from careapp.blocks.kit import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    listed,
    long_field,
    message,
    modal,
    section,
)
from careapp.blocks.rich_text import plain_words, quote, rich_text, words
from careapp.blocks.rich_text import section as paragraph
from careapp.blocks.story import POOR_CARE
from careapp.practice.answer import Brought, draft_thanks
from careapp.practice.story import Story

SHOWN = 300
NAMES_SHOWN = 3
_SHOWN_IN_FORM = 1000
_OWN_WORDS = "A word of your own is worth more: what did you see in it?"


def unanswered_message(brought: Sequence[Brought]) -> Message:
    """Return the letter, with a button for each story that still waits."""
    one = len(brought) == 1
    opening = (
        "*Here is a story that nobody has answered yet.*" if one else "*Here are stories that wait for an answer.*"
    )
    blocks = [block for each in brought for block in waiting_story(each)]
    return message("A story waits for a word from you." if one else "Some stories wait for a word from you.", [
        section(f"{opening} A line from you shows that it was seen."),
        *blocks,
    ])  # fmt: skip


def thank_form(story: Story, names: Sequence[str]) -> View:
    """Return the form with thanks filled in, which go to the story's thread."""
    blocks = [
        rich_text(quote(*words(story.text, _SHOWN_IN_FORM))),
        *long_field("reason", "Your words", f"{draft_thanks(names, story)} ", "Thank you for …", _OWN_WORDS),
        context(f"I post it in your name in the story's thread in <#{story.channel_id}>."),
    ]
    return modal(ids.ANSWER_SEND, "Say thank you", "Send", blocks, json.dumps({"story_id": story.id}))


def thank_button(story_id: int) -> dict[str, object]:
    """Return the button that opens the form for a story."""
    return button("Say thank you", ids.ANSWER_START, str(story_id), "primary")


def waiting_story(brought: Brought, today: date | None = None) -> list[Block]:
    """Return a story with the button that answers it, or the word that it was answered; `today` is when it is read."""
    story = brought.story
    who = ("A customer about " if story.is_praise else "") + listed(brought.carers, NAMES_SHOWN)
    poor = f", {POOR_CARE}" if story.is_poor_care else ""
    head = paragraph(plain_words(who, bold=True), plain_words(f"{poor}, {past_day(story.day, today)}:"))
    answered = context(":white_check_mark: Answered by now.")
    told = rich_text(head, quote(*words(story.text, SHOWN)))
    return [told, answered if brought.is_answered else actions(thank_button(story.id))]
