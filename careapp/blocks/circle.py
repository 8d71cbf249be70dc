"""Setting a circle up: the word of introduction, the form, and what was kept."""

import json
from collections.abc import Sequence
from datetime import datetime

from careapp.blocks import ids
from careapp.blocks.kit import (
    Block,
    Message,
    View,
    actions,
    button,
    checkboxes,
    context,
    counted,
    divider,
    escape,
    field,
    grouped_select,
    header,
    message,
    modal,
    option,
    people_input,
    section,
    select,
    text_input,
    time_input,
    whisper,
)
from careapp.blocks.places import NO_COUNTRY, countries, zones
from careapp.library import Library
from careapp.practice.answer import MORNING
from careapp.practice.circle import LESSON_DAYS, MINUTES, WORKING_WEEK, Circle, Missed
from careapp.practice.contribution import LONGEST_SENTENCE
from careapp.practice.occurrence import local
from careapp.practice.pulse import FEWEST

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ASKS_PULSE = "ask"
UNANSWERED, CARE_NOTE = "unanswered", "care_note"
TELLS = "tell"
GUARD, NO_GUARD = "guard", "none"
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


def setup_form(circle: Circle, library: Library) -> View:
    """Return the form with a circle's settings; every field holds a sensible default."""
    is_new = not circle.facilitators
    chosen = "Everything here has been chosen already: *Save* is enough, and you can change it whenever you like."
    blocks = [
        *([context(chosen)] if is_new else []),
        *_part("The daily round", _round_fields(circle, library)),
        *_part("Weekly highlights", _digest_fields(circle)),
        *_part("The team", _people_fields(circle)),
        *_part("Stories", _story_fields(circle)),
        *_part("Pulse", _pulse_fields(circle)),
    ]
    offered = {"channel_id": circle.channel_id, "definition": circle.definition}
    title = "Set the circle up" if is_new else "Settings of the circle"
    return modal(ids.CIRCLE_KEEP, title, "Save", blocks, json.dumps(offered, ensure_ascii=False))


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
    lessons = "" if circle.lessons_on == "never" else f", lessons on {_lesson_day(circle.lessons_on)}"
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


def circle_field(circles: Sequence[Circle]) -> Block:
    """Return the field that chooses one of a person's circles."""
    options = [option(f"#{circle.name}", circle.channel_id) for circle in circles[:100]]
    return field("circle", "In the circle", select(options, options[0]["value"]))


def _part(title: str, fields: Sequence[Block]) -> list[Block]:
    return [divider(), header(title), *fields]


def _round_fields(circle: Circle, library: Library) -> list[Block]:
    return [
        field("time", "It begins at", time_input(f"{circle.round_time:%H:%M}")),
        field("minutes", "It stays open for", select([_minutes(n) for n in MINUTES], str(circle.minutes))),
        field("weekdays", "It is held on", checkboxes(_days(), map(str, circle.weekdays))),
        field("zone", "Time zone", grouped_select(zones(circle.zone), circle.zone)),
        field(
            "country",
            "It rests on the public holidays of",
            grouped_select(countries(), circle.country or NO_COUNTRY),
            hint="It also rests on a day when more than half of you are on a pause.",
        ),
        field(
            "decks",
            "Questions from",
            checkboxes(_decks(library), circle.decks),
            hint="None comes twice within a year: when these are used up, the others stand in.",
            optional=True,
        ),
    ]


def _digest_fields(circle: Circle) -> list[Block]:
    return [
        field("digest_weekday", "They come on", select(_days(), str(circle.digest_weekday))),
        field("digest_time", "They come at", time_input(f"{circle.digest_time:%H:%M}")),
        *_definition(circle),
    ]


def _definition(circle: Circle) -> list[Block]:
    """A workshop finds the sentence; here it is changed, or taken away."""
    box = {**text_input(circle.definition), "max_length": LONGEST_SENTENCE}
    hint = "From the workshop. The highlights begin with it."
    return [field("definition", "Our definition of care", box, hint, optional=True)] if circle.definition else []


def _people_fields(circle: Circle) -> list[Block]:
    return [
        field(
            "managers",
            "Managers",
            people_input(sorted(circle.managers)),
            hint="Their kudos are shown as “from your manager”. They see the pulse's result, in this channel or not.",
            optional=True,
        ),
        field(
            "letters",
            "They get, by direct message",
            _letters(circle),
            hint="Everybody can see what a care note says about them, with /care note.",
            optional=True,
        ),
    ]


def _letters(circle: Circle) -> Block:
    letters = [
        option("Stories that nobody has answered", UNANSWERED, "In the morning; without a manager, to a facilitator"),
        option("A care note", CARE_NOTE, "Once a week: what people told, who helped whom, whom to thank"),
    ]
    is_on = {UNANSWERED: circle.brings_unanswered, CARE_NOTE: circle.writes_care_note}
    return checkboxes(letters, [letter for letter, on in is_on.items() if on])


def _story_fields(circle: Circle) -> list[Block]:
    about = "A first story, the hundredth, ten that show a value, a year of rounds"
    milestones = checkboxes([option("Tell of them in a line", TELLS, about)], [TELLS] * circle.shows_milestones)
    guard = select(_guards(), GUARD if circle.guards_privacy else NO_GUARD)
    hint = "E-mail, telephone, card, account and order numbers. One tap keeps them as written."
    gathered = "Once a month, at the time of the highlights, for the team to choose what it wants to practise."
    return [
        field("lessons_on", "Gather their lessons", select(_lesson_days(), circle.lessons_on), gathered),
        field("milestones", "Milestones", milestones, optional=True),
        field("privacy", "Addresses and numbers of customers", guard, hint),
    ]


def _pulse_fields(circle: Circle) -> list[Block]:
    asks = option("Ask everybody privately how cared for they felt", ASKS_PULSE, "Answers have no names.")
    hint = (
        "One tap, by direct message. The circle and its managers see the average, from five answers up; "
        "smaller circles are not asked."
    )
    return [
        field("pulse", "Once a week", checkboxes([asks], [ASKS_PULSE] if circle.asks_pulse else []), hint, True),
        field("pulse_weekday", "The question comes on", select(_days(), str(circle.pulse_weekday))),
        field("pulse_time", "The question comes at", time_input(f"{circle.pulse_time:%H:%M}")),
    ]


def _minutes(number: int) -> dict[str, object]:
    return option(f"{number} minutes", str(number))


def _days() -> list[dict[str, object]]:
    return [option(name, str(n)) for n, name in enumerate(DAYS, 1)]


def _lesson_days() -> list[dict[str, object]]:
    return [option("Never", "never"), *(option(_lesson_day(rule), rule) for rule in LESSON_DAYS[1:])]


def _lesson_day(rule: str) -> str:
    which, _, weekday = rule.partition(" ")
    return f"the {which} {DAYS[int(weekday) - 1]} of the month"


def _decks(library: Library) -> list[dict[str, object]]:
    return [option(deck.name, deck.deck, deck.about) for deck in library.decks]


def _guards() -> list[dict[str, object]]:
    return [option("Point out, and mask", GUARD), option("Leave as they are written", NO_GUARD)]
