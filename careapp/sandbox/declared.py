"""Reads what a file declares, field by field, and says in a sentence which one is wrong."""

from collections.abc import Collection
from typing import Any


class Declared:
    """One table of a manifest or workspace file; `place` names it in sentences. What is wrong raises ValueError."""

    def __init__(self, fields: Any, place: str = "") -> None:
        if not isinstance(fields, dict):
            raise ValueError(f"{place or 'The file'} must hold fields with names, not {_kind(fields)}.")
        self.fields: dict[Any, Any] = fields
        self._place = place

    def __contains__(self, name: str) -> bool:
        """Whether a field says anything: an empty one in YAML does not."""
        return self.fields.get(name) is not None

    def only(self, *names: str) -> None:
        """Refuses fields that nothing reads, as a misspelt one would be."""
        for name in self.fields:
            if name not in names:
                raise self.wrong(str(name), f"is not known here; there are {', '.join(names)}")

    def text(self, name: str, default: str | None = None, most: int | None = None) -> str:
        """Text of at most so many characters; required, and then not empty, where it has no default."""
        value = self.fields[name] if name in self else default
        if value is None or (value == "" and default is None):
            raise self.wrong(name, "is missing")
        if not isinstance(value, str):
            raise self.wrong(name, f"must be text, not {_kind(value)}")
        if most is not None and len(value) > most:
            raise self.wrong(name, f"may have at most {most} characters")
        return value

    def one_of(self, name: str, choices: Collection[str]) -> str:
        """A text that must be one of these."""
        value = self.text(name)
        if value not in choices:
            raise self.wrong(name, f"must be one of {', '.join(choices)}")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false."""
        value = self.fields[name] if name in self else default
        if not isinstance(value, bool):
            raise self.wrong(name, f"must be true or false, not {_kind(value)}")
        return value

    def texts(self, name: str) -> list[str]:
        """A list of texts, empty where there is none."""
        values = self._list(name)
        if not all(isinstance(each, str) for each in values):
            raise self.wrong(name, "must be a list of texts")
        return values

    def table(self, name: str) -> "Declared":
        """A table within this one, empty where there is none."""
        return Declared(self.fields.get(name) or {}, self._within(name))

    def tables(self, name: str, most: int | None = None) -> list["Declared"]:
        """A list of tables, counted from 1 in sentences."""
        values = self._list(name)
        if most is not None and len(values) > most:
            raise self.wrong(name, f"may have at most {most} entries")
        return [Declared(each, f"{self._within(name)} {number}") for number, each in enumerate(values, 1)]

    def wrong(self, name: str, why: str) -> ValueError:
        """The error for one field, as in “person 2: `zone` must be text.”"""
        return ValueError(f"{self._place}: `{name}` {why}." if self._place else f"`{name}` {why}.")

    def _within(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place else name

    def _list(self, name: str) -> list[Any]:
        values = self.fields.get(name) or []
        if not isinstance(values, list):
            raise self.wrong(name, f"must be a list, not {_kind(values)}")
        return values


def _kind(value: Any) -> str:
    kinds = {bool: "true or false", str: "text", list: "a list", dict: "a table", type(None): "nothing"}
    return kinds.get(type(value), "a number" if isinstance(value, int | float) else f"a {type(value).__name__}")
