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
_WORDS = (
    ("`/story I drove back to …`", "tell how you cared for someone; `/story` alone opens a form"),
    ("`/kudos @one @another for …`", "thank colleagues; add a value like `#ownership`"),
    ("`/care praise`", "save what a customer said; on any message: *Save as customer praise*"),
    ("`/care round`", "open a round now (facilitators and managers)"),
    ("`/care digest`", "post the week's highlights now (facilitators and managers)"),
    ("`/care preview`", "see the highlights so far, for your eyes only"),
    ("`/care lessons`", "gather the lessons of your stories now (facilitators and managers)"),
    ("`/care playbook`", "see what we practise, how it goes, and where it came from"),
    ("`/care prompts`", "write, change or switch off questions (facilitators and managers)"),
    ("`/care values`, `/care basics`", "read what we go by, and what care is about"),
    ("`/care health`", "see how many stories were answered, and how many rounds were held; no names"),
    ("`/care note`", "see what the managers' last care notes say about you"),
    ("`/care pulse`", "see how cared for people here feel, and the trend; no names"),
    ("`/care workshop`", "begin a workshop, or go on with one (facilitators and managers)"),
    ("`/care setup`", "set this channel up, or change its settings"),
    ("`/care pause until Friday`", "be left in peace; also `for two weeks`, or until `/care back`"),
    ("`/care forget me`", "delete what you told and gave, for good; it asks first"),
    ("`@Care story …`, `@Care kudos …`", "the same in threads, where slash commands do not work"),
)


def help_message(
    circle: Circle | None,
    channel_id: str,
    now: datetime,
    unknown: str = "",
    missed: Sequence[Missed] = (),
    doubts: Sequence[Block] = (),
) -> Message:
    """Return what Care can do here, after a word it does not know or when asked."""
    asked = escape(cut(unknown, _ECHOED))
    opening = f"I do not know “{asked}”. Here is what I do know." if unknown else "Here is what I can do."
    given_back = [rich_text(quote(*words(unknown, GIVEN_BACK)))] if len(unknown) > _ECHOED else []
    here = describe(circle, now, missed) if circle else "This channel is not a circle yet."
    return message("Here is what I can do.", [
        section(f"*{opening}*\n{here}"),
        *given_back,
        *doubts,
        section("\n".join(f"{asking}  –  {what}" for asking, what in _WORDS)),
        actions(*_buttons(circle, channel_id)),
    ])  # fmt: skip


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
        context("\n".join(f"{asking}  –  {what}" for asking, what in _WORDS)),
    ]
    return {"type": "home", "blocks": blocks}


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
