"""Customer praise: a customer's own words, kept as a story about the people they are about."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from careapp.practice.person import Person
from careapp.practice.refusal import CareError
from careapp.practice.story import Story
from careapp.practice.text import has_words

_WORD = re.compile(r"\w+(?:-\w+)*")
LETTER_WITHIN = timedelta(weeks=4)  # who comes back from a holiday reads it then


@dataclass(frozen=True)
class Source:
    """The message of Slack's in which the customer's words stand: its channel and its ts."""

    channel_id: str
    ts: str


def called_by_name(words: str, people: Iterable[Person]) -> list[str]:
    """Return the user ids of those whose whole name, or whose first name where nobody shares it, stands in a text."""
    able = [person for person in people if person.can_be_thanked and person.name.strip()]
    shared = Counter(person.name.split()[0] for person in able)
    said = set(_WORD.findall(words))
    return [
        person.user_id
        for person in able
        if _stands_in(words, person.name)
        or (shared[first := person.name.split()[0]] == 1 and first in said and len(first) > 2)
    ]


def check_words(text: str) -> str:
    """Return a customer's words, or raise CareError where there are none."""
    if not has_words(text):
        raise CareError("What did the customer say? A few words are enough.", field="text")
    return text


def check_about(praise: Story) -> Story:
    """Return praise that is about somebody; raise CareError where it reaches nobody."""
    if not praise.thanked:
        raise CareError("Whom is it about? Choose at least one colleague.", field="about")
    return praise


def _stands_in(words: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name.strip())}(?![\w-])", words) is not None
