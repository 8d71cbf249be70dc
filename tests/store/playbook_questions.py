"""What Care asks and keeps for the playbook: lessons, behaviours and their weeks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlite_utils import Database

from careapp.practice.behaviour import Behaviour, Week
from careapp.practice.lesson import Gathering
from careapp.store import behaviour as behaviours
from careapp.store import lesson as lessons
from tests.practice.made import CHANNEL, DAY, NOW, story

WEEK = timedelta(days=7)
BEHAVIOUR = Behaviour("V1", CHANNEL, "We count twice", DAY, story_id=1)
GATHERING = Gathering(CHANNEL, "2026-11", NOW - WEEK, NOW)

PLAYBOOK: dict[str, Callable[[Database], Any]] = {
    "lessons are gathered": lambda db: lessons.put(db, GATHERING, "posted"),
    "the months that are settled": lambda db: lessons.months(db, CHANNEL),
    "the months missed lately": lambda db: lessons.missed_since(db, CHANNEL, "2026-11"),
    "up to when lessons were gathered": lambda db: lessons.last_until(db, CHANNEL, NOW),
    "which gathering has a story's lesson": lambda db: lessons.covering(db, CHANNEL, NOW),
    "the gathering of a month": lambda db: lessons.posted(db, CHANNEL, "2026-11"),
    "what came of a lesson": lambda db: lessons.of(db, [story(1), story(2)]),
    "the lessons of a month": lambda db: lessons.between(db, CHANNEL, NOW - WEEK, NOW),
    "a lesson is supported": lambda db: lessons.support(db, 1, "U1"),
    "a support is taken back": lambda db: lessons.withdraw_support(db, 1, "U1"),
    "a lesson is gone": lambda db: lessons.clear_support(db, 1),
    "a behaviour is chosen": lambda db: behaviours.add(db, replace(BEHAVIOUR, id="V2", state="kept")),
    "a behaviour is read": lambda db: behaviours.get(db, "V1"),
    "what is practised": lambda db: behaviours.practised(db, CHANNEL),
    "the playbook": lambda db: behaviours.of_circle(db, CHANNEL, 12),
    "what a story taught": lambda db: behaviours.of_story(db, 1),
    "a behaviour is decided on": lambda db: behaviours.set_state(db, "V1", "kept"),
    "the story of a behaviour is gone": lambda db: behaviours.leave_story(db, 1),
    "a week is asked about": lambda db: behaviours.put_week(db, Week("V1", 2, DAY)),
    "a week was missed": lambda db: behaviours.miss_week(db, "V1", 1, "too late"),
    "the weeks of a behaviour": lambda db: behaviours.weeks(db, "V1"),
    "a week is answered": lambda db: behaviours.answer(db, "V1", 1, "a mark", "yes"),
    "whether a week has answers": lambda db: behaviours.has_marks(db, "V1", 1),
    "the weeks that are answered": behaviours.being_answered,
    "a week is closed": lambda db: behaviours.close_week(db, "V1", 1),
    "that somebody has answered is forgotten": lambda db: behaviours.drop_mark(db, Week("V1", 1, DAY), "a mark"),
    "who was asked whether it stays": lambda db: behaviours.letters(db, "V1"),
}
