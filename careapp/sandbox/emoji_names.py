"""The names by which Slack's people write emoji, and the characters they stand for."""

from functools import cache
from pathlib import Path

import emoji

from careapp.sandbox.slack_emoji import slacks_own

SKIN = "::skin-tone-"
NAMES = Path(__file__).with_suffix(".txt")  # that Slack and others share; what others add, Slack does not know


@cache
def characters() -> dict[str, str]:
    """Every standard name that Slack knows, without colons, and its character."""
    names, shared = slacks_own(), set(NAMES.read_text(encoding="utf-8").split())
    for character, entry in emoji.EMOJI_DATA.items():
        if entry["status"] <= emoji.STATUS["fully_qualified"]:
            given = (name.strip(":").lower() for name in (*entry.get("alias", ()), entry["en"]))
            for name in shared.intersection(given):
                names.setdefault(name, character)
    return names


def is_emoji(name: str) -> bool:
    """Says whether there is an emoji of this name, with or without a skin tone."""
    bare, _, tone = name.partition(SKIN)
    return bare in characters() and tone in ("", "2", "3", "4", "5", "6")
