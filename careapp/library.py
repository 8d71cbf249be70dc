"""Reads and validates the content library in `data/`: the values, the decks of prompts, and the guide."""

import contextlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

MOST_DECKS = 10  # as many as a form can offer
MOST_CHAPTERS = 5  # as many as one answer holds
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]


class LibraryError(Exception):
    """A mistake in the library; its text names the file, the entry and what is wrong."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Value(_Entry):
    """One of the ten values of care."""

    id: Id
    name: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    emoji: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_+-]+$")]
    says: Annotated[str, StringConstraints(min_length=1, max_length=160)]
    tags: tuple[Id, ...] = ()


class Prompt(_Entry):
    """The question of a day."""

    id: Id
    value: Id
    text: Annotated[str, StringConstraints(min_length=10, max_length=240)]


class Deck(_Entry):
    """Prompts for one kind of work; `preselected` says whether a new circle is offered it with the box ticked."""

    deck: Id
    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    about: Annotated[str, StringConstraints(min_length=1, max_length=75)]
    preselected: bool = True
    prompt: tuple[Prompt, ...]


class Point(_Entry):
    """One thing that a chapter of the guide names."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    says: Annotated[str, StringConstraints(min_length=1, max_length=160)]


class Chapter(_Entry):
    """A part of the guide: what care is about, in a few points."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    about: Annotated[str, StringConstraints(min_length=1, max_length=160)]
    point: Annotated[tuple[Point, ...], Field(min_length=1, max_length=10)]


@dataclass(frozen=True)
class Library:
    """All content of one folder, checked; `mistakes` names what was left out, and why."""

    values: tuple[Value, ...]
    decks: tuple[Deck, ...]
    chapters: tuple[Chapter, ...] = ()
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

    @cached_property
    def preselected(self) -> tuple[str, ...]:
        """The decks that a new circle begins with."""
        return tuple(deck.deck for deck in self.decks if deck.preselected)

    def prompts(self, decks: Iterable[str]) -> list[Prompt]:
        """Return the prompts of the decks named, of all decks where none of them exists."""
        chosen = set(decks)
        found = [deck for deck in self.decks if deck.deck in chosen] or self.decks
        return [prompt for deck in found for prompt in deck.prompt]


def plain_tag(tag: str) -> str:
    """Return a tag as it is compared: lower case, letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", tag.lower())


def read_library(folder: Path) -> Library:
    """Read `values.toml`, `prompts/*.toml` and, where it is there, `guide/*.toml` below a folder.

    A prompt, deck or chapter with a mistake is left out, and the mistake named in the library. Raises LibraryError
    where the values are broken, or no deck can be used.
    """
    reading = _Reading(folder)
    try:
        values = reading.values()
        decks = tuple(reading.decks({value.id for value in values}))
    except LibraryError as error:
        raise LibraryError(f"{folder}/{error}") from error
    if not decks:
        raise LibraryError(f"{folder}: there is no deck of prompts that can be used. {'; '.join(reading.mistakes)}")
    chapters = tuple(reading.chapters())
    return Library(values, decks, chapters, tuple(reading.mistakes))


class _Reading:
    """One reading of a folder: which ids it has met, and what was wrong."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ids: dict[str, str] = {}
        self.mistakes: list[str] = []

    def values(self) -> tuple[Value, ...]:
        """Return the values; raise LibraryError at the first mistake, since everything else builds on them."""
        name = "values.toml"
        entries = _listed(_toml(self._folder, name), "value", name)
        if not entries:
            raise LibraryError(f"{name}: there is no [[value]] here")
        values = tuple(_entry(Value, entry, f"{name}, value {n}") for n, entry in enumerate(entries, 1))
        _check_tags(name, values)
        self._ids |= dict.fromkeys((value.id for value in values), name)
        return values

    def decks(self, values: set[str]) -> Iterator[Deck]:
        """Yield the decks that can be used."""
        files = _files(self._folder, "prompts")
        if not files:
            raise LibraryError("prompts: there is no deck of prompts (a .toml file) here")
        names: dict[str, str] = {}
        for name in files:
            with self._mistakes_noted():
                deck = self._deck(name, values)
                if deck.deck in names:
                    raise LibraryError(f"{name}: the deck {deck.deck} stands in {names[deck.deck]} already")
                if len(names) == MOST_DECKS:
                    raise LibraryError(f"{name}: a circle can choose from {MOST_DECKS} decks, and this is one more")
                names[deck.deck] = name
                yield deck

    def chapters(self) -> Iterator[Chapter]:
        """Yield the chapters of the guide that can be shown, in the order of their files' names."""
        for n, name in enumerate(_files(self._folder, "guide"), 1):
            with self._mistakes_noted():
                if n > MOST_CHAPTERS:
                    raise LibraryError(f"{name}: the guide holds {MOST_CHAPTERS} chapters, and this is one more")
                yield _entry(Chapter, _toml(self._folder, name), name)

    def _deck(self, name: str, values: set[str]) -> Deck:
        content = _toml(self._folder, name)
        prompts = []
        for n, entry in enumerate(_listed(content, "prompt", name), 1):
            with self._mistakes_noted():
                prompts.append(self._prompt(entry, f"{name}, prompt {n}", name, values))
        if not prompts:
            raise LibraryError(f"{name}: a deck needs at least one [[prompt]] that can be used")
        return _entry(Deck, {**content, "prompt": prompts}, name)

    def _prompt(self, entry: object, where: str, name: str, values: set[str]) -> Prompt:
        prompt = _entry(Prompt, entry, where)
        if prompt.id in self._ids:
            raise LibraryError(f"{where} ({prompt.id}): the id stands in {self._ids[prompt.id]} already")
        if prompt.value not in values:
            raise LibraryError(f"{where} ({prompt.id}): there is no value {prompt.value!r}")
        self._ids[prompt.id] = name
        return prompt

    @contextlib.contextmanager
    def _mistakes_noted(self) -> Iterator[None]:
        try:
            yield
        except LibraryError as mistake:
            self.mistakes.append(str(mistake))


def _files(folder: Path, part: str) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in (folder / part).glob("*.toml"))


def _listed(content: dict[str, Any], kind: str, name: str) -> list[Any]:
    entries = content.get(kind, [])
    if not isinstance(entries, list):
        raise LibraryError(f"{name}: {kind} must be a list, written as [[{kind}]]")
    return entries


def _toml(folder: Path, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / name).read_text(encoding="utf-8"))
    except OSError as error:
        raise LibraryError(f"{name}: cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LibraryError(f"{name}: cannot be read ({error})") from error


EntryT = TypeVar("EntryT", bound=_Entry)


def _entry(kind: type[EntryT], entry: object, where: str) -> EntryT:
    try:
        return kind.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        name = f" ({entry['id']})" if isinstance(entry, dict) and "id" in entry else ""
        field = ".".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"])
        raise LibraryError(f"{where}{name}: {field}: {first['msg'].lower()}") from error


def _check_tags(name: str, values: Iterable[Value]) -> None:
    owners: dict[str, int] = {}
    for n, value in enumerate(values, 1):
        tags = {plain_tag(tag) for tag in (value.id, *value.tags)}
        for tag in sorted(tags & owners.keys()):
            raise LibraryError(f"{name}, value {n} ({value.id}): #{tag} belongs to value {owners[tag]} already")
        owners |= dict.fromkeys(tags, n)
