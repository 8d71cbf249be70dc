"""The one connection, and transactions that share their commits."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, TypeVar

from sqlite_utils import Database

from careapp.faults import fault
from careapp.store import backup as all_backups
from careapp.store.opening import open_alone
from careapp.store.trouble import DatabaseInUseError, FailingDiskError, UnusableDatabaseError

__all__ = ["Database", "DatabaseInUseError", "FailingDiskError", "Store", "UnusableDatabaseError"]

T = TypeVar("T")
_DISK_TROUBLE = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CORRUPT)
_ONE_AT_A_TIME = "a transaction inside a transaction, or an await in the body of one"


class Store:
    """Care's memory. Open it with `Store.open`, close it with `close`."""

    def __init__(self, path: Path, backups: Path, db: Database, lock: IO[str]) -> None:
        self.path = path
        self.backups = backups
        self.changed = asyncio.Event()
        self._db = db
        self._lock = lock
        self._disk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="commit")
        self._disk.submit(int)  # a machine that has no thread to give must say so now, not in the middle of a commit
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="backup")
        self._batch: asyncio.Future[None] | None = None
        self._is_committing = False
        self._is_inside = False
        self._waiting_readers = 0

    @classmethod
    def open(cls, path: Path, backups: Path | None = None) -> "Store":
        """Open or create the database file, for this process alone; its backups lie beside it unless told otherwise.

        Raises DatabaseInUseError where another process has it, UnusableDatabaseError where it cannot be trusted.
        """
        folder = backups or all_backups.folder_of(path)
        return cls(path, folder, *open_alone(path, folder))

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[Database]:
        """Run a body of plain synchronous code as one unit of work; on leaving it is on disk.

        Everyone who enters before the commit begins shares it. A body that raises is undone alone; a commit that
        fails raises sqlite3.Error for all who waited for it. Raises RuntimeError where a body awaits or nests.
        """
        batch = await self._join_batch()
        with self._body(batch):
            yield self._db
            fault("commit.after_body")
        await asyncio.shield(batch)
        fault("commit.after_wait")

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[Database]:
        """Read what is on disk, in a body of plain synchronous code."""
        self._refuse_inside()
        self._waiting_readers += 1
        try:
            while self._batch:
                await asyncio.wait([self._batch])
        finally:
            self._waiting_readers -= 1
        self._refuse_inside()
        self._is_inside = True
        try:
            yield self._db
        finally:
            self._is_inside = False

    async def beside(self, work: Callable[[Database], T]) -> T:
        """Run work that only copies the database, in a thread, while transactions go on; `close` waits for it."""
        return await asyncio.get_running_loop().run_in_executor(self._beside, work, self._db)

    async def close(self) -> None:
        """Finish the commit in progress and close the file."""
        while self._batch:
            await asyncio.wait([self._batch])
        await asyncio.to_thread(self._beside.shutdown)
        self._disk.shutdown()
        self._db.conn.close()
        self._lock.close()

    async def _join_batch(self) -> "asyncio.Future[None]":
        self._refuse_inside()
        # Readers who waited for the last commit come before the next one begins, or they could wait for ever.
        while self._is_committing or (self._waiting_readers and not self._batch):
            await (asyncio.wait([self._batch]) if self._batch else asyncio.sleep(0))
        self._refuse_inside()
        if self._batch is None:
            fault("commit.before_begin")
            self._db.conn.execute("BEGIN IMMEDIATE")
            self._batch = asyncio.get_running_loop().create_future()
            asyncio.get_running_loop().call_soon(self._commit, self._batch)
        return self._batch

    @contextlib.contextmanager
    def _body(self, batch: "asyncio.Future[None]") -> Iterator[None]:
        self._is_inside = True
        try:
            self._refuse_outside()
            self._db.conn.execute("SAVEPOINT body")
            yield
            if batch.done():
                raise RuntimeError(_ONE_AT_A_TIME)
            self._refuse_outside()
            self._db.conn.execute("RELEASE body")
        except BaseException as error:
            self._undo_body(batch, error)
            raise
        finally:
            self._is_inside = False

    def _undo_body(self, batch: "asyncio.Future[None]", error: BaseException) -> None:
        """Undo one body; where the disk failed, or undid the whole batch with it, undo that and tell all who wait."""
        conn = self._db.conn
        with contextlib.suppress(sqlite3.Error):
            if not (batch.done() or _is_of_the_disk(error)) and conn.in_transaction:
                conn.execute("ROLLBACK TO body")
                conn.execute("RELEASE body")
                return
        self._roll_back()
        if not batch.done():
            shared = sqlite3.OperationalError("what was to be kept together with this could not be kept")
            shared.__cause__ = error
            self._end_batch(batch, shared)

    def _commit(self, batch: "asyncio.Future[None]") -> None:
        if batch.done():
            return
        if self._is_inside:  # the body awaits: half a unit of work must not be kept, so leaving it will undo it
            self._end_batch(batch, RuntimeError(_ONE_AT_A_TIME))
            return
        self._is_committing = True
        loop = asyncio.get_running_loop()
        loop.run_in_executor(self._disk, self._commit_on_disk).add_done_callback(
            lambda done: self._end_batch(batch, done.exception())
        )

    def _commit_on_disk(self) -> None:
        try:
            fault("commit.before_disk")
            self._db.conn.execute("COMMIT")
            fault("commit.after_disk")
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        """Undo the batch. A disk that does not even let us do that leaves a journal, which the next access applies."""
        with contextlib.suppress(sqlite3.Error):
            if self._db.conn.in_transaction:
                self._db.conn.execute("ROLLBACK")

    def _end_batch(self, batch: "asyncio.Future[None]", error: BaseException | None) -> None:
        fault("commit.before_telling")
        self._batch = None
        self._is_committing = False
        if error:
            batch.set_exception(error)
            batch.exception()  # waiters still get it; this only says that it was seen
        else:
            batch.set_result(None)
            self.changed.set()

    def _refuse_outside(self) -> None:
        """Outside a batch, the end of a body would be a commit of its own, and people would be told otherwise."""
        if not self._db.conn.in_transaction:
            raise sqlite3.OperationalError("the transaction was undone")

    def _refuse_inside(self) -> None:
        if self._is_inside:
            raise RuntimeError(_ONE_AT_A_TIME)


def _is_of_the_disk(error: BaseException) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DISK_TROUBLE
