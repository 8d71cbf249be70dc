"""The names by which Slack's people write emoji, and the characters they stand for."""

from functools import cache

import emoji

SKIN = "::skin-tone-"


@cache
def characters() -> dict[str, str]:
    """Every standard name without colons, and its character."""
    names: dict[str, str] = {}
    for character, entry in emoji.EMOJI_DATA.items():
        if entry["status"] <= emoji.STATUS["fully_qualified"]:
            for name in (*entry.get("alias", ()), entry["en"]):
                names.setdefault(name.strip(":").lower(), character)
    return names


def is_emoji(name: str) -> bool:
    """Says whether there is an emoji of this name, with or without a skin tone."""
    bare, _, tone = name.partition(SKIN)
    return bare in characters() and tone in ("", "2", "3", "4", "5", "6")
