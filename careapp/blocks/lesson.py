"""The lessons of a month, to be supported, and to be made a behaviour of."""

import json
from collections.abc import Callable, Sequence
from itertools import groupby

from careapp.blocks import ids
from careapp.blocks.kit import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    counted,
    escape,
    field,
    header,
    message,
    modal,
    section,
    text_input,
    whisper,
)
from careapp.blocks.rich_text import quote, rich_text, words
from careapp.practice.lesson import Gathering, Lesson, name_of_month
from careapp.practice.story import Story

LESSON_SHOWN = 350
LESSONS_A_MESSAGE = 18
PAGES = 10
_FROM_POOR_CARE = "*What poor care taught us, when we were the customers*"
_FROM_GOOD_CARE = "*What good care taught us*"


def lessons_messages(gathering: Gathering, lessons: Sequence[Lesson], name_of: Callable[[str], str]) -> list[Message]:
    """Return the lessons of poor care, then those of good care, each in the order they were told.

    The first message is for the channel, further ones for its thread. There is no message where there is no lesson;
    beyond ten messages, the newest lessons are shown.
    """
    shown = sorted(lessons[-LESSONS_A_MESSAGE * PAGES :], key=lambda lesson: not lesson.story.is_poor_care)
    pages = [shown[at : at + LESSONS_A_MESSAGE] for at in range(0, len(shown), LESSONS_A_MESSAGE)]
    month = name_of_month(gathering.month)
    opening, closing = _opening(month, lessons), _closing(gathering)
    return [
        message(
            f"The lessons of {month} are here.",
            [*([] if n else opening), *_page(page, name_of), *([] if n else closing)],
        )
        for n, page in enumerate(pages)
    ]


def lesson_form(story: Story) -> View:
    """Return the form that gives a story its lesson, or another one."""
    asked = field("lesson", "A lesson for the rest of us", text_input(story.lesson), "What could we all take from it?")
    return modal(ids.LESSON_KEEP, "Add a lesson", "Save", [asked], json.dumps({"story_id": story.id}))


def supported_message(story_id: int, is_new: bool) -> Message:
    """Return the answer to [This matters]."""
    said = "Thank you, your support counts." if is_new else "You support this lesson already."
    return whisper(said, actions(button("Take my support back", ids.LESSON_LEAVE, str(story_id))))


def left_message() -> Message:
    """Return the answer to [Take my support back]."""
    return whisper("Taken back. Your support does not count any more.")


def gathered_message() -> Message:
    """Return the answer to whoever gathered the lessons by hand."""
    return whisper("The lessons are on their way.")


def _opening(month: str, lessons: Sequence[Lesson]) -> list[Block]:
    return [
        header(f"What we learned: the lessons of {month}"),
        section(
            f"{counted(len(lessons), 'lesson', 'lessons')} from our stories. Which should we make a habit of? Press "
            "*This matters* on as many as you like."
        ),
    ]


def _closing(gathering: Gathering) -> list[Block]:
    choose = button("Choose one to practise", ids.LESSON_CHOOSE, f"{gathering.channel_id} {gathering.month}")
    return [actions(choose), context("Facilitators and managers choose, and all of us practise it for four weeks.")]


def _page(lessons: Sequence[Lesson], name_of: Callable[[str], str]) -> list[Block]:
    blocks = []
    for is_poor_care, those in groupby(lessons, key=lambda lesson: lesson.story.is_poor_care):
        blocks += [section(_FROM_POOR_CARE if is_poor_care else _FROM_GOOD_CARE)]
        blocks += [block for lesson in those for block in _lesson(lesson, name_of)]
    return blocks


def _lesson(lesson: Lesson, name_of: Callable[[str], str]) -> list[Block]:
    story = lesson.story
    told = "from what a customer said" if story.is_praise else f"from a story of {name_of(story.teller)}"
    support = f"  ·  {counted(lesson.supports, 'person says', 'people say')} that it matters" if lesson.supports else ""
    chosen = "  ·  a behaviour of ours" if lesson.is_behaviour else ""
    return [
        rich_text(quote(*words(story.lesson, LESSON_SHOWN))),
        section(escape(f"{told}{support}{chosen}"), button("This matters", ids.LESSON_SUPPORT, str(story.id))),
    ]
