"""Made-up circles, stories, kudos and rounds; a test names only what it is about."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from careapp.library import Library, Prompt
from careapp.practice.circle import Circle
from careapp.practice.digest import Digest, Span, choose, gather
from careapp.practice.kudos import Kudos
from careapp.practice.person import Person
from careapp.practice.round import Round
from careapp.practice.story import Story
from careapp.practice.workshop import Workshop

CHANNEL = "C1"
DAY = date(2026, 11, 2)  # a Monday
NOW = datetime(2026, 11, 2, 16, 0, tzinfo=UTC)
WEEK_BEGAN = datetime(2026, 10, 26, 15, 0, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def at(local: str, zone: str = "Europe/Berlin") -> datetime:
    """Return the UTC instant of a local time, as in `2026-11-02 16:55`."""
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def prompts(library: Library) -> list[Prompt]:
    """Return the prompts of all decks."""
    return [prompt for deck in library.decks for prompt in deck.prompt]


def circle(**changes: Any) -> Circle:
    """Return a circle in Berlin that has been there for long."""
    return Circle(**{"channel_id": CHANNEL, "zone": "Europe/Berlin", "since": LONG_AGO, "name": "care", **changes})


def story(story_id: int = 1, **changes: Any) -> Story:
    """Return a story told by command in the round of the day."""
    usual = {
        "id": story_id,
        "channel_id": CHANNEL,
        "day": DAY,
        "round_day": DAY,
        "teller": f"U{story_id}",
        "text": "I drove back to the shop with the missing screws",
        "way": "command",
        "told_at": NOW,
        "source_key": f"command:{story_id}",
    }
    return Story(**{**usual, **changes})


def kudos(kudos_id: int = 1, **changes: Any) -> Kudos:
    """Return kudos from a colleague to another."""
    usual = {
        "id": kudos_id,
        "channel_id": CHANNEL,
        "day": DAY,
        "giver": "UGIVER",
        "receivers": ("UONE",),
        "reason": "stayed late to fix the order",
        "given_at": NOW,
        "source_key": f"command:k{kudos_id}",
    }
    return Kudos(**{**usual, **changes})


def round_(day: date = DAY, **changes: Any) -> Round:
    """Return an open round of five minutes."""
    usual = {
        "channel_id": CHANNEL,
        "day": day,
        "state": "open",
        "due_at": NOW,
        "prompt_id": "front-line-01",
        "prompt": "Whom did you help today, and how?",
        "value_id": "empathy",
        "opened_at": NOW,
        "closes_at": datetime(2026, 11, 2, 16, 5, tzinfo=UTC),
    }
    return Round(**{**usual, **changes})


def workshop(workshop_id: int = 1, **changes: Any) -> Workshop:
    """Return a workshop that ended after its first step; one that goes on names its state."""
    usual = {
        "id": workshop_id,
        "channel_id": CHANNEL,
        "guide_id": "customers",
        "name": "Who are our customers?",
        "step_id": "name",
        "began_at": NOW,
        "moved_at": NOW,
        "state": "ended",
        "ended_at": None if "state" in changes else NOW,
    }
    return Workshop(**{**usual, **changes})


def ids(people: int) -> tuple[str, ...]:
    """Return the ids of so many people."""
    return tuple(f"U{n}" for n in range(1, people + 1))


def person(user_id: str, **changes: Any) -> Person:
    """Return a person of the workspace."""
    return Person(**{"user_id": user_id, "name": user_id.removeprefix("U").title(), "zone": "Europe/Berlin", **changes})


def digest(
    *,
    week: str = "2026-W45",
    since: datetime = WEEK_BEGAN,
    now: datetime = NOW,
    stories: Sequence[Story] = (),
    kudos: Sequence[Kudos] = (),
    rounds: Sequence[Round] = (),
) -> Digest:
    """Return the digest of the week that ends now, from stories, kudos and rounds."""
    span = Span(CHANNEL, week, since, now)
    return gather(span, choose(stories, {}, week), stories, kudos, rounds)
