"""What a customer said of people, as it is shown, and the form in which it is saved."""

import json
from collections.abc import Iterable, Sequence

from careapp.blocks import ids
from careapp.blocks.circle import whose_circle
from careapp.blocks.kit import (
    Block,
    Message,
    View,
    context,
    escape,
    field,
    long_field,
    message,
    modal,
    option,
    overflow,
    people_input,
    section,
    select,
)
from careapp.blocks.rich_text import plain_words, quote, rich_text, users, words
from careapp.blocks.rich_text import section as paragraph
from careapp.blocks.story import SHOWN, menu, more_note, sides, whole_story
from careapp.library import Library, Value
from careapp.practice.circle import Circle
from careapp.practice.praise import Source
from careapp.practice.story import Story


def praise_message(praise: Story, saver: str, value: Value | None) -> Message:
    """Return the post that shows a customer's words to the channel, and whom they are about."""
    shows = f"  ·  :{value.emoji}: {escape(value.name)}" if value else ""
    edited = "  ·  _edited_" if praise.is_edited else ""
    blocks = [
        section(f"*A customer said*{shows}{edited}", overflow(ids.STORY_MENU, menu(praise))),
        rich_text(quote(*words(praise.text, SHOWN)), *sides(praise), _about(praise)),
        *more_note(praise),
        context(f"Saved by {escape(saver)}"),
    ]
    return message(f"{escape(saver)} saved what a customer said.", blocks)


def praise_letter(said: str, saver: str, channel_name: str) -> Message:
    """Return the letter to somebody of whom a customer said something."""
    return message(
        "A customer said something about you.",
        [
            rich_text(paragraph(plain_words("A customer said about you:", bold=True)), quote(*words(said, SHOWN))),
            context(f"Saved by {escape(saver)} in #{escape(channel_name)}."),
        ],
    )


def praise_form(
    library: Library,
    circles: Sequence[Circle],
    *,
    opened_in: str = "",
    about: Iterable[str] = (),
    text: str = "",
    source: Source | None = None,
) -> View:
    """Return the form for praise, saved in one of `circles`, of which there is at least one.

    `opened_in` is as in `whose_circle`.
    """
    values = [option(value.name, value.id) for value in library.values]
    blocks = [
        *whose_circle(circles, opened_in),
        field("about", "Whom is it about?", people_input(about, "One colleague or more")),
        *long_field("text", "In the customer's own words", text, "Thank you for driving back to us …"),
        field("value", "It shows", select(values), optional=True),
    ]
    said = [source.channel_id, source.ts] if source else []
    meta = json.dumps({"channel_id": circles[0].channel_id, "opened_in": opened_in, "said": said})
    return modal(ids.PRAISE_SAVE, "Save customer praise", "Save", blocks, meta)


def saved_view(praise: Story, saver: str, channel_name: str) -> View:
    """Return praise that a message was saved as before, to be read."""
    note = section(f"{escape(saver)} saved this already, in #{escape(channel_name)}. Everybody there can cheer it.")
    whole = whole_story(praise)
    about: list[Block] = [rich_text(_about(praise))]
    return {**whole, "title": whole["title"] | {"text": "Already saved"}, "blocks": [note, *whole["blocks"], *about]}


def _about(praise: Story) -> Block:
    return paragraph(plain_words("About "), *users(praise.thanked))
