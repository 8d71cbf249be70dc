"""Reads and validates the folder of the content library: `data/`, or a team's own."""

import contextlib
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from careapp.guide import Barrier, Group, Guide, Step
from careapp.library import Chapter, Deck, Library, Prompt, Value, plain_tag

MOST_DECKS = 10  # as many as a form can offer
MOST_CHAPTERS = 5  # as many as one answer holds


class LibraryError(Exception):
    """A mistake in the library; its text names the file, the entry and what is wrong."""


def read_library(folder: Path) -> Library:
    """Read `values.toml`, `prompts/*.toml` and, where they are there, `basics/*.toml` and `workshops/*.toml`.

    A prompt, deck, chapter or workshop with a mistake is left out, and the mistake named in the library. Raises
    LibraryError where the values are broken, or no deck can be used.
    """
    reading = _Reading(folder)
    try:
        values = reading.values()
        decks = tuple(reading.decks({value.id for value in values}))
    except LibraryError as error:
        raise LibraryError(f"{folder}/{error}") from error
    if not decks:
        raise LibraryError(f"{folder}: there is no deck of prompts that can be used. {'; '.join(reading.mistakes)}")
    chapters, guides = tuple(reading.chapters()), tuple(reading.guides())
    return Library(values, decks, chapters, guides, tuple(reading.mistakes))


class _Reading:
    """One reading of a folder: where the ids stand that it took, and what was wrong."""

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
                self._ids |= dict.fromkeys((prompt.id for prompt in deck.prompt), name)
                yield deck

    def chapters(self) -> Iterator[Chapter]:
        """Yield the chapters of the basics that can be shown, in the order of their files' names."""
        for n, name in enumerate(_files(self._folder, "basics"), 1):
            with self._mistakes_noted():
                if n > MOST_CHAPTERS:
                    raise LibraryError(f"{name}: the basics hold {MOST_CHAPTERS} chapters, and this is one more")
                yield _entry(Chapter, _toml(self._folder, name), name)

    def guides(self) -> Iterator[Guide]:
        """Yield the guides of workshops that can be held."""
        owners: dict[str, str] = {}
        for name in _files(self._folder, "workshops"):
            with self._mistakes_noted():
                guide = _guide(_toml(self._folder, name), name)
                if guide.workshop in owners:
                    raise LibraryError(
                        f"{name}: the workshop {guide.workshop} stands in {owners[guide.workshop]} already"
                    )
                owners[guide.workshop] = name
                yield guide

    def _deck(self, name: str, values: set[str]) -> Deck:
        content = _toml(self._folder, name)
        prompts: dict[str, Prompt] = {}
        for n, entry in enumerate(_listed(content, "prompt", name), 1):
            with self._mistakes_noted():
                prompt = _prompt(entry, f"{name}, prompt {n}", values, self._ids | dict.fromkeys(prompts, name))
                prompts[prompt.id] = prompt
        if not prompts:
            raise LibraryError(f"{name}: a deck needs at least one [[prompt]] that can be used")
        return _entry(Deck, {**content, "prompt": [*prompts.values()]}, name)

    @contextlib.contextmanager
    def _mistakes_noted(self) -> Iterator[None]:
        try:
            yield
        except LibraryError as mistake:
            self.mistakes.append(str(mistake))


def _prompt(entry: object, where: str, values: Collection[str], ids: Mapping[str, str]) -> Prompt:
    prompt = _entry(Prompt, entry, where)
    if prompt.id in ids:
        raise LibraryError(f"{where} ({prompt.id}): the id stands in {ids[prompt.id]} already")
    if prompt.value not in values:
        raise LibraryError(f"{where} ({prompt.id}): there is no value {prompt.value!r}")
    return prompt


def _guide(content: dict[str, Any], name: str) -> Guide:
    for part, kind in (("step", Step), ("group", Group), ("barrier", Barrier)):
        for n, entry in enumerate(_listed(content, part, name), 1):
            _entry(kind, entry, f"{name}, {part} {n}")
    return _entry(Guide, content, name)


def _files(folder: Path, part: str) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in (folder / part).glob("*.toml"))


def _listed(content: dict[str, Any], kind: str, name: str) -> list[Any]:
    entries = content.get(kind, [])
    if not isinstance(entries, list):
        raise LibraryError(f"{name}: {kind} must be a list, written as [[{kind}]]")
    return entries


def _toml(folder: Path, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / name).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise LibraryError(f"{name}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:  # a number too long, or brackets too deep, among other things
        raise LibraryError(f"{name}: cannot be read ({error})") from error


EntryT = TypeVar("EntryT", bound=BaseModel)


def _entry(kind: type[EntryT], entry: object, where: str) -> EntryT:
    try:
        return kind.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        name = f" ({entry['id']})" if isinstance(entry, dict) and "id" in entry else ""
        field = ".".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"])
        what = first["msg"].lower().removeprefix("value error, ")
        raise LibraryError(": ".join(filter(None, (f"{where}{name}", field, what)))) from error


def _check_tags(name: str, values: Iterable[Value]) -> None:
    owners: dict[str, int] = {}
    for n, value in enumerate(values, 1):
        tags = {plain_tag(tag) for tag in (value.id, *value.tags)}
        for tag in sorted(tags & owners.keys()):
            raise LibraryError(f"{name}, value {n} ({value.id}): #{tag} belongs to value {owners[tag]} already")
        owners |= dict.fromkeys(tags, n)
