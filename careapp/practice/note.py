"""The care note: what a manager is told each week, so that they can care for their people; it ranks nobody."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from careapp.practice.answer import MORNING
from careapp.practice.circle import Circle
from careapp.practice.kudos import Kudos
from careapp.practice.occurrence import days_until, is_zone, occurs_at, week_of
from careapp.practice.story import Story
from careapp.practice.text import cut

LineKind = Literal["told", "helped", "unanswered", "unthanked"]
SHOWN: dict[LineKind, int] = {"told": 12, "helped": 12, "unanswered": 5, "unthanked": 5}
A_WEEK = timedelta(days=7)
SOME_WEEKS = timedelta(weeks=3)  # that long without thanks, though there was reason
LATEST_NOTE = timedelta(hours=24)
_QUOTED = 160


@dataclass(frozen=True)
class NoteWeek:
    """A circle's week of care notes, which tell of the seven days up to `until`, or were missed with a reason."""

    channel_id: str
    week: str
    until: datetime
    missed_because: str = ""

    @property
    def since(self) -> datetime:
        """From when on its notes tell."""
        return self.until - A_WEEK

    def is_over(self, now: datetime) -> bool:
        """Say whether managers who could not be written to yet are not any more."""
        return now - self.until > LATEST_NOTE


@dataclass(frozen=True)
class Line:
    """A line of a note: about one person, or about all whom the kudos name (`helped`) or the story (`unanswered`).

    It shows a story or kudos, and `is_done` where the story was answered, or the person thanked, since.
    """

    kind: LineKind
    about: str
    story: Story | None = None
    kudos: Kudos | None = None
    is_done: bool = False

    @property
    def shown(self) -> Story | Kudos:
        """The story or kudos, which is there while the line `is_true_still`."""
        shown = self.story or self.kudos
        assert shown, "a line without its story or kudos is not to be shown"
        return shown

    @property
    def words(self) -> str:
        """What was told, or the reason of the thanks."""
        return self.shown.reason if isinstance(self.shown, Kudos) else self.shown.text

    @property
    def at(self) -> datetime:
        """When that was told or given."""
        return self.shown.given_at if isinstance(self.shown, Kudos) else self.shown.told_at

    def concerns(self, user_id: str) -> bool:
        """Say whether it says something about a person."""
        if self.kind == "helped" and self.kudos:
            return user_id in (self.kudos.giver, *self.kudos.receivers)
        if self.kind == "unanswered" and self.story:
            return user_id in self.story.carers
        return user_id == self.about

    def is_true_still(self, reader: str) -> bool:
        """Say whether what it shows is still there, and still of those whom it is about: somebody but its reader."""
        if self.story:
            carers = set(self.story.carers)
            return bool(carers - {reader}) if self.kind == "unanswered" else self.about in carers
        return bool(self.kudos and (self.kind == "helped" or self.about in self.kudos.receivers))


@dataclass(frozen=True)
class Note:
    """A manager's note; `more` is how many further stories and thanks it leaves to the channel."""

    channel_id: str
    week: str
    manager: str
    until: datetime
    lines: tuple[Line, ...] = ()
    more: int = 0

    @property
    def key(self) -> str:
        """The name of its post, for ever."""
        return f"care-note:{self.channel_id}:{self.week}:{self.manager}"

    def of_kind(self, kind: LineKind) -> list[Line]:
        """Return the lines of a kind, in order."""
        return [line for line in self.lines if line.kind == kind]


def due_weeks(circle: Circle, known: Collection[str], now: datetime) -> list[NoteWeek]:
    """Return the weeks of notes owed by now, oldest first: on the morning of the day that has the highlights.

    What a manager thanks for then is in the highlights' second half.
    """
    if not circle.writes_care_note or circle.state != "active" or not is_zone(circle.zone):
        return []
    days = [day for day in days_until(now, circle.since, circle.zone) if day.isoweekday() == circle.digest_weekday]
    moments = [(day, occurs_at(day, MORNING, circle.zone)) for day in days]
    return [
        _week(circle, week_of(day), at, f"{day:%A}", now)
        for day, at in moments
        if circle.since <= at <= now and week_of(day) not in known
    ]


def gather(
    week: NoteWeek,
    manager: str,
    people: Collection[str],
    *,
    told: Sequence[Story],
    unanswered: Sequence[Story],
    given: Sequence[Kudos],
    thanked: Collection[str],
) -> Note:
    """Put a manager's note together from what was told and given in some weeks, both in order.

    `people` are those in the circle who can be thanked, `thanked` those whom the manager thanked in these weeks.
    Thanks that answer a story tell of nothing but that story.
    """
    praise = {story.id for story in told if story.is_praise}  # its kudos only tell who saved it
    given = [kudos for kudos in given if kudos.answers is None and kudos.story_id not in praise]
    found: dict[LineKind, list[Line]] = {
        "told": [line for line in _credits("told", told, manager) if line.at > week.since],
        "helped": [line for line in _helps(given, manager) if line.at > week.since],
        "unanswered": [line for line in _waiting(unanswered) if line.is_true_still(manager)],
        "unthanked": _reasons(told, given, manager, set(people) - {manager, *thanked}),
    }
    lines = tuple(line for kind, some in found.items() for line in some[: SHOWN[kind]])
    more = sum(max(0, len(found[kind]) - SHOWN[kind]) for kind in ("told", "helped"))
    return Note(week.channel_id, week.week, manager, week.until, lines, more)


def draft(line: Line, name: str, giver: str) -> str:
    """Return thanks to somebody by name for a reason that a note gives, to be sent as they are or changed.

    They stand by themselves, and so quote it. `giver` is the name of who thanked them, where that is the reason.
    """
    first = (name.split() or [name])[0]
    who = f"{giver or 'A colleague'} told what you did"
    if line.story:
        who = "A customer said" if line.story.is_praise else "You told us"
    return f"Thank you, {first}! {who}: “{cut(line.words, _QUOTED)}”"


def _week(circle: Circle, week: str, at: datetime, day: str, now: datetime) -> NoteWeek:
    found = NoteWeek(circle.channel_id, week, at)
    if not found.is_over(now):
        return found
    return NoteWeek(circle.channel_id, week, at, f"Care was not awake on {day} at {MORNING:%H:%M}")


def _credits(kind: LineKind, stories: Sequence[Story], manager: str) -> Iterator[Line]:
    return (Line(kind, who, story) for story in stories for who in story.carers if who != manager)


def _waiting(unanswered: Sequence[Story]) -> Iterator[Line]:
    return (Line("unanswered", "", story) for story in unanswered)


def _helps(given: Sequence[Kudos], manager: str) -> Iterator[Line]:
    """Kudos tell who helped whom: their receivers helped their giver."""
    others = (kudos for kudos in given if kudos.giver != manager and set(kudos.receivers) - {manager})
    return (Line("helped", "", kudos=kudos) for kudos in others)


def _reasons(told: Sequence[Story], given: Sequence[Kudos], manager: str, waiting: Collection[str]) -> list[Line]:
    """Return the latest reason to thank each of those who wait, the oldest first: it is the next to be forgotten."""
    stories = _credits("unthanked", [story for story in told if not story.is_poor_care], manager)
    thanks = (Line("unthanked", who, kudos=kudos) for kudos in given for who in kudos.receivers)
    latest = {line.about: line for line in sorted((*stories, *thanks), key=lambda line: line.at)}
    return sorted((line for who, line in latest.items() if who in waiting), key=lambda line: line.at)
