"""What Care writes to its log: what happened to which thing, never a secret and never what people wrote."""

import copy
import errno
import logging
import re
import sqlite3
import sys
import traceback
from collections.abc import Iterable
from types import TracebackType

from slack_sdk.errors import SlackApiError

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
HIDDEN = "***"
# Below these levels the libraries quote messages, payloads and the tickets of sockets.
PINS = {
    "slack_sdk": logging.WARNING,
    "slack_bolt": logging.ERROR,
    "aiohttp": logging.WARNING,
    "asyncio": logging.WARNING,
    "apscheduler": logging.WARNING,  # it tells of every tick
}
_OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}
_OF_SQLITES_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
_SECRET_SHAPES = re.compile(
    r"\b(?:xox[a-z]\.)?(?:xox[a-z]|xapp)-[\w-]+"
    r"|(?<=ticket=)[^\s'\"&<>]+"
    r"|(?<=hooks\.slack\.com/)[^\s'\"<>]+"
    r"|(?<=/respond/)\w+"
    r"|(?<=/upload/v1/)[^\s'\"<>]+"
    r"|(?i:(?<=bearer )|(?<=authorization: )|(?<=authorization=))(?!bearer)[^\s'\",}]+"
)


def set_up(level: int, secrets: Iterable[str] = ()) -> None:
    """Let the process log to standard error from a level up, with the libraries pinned and every secret masked."""
    handler = logging.StreamHandler()
    handler.addFilter(is_pinned_open)
    handler.setFormatter(Discreet(secrets))
    logging.basicConfig(level=level, handlers=[handler])
    logging.raiseExceptions = False  # what cannot be written would be quoted instead
    sys.excepthook = _log_the_end
    pin()


def pin() -> None:
    """Keep the libraries from saying what quotes people or secrets."""
    for name, level in PINS.items():
        logging.getLogger(name).setLevel(level)


def is_pinned_open(record: logging.LogRecord) -> bool:
    """Say whether a record passes the pins; Bolt gives its many loggers the root's level, past that of its first."""
    return record.levelno >= PINS.get(record.name.partition(".")[0], 0)


class Discreet(logging.Formatter):
    """Writes a record without secrets, and an exception without its text, which may quote what people wrote."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(FORMAT)
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as it is written."""
        record = copy.copy(record)
        record.exc_text = None  # another handler's, with all that the exception says
        if record.exc_info and (reason := _disk_trouble(record.exc_info[1])):
            record.msg, record.args, record.exc_info = f"{record.getMessage()}: {reason}", (), None
        written = super().format(record)
        for secret in self._secrets:
            written = written.replace(secret, HIDDEN)
        return _SECRET_SHAPES.sub(HIDDEN, written)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """Return the line of a record: of a library's, which may quote an exception below it, the first alone."""
        if not record.name.startswith("careapp"):
            record.message = record.message.partition("\n")[0]
        return super().formatMessage(record)

    def formatException(  # noqa: N802
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """Return where an exception came from and of what type it is."""
        lines = [line for error in _chain(ei[1]) for line in (*traceback.format_tb(error.__traceback__), _named(error))]
        return "".join(lines).rstrip("\n")


def _log_the_end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        logging.getLogger(__name__).critical("Care ends by a failure of its own", exc_info=(kind, error, trace))


def _chain(error: BaseException | None) -> list[BaseException]:
    """Return an exception after those it came from."""
    chain: list[BaseException] = []
    while error and error not in chain:
        chain.insert(0, error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return chain


def _disk_trouble(error: BaseException | None) -> str:
    """Return what the machine says of a disk that is full or fails, for which one line is enough; else nothing."""
    if not isinstance(error, OSError | sqlite3.Error):
        return ""
    return next((str(one) for one in _chain(error) if _is_of_the_disk(one)), "")


def _is_of_the_disk(error: BaseException) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_SQLITES_DISK or (
        isinstance(error, OSError) and error.errno in _OF_THE_DISK
    )


def _named(error: BaseException) -> str:
    """Return an exception's type, with its text where that is the machine's own or Slack's word for a refusal."""
    name = type(error).__qualname__
    if isinstance(error, SlackApiError):
        answer = getattr(error.response, "data", error.response)
        refusal = answer.get("error") if isinstance(answer, dict) else None
        return f"{name}: {refusal}\n" if re.fullmatch("[a-z_]+", str(refusal)) else f"{name}\n"
    return f"{name}: {error}\n" if isinstance(error, OSError | sqlite3.Error) else f"{name}\n"
