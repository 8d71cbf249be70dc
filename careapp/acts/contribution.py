"""Give something to a workshop: customers, a sentence, ratings, a proposal or support for one; and forget it again."""

from collections.abc import Mapping
from dataclasses import dataclass

from careapp.acts import privacy
from careapp.acts import workshop as acts
from careapp.acts.access import meet_soon
from careapp.blocks import contribution as blocks
from careapp.blocks.kit import View
from careapp.care import Care
from careapp.guide import Guide, Step
from careapp.practice.contribution import LONGEST, Contribution, Kind, read_ratings, read_words
from careapp.practice.refusal import CareError
from careapp.practice.seal import seal
from careapp.practice.workshop import Workshop
from careapp.store import Database
from careapp.store import answer_key as keys
from careapp.store import circle as circles
from careapp.store import contribution as contributions
from careapp.store import workshop as workshops

_KINDS: Mapping[str, Kind] = {"customers": "customer", "complete": "completion", "sentence": "sentence"}
_ALSO_LATER = ("customers", "complete")  # they still count when the others are a step ahead
_RATED = "You have rated already. Nobody can tell which answers are yours, not even I, so they cannot be changed."


@dataclass(frozen=True)
class Asked:
    """A step that takes answers, for somebody who may give them."""

    workshop: Workshop
    guide: Guide
    step: Step


def asked(db: Database, care: Care, workshop_id: int, step_id: str, user_id: str) -> Asked:
    """Return the step that somebody answers; raise CareError where it takes no answers, or none of theirs."""
    workshop, _ = acts.seen_by(db, workshop_id, user_id)
    guide = care.library.guide(workshop.guide_id)
    so_far = workshop.steps_so_far(guide) if guide else ()
    step = next((step for step in so_far if step.id == step_id and step.does != "talk"), None)
    if workshop.is_over:
        raise CareError("This workshop has ended, so nothing can be added to it.")
    if guide is None or step is None:
        raise CareError("I do not know this step of the workshop.")
    if workshop.has_passed(guide, step) and step.does not in _ALSO_LATER:
        raise CareError("We have moved on from this step, so nothing can be added to it.")
    return Asked(workshop, guide, step)


def form(db: Database, care: Care, workshop_id: int, step_id: str, user_id: str) -> View:
    """Return the form of a step with what the person gave before. Raises CareError."""
    at = asked(db, care, workshop_id, step_id, user_id)
    if at.step.does == "rate" and _has_rated(db, care, at.workshop, user_id):
        raise CareError(_RATED)
    return blocks.answer_form(
        at.workshop, at.guide, at.step, _own(db, at, user_id), acts.harvest(db, care, at.workshop, at.guide)
    )


def give(db: Database, care: Care, at: Asked, user_id: str, said: Mapping[str, str], choice: str) -> None:
    """Keep what a person gives in a step, by the fields of its form, and show how many have; ratings count once.

    `choice` is what they chose about a customer's privacy. Raises CareError where it says nothing, or too much.
    """
    if at.step.does == "rate":
        _rate(db, care, at, user_id, said)
    elif at.step.does == "sentence":
        [(_, line)] = _as_chosen(db, at, user_id, said, choice)
        _propose(db, at.workshop, user_id, line)
    else:
        given = _as_chosen(db, at, user_id, said, choice)
        contributions.put(db, at.workshop.id, _KINDS[at.step.does], user_id, given)
    meet_soon(db, care, user_id)
    acts.show_step_soon(db, at.workshop, at.guide, at.step)


def support(db: Database, care: Care, workshop_id: int, proposer: str, user_id: str) -> None:
    """Keep that a person supports a proposal, and no other any more. Raises CareError."""
    at = _choosing(db, care, workshop_id, user_id)
    if proposer not in {each.user_id for each in contributions.proposals(db, workshop_id)}:
        raise CareError("This sentence was taken back.")
    contributions.support(db, workshop_id, user_id, proposer)
    meet_soon(db, care, user_id)
    acts.show_step_soon(db, at.workshop, at.guide, at.step)


def leave(db: Database, care: Care, workshop_id: int, user_id: str) -> None:
    """Keep that a person supports no proposal any more. Raises CareError."""
    at = _choosing(db, care, workshop_id, user_id)
    contributions.withdraw_support(db, workshop_id, user_id)
    acts.show_step(db, care, at.workshop, at.step.id)


def forget(db: Database, care: Care, workshop_id: int, user_id: str) -> None:
    """Forget what a person gave to a workshop, wherever it is shown; a sentence that all agreed on is the team's."""
    contributions.forget(db, workshop_id, user_id)
    if workshop := workshops.get(db, workshop_id):
        if key := keys.of(care.store.path, workshop.key_name):
            contributions.drop_mark(db, workshop_id, seal(key, user_id))
        acts.show(db, care, workshop)


def _choosing(db: Database, care: Care, workshop_id: int, user_id: str) -> Asked:
    """Return the step in which a workshop agrees on a sentence. Raises CareError as `asked` does."""
    workshop, _ = acts.seen_by(db, workshop_id, user_id)
    guide = care.library.guide(workshop.guide_id)
    step = guide.step_that("sentence") if guide else None
    return asked(db, care, workshop_id, step.id if step else "", user_id)


def _as_chosen(db: Database, at: Asked, user_id: str, said: Mapping[str, str], choice: str) -> list[tuple[str, str]]:
    """Return what is to be kept, each thing masked by itself, once, as somebody chose."""
    written = dict(enumerate(read_words(at.guide, at.step, said)))
    fields = {str(n): (words, LONGEST[at.step.does]) for n, (_, words) in written.items()}
    circle, before = circles.get(db, at.workshop.channel_id), "\n".join(each.words for each in _own(db, at, user_id))
    kept = privacy.as_chosen(db, circle, user_id, fields, choice, before)
    return list(dict.fromkeys((about, kept[str(n)]) for n, (about, _) in written.items()))


def _rate(db: Database, care: Care, at: Asked, user_id: str, said: Mapping[str, str]) -> None:
    """Count ratings; that somebody gave theirs is kept as a mark, whose key is in no backup and goes with the step."""
    given = read_ratings(at.guide, said)
    if not contributions.raters(db, at.workshop.id):
        keys.make(care.store.path, at.workshop.key_name)
    contributions.rate(db, at.workshop.id, _mark(care, at.workshop, user_id), given)


def _has_rated(db: Database, care: Care, workshop: Workshop, user_id: str) -> bool:
    is_first = not contributions.raters(db, workshop.id)
    return not is_first and contributions.has_rated(db, workshop.id, _mark(care, workshop, user_id))


def _mark(care: Care, workshop: Workshop, user_id: str) -> str:
    """Return the mark of somebody who rates; raise CareError where its key is gone, as after a restore."""
    if key := keys.of(care.store.path, workshop.key_name):
        return seal(key, user_id)
    raise CareError("I have lost track of who has rated here, so I count no more ratings. The workshop can go on.")


def _own(db: Database, at: Asked, user_id: str) -> list[Contribution]:
    kind = _KINDS.get(at.step.does)
    return contributions.of_person(db, at.workshop.id, kind, user_id) if kind else []


def _propose(db: Database, workshop: Workshop, user_id: str, line: str) -> None:
    """Whoever proposes supports it, unless they support another; what was supported in other words is not any more."""
    before = contributions.of_person(db, workshop.id, "sentence", user_id)
    if before and before[0].words == line:
        return
    contributions.drop_supports_of(db, workshop.id, user_id)
    contributions.put(db, workshop.id, "sentence", user_id, [("", line)])
    supported = (each for each in contributions.proposals(db, workshop.id) if user_id in each.supporters)
    if not any(supported):
        contributions.support(db, workshop.id, user_id, user_id)
