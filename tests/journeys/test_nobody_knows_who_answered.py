"""What the pulse leaves behind: whoever answered what, in whatever order, the same bytes, log and calls."""

import asyncio
import contextlib
import json
import shutil
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from careapp.acts import pulse as acts
from careapp.app import without_slack
from careapp.care import Care
from careapp.jobs import pulse as job
from careapp.practice.pulse import DuePulse, Pulse
from careapp.practice.refusal import CareError
from careapp.sandbox.clock import Clock
from careapp.settings import Settings
from careapp.store import Database, Store
from careapp.store import backup as backups
from careapp.store import circle as circles
from careapp.store import person as people
from careapp.store import pulse as pulses
from tests.handlers.test_pulse import asked, letter, tap
from tests.practice.made import CHANNEL, DAY, NOW, circle, person
from tests.store.released import rows
from tests.team import Team

PEOPLE = ("UJONAS", "UPRIYA", "USAM", "UTOMASZ", "UMAYA", "UINES", "URUTH", "UEMRE")
KEY = b"the key of the forty-fifth week"
Said = tuple[str, int, str]  # who answered, what, and in which words
ONE_WAY: Sequence[Said] = (
    ("UJONAS", 1, ""),
    ("UPRIYA", 5, "Ruth asked me how I was."),
    ("USAM", 2, "a"),
    ("UTOMASZ", 5, ""),
    ("UMAYA", 4, "Nobody saw that I was ill."),
)
# The same answers and sentences, in another order, from others, and each sentence with another answer.
ANOTHER: Sequence[Said] = (
    ("UEMRE", 5, "a"),
    ("UTOMASZ", 4, ""),
    ("UINES", 1, "Nobody saw that I was ill."),
    ("UJONAS", 2, "Ruth asked me how I was."),
    ("URUTH", 5, ""),
)

# The same people, answers and sentences as in one way; each answer and sentence from somebody else, the last first.
SHUFFLED: Sequence[Said] = (
    ("UMAYA", 5, "Ruth asked me how I was."),
    ("UTOMASZ", 1, ""),
    ("USAM", 4, "Nobody saw that I was ill."),
    ("UPRIYA", 2, "a"),
    ("UJONAS", 5, ""),
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database; when it was made stands in it."""
    path = tmp_path_factory.mktemp("empty") / "care.db"
    asyncio.run(_make(path))
    return path


async def _make(path: Path) -> None:
    await Store.open(path).close()


@contextlib.asynccontextmanager
async def asking(empty: Path, path: Path, journal: str = "delete") -> AsyncIterator[tuple[Care, Pulse]]:
    """A circle of eight who were asked, in a database of its own."""
    path.parent.mkdir()
    shutil.copyfile(empty, path)
    key_of(path).write_bytes(KEY)
    clock = Clock(NOW)
    clock.freeze()
    tokens = {"slack_bot_token": SecretStr("xoxb-made-up"), "slack_app_token": SecretStr("xapp-made-up")}
    async with without_slack(Settings(**tokens, care_database=path), clock) as care:
        async with care.store.reading() as db:
            db.execute(f"PRAGMA journal_mode={journal}").fetchone()
        async with care.store.transaction() as db:
            circles.put(db, circle(asks_pulse=True))
            people.put(db, [person(user_id) for user_id in PEOPLE])
            people.set_members(db, CHANNEL, PEOPLE)
            acts.settle_due(db, care, circle(asks_pulse=True), DuePulse(DAY, NOW))
            (pulse,) = pulses.still_open(db, CHANNEL)
        await job.run(care, NOW)
        async with care.store.transaction() as db:  # as if Slack showed the letters, so that their end is written too
            db.execute("UPDATE posts SET state = 'sent', posted_in = channel_id, ts = '17.' || number")
        yield care, pulse


def key_of(database: Path) -> Path:
    """Return where the key of the week lies; it is put there beforehand, so that the marks can be compared."""
    return database.with_name(f"{database.name}.pulse-2026-W45")


async def answer(care: Care, pulse: Pulse, said: Said) -> None:
    """Answer, and add a sentence where there is one, each in a commit of its own."""
    who, score, sentence = said
    question = (pulse.channel_id, pulse.week)
    async with care.store.transaction() as db:
        assert acts.answer(db, care, who, question, score)
    async with care.store.transaction() as db:
        if sentence:
            acts.say(db, care, who, question, sentence)


def bytes_of(database: Path) -> dict[str, bytes]:
    """Return every byte that Care has on disk, but what the system keeps of open files."""
    found = (path for path in database.parent.rglob("*") if path.is_file() and not path.name.endswith("-shm"))
    return {str(path.relative_to(database.parent)): path.read_bytes() for path in found}


async def lived(
    empty: Path, path: Path, answers: Sequence[Said], journal: str = "delete", until: str = "told"
) -> dict[str, bytes]:
    """Return what is on disk once a week was answered, and, unless it is open still, told on Monday."""
    async with asking(empty, path, journal) as (care, pulse):
        for said in answers:
            await answer(care, pulse, said)
        if until == "told":
            await job.run(care, pulse.closes_at)
        return bytes_of(path)


@pytest.mark.parametrize("journal", ["delete", "wal"])
async def test_once_it_is_told_every_byte_is_the_same_whoever_answered_what_and_when(
    empty: Path, tmp_path: Path, journal: str, caplog: pytest.LogCaptureFixture
) -> None:
    found, logs = [], []
    for name, answers in (("one", ONE_WAY), ("another", ANOTHER)):
        caplog.clear()
        found.append(await lived(empty, tmp_path / name / "care.db", answers, journal))
        logs.append(caplog.text.replace(f"/{name}/", "/"))
    assert b"Nobody saw that I was ill." in found[0]["care.db"]
    assert found[0] == found[1]
    assert logs[0].count("pulse of 2026-W45 in C1") == 1
    assert _lines(logs[0]) == _lines(logs[1])


async def test_before_it_is_told_every_byte_is_the_same_whichever_answer_is_whose(empty: Path, tmp_path: Path) -> None:
    one, other = [
        await lived(empty, tmp_path / name / "care.db", answers, until="answered")
        for name, answers in (("one", ONE_WAY), ("other", SHUFFLED))
    ]
    assert one == other


async def test_this_comparison_sees_one_answer_more(empty: Path, tmp_path: Path) -> None:
    more = (*ONE_WAY, ("URUTH", 3, ""))
    one, other = [await lived(empty, tmp_path / str(len(a)) / "care.db", a) for a in (ONE_WAY, more)]
    assert one["care.db"] != other["care.db"]


@pytest.mark.parametrize("score", [1, 5])
@pytest.mark.parametrize("who", ["UJONAS", "UPRIYA"])
async def test_the_first_answer_of_all_is_kept_apart_from_whose_it_is(
    empty: Path, tmp_path: Path, who: str, score: int
) -> None:
    """What is kept of who answered does not depend on the answer, nor what is kept of the answer on who gave it."""
    kept = {}
    for name, said in {"this": (who, score), "other person": ("UMAYA", score), "other answer": (who, 3)}.items():
        async with asking(empty, tmp_path / name / "care.db") as (care, pulse):
            await answer(care, pulse, (*said, ""))
            kept[name] = rows(care.store.path)
    assert _but(kept["this"], "pulse_marks") == _but(kept["other person"], "pulse_marks")
    assert _but(kept["this"], "pulse_answers") == _but(kept["other answer"], "pulse_answers")
    (mark,) = kept["this"]["pulse_marks"]
    assert len(mark["marks"]) == 32
    assert not any(who in str(mark) for who in PEOPLE)


async def test_without_the_key_of_its_week_a_mark_says_nothing(empty: Path, tmp_path: Path) -> None:
    async with asking(empty, tmp_path / "one" / "care.db") as (care, pulse):
        await answer(care, pulse, ONE_WAY[0])
        (kept,) = rows(care.store.path)["pulse_marks"]
        assert kept["marks"] == acts._seal(care, pulse, "UJONAS")
        key_of(care.store.path).write_bytes(b"guessed")
        assert not any(acts._seal(care, pulse, who) in kept["marks"] for who in PEOPLE)


async def test_the_key_is_in_the_folder_alone_and_goes_with_its_week(empty: Path, tmp_path: Path) -> None:
    async with asking(empty, tmp_path / "one" / "care.db") as (care, pulse):
        await answer(care, pulse, ONE_WAY[0])
        await care.store.beside(lambda db: backups.make(db, care.store.backups, NOW))
        assert [name for name, held in bytes_of(care.store.path).items() if KEY in held] == ["care.db.pulse-2026-W45"]
        await job.run(care, pulse.closes_at - timedelta(minutes=1))
        assert key_of(care.store.path).exists()
        await job.run(care, pulse.closes_at)
        assert not any(KEY in held for held in bytes_of(care.store.path).values())


async def test_a_new_bot_token_lets_nobody_answer_twice(empty: Path, tmp_path: Path) -> None:
    async with asking(empty, tmp_path / "one" / "care.db") as (care, pulse):
        await answer(care, pulse, ONE_WAY[1])
        care.slack.token = "xoxb-rotated"
        async with care.store.transaction() as db:
            assert not acts.answer(db, care, "UPRIYA", (pulse.channel_id, pulse.week), 1)
            with pytest.raises(CareError, match="You have added a sentence already"):
                acts.say(db, care, "UPRIYA", (pulse.channel_id, pulse.week), "Once more.")
        (kept,) = rows(care.store.path)["pulse_answers"]
        assert (kept["count"], kept["total"]) == (1, 5)


async def test_where_the_key_is_lost_no_more_answers_are_counted_and_those_there_are_told(
    empty: Path, tmp_path: Path
) -> None:
    async with asking(empty, tmp_path / "one" / "care.db") as (care, pulse):
        for said in ONE_WAY:
            await answer(care, pulse, said)
        key_of(care.store.path).unlink()
        with pytest.raises(CareError, match="I have lost track of who has answered this week"):
            async with care.store.transaction() as db:
                acts.answer(db, care, "URUTH", (pulse.channel_id, pulse.week), 1)
        async with care.store.transaction() as db:
            acts.forget(db, care, "UPRIYA")
        await job.run(care, pulse.closes_at)
        assert rows(care.store.path)["pulse_results"][0]["count"] == 5


async def test_who_is_forgotten_has_no_mark_any_more_and_their_answer_stays(empty: Path, tmp_path: Path) -> None:
    async with asking(empty, tmp_path / "one" / "care.db") as (care, pulse):
        await answer(care, pulse, ONE_WAY[1])
        await answer(care, pulse, ONE_WAY[2])
        async with care.store.transaction() as db:
            acts.forget(db, care, "UPRIYA")
            acts.forget(db, care, "UNOBODY")
        kept = rows(care.store.path)
        assert kept["pulse_marks"][0]["marks"].split() == sorted(
            acts._seal(care, pulse, "USAM", *what) for what in ((), ("said",))
        )
        assert "UPRIYA" not in {row["user_id"] for row in kept["pulse_asked"]}
        assert (kept["pulse_answers"][0]["count"], kept["pulse_answers"][0]["total"]) == (2, 7)


async def test_what_care_says_to_slack_and_keeps_of_a_tap_does_not_tell_the_answer(
    team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    await asked(team)
    seen = []
    for who, score in (("jonas", 1), ("tomasz", 5), ("maya", 1)):
        team.sandbox.slack.calls.clear()
        caplog.clear()
        async with team.care.store.reading() as db:
            before = _others(db)
        await tap(team, who, score)
        async with team.care.store.reading() as db:
            assert _others(db) == before
        seen.append((_said_by_care(team), caplog.messages, letter(team, who)["blocks"][0]["text"]))
        team.sandbox.clock.advance(timedelta(minutes=7).total_seconds())
    assert seen[0] == seen[1] == seen[2]
    assert len(seen[0][0]) == 1


def _said_by_care(team: Team) -> list[Any]:
    """Return what Care sent, as the local Slack has recorded it, without to whom."""
    calls = team.sandbox.slack.calls
    sent = [row for row in calls.rows if row["kind"] not in ("action", "event", "view", "interactive")]
    return [(row["kind"], json.dumps((calls.details(row["id"]) or {}).get("request"))) for row in sent]


def _others(db: Database) -> dict[str, list[Any]]:
    """Return all rows of all tables but the two that an answer changes."""
    names = [name for name in db.table_names() if name not in ("pulse_marks", "pulse_answers")]
    assert len(names) > 15
    return {name: list(db.query(f"SELECT * FROM {name}")) for name in names}


def _but(kept: dict[str, Any], table: str) -> dict[str, Any]:
    return {name: found for name, found in kept.items() if name != table}


def _lines(log: str) -> list[str]:
    return [line for line in log.splitlines() if "careapp" in line]
