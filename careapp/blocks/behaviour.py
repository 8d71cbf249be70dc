"""A circle's behaviours: how one is chosen, practised and decided on, and the playbook that holds them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from careapp.blocks import ids
from careapp.blocks.kit import (
    Block,
    Message,
    View,
    actions,
    asking_first,
    button,
    context,
    counted,
    field,
    header,
    message,
    modal,
    option,
    plain,
    section,
    select,
    text_input,
    whisper,
)
from careapp.blocks.rich_text import Element, plain_words, quote, rich_text, words
from careapp.blocks.rich_text import section as paragraph
from careapp.practice.behaviour import LONGEST, WEEKS, Behaviour, Week
from careapp.practice.lesson import Lesson
from careapp.practice.story import Story
from careapp.practice.text import cut, words_only

LESSON_SHOWN = 200
PLAYBOOK_SHOWN = 12
_CHOICES = 100  # as many as a menu of Slack's holds
_HINT = "Something that anybody can see us do. We practise it for four weeks."
_BAR = 10  # cells at most: one an answer, so that a few answers look like a few
_BECAME = {
    "practised": "We practise it now, since {}.",
    "kept": "Ours since {}.",
    "changed": "Begun on {}, and put into other words since.",
    "dropped": "Tried from {} on, and let go.",
}
_OPEN = "What they are is shown when the week is over, and never whose."
_OVER = "Only the counts are kept, not who said what."
_DECIDED = {"kept": "We keep it.", "changed": "We put it into other words.", "dropped": "We let it go."}


@dataclass(frozen=True)
class Told:
    """A behaviour as it is shown: with its weeks, and the story that taught it, while that is there.

    `today` is the circle's date, by which weeks are over; it is not given where they are not shown.
    """

    behaviour: Behaviour
    weeks: Sequence[Week] = ()
    story: Story | None = None
    teller: str = ""
    today: date = date.min


def choosing_form(lessons: Sequence[Lesson]) -> View:
    """Return the form that makes a behaviour of one of some lessons, the first of them unless another is chosen."""
    options = [_choice(lesson) for lesson in lessons[:_CHOICES]]
    which = field("lesson", "Which lesson?", select(options, options[0]["value"]))
    form = _form(ids.BEHAVIOUR_BEGIN, "Choose one to practise", "", {}, which)
    said = {
        **form["blocks"][1],
        "optional": True,
        "hint": plain(f"{_HINT} Left empty, it is the lesson word for word."),
    }
    return {**form, "blocks": [which, said]}


def _choice(lesson: Lesson) -> dict[str, Any]:
    supported = f"{counted(lesson.supports, 'person says', 'people say')} that it matters" if lesson.supports else ""
    return option(_proposed(lesson.story.lesson) or "…", str(lesson.story.id), supported)


def changing_form(behaviour: Behaviour) -> View:
    """Return the form that puts a behaviour into other words, to be practised for four more weeks."""
    meta = {"behaviour_id": behaviour.id}
    about = context("What would fit us better? The four weeks begin anew with it.")
    return _form(ids.BEHAVIOUR_CHANGE, "Change what we practise", behaviour.text, meta, about)


def behaviour_message(told: Told) -> Message:
    """Return the post that says what the circle practises, and what became of it later."""
    is_on = told.behaviour.state == "practised"
    opening = "For four weeks we practise" if is_on else "We practised"
    asks = "Some days' questions are about it, and once a week I ask how it goes. `/care playbook` shows it."
    closing = asks if is_on else _DECIDED[told.behaviour.state]
    said = rich_text(quote(*words(told.behaviour.text, LONGEST)), *_source(told))
    return message("What we practise in the next weeks.", [section(f"*{opening}*"), said, context(closing)])


def week_message(behaviour: Behaviour, week: Week, is_open: bool) -> Message:
    """Return the weekly question, with one tap to answer it while its week lasts."""
    taps = [
        button("Yes", ids.BEHAVIOUR_YES, f"{week.number} {behaviour.id}"),
        button("Partly", ids.BEHAVIOUR_PARTLY, f"{week.number} {behaviour.id}"),
        button("Not yet", ids.BEHAVIOUR_NOT_YET, f"{week.number} {behaviour.id}"),
    ]
    counts, whose = _counts(week, is_open), _OPEN if is_open else _OVER
    blocks = [
        section(f"*Week {week.number}: did we?*"),
        rich_text(quote(*words(behaviour.text, LONGEST))),
        *([actions(*taps)] if is_open else []),
        context(f"{counts}  ·  {whose}"),
    ]
    return message("Did we do this week what we practise?", blocks)


def answered_message(is_new: bool) -> Message:
    """Return the answer to whoever answered the weekly question."""
    if is_new:
        return whisper("Thank you, that counts.")
    return whisper("Your first answer counts. I keep no names with the answers, so I cannot change it.")


def asking_message(told: Told, circle: str) -> Message:
    """Return the question to those who lead a circle whether a behaviour stays."""
    opening = plain_words(f"Four weeks are over in #{circle}. Does this stay?")
    return message("Four weeks of practice are over. Does it stay?", [
        rich_text(paragraph(opening), quote(*words(told.behaviour.text, LONGEST)), *_trend(told)),
        _decisions(told.behaviour),
        context("There is no hurry: until somebody decides it stays as it is, quietly, and I ask again in a month."),
    ])  # fmt: skip


def ending_message(told: Told) -> Message:
    """Return the question to whoever ends a behaviour before its four weeks are over."""
    said = rich_text(quote(*words(told.behaviour.text, LONGEST)), *_trend(told))
    return whisper("*What becomes of it?*", said, _decisions(told.behaviour))


def decided_message(told: Told) -> Message:
    """Return the word on what was decided, to the circle and to those who were asked."""
    return message("It is decided what becomes of what we practised.", [
        section(f"*{_DECIDED[told.behaviour.state]}*"),
        rich_text(quote(*words(told.behaviour.text, LONGEST)), *_trend(told)),
        context("`/care playbook` shows all that we have practised, and where it came from."),
    ])  # fmt: skip


def settled_message() -> Message:
    """Return the answer to a decision that comes after another."""
    return whisper("This is decided already. `/care playbook` shows what became of it.")


def playbook_message(listed: Sequence[Told], may_decide: bool) -> Message:
    """Return a circle's behaviours, the practised one first, each with its trend and where it came from."""
    if not listed:
        return whisper(
            "The playbook is empty. Gather lessons with `/care lessons`, choose one, and practise it for four weeks: "
            "then it stands here."
        )
    ordered = sorted(listed, key=lambda told: told.behaviour.state != "practised")
    blocks = [block for told in ordered[:PLAYBOOK_SHOWN] for block in _entry(told, may_decide)]
    more = [context("Older ones are not shown here.")] if len(listed) > PLAYBOOK_SHOWN else []
    return message("Our playbook.", [header("Our playbook"), *blocks, *more])


def _entry(told: Told, may_decide: bool) -> list[Block]:
    behaviour = told.behaviour
    said = paragraph(*words(behaviour.text, LONGEST, bold=True))
    began = f"{behaviour.began_on.day} {behaviour.began_on:%B %Y}"
    became = paragraph(plain_words("\n" + _BECAME[behaviour.state].format(began), italic=True))
    shown = [rich_text(said, became, *_trend(told), *_source(told))]
    return [*shown, *_next(told)] if may_decide else shown


def _next(told: Told) -> list[Block]:
    behaviour = told.behaviour
    if behaviour.state == "kept":
        return [actions(_let_go(ids.BEHAVIOUR_LET_GO, behaviour))]
    if behaviour.state != "practised":
        return []
    return [_decisions(behaviour) if told.today > behaviour.last_day else actions(_end_early(told))]


def _form(callback_id: str, title: str, proposed: str, meta: dict[str, Any], about: Block) -> View:
    line = text_input(proposed, "We call back when we said we would", lines=False) | {"max_length": LONGEST}
    blocks = [about, field("text", "What will we do, here with us?", line, _HINT)]
    return modal(callback_id, title, "Practise it", blocks, json.dumps(meta))


def _decisions(behaviour: Behaviour) -> Block:
    return actions(
        button("Keep it", ids.BEHAVIOUR_KEEP, behaviour.id),
        button("Change it", ids.BEHAVIOUR_REWORD, behaviour.id),
        _let_go(ids.BEHAVIOUR_DROP, behaviour),
    )


def _let_go(action_id: str, behaviour: Behaviour) -> dict[str, Any]:
    pressed = button("Let it go", action_id, behaviour.id)
    text = "The circle is told. The playbook shows it further on, as something that you tried."
    return asking_first(pressed, "Let it go?", text, "Let it go")


def _end_early(told: Told) -> dict[str, Any]:
    pressed = button("End it early", ids.BEHAVIOUR_END, told.behaviour.id)
    text = (
        f"This is week {told.behaviour.week_on(told.today)} of {WEEKS}. You choose next whether you keep it, change it "
        "or let it go, and the circle is told."
    )
    return asking_first(pressed, "End the practice now?", text, "End it", "Go on practising")


def _source(told: Told) -> list[Element]:
    if told.story is None:
        return []
    came_from = "From what a customer said" if told.story.is_praise else f"From a story of {told.teller}"
    taught = told.story.lesson or told.story.text
    if _proposed(taught) == told.behaviour.text:  # it stands there already
        return [paragraph(plain_words(f"{came_from}.", italic=True))]
    return [paragraph(plain_words(f"{came_from}: ", italic=True), *words(taught, LESSON_SHOWN))]


def _proposed(lesson: str) -> str:
    return cut(" ".join(words_only(lesson).split()), LONGEST)


def _trend(told: Told) -> list[Element]:
    shown = [_week(week, told.behaviour.takes_answers(week, told.today)) for week in told.weeks]
    return [paragraph(plain_words("\n".join(shown)))] if shown else []


def _week(week: Week, is_open: bool) -> str:
    if week.reason:
        return f"Week {week.number}  not asked, because {week.reason}"
    counts = _counts(week, is_open)
    return f"Week {week.number}  {counts if is_open or week.share is None else f'{_bar(week, week.share)}  {counts}'}"


def _bar(week: Week, share: float) -> str:
    cells = min(week.answers, _BAR)
    full = round(share * cells)
    return "▰" * full + "▱" * (cells - full)


def _counts(week: Week, is_open: bool) -> str:
    """While others can answer, only how many have: what a few said would tell whose it is."""
    if not week.answers:
        return "No answer yet" if is_open else "Nobody answered"
    if is_open:
        return f"{counted(week.answers, 'answer', 'answers')} so far"
    return f"{week.yes} yes, {week.partly} partly, {week.not_yet} not yet"
