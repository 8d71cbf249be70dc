"""The pulse: the question to one person, the thanks, the sentence, and what a circle is told."""

import json
from collections.abc import Sequence
from typing import Any

from careapp.blocks import ids
from careapp.blocks.circle import DAYS
from careapp.blocks.kit import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    counted,
    escape,
    field,
    header,
    local_time,
    message,
    modal,
    section,
    text_input,
    whisper,
)
from careapp.blocks.rich_text import plain_words, quote, rich_text
from careapp.blocks.trend import trend
from careapp.practice.circle import Circle
from careapp.practice.occurrence import local
from careapp.practice.pulse import FEWEST, LONGEST_SENTENCE, QUESTION, Overview, Pulse, Result
from careapp.practice.text import cut

SCORES = {
    ids.PULSE_ONE: 1,
    ids.PULSE_TWO: 2,
    ids.PULSE_THREE: 3,
    ids.PULSE_FOUR: 4,
    ids.PULSE_FIVE: 5,
}
_ENDS = {1: "1  not at all", 5: "5  very much"}
SENTENCES_A_PAGE = 20
TITLE = "How cared for we feel"
_NAMELESS = f"Answers have no names, each counts in one result only, and fewer than {FEWEST} are never shown."


def pulse_letter(pulse: Pulse, circle: Circle) -> Message:
    """Return the question, with one button for each answer."""
    question = f"{pulse.channel_id} {pulse.week}"
    closes_at = local(pulse.closes_at, circle.zone)
    until = f"{closes_at:%A} at {local_time(pulse.closes_at, f'{closes_at:%H:%M}')}"
    where = f"#{escape(circle.name)}"
    return message(QUESTION, [
        section(f"*{QUESTION}*\nOne tap is enough; you have until {until}."),
        actions(*(button(_ENDS.get(score, str(score)), each, question) for each, score in SCORES.items())),
        context(
            f"No name is kept with an answer. Those in {where} and its managers see the average, from {FEWEST} answers "
            "up; with fewer, they wait for the next week's. I ask you once a week; if you are in several circles, by "
            "turns."
        ),
    ])  # fmt: skip


def closed_letter(pulse: Pulse, circle: Circle) -> Message:
    """Return what stands in the place of a question that is closed, whether it was answered or not."""
    said = f"This was the question of week {pulse.week[-2:].lstrip('0')} in #{escape(circle.name)}. It is closed."
    return message(QUESTION, [section(f"*{QUESTION}*\n{said}")])


def thanks_message(question: str) -> Message:
    """Return what stands in the place of the question once it is answered."""
    more = actions(button("Add a sentence", ids.PULSE_ADD, question))
    return whisper("Thank you, that is counted. It has no name, so nobody can look it up, not even you or I.", more)


def said_message() -> Message:
    """Return what stands there once a sentence was added, too."""
    return whisper(
        "Thank you, that is counted, and your sentence with it. Neither has a name, so nobody can look them up, "
        "not even you or I."
    )


def once_message() -> Message:
    """Return the answer to a second answer."""
    return whisper(
        "You have answered this week's question already. Nobody knows which answer is yours, so I cannot change it; "
        "next week I ask again."
    )


def sentence_form(channel_id: str, week: str, response_url: str) -> View:
    """Return the form for a sentence of one's own; the URL leads back to the message that it was asked for in."""
    element = {**text_input(placeholder="What did you some good, or what was missing?"), "max_length": LONGEST_SENTENCE}
    hint = (
        "Shown word for word with the result, without your name and apart from your answer; "
        "leave out what only you would say."
    )
    blocks = [field("sentence", "In a sentence", element, hint=hint)]
    metadata = json.dumps({"channel_id": channel_id, "week": week, "response_url": response_url})
    return modal(ids.PULSE_SAY, "The week in a sentence", "Add", blocks, metadata)


def result_messages(results: Sequence[Result]) -> list[Message]:
    """Return the last of some results: the first message stands in the channel, further sentences in its thread."""
    last = results[-1]
    first, *more = _sentences(last)
    page = [header(TITLE), section(_told(results)), *first, context(_NAMELESS)]
    text = f"{TITLE}: {last.average:.1f} of 5."
    return [message(text, page), *(message("More sentences.", each) for each in more)]


def result_letters(results: Sequence[Result], circle: Circle) -> list[Message]:
    """Return the last of some results, and the trend in words, for a manager who is not in the channel."""
    first, *more = result_messages(results)
    where = f"#{escape(circle.name)}"
    whose = context(f"Told in {where}, in the same words. You get it as a manager who is not in that channel.")
    text = f"{TITLE} in {where}: {results[-1].average:.1f} of 5."
    return [message(text, [*first["blocks"], *_week_by_week(results), whose]), *more]


def trend_picture(results: Sequence[Result]) -> dict[str, Any]:
    """Return what the picture of some results shows, as plain data."""
    points = [(_short(result), result.average) for result in results]
    return trend(f"care-pulse-{results[-1].week}.png", TITLE, points, (1, 5))


def overview_messages(seen: Overview, circle: Circle) -> list[Message]:
    """Return the last result and the trend, for somebody in the circle or a manager of it."""
    if not seen.results:
        none_yet = f"There is no result yet: one is shown from {FEWEST} answers up."
        return [whisper(f"{none_yet} {_next(seen, circle)}")]
    first, *more = result_messages(seen.results)
    return [{**first, "blocks": [*first["blocks"], *_week_by_week(seen.results), context(_next(seen, circle))]}, *more]


def _week_by_week(results: Sequence[Result]) -> list[Block]:
    """Return the trend in words; a single result shows none."""
    rows = "\n".join(f"{_short(result)}:  *{result.average:.1f}*" for result in results)
    return [section(f"*Week by week*\n{rows}")] if len(results) > 1 else []


def _told(results: Sequence[Result]) -> str:
    last = results[-1]
    fewer = "" if last.is_of_one_week else "perhaps of fewer people, "  # who answered in each week counts in each
    said = f"*{last.average:.1f} of 5*, from {counted(last.answers.count, 'answer', 'answers')}, {fewer}{_weeks(last)}."
    return said + (f" The time before it was {results[-2].average:.1f}." if len(results) > 1 else "")


def _sentences(result: Result) -> list[list[Block]]:
    """Return the sentences, page by page; nothing in them is parsed, so that none calls anybody by name."""
    said = [rich_text(quote(plain_words(cut(each, LONGEST_SENTENCE)))) for each in result.answers.sentences]
    return [said[at : at + SENTENCES_A_PAGE] for at in range(0, len(said), SENTENCES_A_PAGE)] or [[]]


def _weeks(result: Result) -> str:
    first, last = (week[-2:].lstrip("0") for week in (result.answers.since, result.week))
    return f"week {last}" if result.is_of_one_week else f"weeks {first} to {last}"


def _short(result: Result) -> str:
    return _weeks(result).capitalize()


def _next(seen: Overview, circle: Circle) -> str:
    if seen.open:
        return f"This week's question is open until {local(seen.open.closes_at, circle.zone):%A at %H:%M}."
    if circle.asks_pulse:
        return f"I ask again on {DAYS[circle.pulse_weekday - 1]} at {circle.pulse_time:%H:%M}."
    return "I do not ask here now. A facilitator can switch the weekly question on with `/care setup`."
