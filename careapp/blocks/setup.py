"""The form that sets a circle up."""

import json
from collections.abc import Sequence

from careapp.blocks import ids
from careapp.blocks.circle import DAYS, lesson_day
from careapp.blocks.kit import (
    Block,
    View,
    checkboxes,
    context,
    divider,
    field,
    grouped_select,
    header,
    modal,
    option,
    people_input,
    select,
    text_input,
    time_input,
)
from careapp.blocks.places import NO_COUNTRY, countries, zones
from careapp.library import Library
from careapp.practice.circle import LESSON_DAYS, MINUTES, Circle
from careapp.practice.contribution import LONGEST_SENTENCE

ASKS_PULSE = "ask"
UNANSWERED, CARE_NOTE = "unanswered", "care_note"
GUARD, NO_GUARD = "guard", "none"
TELLS = "tell"


def setup_form(circle: Circle, library: Library) -> View:
    """Return the form with a circle's settings; every field holds a sensible default."""
    is_new = not circle.facilitators
    chosen = "Everything here has been chosen already: *Save* is enough, and you can change it whenever you like."
    blocks = [
        *([context(chosen), divider()] if is_new else []),
        header("The daily round"),
        *_round_fields(circle, library),
        *_part("Weekly highlights", _digest_fields(circle)),
        *_part("The team", _people_fields(circle)),
        *_part("Stories", _story_fields(circle)),
        *_part("Pulse", _pulse_fields(circle)),
    ]
    offered = {"channel_id": circle.channel_id, "definition": circle.definition}
    title = "Set the circle up" if is_new else "Settings of the circle"
    return modal(ids.CIRCLE_KEEP, title, "Save", blocks, json.dumps(offered, ensure_ascii=False))


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
    return [option("Never", "never"), *(option(lesson_day(rule), rule) for rule in LESSON_DAYS[1:])]


def _decks(library: Library) -> list[dict[str, object]]:
    return [option(deck.name, deck.deck, deck.about) for deck in library.decks]


def _guards() -> list[dict[str, object]]:
    return [option("Point out, and mask", GUARD), option("Leave as they are written", NO_GUARD)]
