"""Transactions: shared commits, one body undone alone, and nothing seen before it is on disk."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from careapp.store import Store
from careapp.store import person as people
from careapp.store.database import Database
from tests.practice.made import person


async def _keep(store: Store, name: str, is_inside: asyncio.Event | None = None) -> None:
    async with store.transaction() as db:
        people.put(db, [person(name)])
        if is_inside:
            is_inside.set()


async def _keep_and_fail(store: Store, name: str) -> None:
    async with store.transaction() as db:
        people.put(db, [person(name)])
        raise LookupError(name)


async def _keep_what_cannot_be_committed(store: Store, name: str) -> None:
    async with store.transaction() as db:
        people.put(db, [person(name)])
        db.execute("PRAGMA defer_foreign_keys = ON")
        db.execute("INSERT INTO circle_roles VALUES ('CNONE', 'manager', 'UONE')")


def _on_disk(path: Path) -> set[str]:
    """What another connection sees."""
    other = sqlite3.connect(path)
    try:
        return {user_id for (user_id,) in other.execute("SELECT user_id FROM people")}
    finally:
        other.close()


def _names(db: Database) -> set[str]:
    return {user_id for (user_id,) in db.execute("SELECT user_id FROM people")}


async def _with_commits_counted(store: Store) -> list[str]:
    commits: list[str] = []
    async with store.reading() as db:
        db.conn.set_trace_callback(lambda sql: commits.append(sql) if sql == "COMMIT" else None)
    return commits


async def test_a_thousand_at_once_share_their_commits_and_are_all_on_disk(store: Store) -> None:
    commits = await _with_commits_counted(store)
    names = [f"U{n}" for n in range(1000)]
    await asyncio.gather(*(_keep(store, name) for name in names))
    assert _on_disk(store.path) == set(names)
    assert 1 <= len(commits) <= 5


async def test_one_after_another_each_is_on_disk_when_its_block_is_left(store: Store) -> None:
    commits = await _with_commits_counted(store)
    for n in range(5):
        await _keep(store, f"U{n}")
        assert f"U{n}" in _on_disk(store.path)
    assert len(commits) == 5


async def test_those_who_come_during_a_commit_share_the_next_one(store: Store) -> None:
    commits = await _with_commits_counted(store)

    async def three_in_a_row(name: str) -> None:
        for n in range(3):
            await _keep(store, f"{name}{n}")

    await asyncio.gather(*(three_in_a_row(f"U{n}X") for n in range(100)))
    assert len(_on_disk(store.path)) == 300
    assert 3 <= len(commits) <= 15


async def test_a_body_that_fails_is_undone_alone(store: Store) -> None:
    done = await asyncio.gather(
        _keep(store, "UA"), _keep_and_fail(store, "UB"), _keep(store, "UC"), return_exceptions=True
    )
    assert [type(each) for each in done] == [type(None), LookupError, type(None)]
    assert _on_disk(store.path) == {"UA", "UC"}


async def test_a_commit_that_fails_fails_for_all_who_wait_and_keeps_nothing(store: Store) -> None:
    done = await asyncio.gather(
        _keep(store, "UA"), _keep_what_cannot_be_committed(store, "UB"), _keep(store, "UC"), return_exceptions=True
    )
    assert [type(each) for each in done] == [sqlite3.IntegrityError] * 3
    assert _on_disk(store.path) == set()
    await _keep(store, "UD")
    assert _on_disk(store.path) == {"UD"}


async def _keep_where_the_disk_undoes_everything(store: Store, name: str) -> None:
    """As SQLite does by itself where a statement finds no room on the disk."""
    async with store.transaction() as db:
        people.put(db, [person(name)])
        db.execute("ROLLBACK")
        raise sqlite3.OperationalError("database or disk is full")


async def test_where_the_disk_undoes_everything_those_before_are_told_and_those_after_are_kept(store: Store) -> None:
    done = await asyncio.gather(
        _keep(store, "UA"),
        _keep_where_the_disk_undoes_everything(store, "UB"),
        _keep(store, "UC"),
        _keep_and_fail(store, "UD"),
        return_exceptions=True,
    )
    told = [type(each) for each in done]
    assert told == [sqlite3.OperationalError, sqlite3.OperationalError, type(None), LookupError]
    assert _on_disk(store.path) == {"UC"}


async def test_what_was_undone_unnoticed_is_not_told_to_be_kept(store: Store) -> None:
    async def notices_nothing() -> None:
        async with store.transaction() as db:
            people.put(db, [person("UA")])
            db.execute("ROLLBACK")

    with pytest.raises(sqlite3.OperationalError, match="was undone"):
        await notices_nothing()
    await _keep(store, "UB")
    assert _on_disk(store.path) == {"UB"}


async def test_whoever_gives_up_waiting_harms_nobody(store: Store) -> None:
    is_inside = asyncio.Event()
    impatient = asyncio.ensure_future(_keep(store, "UA"))
    patient = asyncio.ensure_future(_keep(store, "UB", is_inside))
    await is_inside.wait()
    impatient.cancel()
    await patient
    assert impatient.cancelled()
    assert "UB" in _on_disk(store.path)
    await _keep(store, "UC")


async def test_a_reader_never_sees_what_is_not_on_disk(store: Store) -> None:
    seen: list[tuple[set[str], set[str]]] = []

    async def look() -> None:
        async with store.reading() as db:
            seen.append((_names(db), _on_disk(store.path)))

    acts = [work for n in range(60) for work in (_keep(store, f"U{n}"), look())]
    await asyncio.gather(*acts)
    assert len(seen) == 60
    assert all(here == there for here, there in seen)
    assert {f"U{n}" for n in range(60)} == seen[-1][0]


async def test_a_reader_sees_nothing_of_a_commit_that_fails(store: Store) -> None:
    async def look() -> set[str]:
        async with store.reading() as db:
            return _names(db)

    _, seen = await asyncio.gather(_keep_what_cannot_be_committed(store, "UA"), look(), return_exceptions=True)
    assert seen == set()


async def test_a_reader_does_not_wait_for_ever_while_others_write(store: Store) -> None:
    has_read, is_inside = asyncio.Event(), asyncio.Event()

    async def write_on_and_on() -> int:
        for n in range(200):
            await _keep(store, f"U{n}", is_inside)
            if has_read.is_set():
                return n
        return 200

    writing = asyncio.ensure_future(write_on_and_on())
    await is_inside.wait()
    async with store.reading() as db:
        assert "U0" in _names(db)
    has_read.set()
    assert await writing < 5


async def test_a_transaction_within_a_transaction_is_refused(store: Store) -> None:
    async def nests() -> None:
        async with store.transaction() as db:
            people.put(db, [person("UA")])
            await _keep(store, "UB")

    with pytest.raises(RuntimeError, match="inside a transaction"):
        await nests()
    assert _on_disk(store.path) == set()
    await _keep(store, "UC")


async def test_reading_within_a_transaction_is_refused(store: Store) -> None:
    async def reads_within() -> None:
        async with store.transaction() as db:
            people.put(db, [person("UA")])
            async with store.reading():
                pass

    with pytest.raises(RuntimeError, match="inside a transaction"):
        await reads_within()
    assert _on_disk(store.path) == set()


async def test_a_body_that_awaits_is_refused_and_keeps_no_half_of_its_work(store: Store) -> None:
    async def waits() -> None:
        async with store.transaction() as db:
            people.put(db, [person("UA")])
            await asyncio.to_thread(int)
            people.put(db, [person("UAFTER")])

    with pytest.raises(RuntimeError, match="an await in the body"):
        await waits()
    assert _on_disk(store.path) == set()
    await _keep(store, "UB")
    assert _on_disk(store.path) == {"UB"}


async def test_others_are_refused_while_a_body_awaits(store: Store) -> None:
    async def waits() -> None:
        async with store.transaction():
            await asyncio.to_thread(int)

    done = await asyncio.gather(waits(), _keep(store, "UA"), return_exceptions=True)
    assert [type(each) for each in done] == [RuntimeError, RuntimeError]
    assert _on_disk(store.path) == set()


async def test_a_change_on_disk_is_told(store: Store) -> None:
    assert not store.changed.is_set()
    await _keep(store, "UA")
    assert store.changed.is_set()


async def test_closing_finishes_the_commit_in_progress(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "care.db")
    is_inside = asyncio.Event()
    keeping = asyncio.ensure_future(_keep(store, "UA", is_inside))
    await is_inside.wait()
    await store.close()
    await keeping
    assert _on_disk(store.path) == {"UA"}
