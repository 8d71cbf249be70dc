"""A letter: a direct message that Care sends by itself; each kind can be done without."""

from dataclasses import dataclass

from careapp.practice.refusal import CareError


@dataclass(frozen=True)
class Letter:
    """A kind of letter: its id, for ever; the name people read; and, in a line, what it is."""

    id: str
    name: str
    about: str


LETTERS = (
    Letter("care-note", "Care note", "Each week, for managers: what their people told, and whom to thank"),
    Letter("unanswered", "Stories without an answer", "In the morning: a story that nobody has answered yet"),
    Letter("pulse", "Pulse", "Once a week: did you feel cared for at work? Nobody sees who answered what"),
    Letter("pulse-result", "Result of the pulse", "For managers who are not in the channel: how cared for people felt"),
    Letter("playbook", "Playbook", "For those who lead a circle: whether what it practised for four weeks stays"),
    Letter("workshop", "Workshops", "What a workshop that you lead or take part in asks of you"),
    Letter("praise", "Customer praise", "When a customer's own words about you were kept"),
    Letter("kudos", "Thanks", "At once: a colleague's thanks, given in a circle that you are not in"),
    Letter("circle", "Your circle needs you", "At once, for facilitators: it is paused, or a message may be missing"),
)
_BY_ID = {letter.id: letter for letter in LETTERS}


def letter_of(kind: str) -> Letter:
    """Return a kind of letter by its id; raise CareError where there is none, as in a message of long ago."""
    if kind not in _BY_ID:
        raise CareError("I do not send letters of this kind any more.")
    return _BY_ID[kind]
