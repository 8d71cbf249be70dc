"""Reads and validates the content library: the values, the decks of prompts and the workshops in `data/`."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from careapp.guide import Barrier, Group, Guide, Step

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
    """Prompts for one kind of work."""

    deck: Id
    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    about: Annotated[str, StringConstraints(min_length=1, max_length=75)]
    prompt: tuple[Prompt, ...]


@dataclass(frozen=True)
class Library:
    """All content of one folder, checked."""

    values: tuple[Value, ...]
    decks: tuple[Deck, ...]
    guides: tuple[Guide, ...] = ()

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

    def prompts(self, decks: Iterable[str]) -> list[Prompt]:
        """Return the prompts of the decks named, of all decks where none of them exists."""
        chosen = set(decks)
        found = [deck for deck in self.decks if deck.deck in chosen] or self.decks
        return [prompt for deck in found for prompt in deck.prompt]


def plain_tag(tag: str) -> str:
    """Return a tag as it is compared: lower case, letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", tag.lower())


def read_library(folder: Path) -> Library:
    """Read `values.toml`, `prompts/*.toml` and `workshops/*.toml` below a folder.

    Raises LibraryError at the first mistake.
    """
    values = _values(folder / "values.toml")
    files = sorted((folder / "prompts").glob("*.toml"))
    if not files:
        raise LibraryError(f"{folder / 'prompts'}: there is no deck of prompts (a .toml file) here")
    decks = {path: _deck(path) for path in files}
    library = Library(values, tuple(decks.values()), _guides(folder / "workshops"))
    _check_tags(folder / "values.toml", values)
    _check_prompts(decks, library)
    return library


def _values(path: Path) -> tuple[Value, ...]:
    entries = _listed(_toml(path), "value", path)
    if not entries:
        raise LibraryError(f"{path}: there is no [[value]] here")
    return tuple(_entry(Value, entry, f"{path}, value {n}") for n, entry in enumerate(entries, 1))


def _deck(path: Path) -> Deck:
    content = _toml(path)
    for n, entry in enumerate(_listed(content, "prompt", path), 1):
        _entry(Prompt, entry, f"{path}, prompt {n}")
    deck = _entry(Deck, content, str(path))
    if not deck.prompt:
        raise LibraryError(f"{path}: a deck needs at least one [[prompt]]")
    return deck


def _guides(folder: Path) -> tuple[Guide, ...]:
    guides = {path: _guide(path) for path in sorted(folder.glob("*.toml"))}
    owners: dict[str, str] = {}
    for path, guide in guides.items():
        if guide.workshop in owners:
            raise LibraryError(f"{path}: the workshop {guide.workshop} stands in {owners[guide.workshop]} already")
        owners[guide.workshop] = path.name
    return tuple(guides.values())


def _guide(path: Path) -> Guide:
    content = _toml(path)
    for name, kind in (("step", Step), ("group", Group), ("barrier", Barrier)):
        for n, entry in enumerate(_listed(content, name, path), 1):
            _entry(kind, entry, f"{path}, {name} {n}")
    return _entry(Guide, content, str(path))


def _listed(content: dict[str, Any], name: str, path: Path) -> list[Any]:
    entries = content.get(name, [])
    if not isinstance(entries, list):
        raise LibraryError(f"{path}: {name} must be a list, written as [[{name}]]")
    return entries


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LibraryError(f"{path}: cannot be read ({error})") from error


EntryT = TypeVar("EntryT", bound=BaseModel)


def _entry(kind: type[EntryT], entry: object, where: str) -> EntryT:
    try:
        return kind.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        name = f" ({entry['id']})" if isinstance(entry, dict) and "id" in entry else ""
        field = ".".join(str(part) for part in first["loc"])
        what = first["msg"].lower().removeprefix("value error, ")
        raise LibraryError(": ".join(filter(None, (f"{where}{name}", field, what)))) from error


def _check_tags(path: Path, values: Iterable[Value]) -> None:
    owners: dict[str, int] = {}
    for n, value in enumerate(values, 1):
        tags = {plain_tag(tag) for tag in (value.id, *value.tags)}
        for tag in sorted(tags & owners.keys()):
            raise LibraryError(f"{path}, value {n} ({value.id}): #{tag} belongs to value {owners[tag]} already")
        owners |= dict.fromkeys(tags, n)


def _check_prompts(decks: Mapping[Path, Deck], library: Library) -> None:
    seen = {value.id: "values.toml" for value in library.values}
    for path, deck in decks.items():
        for prompt in deck.prompt:
            if prompt.id in seen:
                raise LibraryError(f"{path}, prompt {prompt.id}: the id stands in {seen[prompt.id]} already")
            if prompt.value not in library.value_by_id:
                raise LibraryError(f"{path}, prompt {prompt.id}: there is no value {prompt.value!r}")
            seen[prompt.id] = path.name
