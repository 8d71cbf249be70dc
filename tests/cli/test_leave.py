"""However a command cannot go on, it leaves with one sentence and the code that docs/operating.md promises."""

import errno
import sqlite3
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError

from careapp.care import TurnedAwayError
from careapp.cli.leave import told
from careapp.cli.until_stopped import until_stopped
from careapp.connection.http_mode import PortTakenError
from careapp.connection.socket_mode import DeafError, TurnedOffError
from careapp.library_folder import LibraryError
from careapp.store import DatabaseInUseError, FailingDiskError, UnusableDatabaseError

DATABASE = Path("/srv/care/care.db")
WAYS_OUT = [
    (DatabaseInUseError("Another Care runs."), 75, "Another Care runs."),
    (PortTakenError("Port 1 cannot be opened."), 75, "Port 1 cannot be opened."),
    (FailingDiskError("It cannot be read."), 74, "It cannot be read."),
    (UnusableDatabaseError("It is damaged."), 65, "It is damaged."),
    (LibraryError("values.toml is wrong."), 65, "values.toml is wrong."),
    (DeafError("Slack is silent."), 69, "Slack is silent."),
    (TurnedOffError("It is turned off."), 78, "It is turned off."),
    (TurnedAwayError("token_revoked"), 77, "Slack does not let Care in any more: token_revoked. "),
    (SlackApiError("", {"error": "internal_error"}), 69, "Slack is not well: an unreadable answer. "),
    (SlackRequestError("no such thing"), 69, "Slack is not well: an unreadable answer. "),
    (aiohttp.ClientOSError(errno.ECONNRESET, "reset"), 69, "Slack cannot be reached: [Errno 104] reset. "),
    (TimeoutError(), 69, "Slack cannot be reached: no answer. "),
    (ConnectionResetError(), 69, "Slack cannot be reached: no answer. "),
    (OSError(errno.ENOSPC, "No space left on device", "/srv/t.part"), 74, "/srv/t.part cannot be used: No space left"),
    (OSError(errno.ENOSPC, "No space left on device"), 74, "The disk cannot be used: No space left on device."),
    (OSError("broken"), 74, "The disk cannot be used: broken."),
    (sqlite3.OperationalError("disk is full"), 74, f"{DATABASE} cannot be read or written: disk is full."),
    (sqlite3.DatabaseError("malformed"), 74, f"{DATABASE} cannot be read or written: malformed."),
]


async def fail(error: Exception) -> None:
    raise error


@pytest.mark.parametrize(("error", "code", "sentence"), WAYS_OUT)
def test_each_trouble_has_its_sentence_and_its_code_while_care_runs(
    error: Exception, code: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        until_stopped(fail(error), DATABASE)
    said = capsys.readouterr().err
    assert left.value.code == code
    assert said.startswith(sentence)
    assert said.count("\n") == 1


@pytest.mark.parametrize(("error", "code", "sentence"), WAYS_OUT)
def test_the_other_commands_leave_in_the_same_way(
    error: Exception, code: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left, told(DATABASE):
        raise error
    assert (left.value.code, capsys.readouterr().err.startswith(sentence)) == (code, True)


def test_a_database_that_is_not_named_is_the_database(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit), told():
        raise sqlite3.OperationalError("disk is full")
    assert capsys.readouterr().err == "The database cannot be read or written: disk is full.\n"


def test_a_mistake_in_the_code_is_shown_whole() -> None:
    with pytest.raises(ZeroDivisionError):
        until_stopped(fail(ZeroDivisionError()))
