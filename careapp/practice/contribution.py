"""What people give to a workshop: their customers, completed sentences, proposals, and ratings without names."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from careapp.guide import RATINGS, Barrier, Group, Guide, Step
from careapp.practice.refusal import CareError
from careapp.practice.text import has_words

ENOUGH = 5  # answers, below which nothing anonymous is shown
MOST_CUSTOMERS = 10
LONGEST_NAME = 60
LONGEST_COMPLETION = 280
LONGEST_SENTENCE = 300
LONGEST = {"customers": LONGEST_NAME, "complete": LONGEST_COMPLETION, "sentence": LONGEST_SENTENCE}
"""How many characters each thing has that is written in a step, by what the step does."""
Kind = Literal["customer", "completion", "sentence"]
Counts = Mapping[str, Mapping[int, int]]
"""How many people gave each rating, from 1 to 5, by the id of the barrier."""


@dataclass(frozen=True)
class Contribution:
    """One thing that a person gave. `about` is the group of a customer, and empty for what else they write."""

    user_id: str
    words: str
    about: str = ""


@dataclass(frozen=True)
class Proposal:
    """A sentence that somebody proposed, and who supports it."""

    user_id: str
    words: str
    supporters: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Named:
    """A customer on the map, and how many named them."""

    name: str
    times: int


@dataclass(frozen=True)
class Ratings:
    """What a workshop's ratings came to; there are none where fewer than five people gave theirs."""

    rated_at: datetime
    counts: Counts

    @property
    def people(self) -> int:
        """How many gave their ratings."""
        return max((sum(given.values()) for given in self.counts.values()), default=0)

    def mean(self, barrier: Barrier) -> float | None:
        """Return the mean rating of a barrier, None where fewer than five people rated it."""
        given = self.counts.get(barrier.id, {})
        many = sum(given.values())
        return sum(rating * times for rating, times in given.items()) / many if many >= ENOUGH else None


@dataclass(frozen=True)
class Harvest:
    """All that a workshop has gathered. `raters` counts who rated so far; `ratings` are those that may be shown.

    `earlier` holds the ratings of the circle's earlier workshops of the same guide, the oldest first. `definition` is
    the circle's own sentence as it stands now, empty where it has none.
    """

    customers: Sequence[Contribution] = ()
    completions: Sequence[Contribution] = ()
    proposals: Sequence[Proposal] = ()
    raters: int = 0
    ratings: Ratings | None = None
    earlier: Sequence[Ratings] = field(default=())
    definition: str = ""

    def people(self, step: Step) -> int:
        """Return how many people have answered in a step so far; whoever supports a sentence has."""
        given: dict[str, Iterable[str]] = {
            "customers": (each.user_id for each in self.customers),
            "complete": (each.user_id for each in self.completions),
            "sentence": (who for each in self.proposals for who in (each.user_id, *each.supporters)),
        }
        return self.raters if step.does == "rate" else len({*given.get(step.does, ())})


def read_customers(guide: Guide, said: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return whom a person serves, as pairs of group and name, from what stands in the form: one a line, by group.

    Raises CareError where there are none, too many, or one is no name.
    """
    listed = [(group, line.strip()) for group in guide.group for line in said.get(group.id, "").splitlines()]
    named = list({(group.id, line.casefold()): (group.id, line) for group, line in listed if line}.values())
    if not named:
        raise CareError("Name at least one whom you serve; a role or a department is enough.")
    if len(named) > MOST_CUSTOMERS:
        raise CareError(f"That is {len(named)}. Keep the {MOST_CUSTOMERS} whom you serve most.", field=named[-1][0])
    for group_id, name in named:
        if len(name) > LONGEST_NAME:
            sentence = f"“{name[:20]}…” is longer than {LONGEST_NAME} characters. A few words are enough."
            raise CareError(sentence, field=group_id)
        if not has_words(name):
            raise CareError(f"“{name}” says nothing to the others. Write it in words.", field=group_id)
    return named


def read_words(guide: Guide, step: Step, said: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what stands in the form of a step that asks for words, as pairs of group, if any, and words.

    Raises CareError where it says nothing, or too much.
    """
    if step.does == "customers":
        return read_customers(guide, said)
    return [("", check_words(said.get("words", ""), LONGEST[step.does]))]


def check_words(words: str, longest: int) -> str:
    """Return what somebody wrote, on one line, or raise CareError where it says nothing or too much."""
    line = " ".join(words.split())
    if not has_words(line):
        raise CareError("A few words are needed here.", field="words")
    if len(line) > longest:
        raise CareError(f"That is {len(line)} characters; there is room for {longest}.", field="words")
    return line


def read_ratings(guide: Guide, said: Mapping[str, str]) -> dict[str, int]:
    """Return a person's ratings by barrier; raise CareError where one is missing."""
    allowed = {str(n): n for n in range(1, RATINGS + 1)}
    for barrier in guide.barrier:
        if said.get(barrier.id, "") not in allowed:
            raise CareError("Please choose an answer here.", field=barrier.id)
    return {barrier.id: allowed[said[barrier.id]] for barrier in guide.barrier}


def customer_map(guide: Guide, customers: Iterable[Contribution]) -> list[tuple[Group, list[Named]]]:
    """Return the map: each group with its customers, those whom most people named first.

    The same name in other letters is the same customer; who named whom is not told.
    """
    found = [(group, _merged(each.words for each in customers if each.about == group.id)) for group in guide.group]
    return [(group, named) for group, named in found if named]


def _merged(names: Iterable[str]) -> list[Named]:
    spellings: dict[str, Counter[str]] = {}
    for name in names:
        spellings.setdefault(" ".join(name.casefold().split()), Counter())[name] += 1
    merged = [Named(min(each, key=lambda name: (-each[name], name)), each.total()) for each in spellings.values()]
    return sorted(merged, key=lambda named: (-named.times, named.name.casefold(), named.name))


def ranked(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Return proposals, those with the most support first; the same sentence from several people is one."""
    alike: dict[str, list[Proposal]] = {}
    for each in proposals:
        alike.setdefault(" ".join(each.words.casefold().split()).rstrip(" .!"), []).append(each)
    merged = [
        replace(same[0], supporters=frozenset[str]().union(*(e.supporters for e in same))) for same in alike.values()
    ]
    return sorted(merged, key=lambda each: -len(each.supporters))


def agreed(proposals: Iterable[Proposal]) -> str:
    """Return the sentence with the most support; raise CareError where there is none, or not one alone."""
    first, *others = ranked(proposals) or [Proposal("", "")]
    if not first.supporters:
        raise CareError("No sentence has any support yet. Write a draft or support one; [Pause] keeps all for later.")
    if others and len(others[0].supporters) == len(first.supporters):
        raise CareError("Two sentences have the same support. One more voice decides; yours can be moved, too.")
    return first.words
