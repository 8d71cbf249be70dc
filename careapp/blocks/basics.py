"""The values, and the basics of what care is about, to be read."""

from careapp.blocks.kit import Block, Message, context, counted, escape, header, message, section, whisper
from careapp.library import Chapter, Library, Value

_SHOWN = 40  # values, of the 50 blocks of a message


def values_message(library: Library) -> Message:
    """Return the values of care, each with the tag that names it in kudos and stories."""
    more = len(library.values) - _SHOWN
    blocks = [
        header("What we go by"),
        *(section(_value(value)) for value in library.values[:_SHOWN]),
        *([context(f"and {counted(more, 'more', 'more')}")] if more > 0 else []),
        context("Put a tag at the end of a story or of kudos, and it shows that value. `/care basics` says more."),
    ]
    return message("What we go by: the values of care.", blocks)


def basics_message(library: Library) -> Message:
    """Return the chapters of the basics."""
    if not library.chapters:
        return whisper("This library has no page of basics. `/care values` shows what we go by.")
    return message("What care is about, on a page.", [
        header("What care is about"),
        *(_chapter(chapter) for chapter in library.chapters),
        context("`/care values` shows what we go by."),
    ])  # fmt: skip


def _value(value: Value) -> str:
    return f":{value.emoji}: *{escape(value.name)}*  `#{value.id}`\n{escape(value.says)}"


def _chapter(chapter: Chapter) -> Block:
    points = (f"*{escape(point.name)}*  –  {escape(point.says)}" for point in chapter.point)
    return section("\n".join((f"*{escape(chapter.name)}*\n_{escape(chapter.about)}_", *points)))
