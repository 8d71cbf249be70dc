"""The end of every letter, with which a person can do without its kind, and the switches for all kinds on Home."""

from collections.abc import Collection

from careapp.blocks import ids
from careapp.blocks.kit import Block, Message, actions, button, checkboxes, option, section, whisper
from careapp.practice.letter import LETTERS, Letter


def with_opt_out(message: Message, letter: Letter) -> Message:
    """Return a letter that can be done without at one tap; a block is added to its own."""
    return {**message, "blocks": [*message["blocks"], actions(button("No more of these", ids.LETTER_STOP, letter.id))]}


def stopped_message(letter: Letter) -> Message:
    """Return the answer to [No more of these]."""
    return whisper(
        f"Good. I will not write to you about this again: *{letter.name}*. My Home tab has a switch for every kind.",
        actions(button("Send them again", ids.LETTER_RESUME, letter.id)),
    )


def resumed_message(letter: Letter) -> Message:
    """Return the answer to [Send them again]."""
    return whisper(f"Gladly. You get them again: *{letter.name}*.")


def letter_blocks(unwanted: Collection[str]) -> list[Block]:
    """Return the part of Home in which a person switches letters on and off."""
    choices = [option(letter.name, letter.id, letter.about) for letter in LETTERS]
    wanted = [letter.id for letter in LETTERS if letter.id not in unwanted]
    switches = {**checkboxes(choices, wanted), "action_id": ids.LETTER_CHOOSE}
    return [
        section("*Letters*\nWhat I may write to you about by myself, where your circles use it."),
        actions(switches),
    ]
