"""What a circle can be asked, and which of it is asked today."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from careapp.library import Library
from careapp.practice.circle import Circle
from careapp.practice.refusal import CareError
from careapp.practice.text import has_words, mentioned, tidy

OWN = ":own"  # no deck of a library can be called so
SHORTEST, LONGEST = 10, 240
MOST_OWN = 300  # all of them are read whenever a round opens
PROMPT_REST = timedelta(days=366)


@dataclass(frozen=True)
class CirclePrompt:
    """A prompt as a circle has it: one of its own, or of a deck of the library; `is_off` where it is not asked.

    `reserve` is 0 for what the circle wrote or chose; the higher it is, the later a prompt stands in for these.
    """

    id: str
    value_id: str
    text: str
    deck: str = OWN
    is_off: bool = False
    reserve: int = 0

    @property
    def is_own(self) -> bool:
        """Whether the circle wrote it."""
        return self.deck == OWN


@dataclass(frozen=True)
class Asked:
    """What a circle was asked on a day, and the value that it was about."""

    day: date
    prompt_id: str
    value_id: str


def circle_prompts(
    library: Library, circle: Circle, own: Iterable[CirclePrompt], off: Collection[str]
) -> list[CirclePrompt]:
    """Return every prompt that a circle has, its own first; `off` holds the ids of those that are switched off."""
    reserves = _reserves(library, circle)
    shipped = [
        CirclePrompt(prompt.id, prompt.value, prompt.text, deck.deck, reserve=reserves[deck.deck])
        for deck in library.decks
        for prompt in deck.prompt
    ]
    return [replace(prompt, is_off=prompt.id in off) for prompt in (*own, *shipped)]


def _reserves(library: Library, circle: Circle) -> dict[str, int]:
    """Return 0 for the decks a circle chose, or all where nobody chose any; 1 for those for everybody; else 2."""
    decks = [deck.deck for deck in library.decks]
    chosen = set(decks) & set(circle.decks) or set(library.preselected) or set(decks)
    return {deck: 0 if deck in chosen else 1 if deck in library.preselected else 2 for deck in decks}


def choose_prompt(
    circle: Circle,
    prompts: Sequence[CirclePrompt],
    day: date,
    asked: Sequence[Asked],
    told: Mapping[str, date],
) -> CirclePrompt:
    """Choose a day's prompt: never one of the last year, unless all were asked; then the one asked longest ago.

    `asked` holds what the circle was asked within that year, newest first; `told` the last day on which somebody told
    a story that shows a value. Whoever asks again is given the same prompt; the circle's own go before the library's,
    and before anything comes twice, the decks that it did not choose stand in.
    """
    on = [prompt for prompt in prompts if not prompt.is_off] or prompts
    last = {each.prompt_id: each.day for each in reversed(asked)}
    rested = [prompt for prompt in on if day - last.get(prompt.id, date.min) >= PROMPT_REST]
    if not rested:
        return min(on, key=lambda prompt: (last[prompt.id], prompt.id))
    reserve = min(prompt.reserve for prompt in rested)
    ready = [prompt for prompt in rested if prompt.reserve == reserve]
    Random(f"{circle.channel_id} {day}").shuffle(ready)
    values = list(dict.fromkeys(prompt.value_id for prompt in ready))
    turn = _value_in_turn(values, [each.value_id for each in asked if each.day < day], told)
    return min((prompt for prompt in ready if prompt.value_id == turn), key=lambda prompt: not prompt.is_own)


def _value_in_turn(values: Sequence[str], asked: Iterable[str], told: Mapping[str, date]) -> str:
    """Return the value whose stories are the oldest, of those whose turn it is; `asked` is newest first.

    Whatever was asked since a value last came twice has had its turn. Where all have, it is the turn of the half that
    was asked longest ago, so that nothing comes twice in a row, and nothing waits for more than two turns.
    """
    had: list[str] = []
    for value_id in asked:
        if value_id in had:
            break
        if value_id in values:
            had.append(value_id)
    waiting = [value_id for value_id in values if value_id not in had] or had[::-1][: (len(had) + 1) // 2]
    return min(waiting, key=lambda value_id: told.get(value_id, date.min))


def check_words(text: str) -> str:
    """Return the words of a prompt on one line, or raise CareError where they are too few or too many."""
    line = " ".join(tidy(text).split())
    if not has_words(line) or len(line) < SHORTEST:
        raise CareError("That is too short for a question. A few words more, please.", field="text")
    if len(line) > LONGEST:
        raise CareError(f"A question has room for {LONGEST} characters, and this one has {len(line)}.", field="text")
    return line


def check_prompt(text: str, value_id: str, library: Library, others: Collection[CirclePrompt]) -> str:
    """Return the words of a circle's own prompt on one line, or raise CareError naming the form field."""
    line = check_words(text)
    if mentioned(line):
        raise CareError("A question is for everybody and stays for long. Please leave people out of it.", field="text")
    if any(line.casefold() == other.text.casefold() for other in others):
        raise CareError("This question is there already.", field="text")
    if sum(other.is_own for other in others) >= MOST_OWN:
        raise CareError(f"There is room for {MOST_OWN} questions of your own. Change one of them.", field="text")
    if library.value(value_id) is None:
        raise CareError("Choose the value that it asks about.", field="value")
    return line
