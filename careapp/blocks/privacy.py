"""The customers' privacy: what was masked, or could be, and the way to keep it as it was written."""

import json
from collections.abc import Sequence

from careapp.blocks import ids
from careapp.blocks.kit import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    counted,
    field,
    option,
    radio,
    section,
    whisper,
)
from careapp.blocks.rich_text import Element, bullets, plain_words, rich_text
from careapp.practice.privacy import AS_WRITTEN, MASK, Hidden
from careapp.practice.text import cut

SHOWN = 12
_WORDS_SHOWN = 80
_BUTTON_VALUE = 2000
_LONGEST_KEY = f"kudos:{2**63}"
_FORM_PARTS = ("type", "callback_id", "title", "submit", "close", "private_metadata")
CHOICE = "masking"


def asking_form(form: View, hidden: Sequence[Hidden]) -> View:
    """Return a form that was sent, once more, with what could identify a customer and the choice to mask it or not.

    The fields keep their ids, and so what was filled in.
    """
    choices = [option("Mask it", MASK), option("Keep it as I wrote it", AS_WRITTEN)]
    what = "this" if len(hidden) == 1 else "these"
    blocks = [
        section(f"*Before I keep it:* {what} could tell who the customer is. A mask hides that, and the rest stays."),
        *_listed(hidden),
        field(CHOICE, "Shall I mask it?", radio(choices, MASK)),
        *form["blocks"],
    ]
    return {**{name: form[name] for name in _FORM_PARTS}, "blocks": blocks}


def masked_note(key: str, hidden: Sequence[Hidden], *, stands_in_slack: bool = False) -> list[Block]:
    """Return what is added to an answer where something was masked in a story or kudos, by its key.

    The words that were masked stand in the button alone, which is its reader's own: Care keeps them nowhere.
    """
    if not hidden:
        return []
    opening = section("To protect the customer, I masked this in what I keep:")
    own = [context("Your own message in Slack still shows it. You can edit it there.")] if stands_in_slack else []
    again = [actions(button("Keep it as I wrote it", ids.PRIVACY_AS_WRITTEN, _value(key, hidden)))]
    return [opening, *_listed(hidden), *own, *(again if fits_a_button(hidden) else [])]


def fits_a_button(hidden: Sequence[Hidden]) -> bool:
    """Say whether a button can hold the words that were masked, as [Keep it as I wrote it] does."""
    return len(_value(_LONGEST_KEY, hidden)) <= _BUTTON_VALUE


def followed_message(key: str, hidden: Sequence[Hidden]) -> Message:
    """Return the word to somebody who edited their reply, where something in the new words was masked."""
    return whisper("I followed your edit.", *masked_note(key, hidden, stands_in_slack=True))


def as_written_note() -> Block:
    """Return what stands in the place of that note after [Keep it as I wrote it]."""
    return section("It now stands as you wrote it.")


def _value(key: str, hidden: Sequence[Hidden]) -> str:
    return json.dumps([key, [[one.at, one.words] for one in hidden]], ensure_ascii=False, separators=(",", ":"))


def _listed(hidden: Sequence[Hidden]) -> list[Block]:
    rest = len(hidden) - SHOWN
    more: list[list[Element]] = [[plain_words(f"and {counted(rest, 'more', 'more')}")]] if rest > 0 else []
    return [rich_text(bullets([*map(_line, hidden[:SHOWN]), *more]))]


def _line(hidden: Hidden) -> list[Element]:
    return [plain_words(cut(hidden.words, _WORDS_SHOWN)), plain_words("  →  "), plain_words(hidden.mask, bold=True)]
