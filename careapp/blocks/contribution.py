"""What people gave to a workshop, as it is shown to all, and the forms in which they give it."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter

from careapp.blocks import ids
from careapp.blocks.kit import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    counted,
    field,
    modal,
    option,
    section,
    select,
    text_input,
    whisper,
)
from careapp.blocks.rich_text import Element, bullets, plain_words, quote, rich_text, words
from careapp.blocks.rich_text import section as paragraph
from careapp.guide import RATINGS, Barrier, Does, Group, Guide, Step
from careapp.practice.contribution import (
    ENOUGH,
    LONGEST,
    LONGEST_COMPLETION,
    LONGEST_SENTENCE,
    Contribution,
    Harvest,
    Named,
    Proposal,
    customer_map,
    ranked,
)
from careapp.practice.occurrence import local
from careapp.practice.workshop import Workshop

MAP_ROOM = 9_000  # characters of a message's 13,000, for the names on the map
_AROUND_A_NAME = 6  # characters
COMPLETIONS_SHOWN = 30
PROPOSALS_SHOWN = 20
IN_SHORT = 3  # a summary shows a third of the names and sentences
_SIDES = {"external": "Outside the house", "internal": "Inside the house"}
_TITLES = {
    "customers": "Your customers",
    "complete": "Finish the sentence",
    "rate": "Your ratings",
    "sentence": "Propose a sentence",
}


def results(
    workshop: Workshop, guide: Guide, step: Step, harvest: Harvest, zone: str, in_short: int = 1
) -> list[Block]:
    """Return what came of a step that is over: a map, sentences, ratings, or the one sentence; nothing of mere talk."""
    made: Mapping[Does, Callable[[], list[Block]]] = {
        "customers": lambda: _map(guide, harvest, MAP_ROOM // in_short),
        "complete": lambda: _completions(step, harvest, COMPLETIONS_SHOWN // in_short),
        "rate": lambda: _ratings(guide, harvest, zone),
        "sentence": lambda: [rich_text(quote(*words(workshop.outcome, LONGEST_SENTENCE)))] if workshop.outcome else [],
    }
    return made[step.does]() if step.does in made else []


def proposal_blocks(workshop: Workshop, proposals: Iterable[Proposal]) -> list[Block]:
    """Return the sentences to choose from, those with the most support first, each with its button."""
    listed = ranked(proposals)
    voices = "Everybody has one voice, and can move it or take it back."
    shown = [
        block
        for each in listed[:PROPOSALS_SHOWN]
        for block in (rich_text(quote(*words(each.words, LONGEST_SENTENCE))), _support(workshop, each))
    ]
    return [*shown, *_and_more(len(listed) - PROPOSALS_SHOWN), *([context(voices)] if listed else [])]


def supported_message(workshop_id: int) -> Message:
    """Return the answer to whoever supports a sentence."""
    leave = button("Take my support back", ids.WORKSHOP_LEAVE, str(workshop_id))
    return whisper("Thank you, your voice counts for this sentence.", actions(leave))


def left_message() -> Message:
    """Return the answer to [Take my support back]."""
    return whisper("Taken back. You support none of the sentences now.")


def answer_form(workshop: Workshop, guide: Guide, step: Step, own: Sequence[Contribution], harvest: Harvest) -> View:
    """Return the form of a step, filled in with what the person gave before."""
    made = {"customers": _customer_fields, "rate": _rating_fields}.get(step.does)
    blocks = made(guide, own) if made else _words_fields(guide, step, own, harvest)
    about = json.dumps({"workshop_id": workshop.id, "step_id": step.id})
    return modal(ids.WORKSHOP_KEEP, _TITLES.get(step.does, "Your answer"), "Send", blocks, about)


def fields_of(guide: Guide, step: Step) -> tuple[str, ...]:
    """Return the names of the fields of a step's form."""
    if step.does == "customers":
        return tuple(group.id for group in guide.group)
    return tuple(barrier.id for barrier in guide.barrier) if step.does == "rate" else ("words",)


def _map(guide: Guide, harvest: Harvest, room: int) -> list[Block]:
    drawn = customer_map(guide, harvest.customers)
    many = _fitting(drawn, room)
    blocks = []
    for side, title in _SIDES.items():
        lines = [
            [plain_words(f"{group.name}: ", bold=True), *_names(named, many[group.id])]
            for group, named in drawn
            if group.side == side
        ]
        blocks += [rich_text(paragraph(plain_words(title, bold=True)), bullets(lines))] if lines else []
    people = len({each.user_id for each in harvest.customers})
    return [*blocks, context(f"Named by {counted(people, 'person', 'people')}.")] if blocks else []


def _fitting(drawn: Iterable[tuple[Group, Sequence[Named]]], room: int) -> Counter[str]:
    """Return how many names of each group fit into so many characters; the groups are filled evenly."""
    names = [(place, each.name, group.id) for group, named in drawn for place, each in enumerate(named)]
    fitting: Counter[str] = Counter()
    for _, name, group_id in sorted(names, key=itemgetter(0)):
        room -= len(name) + _AROUND_A_NAME
        if room < 0:
            break
        fitting[group_id] += 1
    return fitting


def _names(named: Sequence[Named], many: int) -> list[Element]:
    elements: list[Element] = []
    for n, each in enumerate(named[:many]):
        between = [plain_words(", ")] if n else []
        elements += [*between, *words(each.name, 80), *([plain_words(f" ×{each.times}")] if each.times > 1 else [])]
    left = len(named) - many
    return [*elements, plain_words(f" and {left} more")] if left > 0 else elements


def _completions(step: Step, harvest: Harvest, shown: int) -> list[Block]:
    given = harvest.completions
    if not given:
        return []
    listed = bullets([words(each.words, LONGEST_COMPLETION) for each in given[:shown]])
    return [rich_text(paragraph(plain_words(step.begins, bold=True)), listed), *_and_more(len(given) - shown)]


def _ratings(guide: Guide, harvest: Harvest, zone: str) -> list[Block]:
    ratings = harvest.ratings
    if ratings is None or ratings.people < ENOUGH:
        return [
            context(f"Fewer than {ENOUGH} people gave their ratings, so nothing of them is shown, and none is kept.")
        ]
    by_mean = sorted(guide.barrier, key=lambda barrier: -(ratings.mean(barrier) or 0))
    lines = [
        [
            plain_words(barrier.name, bold=True),
            plain_words(f": {_mean(guide, ratings.mean(barrier))}{_trend(harvest, barrier, zone)}\n"),
            plain_words(f"“{barrier.says}”", italic=True),
        ]
        for barrier in by_mean
    ]
    note = (
        f"Rated by {ratings.people} people, without names, from 1 ({guide.scale[0]}) to {RATINGS} ({guide.scale[-1]})."
    )
    return [rich_text(bullets(lines)), context(note)]


def _mean(guide: Guide, mean: float | None) -> str:
    return "not rated" if mean is None else f"{mean:.1f} of {RATINGS}, {guide.scale[round(mean) - 1]}"


def _trend(harvest: Harvest, barrier: Barrier, zone: str) -> str:
    means = [(earlier.mean(barrier), local(earlier.rated_at, zone)) for earlier in harvest.earlier]
    told = [f"{mean:.1f} in {at:%B %Y}" for mean, at in means if mean is not None]
    return f" (before: {', '.join(told)})" if told else ""


def _support(workshop: Workshop, proposal: Proposal) -> Block:
    many = len(proposal.supporters)
    return actions(button(f"Support it  ·  {many}", ids.WORKSHOP_SUPPORT, f"{workshop.id} {proposal.user_id}"))


def _and_more(left: int) -> list[Block]:
    return [context(f"and {left} more")] if left > 0 else []


def _customer_fields(guide: Guide, own: Sequence[Contribution]) -> list[Block]:
    lines = {group.id: "\n".join(each.words for each in own if each.about == group.id) for group in guide.group}
    return [
        section("Up to ten in all, one a line. Leave out what does not fit you."),
        *(field(group.id, group.name, text_input(lines[group.id]), group.hint, optional=True) for group in guide.group),
    ]


def _rating_fields(guide: Guide, own: Sequence[Contribution]) -> list[Block]:
    scale = [option(f"{n}  {said}", str(n)) for n, said in enumerate(guide.scale, 1)]
    return [
        section("How often does this get in our way? Nobody can tell, not even I, which answers are yours."),
        *(field(barrier.id, barrier.says, select(scale)) for barrier in guide.barrier),
    ]


def _words_fields(guide: Guide, step: Step, own: Sequence[Contribution], harvest: Harvest) -> list[Block]:
    longest = LONGEST[step.does]
    before = guide.step_that("complete") if step.does == "sentence" else None
    heard = _completions(before, harvest, COMPLETIONS_SHOWN // IN_SHORT) if before else []
    box = {**text_input(own[0].words[:longest] if own else ""), "max_length": longest}
    return [*heard, field("words", step.begins or "Our sentence", box, f"Up to {longest} characters")]
