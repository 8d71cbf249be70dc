"""Kudos as they are shown, and the form in which they are given."""

import json
from collections.abc import Iterable, Sequence

from careapp.blocks import ids
from careapp.blocks.circle import whose_circle
from careapp.blocks.kit import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    escape,
    field,
    long_field,
    message,
    modal,
    option,
    people_input,
    select,
    whisper,
)
from careapp.blocks.rich_text import Element, emoji, plain_words, quote, rich_text, users, words
from careapp.blocks.rich_text import section as paragraph
from careapp.library import Library, Value
from careapp.practice.circle import Circle
from careapp.practice.kudos import LONGEST_REASON, Kudos
from careapp.practice.person import Person

SHOWN = LONGEST_REASON


def kudos_message(kudos: Kudos, giver: str, value: Value | None) -> Message:
    """Return the post that thanks the receivers in the channel, from `giver` by name."""
    return message(f"{escape(giver)} gave kudos.", _blocks(kudos, giver, value, list(users(kudos.receivers))))


def kudos_dm(kudos: Kudos, giver: str, value: Value | None, channel_name: str) -> Message:
    """Return the message to a receiver who is not in the channel."""
    return message(
        f"{escape(giver)} thanked you.",
        [*_blocks(kudos, giver, value, [plain_words("you")]), context(f"Given in #{escape(channel_name)}.")],
    )


def given_message(
    kudos: Kudos,
    unknown_tags: Iterable[str],
    not_thanked: Sequence[Person],
    *more: Block,
    is_elsewhere: bool = False,
) -> Message:
    """Return the answer to the giver, with what they may not expect, and `more` that there is to say.

    `is_elsewhere` where they read it outside of the circle's channel.
    """
    others = ", ".join(escape(person.name) for person in not_thanked if person.user_id != kudos.giver)
    notes = [f"Not thanked, because kudos would not reach them: {others}."] if others else []
    named_self = any(person.user_id == kudos.giver for person in not_thanked)
    notes += ["You are not among those thanked: kudos are for others."] if named_self else []
    notes += [f"I know no value called #{escape(tag)}; your words were kept as they are." for tag in unknown_tags]
    undo = actions(button("Take them back", ids.KUDOS_TAKE_BACK, str(kudos.id)))
    where = f" to <#{kudos.channel_id}>" if is_elsewhere else ""
    return whisper("\n".join([f"Your thanks are on their way{where}. :raised_hands:", *notes]), undo, *more)


def taken_back_message() -> Message:
    """Return the answer to [Take them back]."""
    return whisper("Taken back.")


def kudos_form(
    library: Library,
    circles: Sequence[Circle],
    *,
    opened_in: str = "",
    receivers: Iterable[str] = (),
    reason: str = "",
) -> View:
    """Return the form for kudos, given in one of `circles`, of which there is at least one.

    `opened_in` is as in `whose_circle`.
    """
    values = [option(value.name, value.id) for value in library.values]
    blocks = [
        *whose_circle(circles, opened_in),
        field("receivers", "Whom do you thank?", people_input(receivers)),
        *long_field("reason", "What for?", reason, "stayed late to fix the order"),
        field("value", "It shows", select(values), optional=True),
    ]
    meta = json.dumps({"channel_id": circles[0].channel_id, "opened_in": opened_in})
    return modal(ids.KUDOS_GIVE, "Give kudos", "Give", blocks, meta)


def _blocks(kudos: Kudos, giver: str, value: Value | None, receivers: list[Element]) -> list[dict[str, object]]:
    manager = [plain_words("  ·  from your manager", italic=True)] if kudos.from_manager else []
    head = paragraph(
        emoji("raised_hands"),
        plain_words(" "),
        plain_words(giver, bold=True),
        plain_words(" thanks "),
        *receivers,
        *manager,
    )
    said = [context(f":{value.emoji}: {escape(value.name)}")] if value else []
    return [rich_text(head, quote(*words(kudos.reason, SHOWN))), *said]
