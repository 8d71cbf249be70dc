"""The lessons of a month, to be supported, and to be made a behaviour of."""

from collections.abc import Callable, Sequence

from careapp.blocks import ids
from careapp.blocks.kit import Block, Message, actions, button, context, counted, header, message, section, whisper
from careapp.blocks.rich_text import plain_words, quote, rich_text, words
from careapp.blocks.rich_text import section as paragraph
from careapp.practice.lesson import Gathering, Lesson, name_of_month

LESSON_SHOWN = 350
LESSONS_A_MESSAGE = 18
PAGES = 10


def lessons_messages(gathering: Gathering, lessons: Sequence[Lesson], name_of: Callable[[str], str]) -> list[Message]:
    """Return the lessons in the order they were told: the first message for the channel, further ones for its thread.

    There is no message where there is no lesson; beyond ten messages, the newest lessons are shown.
    """
    shown = lessons[-LESSONS_A_MESSAGE * PAGES :]
    pages = [shown[at : at + LESSONS_A_MESSAGE] for at in range(0, len(shown), LESSONS_A_MESSAGE)]
    month = name_of_month(gathering.month)
    shown_blocks = [[block for lesson in page for block in _lesson(lesson, name_of)] for page in pages]
    opening = _opening(month, lessons)
    return [
        message(f"The lessons of {month} are here.", page if n else [*opening, *page])
        for n, page in enumerate(shown_blocks)
    ]


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
        context("Facilitators and managers can make one a behaviour that we practise for four weeks."),
    ]


def _lesson(lesson: Lesson, name_of: Callable[[str], str]) -> list[Block]:
    story = lesson.story
    told = f"from a story of {name_of(story.teller)}" + " about poor care" * story.is_poor_care
    support = f"  ·  {counted(lesson.supports, 'person says', 'people say')} that it matters" if lesson.supports else ""
    make = [] if lesson.is_behaviour else [button("Make it a behaviour", ids.LESSON_CHOOSE, str(story.id))]
    chosen = "  ·  a behaviour of ours" if lesson.is_behaviour else ""
    return [
        rich_text(
            quote(*words(story.lesson, LESSON_SHOWN)), paragraph(plain_words(f"{told}{support}{chosen}", italic=True))
        ),
        actions(button("This matters", ids.LESSON_SUPPORT, str(story.id)), *make),
    ]
