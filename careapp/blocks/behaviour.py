"""A circle's behaviours: how one is chosen, practised and decided on, and the playbook that holds them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from careapp.blocks import ids
from careapp.blocks.kit import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    field,
    header,
    message,
    modal,
    section,
    text_input,
    whisper,
)
from careapp.blocks.rich_text import Element, plain_words, quote, rich_text, words
from careapp.blocks.rich_text import section as paragraph
from careapp.practice.behaviour import LONGEST, Behaviour, Week
from careapp.practice.story import Story
from careapp.practice.text import cut, words_only

LESSON_SHOWN = 200
PLAYBOOK_SHOWN = 12
_BAR = 10  # cells
_BECAME = {
    "practised": "We practise it now, since {}.",
    "kept": "Ours since {}.",
    "changed": "Begun on {}, and put into other words since.",
    "dropped": "Tried from {} on, and let go.",
}
_DECIDED = {"kept": "We keep it.", "changed": "We put it into other words.", "dropped": "We let it go."}


@dataclass(frozen=True)
class Told:
    """A behaviour as it is shown: with its weeks, and the story that taught it, while that is there."""

    behaviour: Behaviour
    weeks: Sequence[Week] = ()
    story: Story | None = None
    teller: str = ""


def choosing_form(story: Story) -> View:
    """Return the form that makes a behaviour of a lesson, filled in with its words."""
    taught = rich_text(quote(*words(story.lesson, LESSON_SHOWN)))
    return _form(ids.BEHAVIOUR_BEGIN, "Make it a behaviour", _proposed(story.lesson), {"story_id": story.id}, taught)


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
    counts = _counts(week) if week.answers else "No answer yet" if is_open else "Nobody answered"
    blocks = [
        section(f"*Week {week.number}: did we?*"),
        rich_text(quote(*words(behaviour.text, LONGEST))),
        *([actions(*taps)] if is_open else []),
        context(f"{counts}  ·  Only the counts are kept, not who said what."),
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
        rich_text(paragraph(opening), quote(*words(told.behaviour.text, LONGEST)), *_trend(told.weeks)),
        _decisions(told.behaviour),
        context("There is no hurry: until somebody decides it stays as it is, quietly, and I ask again in a month."),
    ])  # fmt: skip


def decided_message(told: Told) -> Message:
    """Return the word on what was decided, to the circle and to those who were asked."""
    return message("It is decided what becomes of what we practised.", [
        section(f"*{_DECIDED[told.behaviour.state]}*"),
        rich_text(quote(*words(told.behaviour.text, LONGEST)), *_trend(told.weeks)),
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
    shown = [rich_text(said, became, *_trend(told.weeks), *_source(told))]
    return [*shown, _decisions(behaviour)] if may_decide and behaviour.state == "practised" else shown


def _form(callback_id: str, title: str, proposed: str, meta: dict[str, Any], about: Block) -> View:
    line = text_input(proposed, "We call back when we said we would", lines=False) | {"max_length": LONGEST}
    hint = "Something that anybody can see us do. We practise it for four weeks."
    blocks = [about, field("text", "What will we do, here with us?", line, hint)]
    return modal(callback_id, title, "Practise it", blocks, json.dumps(meta))


def _decisions(behaviour: Behaviour) -> Block:
    return actions(
        button("Keep it", ids.BEHAVIOUR_KEEP, behaviour.id),
        button("Change it", ids.BEHAVIOUR_REWORD, behaviour.id),
        button("Let it go", ids.BEHAVIOUR_DROP, behaviour.id),
    )


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


def _trend(weeks: Sequence[Week]) -> list[Element]:
    if not weeks:
        return []
    return [paragraph(plain_words("\n".join(_week(week) for week in weeks)))]


def _week(week: Week) -> str:
    if week.share is None:
        return f"Week {week.number}  " + (f"not asked, because {week.reason}" if week.reason else "no answer")
    full = round(week.share * _BAR)
    return f"Week {week.number}  {'▰' * full}{'▱' * (_BAR - full)}  {_counts(week)}"


def _counts(week: Week) -> str:
    return f"{week.yes} yes, {week.partly} partly, {week.not_yet} not yet"
