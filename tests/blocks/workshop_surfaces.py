"""Every message and form of the workshops, made with whatever people may write."""

from typing import Any

from careapp.blocks import contribution, definition, workshop
from careapp.guide import Guide
from careapp.library import Library
from careapp.practice.contribution import Contribution, Harvest, Proposal, Ratings
from tests.practice import made

Surface = dict[str, Any]


def _harvest(guide: Guide, said: str, people: int) -> Harvest:
    words = " ".join(said.split())
    present = list(enumerate(made.ids(people)))
    served = [Contribution(who, f"{n} {words}"[:60], g.id) for n, who in present for g in guide.group]
    finished = [Contribution(who, words[:280] or "x") for who in made.ids(people)]
    proposed = [Proposal(who, f"{n} {words}"[:300], frozenset(made.ids(n))) for n, who in enumerate(made.ids(people))]
    ratings = Ratings(made.NOW, {barrier.id: {1: people, 5: 1} for barrier in guide.barrier})
    return Harvest(served, finished, proposed, people, ratings, [ratings] * 3, words[:300])


def workshop_messages(library: Library, said: str, name: str, people: int) -> dict[str, Surface]:
    """Return every message of every workshop by the name of its maker."""
    held = made.workshop(name=library.guides[0].name)
    found = {
        "definition_message": definition.definition_message(said[:300] or "x"),
        "choice_message": workshop.choice_message("C1", library.guides),
        "choice_message, none": workshop.choice_message("C1", ()),
        "begun_message": workshop.begun_message(held),
        "again_letter": workshop.again_letter(held, library.guides[0], made.circle(name=name)),
        "resting_message": workshop.resting_message(held),
        "standing_message, lost": workshop.standing_message(made.workshop(state="running"), None, Harvest()),
        "supported_message": contribution.supported_message(1),
        "left_message": contribution.left_message(),
    }
    for guide in library.guides:
        harvest, leaders = _harvest(guide, said, people), made.ids(people)
        done = made.workshop(step_id=guide.step[-1].id, outcome=said[:300], name=guide.name)
        found[f"summary_message, {guide.workshop}"] = workshop.summary_message(done, guide, harvest, "UTC")
        for step in guide.step:
            for state in ("running", "paused"):
                held = made.workshop(step_id=step.id, state=state, name=guide.name)
                which = f"{guide.workshop} {step.id} {state}"
                at = (guide, step, harvest, leaders, made.NOW, "Asia/Kathmandu")
                found[f"step_message, {which}"] = workshop.step_message(held, *at)
                found[f"standing_message, {which}"] = workshop.standing_message(held, guide, harvest)
                found[f"opening_message, {which}"] = workshop.opening_message(held, guide)
            found[f"step_message, {guide.workshop} {step.id} over"] = workshop.step_message(done, *at)
    return found


def answer_forms(library: Library, said: str, people: int) -> dict[str, Surface]:
    """Return the form of every step that asks for something."""
    return {
        f"answer_form, {guide.workshop} {step.id}": contribution.answer_form(
            made.workshop(state="running"), guide, step, harvest.customers[:10] or harvest.completions, harvest
        )
        for guide in library.guides
        for harvest in [_harvest(guide, said, people)]
        for step in guide.step
        if step.does != "talk"
    }
