"""Customer praise: a customer's own words, kept as a story about the people they are about."""

from dataclasses import dataclass
from datetime import timedelta

from careapp.practice.refusal import CareError
from careapp.practice.story import Story
from careapp.practice.text import has_words

LETTER_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Source:
    """The message of Slack's in which the customer's words stand: its channel and its ts."""

    channel_id: str
    ts: str


def check_words(text: str) -> str:
    """Return a customer's words, or raise CareError where there are none."""
    if not has_words(text):
        raise CareError("What did the customer say? A few words are enough.", field="text")
    return text


def check_about(praise: Story) -> Story:
    """Return praise that is about somebody; raise CareError where it reaches nobody."""
    if not praise.thanked:
        raise CareError("Whom is it about? Choose at least one colleague.", field="about")
    return praise
