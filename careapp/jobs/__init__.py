"""What time starts: one table of jobs, each an async `run(care, now)` that finds for itself what is due."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from careapp.care import Care
from careapp.jobs import (
    answer,
    backup,
    behaviour,
    digest,
    draft,
    forget,
    lesson,
    newcomer,
    note,
    person,
    post,
    praise,
    pulse,
    rest,
    round,
    workshop,
)


@dataclass(frozen=True)
class Job:
    """A job, how many seconds lie between two looks at what is due, and how many runs may overlap."""

    name: str
    seconds: int
    run: Callable[[Care, datetime], Awaitable[None]]
    at_once: int = 1


JOBS = (
    Job("open and close rounds", 5, round.run),
    Job("post digests", 20, digest.run),
    Job("bring stories without an answer", 60, answer.run),
    Job("write care notes", 60, note.run),
    Job("ask and tell the pulse", 60, pulse.run),
    Job("look at workshops", 20, workshop.run),
    Job("gather lessons", 20, lesson.run),
    Job("ask how behaviours go", 20, behaviour.run),
    Job("deliver posts", 1, post.run, at_once=20),
    Job("write of praise", 60, praise.run),
    Job("meet newcomers", 2, newcomer.run),
    Job("refresh people", 6 * 3600, person.run),
    Job("forget old drafts", 3600, draft.run),
    Job("forget who rested", 3600, rest.run),
    Job("forget who asked for it", 5, forget.run),
    Job("make the day's backup", 300, backup.run),
)
