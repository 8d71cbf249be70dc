"""Write managers their weekly care notes, keep them in step with what they show, and say to anybody what they say."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime

from careapp.acts import letter as letter_acts
from careapp.acts.access import circle_for
from careapp.blocks import note as blocks
from careapp.practice.circle import Circle, Missed
from careapp.practice.kudos import Kudos
from careapp.practice.note import A_WEEK, SOME_WEEKS, Line, Note, NoteWeek, gather
from careapp.practice.occurrence import SETTLED, local_day, week_of
from careapp.practice.refusal import CareError
from careapp.store import Database
from careapp.store import kudos as all_kudos
from careapp.store import letter as all_letters
from careapp.store import note as notes
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import restore as restores
from careapp.store import story as stories
from careapp.store.note import NoteId

KIND = "care-note"
_NOT_REACHED = "for a day I could not write to you (a pause, your quiet hours, or I was away myself)"


def begin(db: Database, circle: Circle, week: NoteWeek) -> str:
    """Keep that a week's notes are due, to those who are managers now, or missed, unless it is; return what became."""
    if week.week in notes.weeks(db, circle.channel_id):
        return SETTLED
    notes.begin(db, week, () if week.missed_because else sorted(circle.managers))
    return week.missed_because or "due"


def to_write_to(db: Database, week: NoteWeek, now: datetime) -> list[str]:
    """Return the managers who can be written to now: a letter reaches them, and they look after the circle still."""
    able = [who for who in notes.waiting(db, week) if _may_get(db, week.channel_id, who)]
    return [who for who in able if letter_acts.reaches(db, who, KIND, now)]


def write(db: Database, circle: Circle, week: NoteWeek, manager: str) -> None:
    """Write a manager their note; where there is nothing to tell, it stays quiet."""
    if manager not in notes.waiting(db, week) or not _may_get(db, week.channel_id, manager):
        return
    note = _gathered(db, circle, week, manager)
    notes.put(db, note)
    show(db, [(note.channel_id, note.week, note.manager)])
    restores.doubt(db, note.key, date.fromisoformat(f"{note.week}-1"))


def telling_of(db: Database, kudos: Kudos) -> set[NoteId]:
    """Return the notes that kudos change: those that show them, and where they are a manager's thanks, that one's."""
    found = set(notes.of_kudos(db, kudos.id))
    if kudos.from_manager:
        found |= set(notes.of_manager(db, kudos.channel_id, kudos.giver, week_of((kudos.given_at - SOME_WEEKS).date())))
    return found


def follow_story(db: Database, story_id: int) -> None:
    """Bring the notes that show a story up to date with what became of it."""
    show(db, notes.of_story(db, story_id))


def show(db: Database, whose: Iterable[NoteId]) -> None:
    """Keep what notes should say now; one with nothing left in it is taken back, and so is that of a former manager."""
    for note_id in whose:
        note, circle = notes.get(db, note_id), _led(db, note_id[0], note_id[2])
        if note and not (note.lines and circle):
            notes.empty(db, note_id)
            posts.withdraw(db, note.key)
        elif note and circle:
            message = blocks.note_message(_as_it_is_now(db, note), circle, _names(db, note.lines))
            letter_acts.send(db, note.manager, KIND, note.key, message)


def about(db: Database, circle: Circle, user_id: str, now: datetime) -> list[Note]:
    """Return the last notes of a circle, each with the lines about a person alone."""
    since = week_of(local_day(now - SOME_WEEKS, circle.zone))
    found = filter(None, (notes.get(db, note_id) for note_id in notes.latest(db, circle.channel_id, since)))
    theirs = (replace(note, lines=tuple(line for line in note.lines if line.concerns(user_id))) for note in found)
    return [note for note in theirs if note.manager != user_id]


def missed_lately(db: Database, circle: Circle, user_id: str, now: datetime) -> list[Missed]:
    """Return which notes a manager was to have within a week and did not get; it is for them alone to know."""
    if not _may_get(db, circle.channel_id, user_id) or all_letters.unwilling(db, KIND, [user_id]):
        return []
    since = week_of(local_day(now - A_WEEK, circle.zone))
    weeks = notes.missed_by(db, circle.channel_id, user_id, since)
    return [Missed(f"your care note of week {week[-2:]}", _NOT_REACHED) for week in weeks]


def names_in(db: Database, found: Collection[Note], reader: str) -> blocks.Names:
    """Return what those in some notes, and their managers, are called where one of them reads."""
    involved = _names(db, [line for note in found for line in note.lines], *(note.manager for note in found))
    return {**involved, reader: "you"}


def reason(db: Database, user_id: str, key: str, receiver: str) -> tuple[Circle, Line, blocks.Names]:
    """Return a reason to thank somebody, by the key of a story or kudos, to those in its circle, and the names in it.

    A name that is not known is empty. Raises CareError where it was taken back, or is out of reach.
    """
    noun, _, number = key.partition(":")
    story = stories.get(db, int(number)) if noun == "story" else None
    kudos = all_kudos.get(db, int(number)) if noun == "kudos" else None
    shown, line = story or kudos, Line("unthanked", receiver, story, kudos)
    circle = circle_for(db, shown.channel_id, user_id) if shown and line.is_true_still(user_id) else None
    if circle is None:
        raise CareError("This was taken back. `/kudos` thanks them for something else.")
    return circle, line, _names(db, [line], unknown="")


def _gathered(db: Database, circle: Circle, week: NoteWeek, manager: str) -> Note:
    since, channel_id = week.until - SOME_WEEKS, circle.channel_id
    known = people.known_in(db, channel_id)
    return gather(
        week,
        manager,
        [who for who, person in known.items() if person.can_be_thanked],
        told=stories.told_between(db, channel_id, since, week.until),
        unanswered=stories.unanswered_between(db, channel_id, week.since, week.until),
        given=all_kudos.given_between(db, channel_id, since, week.until),
        thanked=all_kudos.thanked_by(db, channel_id, manager, since),
    )


def _may_get(db: Database, channel_id: str, manager: str) -> bool:
    circle = _led(db, channel_id, manager)
    return bool(circle and circle.writes_care_note)


def _led(db: Database, channel_id: str, manager: str) -> Circle | None:
    """Return a circle where somebody is in it and its manager still."""
    circle = circle_for(db, channel_id, manager)
    return circle if circle and manager in circle.managers else None


def _as_it_is_now(db: Database, note: Note) -> Note:
    """Return a note that knows which stories were answered since, and whom its manager thanked."""
    thanked = all_kudos.thanked_by(db, note.channel_id, note.manager, note.until - SOME_WEEKS)
    return replace(note, lines=tuple(replace(line, is_done=_is_done(db, line, thanked)) for line in note.lines))


def _is_done(db: Database, line: Line, thanked: Collection[str]) -> bool:
    if line.kind == "unthanked":
        return line.about in thanked
    return bool(line.story and stories.is_answered(db, line.story.id))


def _names(db: Database, lines: Iterable[Line], *more: str, unknown: str = "A colleague") -> blocks.Names:
    involved = (who for line in lines for who in (line.about, *_of_kudos(line), *_of_story(line)))
    return people.names(db, [*involved, *more], unknown)


def _of_kudos(line: Line) -> tuple[str, ...]:
    return (line.kudos.giver, *line.kudos.receivers) if line.kudos else ()


def _of_story(line: Line) -> tuple[str, ...]:
    return line.story.carers if line.story else ()
