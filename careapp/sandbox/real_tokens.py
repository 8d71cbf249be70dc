"""Tokens of real workspaces, which nobody is to put into a sandbox."""

import re
from typing import Any

REAL_TOKEN_SENTENCE = "That looks like the token of a real workspace. It was not taken; keep it secret."  # noqa: S105
# After the kind, Slack's own have a digit; those of a sandbox say what they are. There need be no word boundary before
# it: in JSON, the letter of an escaped line break may stand there.
_SHAPE = re.compile(r"xox[a-z]-\d[\w-]{12,}|xapp-\d-[A-Z][\w-]{12,}")
_BEGINNINGS = ("xox", "xapp-")


def holds_real_token(given: Any) -> bool:
    """Whether a text, or a text anywhere in lists and tables, looks like such a token."""
    text = given if isinstance(given, str) else str(given)
    return any(beginning in text for beginning in _BEGINNINGS) and bool(_SHAPE.search(text))


def refuse_real_tokens(declared: Any) -> None:
    """Raises ValueError, before anything that is wrong in a file is quoted."""
    if holds_real_token(declared):
        raise ValueError(REAL_TOKEN_SENTENCE)
