"""What calls said, word for word but for tokens, as much as there is room for."""

import re
from collections import OrderedDict
from typing import Any

from careapp.sandbox.json_text import read_json
from careapp.sandbox.refusals import Json

KEPT = 2_000
MOST_TEXT = 64 * 1024  # characters of one request or answer; what is longer is cut
MOST_IN_ALL = 32 * 1024**2  # characters of all that is kept
TEXTS = ("request", "answer")
_TOKENS = re.compile(r"(xoxe\.xox[a-z]|xox[a-z]|xapp)-[\w-]{6,}")
_TOKEN_FIELDS = re.compile(r'("(?:token|refresh_token|access_token)": ?")(?!xox|xapp)[^"]+')


class Details:
    """The newest details by the row they belong to; the oldest go first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Json] = OrderedDict()
        self._size = 0

    def keep(self, row_id: int, details: Json) -> None:
        """Keeps the details of one row, without any token."""
        kept = {**details, "cut": []}
        for name in TEXTS:
            _put(kept, name, details.get(name))
        self._kept[row_id] = kept
        self._size += _size(kept)
        while len(self._kept) > KEPT or self._size > MOST_IN_ALL:
            self._size -= _size(self._kept.popitem(last=False)[1])

    def answer(self, row_id: int, answer: str | None) -> None:
        """Adds an answer that came late."""
        if kept := self._kept.get(row_id):
            self._size -= _size(kept)
            _put(kept, "answer", answer)
            self._size += _size(kept)

    def of(self, row_id: int) -> Json | None:
        """The details of a row: `request` and `answer` as what their JSON says, else as text."""
        kept = self._kept.get(row_id)
        return kept and {**kept, **{name: _read(kept[name]) for name in TEXTS}}


def _put(kept: Json, name: str, text: str | None) -> None:
    if text and len(text) > MOST_TEXT:
        text = text[:MOST_TEXT]
        kept["cut"] = [*kept["cut"], name]
    kept[name] = text and _without_tokens(text)


def _without_tokens(text: str) -> str:
    if "xox" in text or "xapp-" in text:  # looked for first, since the patterns take their time
        text = _TOKENS.sub(r"\1-…", text)
    return _TOKEN_FIELDS.sub(r"\1…", text) if 'token"' in text else text


def _size(kept: Json) -> int:
    return sum(len(kept[name] or "") for name in TEXTS)


def _read(text: str | None) -> Any:
    try:
        return None if text is None else read_json(text)
    except ValueError:
        return text
