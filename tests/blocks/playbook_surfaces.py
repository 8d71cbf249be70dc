"""Every message and view of the playbook, made with words that a test chooses."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from careapp.blocks import behaviour, lesson
from careapp.blocks.behaviour import Told
from careapp.practice.behaviour import Behaviour, Week
from careapp.practice.lesson import Gathering, Lesson
from careapp.practice.story import Story
from tests.practice import made


def playbook_messages(told: Sequence[Story], said: str, name: str) -> dict[str, Any]:
    """Return every message of lessons and behaviours by the name of its maker."""
    now, ended = _practised(said, name), [_practised(said, name, state=s) for s in ("kept", "changed", "dropped")]
    return {
        "supported_message": lesson.supported_message(1, is_new=True),
        "left_message": lesson.left_message(),
        "gathered_message": lesson.gathered_message(),
        **{f"lessons_messages, {n}": page for n, page in enumerate(_lessons(told, name), 1)},
        "behaviour_message": behaviour.behaviour_message(now),
        "behaviour_message, kept": behaviour.behaviour_message(ended[0]),
        "week_message": behaviour.week_message(now.behaviour, now.weeks[0], is_open=True),
        "week_message, over": behaviour.week_message(now.behaviour, now.weeks[3], is_open=False),
        "answered_message": behaviour.answered_message(is_new=True),
        "asking_message": behaviour.asking_message(now, name),
        "ending_message": behaviour.ending_message(now),
        "decided_message": behaviour.decided_message(ended[0]),
        "settled_message of a behaviour": behaviour.settled_message(),
        "playbook_message": behaviour.playbook_message([now, *ended * 5], may_decide=True),
        "playbook_message, empty": behaviour.playbook_message([], may_decide=False),
    }


def playbook_views(told: Story, said: str) -> dict[str, Any]:
    """Return every view of behaviours by the name of its maker."""
    return {
        "lesson_form": lesson.lesson_form(told),
        "choosing_form": behaviour.choosing_form([Lesson(told, 3), Lesson(told)]),
        "changing_form": behaviour.changing_form(_practised(said).behaviour),
    }


def _practised(said: str, name: str = "Jonas", **changes: Any) -> Told:
    weeks = [Week("V1", n, made.DAY, "Care was not awake at 16:55" if n == 2 else "", yes=n * 50) for n in range(1, 5)]
    ours = Behaviour("V1", "C1", said[:120] or "We count twice", made.DAY, story_id=1, **changes)
    return Told(ours, weeks, made.story(text=said, lesson=said), name, made.DAY)


def _lessons(told: Sequence[Story], name: str) -> list[dict[str, Any]]:
    taught = [replace(s, lesson=s.lesson or "Count twice", is_poor_care=s.id % 2 == 0) for s in told]
    found = [Lesson(story, n, n % 2 == 0) for n, story in enumerate(taught)]
    return lesson.lessons_messages(Gathering("C1", "2026-11", made.LONG_AGO, made.NOW), found, lambda _: name)
