"""What Care can do, in a channel and on App Home."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from careapp.blocks import ids
from careapp.blocks.circle import describe
from careapp.blocks.kit import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    divider,
    escape,
    header,
    message,
    section,
)
from careapp.blocks.refusal import GIVEN_BACK
from careapp.blocks.rich_text import quote, rich_text, words
from careapp.practice.circle import Circle, Missed
from careapp.practice.text import cut

_ECHOED = 75
_FOR_ALL = (
    ("`/story I drove back to …`", "tell how you cared for someone; `/story` alone opens a form"),
    ("`/kudos @one @another for …`", "thank colleagues; add a value like `#ownership`"),
    ("`/care praise`", "save what a customer said; on any message: *Save as customer praise*"),
    ("`/care preview`, `/care playbook`", "see the week's highlights so far, and what we practise"),
    ("`/care pulse`, `/care health`", "see how cared for people here feel, and how it goes here; no names"),
    ("`/care note`", "see what the managers' last care notes say about you"),
    ("`/care values`, `/care basics`, `/care prompts`", "read what we go by, what care is about, and what I ask"),
    ("`/care pause until Friday`", "be left in peace; also `for two weeks`, or until `/care back`"),
    ("`/care forget me`", "delete what you told and gave, for good; it asks first"),
    ("`@Care story …`, `@Care kudos …`", "the same in threads, where slash commands do not work"),
)
_FOR_LEADERS = (
    ("`/care setup`", "set this channel up, or change its settings"),
    ("`/care round`, `/care digest`, `/care lessons`", "have the round, the highlights or the lessons now"),
    ("`/care workshop`", "begin a workshop, or go on with one"),
    ("`/care prompts`", "write, change or switch off questions"),
)


def help_message(
    circle: Circle | None,
    channel_id: str,
    now: datetime,
    missed: Sequence[Missed] = (),
    doubts: Sequence[Block] = (),
) -> Message:
    """Return what Care can do here."""
    here = describe(circle, now, missed) if circle else "This channel is not a circle yet."
    return message("Here is what I can do.", [
        section(f"*Here is what I can do.*\n{here}"),
        *doubts,
        section(_listed(_FOR_ALL)),
        context(_for_leaders()),
        actions(*_buttons(circle, channel_id)),
    ])  # fmt: skip


def unknown_message(unknown: str, meant: str, asking: str) -> Message:
    """Return the answer to words that Care does not know; `asking` is what stands before words here, as `/care`.

    `meant` is what the writer may have wanted to type, empty where nothing is near. What is long is given back.
    """
    did_you = f"Did you mean `{asking} {meant}`? " if meant and meant != "help" else ""
    given_back = [rich_text(quote(*words(unknown, GIVEN_BACK)))] if len(unknown) > _ECHOED else []
    said = f"I do not know “{escape(cut(unknown, _ECHOED))}”. {did_you}`{asking}` shows everything."
    return message("These are no words that I know.", [section(said), *given_back])


def home_view(
    name: str,
    circles: Sequence[Circle],
    now: datetime,
    missed: Mapping[str, Sequence[Missed]] = MappingProxyType({}),
    doubts: Sequence[Block] = (),
    letters: Sequence[Block] = (),
) -> View:
    """Return a person's App Home; `missed` is by channel id, `doubts` is about posts that may or may not be there.

    `letters` are the switches for what Care writes to them by itself, and when.
    """
    blocks: list[Block] = [
        header(f"Hello {name}"),
        section("Five minutes a day to tell each other how we cared for a customer, and to say thank you."),
        actions(
            button("Tell a story", ids.ROUND_TELL, style="primary"),
            button("Give kudos", ids.KUDOS_START),
        ),
        divider(),
        section("*Your circles*" if circles else "You are in no circle yet. Invite me to a channel: `/invite @Care`."),
        *(_circle(circle, now, missed.get(circle.channel_id, ())) for circle in circles[:40]),
        *doubts,
        divider(),
        *letters,
        context(_listed(_FOR_ALL)),
        context(_for_leaders()),
    ]
    return {"type": "home", "blocks": blocks}


def _listed(known: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"{asking}  –  {what}" for asking, what in known)


def _for_leaders() -> str:
    return f"*For facilitators and managers*\n{_listed(_FOR_LEADERS)}"


def _circle(circle: Circle, now: datetime, missed: Sequence[Missed]) -> Block:
    said = section(f"<#{circle.channel_id}>\n{describe(circle, now, missed)}")
    about_you = button("What the last care notes say about you", ids.NOTE_SHOW, circle.channel_id)
    return {**said, "accessory": about_you} if circle.writes_care_note else said


def _buttons(circle: Circle | None, channel_id: str) -> list[dict[str, object]]:
    if circle is None:
        return [button("Set this channel up", ids.CIRCLE_SET_UP, channel_id, "primary")]
    return [
        button("Tell a story", ids.ROUND_TELL, channel_id, "primary"),
        button("Give kudos", ids.KUDOS_START, channel_id),
        button("Highlights so far", ids.DIGEST_PREVIEW, channel_id),
        button("Settings", ids.CIRCLE_SET_UP, channel_id),
    ]
