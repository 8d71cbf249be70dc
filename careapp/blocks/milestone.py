"""What a circle has reached, in a line each, for the summary of a round or the digest."""

from collections.abc import Sequence

from careapp.blocks.kit import Block, counted
from careapp.blocks.rich_text import Element, emoji, plain_words, rich_text, users
from careapp.blocks.rich_text import section as paragraph
from careapp.library import Library
from careapp.practice.milestone import Milestone

_NAMED = 20


def milestone_blocks(reached: Sequence[Milestone], library: Library) -> list[Block]:
    """Return the lines about what was reached; all first stories share one."""
    first = [one.name for one in reached if one.kind == "first-story"]
    lines = [_line("seedling", *_first(first))] if first else []
    for one in reached:
        value = library.value(one.name)
        if one.kind == "stories":
            lines.append(_line("tada", plain_words(f"That was story number {one.name} of this circle.")))
        elif one.kind == "years":
            said = counted(int(one.name), "year", "years")
            lines.append(_line("birthday", plain_words(f"{said} of rounds together. Thank you all!")))
        elif one.kind == "value" and value:
            lines.append(_line(value.emoji, plain_words(f"Ten stories have shown it by now: “{value.name}”.")))
    return [rich_text(*lines)] if lines else []


def _first(tellers: Sequence[str]) -> list[Element]:
    rest = f", and {len(tellers) - _NAMED} more" if len(tellers) > _NAMED else ""
    listed = users(tellers[:_NAMED])
    return [plain_words("A first story here, from "), *listed, plain_words(f"{rest}. Good to hear from you!")]


def _line(symbol: str, *said: Element) -> Element:
    return paragraph(emoji(symbol), plain_words(" "), *said)
