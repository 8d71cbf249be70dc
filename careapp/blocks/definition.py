"""A circle's own sentence on what care is, and the message of it that is pinned in the channel."""

from careapp.blocks.kit import Block, Message, context, message
from careapp.blocks.rich_text import plain_words, rich_text, section, words


def definition_message(definition: str) -> Message:
    """Return the message that holds a circle's sentence."""
    told = context("It opens the weekly highlights, too. A facilitator can change it with `/care setup`.")
    return message("Our definition of care", [definition_line(definition, len(definition)), told])


def definition_line(definition: str, shown: int) -> Block:
    """Return a circle's sentence, at most so many characters of it, with what it is."""
    return rich_text(section(plain_words("What care means to us: ", bold=True), *words(definition, shown)))
