"""Care notes: the weeks they are of, whose they are, and which stories and kudos they show."""

from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from careapp.practice.note import Line, Note, NoteWeek
from careapp.store import kudos as all_kudos
from careapp.store import story as stories
from careapp.store.columns import instant, read_instant

NoteId = tuple[str, str, str]  # channel, week and manager
_OF = "channel_id = ? AND week = ? AND manager = ?"


def begin(db: Database, week: NoteWeek, managers: Iterable[str]) -> None:
    """Keep a week of notes, and who is to be written to."""
    shared, because = {"channel_id": week.channel_id, "week": week.week}, week.missed_because
    how = {"until": instant(week.until), "state": "missed" if because else "open", "reason": because}
    db.table("care_note_weeks").insert({**shared, **how})
    db.table("care_notes").insert_all({**shared, "manager": who} for who in managers)


def weeks(db: Database, channel_id: str) -> set[str]:
    """Return the latest ISO weeks that have notes, missed ones included."""
    sql = "SELECT week FROM care_note_weeks WHERE channel_id = ? ORDER BY week DESC LIMIT 100"
    return {row["week"] for row in db.query(sql, [channel_id])}


def still_open(db: Database, channel_id: str) -> list[NoteWeek]:
    """Return a circle's weeks in which somebody may still be written to, oldest first."""
    sql = "SELECT week, until FROM care_note_weeks WHERE channel_id = ? AND state = 'open' ORDER BY week"
    return [NoteWeek(channel_id, row["week"], read_instant(row["until"])) for row in db.query(sql, [channel_id])]


def missed_since(db: Database, channel_id: str, week: str) -> list[tuple[str, str]]:
    """Return the weeks, from one on, whose notes were missed, with the reasons."""
    sql = """
      SELECT week, reason FROM care_note_weeks WHERE channel_id = ? AND week >= ? AND state = 'missed' ORDER BY week
    """
    return [(row["week"], row["reason"]) for row in db.query(sql, [channel_id, week])]


def waiting(db: Database, week: NoteWeek) -> list[str]:
    """Return the managers who were not written to yet in a week."""
    sql = "SELECT manager FROM care_notes WHERE channel_id = ? AND week = ? AND state = 'waiting' ORDER BY manager"
    return [row["manager"] for row in db.query(sql, [week.channel_id, week.week])]


def close(db: Database, week: NoteWeek) -> None:
    """End a week: who was not written to by now missed their note."""
    which = [week.channel_id, week.week]
    db.execute("UPDATE care_notes SET state = 'missed' WHERE channel_id = ? AND week = ? AND state = 'waiting'", which)
    db.execute("UPDATE care_note_weeks SET state = 'closed' WHERE channel_id = ? AND week = ?", which)


def put(db: Database, note: Note) -> None:
    """Keep what a note shows, or that it is quiet."""
    whose = (note.channel_id, note.week, note.manager)
    db.table("care_notes").update(whose, {"state": "sent" if note.lines else "quiet", "more": note.more})
    db.table("care_note_lines").insert_all(_line(note, place, line) for place, line in enumerate(note.lines, 1))


def empty(db: Database, whose: NoteId) -> None:
    """Let a note show nothing any more."""
    db.table("care_note_lines").delete_where(_OF, list(whose))


def get(db: Database, whose: NoteId) -> Note | None:
    """Return a note that was sent, with the lines whose stories and kudos are still there; None where none was."""
    sql = f"""
      SELECT more, until FROM care_notes JOIN care_note_weeks USING (channel_id, week)
      WHERE {_OF} AND care_notes.state = 'sent'
    """  # noqa: S608
    row = db.execute(sql, list(whose)).fetchone()
    rows = db.query(f"SELECT * FROM care_note_lines WHERE {_OF} ORDER BY place", list(whose))  # noqa: S608
    lines = [Line(each["kind"], each["about"], **_shown(db, each)) for each in rows]
    there = tuple(line for line in lines if line.is_true_still(whose[2]))
    return Note(*whose, read_instant(row[1]), there, row[0]) if row else None


def of_story(db: Database, story_id: int) -> list[NoteId]:
    """Return the notes that show a story."""
    return _with(db, "story_id", story_id)


def of_kudos(db: Database, kudos_id: int) -> list[NoteId]:
    """Return the notes that show kudos."""
    return _with(db, "kudos_id", kudos_id)


def of_manager(db: Database, channel_id: str, manager: str, week: str) -> list[NoteId]:
    """Return a manager's notes of a circle that were sent, from a week on."""
    sql = "SELECT week FROM care_notes WHERE channel_id = ? AND week >= ? AND manager = ? AND state = 'sent'"
    return [(channel_id, row["week"], manager) for row in db.query(sql, [channel_id, week, manager])]


def missed_by(db: Database, channel_id: str, manager: str, week: str) -> list[str]:
    """Return the weeks, from one on, in which a manager could not be written to."""
    sql = "SELECT week FROM care_notes WHERE channel_id = ? AND week >= ? AND manager = ? AND state = 'missed'"
    return [row["week"] for row in db.query(sql, [channel_id, week, manager])]


def latest(db: Database, channel_id: str, week: str) -> list[NoteId]:
    """Return the notes of a circle's last week that had some, from a week on."""
    sql = """
      SELECT week, manager FROM care_notes WHERE channel_id = ? AND week >= ? AND state = 'sent' ORDER BY week, manager
    """
    rows = list(db.query(sql, [channel_id, week]))
    return [(channel_id, row["week"], row["manager"]) for row in rows if row["week"] == rows[-1]["week"]]


def forget(db: Database, user_id: str) -> None:
    """Forget a person's notes, and what others' say about them; reads the tables as a whole."""
    db.table("care_notes").delete_where("manager = ?", [user_id])
    db.table("care_note_lines").delete_where("about = ?", [user_id])


def _with(db: Database, column: str, number: int) -> list[NoteId]:
    sql = f"SELECT DISTINCT channel_id, week, manager FROM care_note_lines WHERE {column} = ?"  # noqa: S608
    return [(row["channel_id"], row["week"], row["manager"]) for row in db.query(sql, [number])]


def _line(note: Note, place: int, line: Line) -> dict[str, Any]:
    return {
        "channel_id": note.channel_id,
        "week": note.week,
        "manager": note.manager,
        "place": place,
        "kind": line.kind,
        "about": line.about,
        "story_id": line.story and line.story.id,
        "kudos_id": line.kudos and line.kudos.id,
    }


def _shown(db: Database, row: dict[str, Any]) -> dict[str, Any]:
    story = stories.get(db, row["story_id"]) if row["story_id"] else None
    return {"story": story, "kudos": all_kudos.get(db, row["kudos_id"]) if row["kudos_id"] else None}
