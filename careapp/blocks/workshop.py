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
    plain,
    section,
    whisper,
)
from careapp.blocks.rich_text import plain_words, rich_text, words
from careapp.blocks.rich_text import section as paragraph
from careapp.guide import Guide, Step
from careapp.practice.circle import Circle
from careapp.practice.contribution import ENOUGH, LONGEST_SENTENCE, Harvest
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


def standing_message(workshop: Workshop, guide: Guide | None, harvest: Harvest) -> Message:
    """Return where a workshop stands, with the buttons to lead it unless it is over."""
    lead = [] if workshop.is_over else [actions(*_controls(workshop, guide, harvest))]
    return whisper(f"*{escape(workshop.name)}*\n{_standing(workshop, guide)}", *lead)


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
        asked = {"type": "context", "elements": [plain(step.text)]}
        found = results(workshop, guide, step, harvest, zone)
        return message(f"{place}: {escape(step.name)}", [head, asked, *(found or [_passed(workshop)])])
    return message(f"{place}: {escape(step.name)}", [
        head,
        rich_text(paragraph(plain_words(step.text))),
        *_to_do(workshop, step, harvest),
        context("  ·  ".join(filter(None, (_time(workshop, step, now, zone), _answered(step, harvest))))),
        actions(*_controls(workshop, guide, harvest)),
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
        context(f"{ended:%A}, {ended.day} {ended:%B %Y}{early}  ·  {_next(workshop, guide)}"),
    ]
    return message(f"What came of our workshop: {escape(workshop.name)}", blocks)


def _standing(workshop: Workshop, guide: Guide | None) -> str:
    if workshop.is_over:
        return "It has ended; the summary stands in the channel. Thank you!"
    if guide is None or guide.place_of(workshop.step_id) is None:
        return "Its steps are not in my library any more, so it can only be ended."
    place = f"step {(guide.place_of(workshop.step_id) or 0) + 1} of {len(guide.step)}"
    if workshop.state == "paused":
        return f"It is paused at {place}. A facilitator goes on when you are ready."
    if workshop.state == "resting":
        return (
            f"It rests at {place}, because nobody moved it on for two days. A facilitator goes on when you are ready."
        )
    minutes = counted(guide.minutes, "minute", "minutes")
    return f"We are at {place}, in the thread  ·  about {minutes} in all  ·  come and go as you can."


def _next(workshop: Workshop, guide: Guide) -> str:
    begins = "`/care workshop` begins another."
    if not workshop.is_whole or guide.again_after_weeks is None:
        return begins
    return f"In {guide.again_after_weeks} weeks I remind the facilitators to look at this again. {begins}"


def _passed(workshop: Workshop) -> Block:
    return context("The workshop has ended." if workshop.is_over else "We have moved on.")


def _to_do(workshop: Workshop, step: Step, harvest: Harvest) -> list[Block]:
    if step.does not in _ANSWER:
        return []
    begins = [rich_text(paragraph(plain_words(step.begins, bold=True)))] if step.begins else []
    proposed = [*_today(harvest), *proposal_blocks(workshop, harvest.proposals)] if step.does == "sentence" else []
    answer = button(_ANSWER[step.does], ids.WORKSHOP_ANSWER, f"{workshop.id} {step.id}", "primary")
    return [*begins, *proposed, actions(answer)]


def _today(harvest: Harvest) -> list[Block]:
    if not harvest.definition:
        return []
    sentence = words(harvest.definition, LONGEST_SENTENCE)
    return [rich_text(paragraph(plain_words("Today it reads: “"), *sentence, plain_words("”")))]


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


def _controls(workshop: Workshop, guide: Guide | None, harvest: Harvest) -> list[dict[str, object]]:
    """Return the buttons to lead with; at the last step there is one way to finish."""
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
    is_last = place + 1 == len(guide.step)
    step_on = _step_on(workshop, guide.step[place], harvest, is_last)
    return [step_on, button("Pause", ids.WORKSHOP_PAUSE, number), *([] if is_last else [stop])]


def _step_on(workshop: Workshop, step: Step, harvest: Harvest, is_last: bool) -> dict[str, object]:
    pressed = button("Sum it up" if is_last else "Next step", ids.WORKSHOP_MOVE_ON, f"{workshop.id} {step.id}")
    too_few = step.does == "rate" and harvest.raters < ENOUGH
    lost = f"Fewer than {ENOUGH} have answered. Their ratings are not shown then, and not kept either."
    if is_last:
        people = counted(harvest.people(step), "person has answered. ", "people have answered. ")
        said = (
            lost
            if too_few
            else f"{'' if step.does == 'talk' else people}The workshop ends with a summary in the channel."
        )
        return asking_first(pressed, "Sum it up now?", said, "Sum it up")
    return asking_first(pressed, "Move on already?", lost, "Move on") if too_few else pressed


def _people(user_ids: Sequence[str]) -> str:
    return " or ".join(f"<@{user_id}>" for user_id in user_ids[:5]) or "a facilitator"
