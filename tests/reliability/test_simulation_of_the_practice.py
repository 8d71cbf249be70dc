"""Broken Cares that keep rounds and stories, and break a promise about the rest of the practice: each is found out."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from careapp.practice.pulse import Answers
from tests.reliability.simulation import BrokenPromiseError, run

SOON = range(1, 25)
PULSE, PLAYBOOK = ("answer_pulse",) * 7, ("practise",) * 9
WORKSHOP, WAIT = ("hold_workshop",) * 7, ("wait_for_more",) * 9
LETTERS = ("tell", "wait_for_more", "rest", "tell", "wait_for_more", "rest") * 3
ANSWERED = ("tell", "wait_for_more", "thank_for_story") * 4
FORGET = ("tell", "hold_workshop", "forget", "forget", "practise", "forget", "forget", "forget")


def nothing(*_: object, **__: object) -> None:
    """Do nothing."""


def yes(*_: object, **__: object) -> bool:
    """Say yes."""
    return True


def no(*_: object, **__: object) -> bool:
    """Say no."""
    return False


def none(*_: object, **__: object) -> list[object]:
    """Say that there is none."""
    return []


def everybody(db: object, user_ids: list[str], *_: object) -> list[str]:
    """Say that a letter reaches everybody."""
    return list(user_ids)


def twice(answers: Answers, score: int) -> Answers:
    """Count an answer twice."""
    return Answers(answers.since, answers.count + 2, answers.total + 2 * score, answers.sentences)


BROKEN = (
    ("careapp.store.pulse.keep_answers", nothing, PULSE, "were acknowledged"),
    ("careapp.practice.pulse.Answers.with_score", twice, PULSE, "were given"),
    ("careapp.practice.pulse.Answers.with_sentence", lambda answers, said: answers, PULSE, "is lost"),
    ("careapp.jobs.pulse.due_pulses", none, WAIT, "neither asked nor missed the pulse"),
    ("careapp.practice.pulse.Answers.can_be_told", False, PULSE, "is not told of"),
    ("careapp.store.answer_key.drop_all_but", nothing, PULSE, "who answered can still be known"),
    ("careapp.store.lesson.support", yes, PLAYBOOK, "supports the lesson"),
    ("careapp.acts.lesson.show_month", nothing, PLAYBOOK, "a lesson shows"),
    ("careapp.jobs.lesson.due_gatherings", none, WAIT, "neither gathered nor missed"),
    ("careapp.store.behaviour.add", nothing, PLAYBOOK, "the behaviour"),
    ("careapp.jobs.behaviour.due_weeks", none, PLAYBOOK, "neither asked nor missed week"),
    ("careapp.store.behaviour.answer", yes, PLAYBOOK * 2, "were acknowledged"),
    ("careapp.store.contribution.put", nothing, WORKSHOP, "is lost"),
    ("careapp.store.contribution.rate", yes, WORKSHOP, "were acknowledged"),
    ("careapp.acts.workshop.ENOUGH", 1, WORKSHOP, "which are too few"),
    ("careapp.practice.workshop.Workshop.is_forsaken", no, ("hold_workshop", *WAIT), "still runs"),
    ("careapp.acts.definition._show", nothing, WORKSHOP * 2, "pinned are"),
    ("careapp.jobs.answer.due_morning", nothing, LETTERS, "neither had nor missed the morning"),
    ("careapp.store.story.to_bring", none, LETTERS, "nobody was told of the story"),
    ("careapp.store.kudos.add", nothing, ANSWERED, "are lost"),
    ("careapp.jobs.note.due_weeks", none, WAIT, "neither written nor missed the notes"),
    ("careapp.store.note.close", nothing, WAIT, "is still open"),
    ("careapp.acts.letter.reached", everybody, LETTERS, "is written to somebody who rests"),
    ("careapp.store.rest.put", nothing, ("rest",) * 12, "is on a pause"),
    ("careapp.store.letter.set_unwanted", nothing, LETTERS * 2, "is stopped"),
    ("careapp.store.prompt.add", nothing, ("write_prompt",) * 5, "the question"),
    ("careapp.store.milestone.reach", no, ("tell",) * 3, "the first story of"),
    ("careapp.store.milestone.forget", nothing, FORGET, "name of milestones names them"),
    ("careapp.acts.forget._name_no_more", nothing, FORGET, "content of posts names them"),
)


@pytest.mark.parametrize(("what", "instead", "steps", "why"), BROKEN, ids=[broken[0] for broken in BROKEN])
def test_a_broken_care_is_found_out(
    what: str, instead: Any, steps: tuple[str, ...], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(what, instead)
    assert any(why in told for told in _broken(steps, SOON))


@pytest.mark.parametrize("steps", sorted({steps for _, _, steps, _ in BROKEN}))
def test_a_sound_care_lives_through_the_same(steps: tuple[str, ...]) -> None:
    assert list(_broken(steps, range(1, 5))) == []


def _broken(steps: tuple[str, ...], seeds: Iterable[int]) -> Iterator[str]:
    """Yield why histories of these steps break, as long as somebody asks for more."""
    for seed in seeds:
        try:
            run(seed, [(name, seed * 100 + n) for n, name in enumerate(steps)])
        except BrokenPromiseError as broken:
            yield broken.why
