"""The one connection, and transactions that share their commits."""

import asyncio
import contextlib
import fcntl
import os
import sqlite3
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from sqlite_utils import Database

from careapp.store.migrations import check, migrate

__all__ = ["Database", "DatabaseInUseError", "Store", "UnusableDatabaseError"]

# SQLite before these can corrupt a file in WAL mode when two connections meet (sqlite.org, "WAL-reset bug").
_WAL_IS_SAFE_FROM = (3, 51, 3)
_WAL_IS_SAFE_ALSO = ((3, 44, 6), (3, 50, 7))
_ONE_AT_A_TIME = "a transaction inside a transaction, or an await in the body of one"


class DatabaseInUseError(Exception):
    """Another Care has this database open."""


class UnusableDatabaseError(Exception):
    """The file is not a database that this Care can work with; the text says why."""


class Store:
    """Care's memory. Open it with `Store.open`, close it with `close`."""

    def __init__(self, path: Path, db: Database, lock: IO[str]) -> None:
        self.path = path
        self.changed = asyncio.Event()
        self._db = db
        self._lock = lock
        self._disk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="commit")
        self._batch: asyncio.Future[None] | None = None
        self._is_committing = False
        self._is_inside = False

    @classmethod
    def open(cls, path: Path) -> "Store":
        """Open or create the database file, for this process alone.

        Raises DatabaseInUseError where another process has it, UnusableDatabaseError where it cannot be trusted.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = _lock(path.with_name(path.name + ".lock"))
        except OSError as error:
            raise UnusableDatabaseError(f"{path} cannot be opened: {error.strerror}.") from error
        try:
            return cls(path, _connect(path), lock)
        except BaseException:
            lock.close()
            raise

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[Database]:
        """Run a body of plain synchronous code as one unit of work; on leaving it is on disk.

        Everyone who enters before the commit begins shares it. A body that raises is undone alone; a commit that
        fails raises sqlite3.Error for all who waited for it. Raises RuntimeError where a body awaits or nests.
        """
        batch = await self._join_batch()
        self._is_inside = True
        try:
            with self._savepoint():
                yield self._db
        finally:
            self._is_inside = False
        await asyncio.shield(batch)

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[Database]:
        """Read what is on disk, in a body of plain synchronous code."""
        if self._is_inside:
            raise RuntimeError(_ONE_AT_A_TIME)
        while self._batch:
            await asyncio.wait([self._batch])
        self._is_inside = True
        try:
            yield self._db
        finally:
            self._is_inside = False

    async def close(self) -> None:
        """Finish the commit in progress and close the file."""
        while self._batch:
            await asyncio.wait([self._batch])
        self._disk.shutdown()
        self._db.conn.close()
        self._lock.close()

    async def _join_batch(self) -> "asyncio.Future[None]":
        if self._is_inside:
            raise RuntimeError(_ONE_AT_A_TIME)
        while self._is_committing and self._batch:
            await asyncio.wait([self._batch])
        if self._batch is None:
            self._db.conn.execute("BEGIN IMMEDIATE")
            self._batch = asyncio.get_running_loop().create_future()
            asyncio.get_running_loop().call_soon(self._commit, self._batch)
        return self._batch

    @contextlib.contextmanager
    def _savepoint(self):  # type: ignore[no-untyped-def]
        conn = self._db.conn
        conn.execute("SAVEPOINT body")
        try:
            yield
        except BaseException:
            # A full disk may have rolled back everything already; the commit then fails for all who wait.
            if conn.in_transaction:
                conn.execute("ROLLBACK TO body")
                conn.execute("RELEASE body")
            raise
        if not conn.in_transaction:
            raise RuntimeError(_ONE_AT_A_TIME)
        conn.execute("RELEASE body")

    def _commit(self, batch: "asyncio.Future[None]") -> None:
        if self._is_inside:  # the body awaits: half a unit of work must not be kept
            self._db.conn.execute("ROLLBACK")
            self._end_batch(batch, RuntimeError(_ONE_AT_A_TIME))
            return
        self._is_committing = True
        loop = asyncio.get_running_loop()
        loop.run_in_executor(self._disk, self._commit_on_disk).add_done_callback(
            lambda done: self._end_batch(batch, done.exception())
        )

    def _commit_on_disk(self) -> None:
        try:
            self._db.conn.execute("COMMIT")
        except sqlite3.Error:
            if self._db.conn.in_transaction:
                self._db.conn.execute("ROLLBACK")
            raise

    def _end_batch(self, batch: "asyncio.Future[None]", error: BaseException | None) -> None:
        self._batch = None
        self._is_committing = False
        if error:
            batch.set_exception(error)
            batch.exception()  # waiters still get it; this only says that it was seen
        else:
            batch.set_result(None)
            self.changed.set()


def _lock(path: Path) -> IO[str]:
    lock = path.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise DatabaseInUseError(f"Another Care is running with {path.with_suffix('')}. Stop it first.") from error
    return lock


def _connect(path: Path) -> Database:
    if path.is_dir():
        raise UnusableDatabaseError(f"{path} is a folder; name a file in it.")
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    elif path.stat().st_size == 0:
        raise UnusableDatabaseError(f"{path} is empty where a database was expected. Move it away to begin anew.")
    db = Database(sqlite3.connect(path, check_same_thread=False, isolation_level=None))
    try:
        check(db)
        for pragma in _pragmas():
            db.execute(f"PRAGMA {pragma}").fetchall()
        migrate(db)
    except sqlite3.DatabaseError as error:
        db.conn.close()
        raise UnusableDatabaseError(f"{path} cannot be used as Care's database: {error}.") from error
    return db


def _pragmas() -> list[str]:
    journal = "WAL" if _wal_is_safe(sqlite3.sqlite_version_info) else "DELETE"
    return [
        f"journal_mode={journal}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=5000",
        "trusted_schema=OFF",
        "secure_delete=ON",
    ]


def _wal_is_safe(version: tuple[int, ...]) -> bool:
    mended_line = any(version[:2] == fixed[:2] and version >= fixed for fixed in _WAL_IS_SAFE_ALSO)
    return version >= _WAL_IS_SAFE_FROM or mended_line
