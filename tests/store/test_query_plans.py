"""The questions that Care asks daily are answered from an index, and never by reading all history."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

import pytest
from sqlite_utils import Database

from careapp.practice.behaviour import Week
from careapp.practice.cheer import Cheer
from careapp.practice.milestone import Milestone
from careapp.practice.note import Line, Note, NoteWeek
from careapp.practice.post import Outcome, Post
from careapp.practice.praise import Source
from careapp.practice.pulse import Answers, OwedResult, Pulse, Result
from careapp.practice.tombstone import Kind, Tombstone
from careapp.store import answer as answers
from careapp.store import behaviour as behaviours
from careapp.store import behind as posts_behind
from careapp.store import cheer as cheers
from careapp.store import contribution as contributions
from careapp.store import digest as digests
from careapp.store import doubt as doubts
from careapp.store import draft as drafts
from careapp.store import kudos as all_kudos
from careapp.store import lesson as lessons
from careapp.store import letter as letters
from careapp.store import milestone as milestones
from careapp.store import note as notes
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import praise as praises
from careapp.store import prompt as prompts
from careapp.store import pulse as pulses
from careapp.store import rest as rests
from careapp.store import restore as restores
from careapp.store import round as rounds
from careapp.store import story as stories
from careapp.store import tombstone as tombstones
from careapp.store import workshop as workshops
from tests.practice.made import CHANNEL, DAY, NOW, digest, kudos, person, round_, story, workshop
from tests.store.playbook_questions import BEHAVIOUR, GATHERING, PLAYBOOK

# What may be read as a whole: the schema, the few rows of an inner query, and indexes of the few unfinished ones.
NARROW = (
    "sqlite_master",
    "(subquery-",
    "CONSTANT ROW",
    "INDEX posts_to_do",
    "INDEX posts_failed",
    "INDEX posts_in_doubt",
    "INDEX rounds_open",
    "INDEX workshops_running",
    "SCAN raters",
    "SCAN posts_behind",
    "SCAN behaviour_answers",
    "INDEX pulses_open",
    "restores",
    "INDEX tombstones_to_do",
    "INDEX tombstones_to_mirror",
)
WEEK = timedelta(days=7)
NOTES = NoteWeek(CHANNEL, "2026-W45", NOW)
NOTE = Note(CHANNEL, "2026-W45", "U1", NOW, (Line("told", "U1", story(1)), Line("helped", "", kudos=kudos(1))))
PULSE = Pulse(CHANNEL, "2026-W45", "open", NOW, NOW + WEEK)
ANSWERS = Answers("2026-W45", 5, 20, ("Ines asked how I was.",))
TOLD = Result(CHANNEL, "2026-W44", ANSWERS)
POST = Post("story:1", "message", CHANNEL, {"text": "x"})
SHOWN = Post("story:9", "message", CHANNEL, {"text": "x"}, thread_key="story:1")

DAILY: dict[str, Callable[[Database], Any]] = {
    "a story is told": lambda db: stories.add(db, story(50, thanked=("U2",))),
    "a story is read": lambda db: stories.get(db, 1),
    "a story is found by its message": lambda db: stories.by_message(db, CHANNEL, "17.1"),
    "a story is changed": lambda db: stories.edit(db, story(1)),
    "a story is taken back": lambda db: stories.remove(db, story(1), NOW),
    "the stories of a round": lambda db: stories.of_round(db, CHANNEL, DAY),
    "what a round holds": lambda db: stories.gathered(db, CHANNEL, DAY),
    "has somebody told": lambda db: stories.has_told(db, CHANNEL, DAY, "U1"),
    "the stories of a week": lambda db: stories.told_between(db, CHANNEL, NOW - WEEK, NOW),
    "the stories without an answer": lambda db: stories.unanswered_between(db, CHANNEL, NOW - WEEK, NOW),
    "which of them nobody was told of": lambda db: stories.to_bring(db, CHANNEL, NOW - WEEK, NOW),
    "how many stories have an answer": lambda db: stories.told_and_answered(db, CHANNEL, NOW - 4 * WEEK, NOW),
    "has a story been answered": lambda db: stories.is_answered(db, 1),
    "the stories of a letter": lambda db: stories.brought_in(db, "unanswered:U1:1"),
    "a story is brought": lambda db: answers.bring(db, "unanswered:U1:1", "U1", [1]),
    "which letter told of a story": lambda db: answers.letter_with(db, 1),
    "a reply answers a story": lambda db: answers.add_reply(db, 1, CHANNEL, "18.1", "U2"),
    "a reply is gone": lambda db: answers.remove_reply(db, CHANNEL, "18.1"),
    "which mornings are settled": lambda db: answers.mornings(db, CHANNEL, DAY),
    "which mornings were missed lately": lambda db: answers.missed_since(db, CHANNEL, DAY),
    "a morning is settled": lambda db: answers.settle_morning(db, CHANNEL, DAY, "quiet"),
    "the thanks for a story": lambda db: all_kudos.answering(db, 1),
    "whom somebody thanked lately": lambda db: all_kudos.thanked_by(db, CHANNEL, "U1", NOW - 3 * WEEK),
    "a week of care notes begins": lambda db: notes.begin(db, replace(NOTES, week="2026-W46"), ["U1"]),
    "the weeks that have care notes": lambda db: notes.weeks(db, CHANNEL),
    "the weeks of care notes that are open": lambda db: notes.still_open(db, CHANNEL),
    "the care notes missed lately": lambda db: notes.missed_since(db, CHANNEL, "2026-W45"),
    "who waits for a care note": lambda db: notes.waiting(db, NOTES),
    "a care note is kept": lambda db: notes.put(db, replace(NOTE, manager="U2")),
    "a care note is read": lambda db: notes.get(db, (CHANNEL, "2026-W45", "U1")),
    "the care notes that show a story": lambda db: notes.of_story(db, 1),
    "the care notes that show kudos": lambda db: notes.of_kudos(db, 1),
    "a manager's last care notes": lambda db: notes.of_manager(db, CHANNEL, "U1", "2026-W45"),
    "the care notes that a manager missed": lambda db: notes.missed_by(db, CHANNEL, "U1", "2026-W45"),
    "a circle's last care notes": lambda db: notes.latest(db, CHANNEL, "2026-W45"),
    "a week of care notes ends": lambda db: notes.close(db, NOTES),
    "kudos are given": lambda db: all_kudos.add(db, kudos(50)),
    "kudos are read": lambda db: all_kudos.get(db, 1),
    "the kudos of a week": lambda db: all_kudos.given_between(db, CHANNEL, NOW - WEEK, NOW),
    "the kudos of a story": lambda db: all_kudos.of_story(db, 1),
    "kudos are changed": lambda db: all_kudos.edit(db, kudos(1)),
    "kudos are taken back": lambda db: all_kudos.remove(db, kudos(1), NOW),
    "a story is cheered": lambda db: cheers.put(db, Cheer("story", 1, "U2", "heart", True, "2.0")),
    "kudos are cheered": lambda db: cheers.put(db, Cheer("kudos", 1, "U2", "heart", True, "2.0")),
    "a round is kept": lambda db: rounds.put(db, round_()),
    "a round is read": lambda db: rounds.get(db, CHANNEL, DAY),
    "the latest round": lambda db: rounds.latest(db, CHANNEL, NOW),
    "the days that are settled": lambda db: rounds.days_since(db, CHANNEL, DAY),
    "the open rounds": rounds.all_open,
    "a round is closed": lambda db: rounds.close(db, round_()),
    "a row of rounds": lambda db: rounds.run_up_to(db, CHANNEL, DAY),
    "the rounds of a week": lambda db: rounds.opened_between(db, CHANNEL, NOW - WEEK, NOW),
    "what was asked within a year": lambda db: rounds.asked_since(db, CHANNEL, DAY),
    "which values had a story when": lambda db: stories.value_days(db, CHANNEL, ["empathy", "beyond"], DAY),
    "a circle's own prompts": lambda db: prompts.own(db, CHANNEL),
    "what a circle switched off": lambda db: prompts.off(db, CHANNEL),
    "a digest is posted": lambda db: digests.put(db, digest(week="2027-W01")),
    "the weeks that are settled": lambda db: digests.weeks(db, CHANNEL),
    "up to when was told": lambda db: digests.last_until(db, CHANNEL, NOW),
    "which digest told of it": lambda db: digests.covering(db, CHANNEL, NOW),
    "what a digest showed": lambda db: digests.highlights(db, digest().span),
    "the digests missed lately": lambda db: digests.missed_since(db, CHANNEL, "2026-W45"),
    "the rounds missed lately": lambda db: rounds.missed_since(db, CHANNEL, DAY),
    "who was shown last": lambda db: digests.last_shown(db, CHANNEL, ["U1"]),
    "which praise a message was saved as": lambda db: praises.of_message(db, Source(CHANNEL, "17.1")),
    "a message is saved as praise": lambda db: praises.put(db, Source(CHANNEL, "17.2"), story(1)),
    "to whom praise is to be written": lambda db: praises.letters_owed(db, NOW - WEEK),
    "words are masked in drafts": lambda db: [drafts.change(db, *draft) for draft in drafts.of(db, "U1")],
    "a post is kept": lambda db: posts.put(db, POST),
    "a post is taken back": lambda db: posts.withdraw(db, POST.key),
    "a post is found by its message": lambda db: posts.at(db, CHANNEL, "1.1"),
    "what is pinned in a channel": lambda db: posts.pins_in(db, CHANNEL),
    "is something being sent": lambda db: posts.is_sending_to(db, CHANNEL),
    "what is to be sent": lambda db: posts.to_do(db, NOW),
    "what waits by a wrong clock": lambda db: posts.is_ahead(db, NOW),
    "what was shown before a post": lambda db: posts.newest_before(db, POST),
    "a thread is gone": lambda db: posts.leave_thread(db, POST.key),
    "a sending begins": lambda db: posts.begin(db, POST, NOW),
    "a sending ends": lambda db: posts.end(db, POST, Outcome("sent", ts="1.1", posted_in=CHANNEL)),
    "a channel is open again": lambda db: posts.take_up(db, CHANNEL, ["is_archived"]),
    "Care starts again": posts.recover,
    "what is in doubt": doubts.unsettled,
    "what was asked about it": lambda db: doubts.asked_about(db, POST.key),
    "somebody saw it": lambda db: doubts.trust(db, POST.key),
    "somebody did not see it": lambda db: doubts.send_again(db, POST.key),
    "what failed lately": lambda db: posts.failed_since(db, NOW - WEEK),
    "a sending was cut short": lambda db: posts.stranded(db, ()),
    **PLAYBOOK,
    "people are read": lambda db: people.of(db, ["U1", "U2"]),
    "people are kept": lambda db: people.put(db, [person("U1")]),
    "who is in a channel": lambda db: people.members(db, CHANNEL),
    "a weekly question is kept": lambda db: pulses.put(db, replace(PULSE, week="2026-W46")),
    "a weekly question is read": lambda db: pulses.get(db, CHANNEL, PULSE.week),
    "the weekly questions that are open": lambda db: [pulses.still_open(db, CHANNEL), pulses.every_open(db)],
    "questions ahead, and circles beside": lambda db: [pulses.ahead(db, NOW), pulses.asking_beside(db, CHANNEL)],
    "the weeks that were asked about": lambda db: pulses.weeks(db, CHANNEL),
    "the weekly questions missed lately": lambda db: pulses.missed_since(db, CHANNEL, "2026-W45"),
    "people are asked": lambda db: pulses.ask(db, PULSE, ["U1", "U2"]),
    "who is asked": lambda db: pulses.asked(db, PULSE),
    "is somebody asked": lambda db: pulses.is_asked(db, PULSE, "U1"),
    "somebody was written to": lambda db: pulses.written_to(db, PULSE, "U1"),
    "somebody answers": lambda db: pulses.add_mark(db, PULSE, "f00"),
    "has somebody answered": lambda db: pulses.has_mark(db, PULSE, "f00"),
    "what was answered": lambda db: pulses.answers(db, CHANNEL),
    "an answer is counted": lambda db: pulses.keep_answers(db, CHANNEL, ANSWERS),
    "a result is told": lambda db: pulses.tell(db, Result(CHANNEL, "2026-W46", ANSWERS)),
    "the results of a quarter": lambda db: pulses.results(db, CHANNEL, 13),
    "a result is owed to managers": lambda db: pulses.owe(db, TOLD, ["U2"], NOW),
    "which results are owed": lambda db: pulses.owed(db, CHANNEL),
    "a result is not owed any more": lambda db: pulses.settle_owed(db, OwedResult(CHANNEL, "2026-W44", "U1", NOW)),
    "a weekly question ends": lambda db: pulses.close(db, PULSE),
    "what somebody was asked": lambda db: pulses.asking(db, "U1"),
    "which letters somebody does not want": lambda db: letters.unwanted(db, "U1"),
    "when somebody wants to be left in peace": lambda db: rests.get(db, "U1"),
    "when these want to be left in peace": lambda db: rests.of(db, ["U1", "U2"]),
    "who of these wants no such letters": lambda db: letters.unwilling(db, "pulse", ["U1", "U2"]),
    "who is known in a circle": lambda db: people.known_in(db, CHANNEL),
    "who of a circle is away": lambda db: rests.pauses_in(db, CHANNEL),
    "is it the hundredth story": lambda db: stories.are_many(db, CHANNEL, 100),
    "is it the tenth that shows a value": lambda db: stories.are_many(db, CHANNEL, 10, "empathy"),
    "something is reached": lambda db: milestones.reach(db, Milestone(CHANNEL, "stories", "100", NOW, DAY, 1)),
    "was it reached before": lambda db: milestones.is_reached(db, CHANNEL, "value", "empathy"),
    "what a round reached": lambda db: milestones.of_round(db, CHANNEL, DAY),
    "what was reached beside rounds": lambda db: milestones.beside_rounds(db, CHANNEL, NOW - WEEK, NOW),
    "when the first round was": lambda db: rounds.first_day(db, CHANNEL),
    "old drafts are swept": lambda db: drafts.sweep(db, NOW),
    "who is to be forgotten": tombstones.to_do,
    "what was taken back lately": tombstones.to_mirror,
    "has somebody been forgotten": lambda db: people.is_forgotten(db, "U1"),
    "was something done before its doer was forgotten": lambda db: tombstones.covers(db, "U1", NOW),
    "who has spoken since they were forgotten": people.returned,
    "what a newcomer told": lambda db: stories.ids_of(db, "U1"),
    "what a newcomer gave": lambda db: all_kudos.ids_of(db, "U1"),
    "when was somebody last forgotten": tombstones.last_forgotten,
    "is a tombstone of a wrong clock": lambda db: tombstones.is_ahead(db, NOW),
    "a workshop is kept": lambda db: workshops.put(db, workshop(9)),
    "which number is free": lambda db: workshops.next_id(db, NOW),
    "a workshop is read": lambda db: workshops.get(db, 1),
    "which workshop is held": lambda db: workshops.current(db, CHANNEL),
    "which workshops run": workshops.running,
    "when a workshop was last held": lambda db: workshops.last_whole(db, CHANNEL, "barriers"),
    "the last workshop of its kind": lambda db: workshops.last_whole(db, CHANNEL, "customers"),
    "the workshops before one": lambda db: workshops.before(db, workshop(9), 3),
    "customers are named": lambda db: contributions.put(db, 1, "customer", "U1", [("buyers", "the canteen")]),
    "what was given": lambda db: contributions.of(db, 1, "customer"),
    "what one gave": lambda db: contributions.of_person(db, 1, "customer", "U1"),
    "a sentence is supported": lambda db: contributions.support(db, 1, "U1", "U2"),
    "a sentence is not supported": lambda db: contributions.drop_supports_of(db, 1, "U2"),
    "what was proposed": lambda db: contributions.proposals(db, 1),
    "somebody rates": lambda db: contributions.rate(db, 1, "f00", {"mission": 3}),
    "has somebody rated": lambda db: contributions.has_rated(db, 1, "f00"),
    "in which workshops people rate": contributions.being_rated,
    "how many have rated": lambda db: contributions.raters(db, 1),
    "the ratings": lambda db: contributions.ratings(db, 1),
    "the ratings are closed": lambda db: contributions.close_ratings(db, 1, 5),
    "where has somebody given": lambda db: contributions.workshops_of(db, "U1"),
    "what somebody gave is forgotten": lambda db: contributions.forget(db, 1, "U1"),
    "a post is behind": lambda db: posts_behind.put(db, "story:1", CHANNEL),
    "which posts are behind": posts_behind.channels,
    "a post catches up": lambda db: posts_behind.clear(db, "story:1"),
    "a new post after a restore": lambda db: restores.doubt(db, f"round:{CHANNEL}:{DAY}", DAY),
}


@pytest.fixture
def filled(db: Database) -> Database:
    """A database with a little of everything."""
    rounds.put(db, round_())
    for n in range(1, 4):
        stories.add(db, story(n, message_ts=f"17.{n}", thanked=("U9",), lesson="count twice"))
        all_kudos.add(db, kudos(n))
    digests.put(db, digest(stories=[story(1)]))
    notes.begin(db, NOTES, ["U1", "U2"])
    notes.put(db, NOTE)
    pulses.put(db, PULSE)
    pulses.ask(db, PULSE, ["U1"])
    pulses.tell(db, TOLD)
    pulses.owe(db, TOLD, ["U1"], NOW)
    lessons.put(db, GATHERING, "posted")
    behaviours.add(db, BEHAVIOUR)
    behaviours.put_week(db, Week("V1", 1, DAY))
    posts.put(db, POST)
    posts.put(db, SHOWN)
    workshops.put(db, workshop())
    contributions.rate(db, 1, "f01", {"mission": 3})
    for kind in get_args(Kind):
        tombstones.put(db, Tombstone(kind, "U1", NOW), NOW)
    return db


def _scanned(db: Database, act: Callable[[Database], Any]) -> list[str]:
    """Run an act, and return each step of its queries that reads a table from end to end."""
    asked: list[str] = []
    db.conn.set_trace_callback(asked.append)
    act(db)
    db.conn.set_trace_callback(None)
    queries = [sql for sql in asked if sql.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE"))]
    assert queries
    steps = [row[3] for sql in queries for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
    return [step for step in steps if step.startswith("SCAN ") and not any(name in step for name in NARROW)]


@pytest.mark.parametrize("question", DAILY)
def test_a_daily_question_reads_no_table_from_end_to_end(filled: Database, question: str) -> None:
    assert _scanned(filled, DAILY[question]) == []


def test_this_guard_sees_a_table_that_is_read_from_end_to_end(filled: Database) -> None:
    scanned = _scanned(filled, lambda db: list(db.query("SELECT * FROM stories WHERE text = 'x'")))
    assert scanned == ["SCAN stories"]
    scanned = _scanned(filled, lambda db: list(db.query("SELECT * FROM posts WHERE state = 'sending'")))
    assert scanned == ["SCAN posts"]


def test_this_guard_asks_what_somebody_who_was_forgotten_has_said_since(filled: Database) -> None:
    for index in ("stories_by_teller", "kudos_receivers_by_giver"):
        filled.execute(f"DROP INDEX {index}")
    assert len(_scanned(filled, DAILY["who has spoken since they were forgotten"])) == 2
