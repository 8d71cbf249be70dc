"""The digest: a circle's highlights of the week, chosen so that everybody gets a turn."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from types import MappingProxyType

from careapp.practice.circle import Circle
from careapp.practice.kudos import Kudos
from careapp.practice.milestone import Milestone
from careapp.practice.occurrence import days_until, is_zone, occurs_at, week_of
from careapp.practice.round import Round
from careapp.practice.story import Story

HIGHLIGHTS = 5
LATEST_DIGEST = timedelta(hours=24)
LONGEST_WEEK = timedelta(days=14)


@dataclass(frozen=True)
class Highlight:
    """A story chosen for the digest, with one short reason."""

    story: Story
    reason: str


@dataclass(frozen=True)
class Span:
    """What a digest covers: after `since`, up to `until`. `week` is the ISO week it is the digest of."""

    channel_id: str
    week: str
    since: datetime
    until: datetime

    @property
    def key(self) -> str:
        """The name of the digest's post, for ever."""
        return f"digest:{self.channel_id}:{self.week}"


@dataclass(frozen=True)
class Digest:
    """All that a circle's digest tells. `from_managers` and `kudos` are disjoint; `tellers` are not in `highlights`.

    `praise` is what customers said, about those whom it thanks; who saved it told nothing by that. `answered` are the
    stories, by id, for which thanks were given.
    """

    span: Span
    highlights: tuple[Highlight, ...]
    tellers: tuple[str, ...]
    kudos: tuple[Kudos, ...]
    from_managers: tuple[Kudos, ...]
    praise: tuple[Story, ...]
    numbers: "Numbers"
    milestones: tuple[Milestone, ...] = ()
    answered: Mapping[int, Story] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The name of the digest's post, for ever."""
        return self.span.key

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to read back."""
        return not (self.highlights or self.kudos or self.from_managers or self.praise)


@dataclass(frozen=True)
class Numbers:
    """The week in numbers. `stories_by_day` has every day covered, in order; `values` the most shown first."""

    stories: int
    tellers: int
    kudos: int
    cheers: int
    rounds_held: int
    stories_by_day: tuple[tuple[date, int], ...]
    values: tuple[tuple[str, int], ...]
    praise: int = 0


@dataclass(frozen=True)
class DueDigest:
    """A digest that the schedule owes: to be posted, or, with a reason, to be put down as missed."""

    week: str
    missed_because: str = ""


def due_digests(circle: Circle, known: Collection[str], now: datetime) -> list[DueDigest]:
    """Return the digests owed by now, oldest first, for ISO weeks that have none yet."""
    if circle.state != "active" or not is_zone(circle.zone):
        return []
    days = [day for day in days_until(now, circle.since, circle.zone) if day.isoweekday() == circle.digest_weekday]
    moments = [(week_of(day), occurs_at(day, circle.digest_time, circle.zone)) for day in days]
    reason = f"Care was not awake at {circle.digest_time:%H:%M}"
    return [
        DueDigest(week, "" if now - at <= LATEST_DIGEST else reason)
        for week, at in moments
        if circle.since <= at <= now and week not in known
    ]


def gather(
    span: Span,
    highlights: Sequence[Highlight],
    stories: Sequence[Story],
    kudos: Sequence[Kudos],
    rounds: Sequence[Round],
    milestones: Sequence[Milestone] = (),
    answered: Mapping[int, Story] = MappingProxyType({}),
) -> Digest:
    """Put a digest together from what was told and given in its span, with the highlights chosen."""
    shown = {highlight.story.teller for highlight in highlights}
    told, praise = [s for s in stories if not s.is_praise], [s for s in stories if s.is_praise]
    praised = {s.id for s in praise}
    given = [k for k in kudos if k.story_id is None]
    return Digest(
        span=span,
        highlights=tuple(highlights),
        tellers=tuple(dict.fromkeys(s.teller for s in told if s.teller not in shown)),
        kudos=tuple(k for k in given if not k.from_manager),
        from_managers=tuple(k for k in kudos if k.from_manager and k.story_id not in praised),
        praise=tuple(praise),
        numbers=_numbers(told, praise, [k for k in kudos if k.story_id not in praised], rounds),
        milestones=tuple(milestones),
        answered=answered,
    )


def choose(
    stories: Sequence[Story], last_shown: Mapping[str, str], week: str, forgotten: Collection[str] = ()
) -> tuple[Highlight, ...]:
    """Choose the highlights: each teller at most once, those shown least recently first, cheers only as a tie-break.

    `last_shown` holds, per teller, the ISO week in which a story of theirs was last a highlight; of those who were
    `forgotten` it is not known whether there was one.
    """
    stories = [story for story in stories if not story.is_praise]
    by_teller = groupby(sorted(stories, key=lambda s: (s.teller, -s.cheers, s.told_at)), key=lambda s: s.teller)
    best = [next(theirs) for _, theirs in by_teller]
    best.sort(key=lambda s: (last_shown.get(s.teller, ""), -s.cheers, s.told_at))
    favourite = _favourite(stories)
    shown = {s.teller: last_shown.get(s.teller, week if s.teller in forgotten else None) for s in best}
    return tuple(Highlight(s, _reason(s, shown[s.teller], week, favourite)) for s in best[:HIGHLIGHTS])


def _favourite(stories: Sequence[Story]) -> Story | None:
    """Return the story with more cheers than any other, where there is one."""
    ranked = sorted(stories, key=lambda s: -s.cheers)
    return ranked[0] if len(ranked) > 1 and ranked[0].cheers > ranked[1].cheers else None


def _reason(story: Story, shown: str | None, week: str, favourite: Story | None) -> str:
    if shown is None:
        return "their first time in the highlights"
    weeks = (_monday(week) - _monday(shown)).days // 7
    if weeks > 1:
        return f"last in the highlights {weeks} weeks ago"
    if story.lesson:
        return "with a lesson for all of us"
    if story == favourite:
        return f"the most cheered of the week, by {story.cheers}"
    if story.cheers:
        return f"cheered by {story.cheers} {'person' if story.cheers == 1 else 'people'}"
    return "worth hearing again"


def _monday(week: str) -> date:
    return date.fromisoformat(f"{week}-1")


def _numbers(
    stories: Sequence[Story], praise: Sequence[Story], kudos: Sequence[Kudos], rounds: Sequence[Round]
) -> Numbers:
    days = sorted({s.day for s in stories} | {r.day for r in rounds if r.state != "missed"})
    shown = [s.value_id for s in (*stories, *praise) if s.value_id] + [
        k.value_id for k in kudos if k.value_id and not k.story_id
    ]
    return Numbers(
        stories=len(stories),
        tellers=len({s.teller for s in stories}),
        kudos=len(kudos),
        cheers=sum(s.cheers for s in (*stories, *praise)) + sum(k.cheers for k in kudos),
        rounds_held=sum(1 for r in rounds if r.state != "missed" and r.told),
        stories_by_day=tuple((day, sum(1 for s in stories if s.day == day)) for day in days),
        values=tuple(_most_common(shown)),
        praise=len(praise),
    )


def _most_common(names: Iterable[str]) -> list[tuple[str, int]]:
    listed = list(names)
    return sorted(((name, listed.count(name)) for name in dict.fromkeys(listed)), key=lambda pair: -pair[1])
