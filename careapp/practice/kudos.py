"""Kudos: thanks from a giver to one or more receivers, for a reason."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from careapp.practice.person import Person
from careapp.practice.refusal import CareError
from careapp.practice.text import has_words, mentioned

LARGEST_GROUP = 50
LONGEST_REASON = 3000
_NAME = r"<@[UW][A-Z0-9]+>"
_OPENING = re.compile(
    rf"^\s*(?:to\s+)?(?P<names>{_NAME}(?:[\s,&+]*(?:and\s+)?{_NAME})*)[\s,:;–—-]*(?:for\s+)?(?P<reason>.*)$",
    re.S | re.I,
)


@dataclass(frozen=True)
class Kudos:
    """Thanks as kept. `from_manager` as it was on that day.

    `story_id` is set where they were given within a story, `answers` where they thank the teller of one, in its thread.
    """

    id: int
    channel_id: str
    day: date
    giver: str
    receivers: tuple[str, ...]
    reason: str
    given_at: datetime
    source_key: str
    value_id: str | None = None
    from_manager: bool = False
    story_id: int | None = None
    cheers: int = 0
    answers: int | None = None

    @property
    def key(self) -> str:
        """The name of the kudos' post, for ever."""
        return f"kudos:{self.id}"


def parse_kudos(text: str) -> tuple[list[str], str]:
    """Split what was typed into receivers and reason.

    The receivers are the people named at the start, or, where none is, everyone the text mentions.
    """
    match = _OPENING.match(text)
    if not match:
        return mentioned(text), text.strip()
    return mentioned(match["names"]), match["reason"].strip()


def check_reason(reason: str, typed: str = "") -> str:
    """Return a kudos' reason, or raise CareError where it says nothing, or too much.

    Given back is the reason, or what was `typed` where that was more, as with the receivers.
    """
    typed = typed or reason
    if not has_words(reason):
        raise CareError("Say in a few words what the thanks are for.", words=typed, about="kudos", field="reason")
    if len(reason) > LONGEST_REASON:
        raise CareError(
            f"That is {len(reason):,} characters; kudos have room for {LONGEST_REASON:,}.",
            words=typed,
            about="kudos",
            field="reason",
        )
    return reason


def check_receivers(
    giver: str, receivers: Iterable[str], people: Mapping[str, Person], *, words: str = ""
) -> list[str]:
    """Return the receivers whom the kudos can reach, each once; raise CareError where nobody is left.

    The giver, bots and people who left are put aside; people Care does not know are taken at their word.
    """
    asked = list(dict.fromkeys(receivers))
    kept = [who for who in asked if who != giver and (who not in people or people[who].can_be_thanked)]
    if kept:
        return kept
    raise CareError(_why_nobody(giver, asked, people), words=words, about="kudos", field="receivers")


def _why_nobody(giver: str, asked: Collection[str], people: Mapping[str, Person]) -> str:
    if not asked:
        return "Whom would you like to thank? Name them with an @."
    if giver in asked:
        return "Kudos are for someone else. Who helped you today?"
    first = people[next(iter(asked))]
    if first.is_deleted:
        return f"<@{first.user_id}> has left the workspace, so kudos would not reach them."
    return f"<@{first.user_id}> is an app. Kudos are for people."


def check_group(members: list[str], *, words: str = "") -> list[str]:
    """Return the members of a user group, or raise CareError where they are more than thanks can mean."""
    if len(members) > LARGEST_GROUP:
        sentence = f"That group has {len(members)} people; kudos are for up to {LARGEST_GROUP} at a time."
        raise CareError(sentence, words=words, about="kudos")
    return members


def left_out(asked: Collection[str], kept: Collection[str]) -> list[str]:
    """Return who was named but will not be thanked."""
    return [who for who in dict.fromkeys(asked) if who not in kept]
