"""A story: what a teller did for someone in the last 24 hours."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from careapp.practice.refusal import CareError
from careapp.practice.text import LONGEST, has_words, words_only

SHORTEST_REPLY = 20
LONGEST_SIDE = 3000  # characters of what it meant, and of its lesson
MARK = "green_heart"  # the reaction with which Care marks a reply that it kept
Way = Literal["command", "modal", "reply", "mention"]


@dataclass(frozen=True)
class Story:
    """A story as it is kept. `day` is the local date it counts for; `round_day` the round it belongs to, if any.

    `source_key` names the act that told it, so that a second delivery of the act changes nothing;
    `message_ts` is the teller's own message where the story is a reply. Where it `is_praise`, the words are a
    customer's, about those who are thanked, and the teller is who saved them; where it `is_poor_care`, the teller was
    the customer.
    """

    id: int
    channel_id: str
    day: date
    round_day: date | None
    teller: str
    text: str
    way: Way
    told_at: datetime
    source_key: str
    meant: str = ""
    lesson: str = ""
    value_id: str | None = None
    thanked: tuple[str, ...] = ()
    message_ts: str | None = None
    cheers: int = 0
    is_edited: bool = False
    is_praise: bool = False
    is_poor_care: bool = False

    @property
    def key(self) -> str:
        """The name of the story's post, for ever."""
        return f"story:{self.id}"

    @property
    def carers(self) -> tuple[str, ...]:
        """Those whose care it tells of: its teller, or, in praise, whom it is about."""
        return self.thanked if self.is_praise else (self.teller,)

    @property
    def thread_key(self) -> str:
        """The name of the post in whose thread its answers stand: its round's, or its own where it has no round."""
        return f"round:{self.channel_id}:{self.round_day}" if self.round_day else self.key

    @property
    def mark_key(self) -> str:
        """The name of the reaction with which Care marks a kept reply."""
        return f"mark:{self.id}"


@dataclass(frozen=True)
class Gathered:
    """What a round holds: how many stories and cheers, and who told, in the order of their first stories."""

    stories: int = 0
    cheers: int = 0
    tellers: tuple[str, ...] = ()


def check_story(text: str, typed: str = "") -> str:
    """Return a story's text, or raise CareError where it tells nothing.

    Given back is the text, or what was `typed` where that was more, as with a tag.
    """
    typed = typed or text
    if not typed:
        raise CareError("A story needs a few words: what did you do for someone today?", field="text")
    if not has_words(text):
        raise CareError("A story needs a few words besides emoji and names.", words=typed, about="story", field="text")
    if len(text) > LONGEST:
        raise CareError(
            f"That is {len(text):,} characters; a story has room for {LONGEST:,}.",
            words=typed,
            about="story",
            field="text",
        )
    return text


def is_story_reply(text: str) -> bool:
    """Say whether a reply has the substance of a story: words, and 20 characters besides people and emoji."""
    return has_words(text) and len(words_only(text)) >= SHORTEST_REPLY
