"""Every message and form about answering stories and caring for one's people, made as long as they can be."""

from typing import Any

from careapp.blocks import answer, health, note
from careapp.practice.answer import STORIES_A_LETTER, Brought
from careapp.practice.circle import Circle
from careapp.practice.health import Answering, Health
from careapp.practice.kudos import Kudos
from careapp.practice.note import SHOWN, Line, LineKind, Note
from careapp.practice.story import Story
from tests.practice import made


def answer_messages(ours: Circle, told: list[Story], thanks: Kudos, name: str) -> dict[str, dict[str, Any]]:
    """Return the letters, what one can ask about them, and the health of the practice."""
    names = dict.fromkeys([*(each.teller for each in told), thanks.giver, *thanks.receivers, "UBOSS"], name)
    full, nothing = _note(told, thanks), Note("C1", "2026-W45", "UBOSS", made.NOW)
    brought = [Brought(each, [name] * len(told), is_answered=each.id == 2) for each in told[:STORIES_A_LETTER]]
    many = len(told)
    return {
        "unanswered_message": answer.unanswered_message(brought),
        "health_message": health.health_message(Health(Answering(many, many // 2), Answering(1, 1), many, 1)),
        "health_message, no stories": health.health_message(Health(Answering(0, 0), Answering(0, 0), 0, 0)),
        "note_message": note.note_message(full, ours, names),
        "about_message": note.about_message([full], ours, names),
        "about_message, nothing": note.about_message([nothing], ours, {}),
        "about_message, none": note.about_message([], ours, {}),
    }


def about_view(ours: Circle, told: list[Story], name: str) -> dict[str, Any]:
    """Return what care notes say about somebody, to be read from Home."""
    thanks = made.kudos()
    names = dict.fromkeys([*(each.teller for each in told), thanks.giver, *thanks.receivers, "UBOSS"], name)
    return note.about_view([_note(told, thanks)], ours, names)


def _note(told: list[Story], thanks: Kudos) -> Note:
    stories: tuple[LineKind, ...] = ("told", "unanswered", "unthanked")
    lines = [
        Line(kind, each.teller, each, is_done=each.id == 2) for kind in stories for each in told[: SHOWN[kind] - 1]
    ]
    helped = [Line("helped", "", kudos=thanks)] * SHOWN["helped"]
    reason = Line("unthanked", thanks.receivers[0], kudos=thanks)
    return Note("C1", "2026-W45", "UBOSS", made.NOW, (*lines, *helped, reason), 7)
