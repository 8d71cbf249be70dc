"""A workshop as it is led: the choice, the post under which it is held, its steps, its rests and its summary."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from careapp.blocks import ids
from careapp.blocks.contribution import IN_SHORT, proposal_blocks, results
from careapp.blocks.kit import (
    Block,
    Message,
    actions,
    asking_first,
    button,
    context,
    counted,
    escape,
    header,
    local_time,
    message,
    section,
    whisper,
)
from careapp.blocks.rich_text import plain_words, rich_text
from careapp.blocks.rich_text import section as paragraph
from careapp.guide import Guide, Step
from careapp.practice.circle import Circle
from careapp.practice.contribution import ENOUGH, Harvest
from careapp.practice.occurrence import local
from careapp.practice.workshop import Workshop

_ANSWER = {
    "customers": "Name your customers",
    "complete": "Finish the sentence",
    "rate": "Rate them",
    "sentence": "Propose a sentence",
}
_WAITS = {"paused": "It is paused", "resting": "It rests, because nobody moved it on for two days"}


def choice_message(channel_id: str, guides: Sequence[Guide]) -> Message:
    """Return the workshops to choose from."""
    if not guides:
        return whisper("There is no workshop in my library. Each is a file in its folder `workshops`.")
    listed = [
        section(
            f"*{escape(guide.name)}*  ·  {guide.minutes} minutes\n{escape(guide.about)}",
            button("Begin", ids.WORKSHOP_BEGIN, f"{channel_id} {guide.workshop}"),
        )
        for guide in guides[:20]
    ]
    return whisper(
        "Which workshop shall we hold here? It takes place in a thread, and can be left and resumed.", *listed
    )


def begun_message(workshop: Workshop) -> Message:
    """Return the answer to whoever began a workshop."""
    return whisper(
        f"*{escape(workshop.name)}* begins in <#{workshop.channel_id}>, in its own thread, where you move it on. "
        "Nothing is lost if you pause it; `/care workshop` takes it up again."
    )


def standing_message(workshop: Workshop, guide: Guide | None) -> Message:
    """Return where a workshop stands, with the buttons to lead it, where no other can begin."""
    return whisper(
        f"*{escape(workshop.name)}* is being held here. {_standing(workshop, guide)}",
        actions(*_controls(workshop, guide, raters=None)),
    )


def opening_message(workshop: Workshop, guide: Guide | None) -> Message:
    """Return the post in the channel under which a workshop is held."""
    opening = [rich_text(paragraph(plain_words(guide.opening)))] if guide else []
    waits = workshop.state in _WAITS
    go_on = [actions(button("Go on", ids.WORKSHOP_RESUME, str(workshop.id), "primary"))] if waits else []
    blocks = [header(workshop.name), *opening, *go_on, context(_standing(workshop, guide))]
    return message(f"A workshop: {escape(workshop.name)}", blocks)


def step_message(
    workshop: Workshop, guide: Guide, step: Step, harvest: Harvest, leaders: Sequence[str], now: datetime, zone: str
) -> Message:
    """Return the post of a step: what to do while it is at hand, and what came of it afterwards."""
    place = f"Step {(guide.place_of(step.id) or 0) + 1} of {len(guide.step)}"
    head = section(f"*{place}  ·  {escape(step.name)}*")
    if workshop.has_passed(guide, step):
        found = results(workshop, guide, step, harvest, zone)
        return message(f"{place}: {escape(step.name)}", [head, *(found or [context("We have moved on.")])])
    return message(f"{place}: {escape(step.name)}", [
        head,
        rich_text(paragraph(plain_words(step.text))),
        *_to_do(workshop, step, harvest),
        context("  ·  ".join(filter(None, (_time(workshop, step, now, zone), _answered(step, harvest))))),
        actions(*_controls(workshop, guide, raters=harvest.raters if step.does == "rate" else None)),
        context(f"Led by {_people(leaders)}."),
    ])  # fmt: skip


def again_letter(last: Workshop, guide: Guide, circle: Circle) -> Message:
    """Return the word to a facilitator that it is time to hold a workshop again."""
    ended = local(last.ended_at or last.moved_at, circle.zone)
    asked = (
        f"*It is time to look again: {escape(guide.name)}*\nYou last held it in #{escape(circle.name)} on {ended.day} "
        f"{ended:%B %Y}. Held again, it shows what has changed since; it takes {guide.minutes} minutes. "
        "Begin it when the team has room for it."
    )
    begin_it = button("Begin", ids.WORKSHOP_BEGIN, f"{circle.channel_id} {guide.workshop}", "primary")
    return message(f"It is time to look again: {escape(guide.name)}", [section(asked), actions(begin_it)])


def resting_message(workshop: Workshop) -> Message:
    """Return the word in the thread of a workshop that nobody moved on, and how to go on."""
    return whisper(
        "Nobody has moved this workshop on for two days, so it rests. All that you gave is kept. A facilitator takes "
        "it up again, where it stands, with [Go on] above or with `/care workshop`."
    )


def summary_message(workshop: Workshop, guide: Guide, harvest: Harvest, zone: str) -> Message:
    """Return what a workshop came to, for the channel."""
    agrees = guide.step_that("sentence")
    shown = [step for step in workshop.steps_so_far(guide) if not (agrees and step.does == "complete")]
    found = [block for step in shown for block in results(workshop, guide, step, harvest, zone, IN_SHORT)]
    ended = local(workshop.ended_at or workshop.moved_at, zone)
    early = "" if workshop.is_whole else f"  ·  ended early, after step {len(workshop.steps_so_far(guide))}"
    blocks = [
        header(f"What came of it: {workshop.name}"),
        *(found or [section("Nothing was written down this time, and talking is worth something, too.")]),
        rich_text(paragraph(plain_words(guide.closing))),
        context(f"{ended:%A}, {ended.day} {ended:%B %Y}{early}  ·  `/care workshop` begins another."),
    ]
    return message(f"What came of our workshop: {escape(workshop.name)}", blocks)


def _standing(workshop: Workshop, guide: Guide | None) -> str:
    if workshop.is_over:
        return "It has ended; the summary stands in the channel. Thank you!"
    if guide is None or guide.place_of(workshop.step_id) is None:
        return "Its steps are not in my library any more, so it can only be ended."
    place = f"step {(guide.place_of(workshop.step_id) or 0) + 1} of {len(guide.step)}"
    if workshop.state in _WAITS:
        return f"{_WAITS[workshop.state]}, at {place}. A facilitator goes on when you are ready."
    minutes = counted(guide.minutes, "minute", "minutes")
    return f"We are at {place}, in the thread  ·  about {minutes} in all  ·  come and go as you can."


def _to_do(workshop: Workshop, step: Step, harvest: Harvest) -> list[Block]:
    begins = [rich_text(paragraph(plain_words(step.begins, bold=True)))] if step.begins else []
    proposed = proposal_blocks(workshop, harvest.proposals) if step.does == "sentence" else []
    if step.does not in _ANSWER:
        return []
    answer = button(_ANSWER[step.does], ids.WORKSHOP_ANSWER, f"{workshop.id} {step.id}", "primary")
    return [*begins, *proposed, actions(answer)]


def _time(workshop: Workshop, step: Step, now: datetime, zone: str) -> str:
    if workshop.state in _WAITS:
        return _WAITS[workshop.state]
    until = workshop.moved_at + timedelta(minutes=step.minutes)
    minutes = counted(step.minutes, "minute", "minutes")
    if until <= now:
        return f"The {minutes} for this step are over; take the time you need"
    return f"About {minutes}, until {local_time(until, f'{local(until, zone):%H:%M}')}"


def _answered(step: Step, harvest: Harvest) -> str:
    people = harvest.people(step)
    if step.does == "talk" or (not people and step.does != "rate"):
        return ""
    said = counted(people, "person has answered", "people have answered")
    return f"{said}; results are shown from {ENOUGH} up" if step.does == "rate" else said


def _controls(workshop: Workshop, guide: Guide | None, raters: int | None) -> list[dict[str, object]]:
    """Return the buttons to lead with; `raters` says how many have rated so far, where they do now."""
    number = str(workshop.id)
    stop = asking_first(
        button("End it here", ids.WORKSHOP_END, number),
        "End the workshop?",
        "What was gathered so far is summed up in the channel. The steps that are left fall away.",
        "End it",
    )
    place = guide.place_of(workshop.step_id) if guide else None
    if guide is None or place is None:
        return [stop]
    if workshop.state in _WAITS:
        return [button("Go on", ids.WORKSHOP_RESUME, number, "primary"), stop]
    label = "Finish" if place + 1 == len(guide.step) else "Next step"
    step_on = button(label, ids.WORKSHOP_MOVE_ON, f"{number} {workshop.step_id}")
    if raters is not None and raters < ENOUGH:
        warning = f"Fewer than {ENOUGH} have answered. Their ratings are not shown then, and not kept either."
        step_on = asking_first(step_on, "Move on already?", warning, "Move on")
    return [step_on, button("Pause", ids.WORKSHOP_PAUSE, number), stop]


def _people(user_ids: Sequence[str]) -> str:
    return " or ".join(f"<@{user_id}>" for user_id in user_ids[:5]) or "a facilitator"
