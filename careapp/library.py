"""The content library: the values, the decks of prompts, the basics of care, and the guides of workshops."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from pydantic import Field, StringConstraints

from careapp.entry import Entry, Id
from careapp.guide import Guide


class Value(Entry):
    """One of the ten values of care."""

    id: Id
    name: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    emoji: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_+-]+$")]
    says: Annotated[str, StringConstraints(min_length=1, max_length=160)]
    tags: tuple[Id, ...] = ()


class Prompt(Entry):
    """The question of a day."""

    id: Id
    value: Id
    text: Annotated[str, StringConstraints(min_length=10, max_length=240)]


class Deck(Entry):
    """Prompts for one kind of work; `preselected` says whether a new circle is offered it with the box ticked."""

    deck: Id
    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    about: Annotated[str, StringConstraints(min_length=1, max_length=75)]
    preselected: bool = True
    prompt: tuple[Prompt, ...]


class Point(Entry):
    """One thing that a chapter of the basics names."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    says: Annotated[str, StringConstraints(min_length=1, max_length=160)]


class Chapter(Entry):
    """A part of the basics: what care is about, in a few points."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    about: Annotated[str, StringConstraints(min_length=1, max_length=160)]
    point: Annotated[tuple[Point, ...], Field(min_length=1, max_length=10)]


@dataclass(frozen=True)
class Library:
    """All content of one folder, checked; `mistakes` names what was left out, and why."""

    values: tuple[Value, ...]
    decks: tuple[Deck, ...]
    chapters: tuple[Chapter, ...] = ()
    guides: tuple[Guide, ...] = ()
    mistakes: tuple[str, ...] = ()

    @cached_property
    def value_by_id(self) -> Mapping[str, Value]:
        """Values by their id."""
        return {value.id: value for value in self.values}

    @cached_property
    def value_by_tag(self) -> Mapping[str, Value]:
        """Values by every word that people may type after a #, without hyphens and in lower case."""
        return {plain_tag(tag): value for value in self.values for tag in (value.id, *value.tags)}

    def value(self, value_id: str | None) -> Value | None:
        """Return a value, or None where there is none (any more)."""
        return self.value_by_id.get(value_id or "")

    def guide(self, guide_id: str) -> Guide | None:
        """Return the guide of a workshop, None where there is none (any more)."""
        return next((guide for guide in self.guides if guide.workshop == guide_id), None)

    @cached_property
    def preselected(self) -> tuple[str, ...]:
        """The decks that a new circle begins with."""
        return tuple(deck.deck for deck in self.decks if deck.preselected)


def plain_tag(tag: str) -> str:
    """Return a tag as it is compared: lower case, letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", tag.lower())
