"""A story as it is shown, and the form in which it is told."""

import json
from collections.abc import Sequence
from datetime import date

from careapp.blocks import ids
from careapp.blocks.circle import whose_circle
from careapp.blocks.day import past_day
from careapp.blocks.kit import (
    CHUNK,
    INPUT_TEXT,
    Block,
    Message,
    View,
    actions,
    button,
    checkboxes,
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
    text_input,
    whisper,
)
from careapp.blocks.rich_text import Element, plain_words, quote, rich_text, users, words
from careapp.blocks.rich_text import section as paragraph
from careapp.library import Library, Value
from careapp.practice.circle import Circle
from careapp.practice.story import Story

SHOWN = 2500
SIDE_SHOWN = 1000
POOR_CARE = "as a customer, poorly cared for"


def story_message(story: Story, teller: str, value: Value | None) -> Message:
    """Return the post that shows a story as its teller's, by name: nobody needs a ping about their own story."""
    said = f"  ·  :{value.emoji}: {escape(value.name)}" if value else ""
    poor = f"  ·  _{POOR_CARE}_" if story.is_poor_care else ""
    edited = "  ·  _edited_" if story.is_edited else ""
    blocks = [
        section(f"*{escape(teller)}* told a story{poor}{said}{edited}", overflow(ids.STORY_MENU, menu(story))),
        rich_text(quote(*words(story.text, SHOWN)), *sides(story)),
        *more_note(story),
    ]
    return message(f"{escape(teller)} told a story.", blocks)


def kept_message(story: Story, *notes: Block, today: date | None = None, is_elsewhere: bool = False) -> Message:
    """Return the answer to a teller whose words were kept, with what else there is to say of them.

    `today` is when they read it, in their circle; `is_elsewhere` where they do so outside of its channel.
    """
    lesson = button("Add a lesson", ids.LESSON_ADD, str(story.id))
    if story.way == "reply":
        undo = button("Not a story", ids.STORY_UNDO, str(story.id))
        return whisper("Thank you, I kept this as your story of the day.", actions(undo, lesson), *notes)
    undo = button("Take it back", ids.STORY_UNDO, str(story.id))
    channel = f"<#{story.channel_id}>" if is_elsewhere else ""
    if story.is_praise:
        said = f"Thank you. The customer's words are on their way to {channel or 'the channel'}."
        return whisper(said, actions(undo), *notes)
    where = f"on its way to {channel or 'the channel'}"
    if story.round_day:
        where = f"in the round of {past_day(story.round_day, today)}" + f", in {channel}" * is_elsewhere
    return whisper(f"Thank you. Your story is {where}.", actions(undo, lesson), *notes)


def undone_message() -> Message:
    """Return the answer to [Not a story]."""
    return whisper("Taken back. It is not kept as a story.")


def story_form(
    library: Library,
    circles: Sequence[Circle],
    *,
    opened_in: str = "",
    text: str = "",
    prompt: str = "",
    value_id: str = "",
) -> View:
    """Return the form for a new story, told in one of `circles`, of which there is at least one.

    `opened_in` is as in `whose_circle`.
    """
    asked = [context(f"_{escape(prompt)}_")] if prompt else []
    thanks = field(
        "thanks",
        "Colleagues to thank for it",
        people_input((), "Whoever helped"),
        hint="They receive kudos, with this story as the reason.",
        optional=True,
    )
    where = whose_circle(circles, opened_in)
    blocks = [*asked, *where, *_fields(library, text, value_id), _poor_care(), thanks]
    meta = json.dumps({"channel_id": circles[0].channel_id, "opened_in": opened_in})
    return modal(ids.STORY_TELL, "Tell a story", "Tell it", blocks, meta)


def change_form(story: Story, library: Library) -> View:
    """Return the form that changes a story."""
    value_id = story.value_id or ""
    fields = _fields(library, story.text, value_id, meant=story.meant, lesson=story.lesson)
    fields += [] if story.is_praise else [_poor_care(is_poor=story.is_poor_care)]
    return modal(ids.STORY_CHANGE, "Change your story", "Save", fields, json.dumps({"story_id": story.id}))


def whole_story(story: Story) -> View:
    """Return all of a long story, to be read."""
    told = "\n\n".join(part for part in (story.text, story.meant, story.lesson) if part)
    parts = [told[at : at + CHUNK] for at in range(0, len(told), CHUNK)]
    view = modal(ids.STORY_WHOLE, "The whole story", "", [rich_text(paragraph(*words(p, INPUT_TEXT))) for p in parts])
    return {name: part for name, part in view.items() if name != "submit"} | {
        "close": view["close"] | {"text": "Close"}
    }


def _fields(library: Library, text: str, value_id: str, *, meant: str = "", lesson: str = "") -> list[Block]:
    values = [option(value.name, value.id) for value in library.values]
    return [
        *long_field("text", "What happened?", text, "I drove back to …"),
        field("meant", "What did it mean to them?", text_input(meant), optional=True),
        field("lesson", "A lesson for the rest of us", text_input(lesson), optional=True),
        field("value", "It shows", select(values, value_id), optional=True),
    ]


def _poor_care(*, is_poor: bool = False) -> Block:
    poor = [option("I was the customer, and was cared for poorly", "poor")]
    return field("poor_care", "Whose care was it?", checkboxes(poor, ["poor"] if is_poor else []), optional=True)


def more_note(story: Story) -> list[Block]:
    """Return the note that there is more of a story than its post shows, where there is."""
    return [context("_This is the beginning. Choose “Read it all” for the rest._")] if _is_cut(story) else []


def sides(story: Story) -> list[Element]:
    """Return what a story meant, its lesson, and whom it thanks."""
    shown = []
    if story.meant:
        shown.append(paragraph(plain_words("What it meant: ", bold=True), *words(story.meant, SIDE_SHOWN)))
    if story.lesson:
        shown.append(paragraph(plain_words("A lesson: ", bold=True), *words(story.lesson, SIDE_SHOWN)))
    if story.thanked and not story.is_praise:
        shown.append(paragraph(plain_words("With thanks to "), *users(story.thanked)))
    return shown


def menu(story: Story) -> list[dict[str, object]]:
    """Return what the three dots on a story offer."""
    read = [option("Read it all", f"read {story.id}")] if _is_cut(story) else []
    return [*read, option("Change", f"change {story.id}"), option("Take it back", f"remove {story.id}")]


def _is_cut(story: Story) -> bool:
    return len(story.text) > SHOWN or max(len(story.meant), len(story.lesson)) > SIDE_SHOWN
