"""What is said of a circle: the word of introduction, its rhythm, and that it rests."""

from collections.abc import Sequence
from datetime import datetime

from careapp.blocks import ids
from careapp.blocks.kit import (
    Block,
    Message,
    actions,
    button,
    context,
    counted,
    escape,
    field,
    header,
    message,
    option,
    section,
    select,
    whisper,
)
from careapp.practice.answer import MORNING
from careapp.practice.circle import WORKING_WEEK, Circle, Missed
from careapp.practice.occurrence import local
from careapp.practice.pulse import FEWEST

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MISSED_SHOWN = 3


def hello_message(channel_id: str) -> Message:
    """Return Care's introduction to a channel that it was invited to."""
    blocks = [
        header("Hello, I am Care"),
        section(
            "Once a day, for five minutes, I ask this team one question, and you tell each other what you did for "
            "a customer or a colleague. Thank each other with `/kudos`. Once a week I read the best of it back to you."
        ),
        actions(button("Set it up", ids.CIRCLE_SET_UP, channel_id, "primary")),
        context("Two clicks are enough; everything can be changed later with `/care setup`."),
    ]
    return message("Hello, I am Care. Shall we set this channel up as a circle?", blocks)


def without_keeper(content: Message, user_id: str) -> Message:
    """Return the word that settings were kept as it reads once somebody who keeps them was forgotten."""
    first, *more = content["blocks"]
    said = first["text"]["text"].replace(f"\n<@{user_id}>", "\nA facilitator").replace(f"<@{user_id}>", "a facilitator")
    return {**content, "blocks": [section(said), *more]}


def kept_message(circle: Circle, now: datetime, is_new: bool) -> Message:
    """Return the word to the channel that its settings were kept, and when the next round opens."""
    who = " and ".join(f"<@{user_id}>" for user_id in sorted(circle.facilitators))
    opening = "*This channel is a circle now.*" if is_new else "*The settings of this circle have changed.*"
    text = f"{opening} {describe(circle, now)}\n{who} can change that with `/care setup`."
    return message("This channel is a circle now." if is_new else "The settings of this circle have changed.", [
        section(text),
        context("Tell a story at any time with `/story`, thank someone with `/kudos`, see more with `/care`."),
    ])  # fmt: skip


def describe(circle: Circle, now: datetime, missed: Sequence[Missed] = ()) -> str:
    """Return a circle's rhythm, and what it missed lately, in a few sentences of mrkdwn."""
    told = [f"\n{_missed(one)}" for one in missed[:MISSED_SHOWN]]
    more = f"\nand {counted(len(missed) - MISSED_SHOWN, 'more', 'more')}" if len(missed) > MISSED_SHOWN else ""
    care = f"\nOur definition of care: _{escape(circle.definition)}_" if circle.definition else ""
    return _rhythm(circle, now) + _care_note(circle) + _pulse(circle) + care + "".join(told) + more


def _missed(one: Missed) -> str:
    if one.is_fine:
        return f":palm_tree: {one.what[0].upper()}{one.what[1:]} rested, because {escape(one.because)}."
    return f":warning: Missed: {one.what}, because {escape(one.because)}."


def _rhythm(circle: Circle, now: datetime) -> str:
    if circle.state == "paused":
        return f"It is paused, because {escape(circle.paused_because)}."
    days = "Monday to Friday" if circle.weekdays == WORKING_WEEK else " ".join(DAYS[n - 1][:3] for n in circle.weekdays)
    rhythm = f"{circle.minutes} minutes at {circle.round_time:%H:%M} ({days}, {circle.zone.replace('_', ' ')})"
    highlights = f"highlights on {DAYS[circle.digest_weekday - 1]} at {circle.digest_time:%H:%M}"
    following = circle.next_round_at(now)
    when = f" The next round is on {local(following, circle.zone):%A at %H:%M}." if following else ""
    lessons = "" if circle.lessons_on == "never" else f", lessons on {lesson_day(circle.lessons_on)}"
    return f"{rhythm}, {highlights}{lessons}.{when}"


def _care_note(circle: Circle) -> str:
    if circle.state == "paused" or not (circle.writes_care_note and circle.managers):
        return ""
    when = f"{DAYS[circle.digest_weekday - 1]} at {MORNING:%H:%M}"
    return f"\nOn {when} managers get a private care note; `/care note` shows what it says about you."


def _pulse(circle: Circle) -> str:
    if circle.state == "paused" or not circle.asks_pulse:
        return ""
    when = f"{DAYS[circle.pulse_weekday - 1]} at {circle.pulse_time:%H:%M}"
    asked = f"On {when} I ask each of you privately whether you felt cared for"
    return f"\n{asked}, as soon as there are {FEWEST} of you; answers have no names."


def paused_message(circle: Circle, because: str) -> Message:
    """Return the word to a facilitator that their circle rests, and why."""
    return whisper(
        f"The circle in #{escape(circle.name)} is paused, because {escape(because)}. Nothing is lost. Invite me again "
        "with `/invite @Care`, or type `/care setup` there, and it goes on."
    )


def invite_me_message(channel_id: str) -> Message:
    """Return the answer to `/care setup` where Care is not in the channel."""
    return whisper(f"I am not in <#{channel_id}> yet. Type `/invite @Care` there, and then `/care setup` again.")


def whose_circle(circles: Sequence[Circle], opened_in: str) -> list[Block]:
    """Return how a form says in which of `circles` its words will stand; in the circle's own channel it need not.

    `opened_in` is the id of the channel where the form was opened, empty for Home.
    """
    if len(circles) > 1:
        options = [option(f"#{circle.name}", circle.channel_id) for circle in circles[:100]]
        return [field("circle", "In the circle", select(options, options[0]["value"]))]
    is_there = circles[0].channel_id == opened_in
    return [] if is_there else [context(f"This will stand in <#{circles[0].channel_id}>.")]


def lesson_day(rule: str) -> str:
    """Return a rule of LESSON_DAYS in words, as in "the last Friday of the month"."""
    which, _, weekday = rule.partition(" ")
    return f"the {which} {DAYS[int(weekday) - 1]} of the month"
