"""Secrets and people's words stay out of logs, the database, its backups and tracebacks; and the net that says so."""

import errno
import logging
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError
from slack_sdk.errors import SlackApiError

from careapp import logs
from careapp.logs import HIDDEN, PINS, Discreet, is_pinned_open
from careapp.settings import Settings
from tests.canary import NET, TOKENS, Net
from tests.team import Team

FRONTLINE = "care-frontline"
WORDS = "kanarienvogel sang in the shop all day"


def record(name: str, level: int, message: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    """Return a log record as a logger would make it."""
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, level, "a.py", 1, message, args, info)


def raised(error: Exception) -> Exception:
    """Return an exception that was raised."""
    try:
        raise error
    except Exception as caught:
        return caught


SECRETS = [
    "xoxb-1234-5678-abcDEF",
    "xoxp-1234-5678-abcDEF",
    "xoxe-1-abcDEF-ghi",
    "xoxe.xoxb-1-abcDEF",
    "xoxr-12-ab",
    "xoxs-12-ab",
    "xapp-1-A1-23-abcdef0123",
    "wss://wss-primary.slack.com/link/?ticket=12345678-1234&app_id=99",
    "https://hooks.slack.com/actions/T1/2/abcDEF",
    "https://hooks.slack.com/commands/T1/2/abcDEF",
    "https://files.slack.com/upload/v1/abcDEFgh",
    "http://127.0.0.1:8321/respond/0123456789abcdef",
    "Authorization: Bearer abcDEF.0123",
    "{'Authorization': 'Bearer abcDEF'}",
    "authorization=abcDEF",
]
CORE = ("1234", "abcDEF", "xoxr-12", "xoxs-12", "abcdef0123", "0123456789abcdef")


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("place", ["message", "args", "exception", "text of Slack's", "stack"])
def test_no_secret_is_written_wherever_it_stands(secret: str, place: str) -> None:
    made = {
        "message": record("careapp.care", logging.INFO, f"before {secret} after"),
        "args": record("careapp.care", logging.INFO, "before %s and %r after", secret, {"url": secret}),
        "exception": record("careapp.care", logging.ERROR, "failed", error=raised(OSError(secret))),
        "text of Slack's": record("slack_sdk.web", logging.ERROR, f"failed with {secret}"),
        "stack": record("careapp.care", logging.INFO, "here"),
    }[place]
    if place == "stack":
        made.stack_info = f"Stack: {secret}"
    written = Discreet().format(made)
    assert HIDDEN in written
    assert not any(core in written for core in CORE), written


def test_the_signing_secret_and_the_tokens_are_masked_whatever_they_look_like() -> None:
    own = Settings(slack_bot_token=SecretStr("plain-1"), slack_signing_secret=SecretStr("8f742231b10e"))
    written = Discreet(own.secrets).format(record("careapp", logging.INFO, "%s and 8f742231b10e", "plain-1"))
    assert written.endswith(f"careapp: {HIDDEN} and {HIDDEN}")


def test_ordinary_words_are_written_as_they_are() -> None:
    said = "round of 2026-11-02 in C1: opened; story:12 was not delivered: is_archived; https://slack.com/api/"
    assert Discreet().format(record("careapp.jobs", logging.INFO, said)).endswith(f"INFO careapp.jobs: {said}")


@pytest.mark.parametrize("error", [ValueError(WORDS), KeyError(WORDS), RuntimeError({"text": WORDS})], ids=repr)
def test_an_exception_is_written_with_its_place_and_type_but_not_its_text(error: Exception) -> None:
    try:
        try:
            raise error
        except Exception as inner:
            raise TypeError(WORDS) from inner
    except TypeError as outer:
        written = Discreet().format(record("careapp.care", logging.ERROR, "failed", error=outer))
    assert WORDS not in written
    assert "tests/test_secrets.py" in written
    assert written.index(type(error).__name__) < written.index("TypeError")


def test_what_the_machine_and_slack_say_of_a_failure_is_written() -> None:
    full = record(
        "careapp", logging.ERROR, "failed", error=raised(sqlite3.OperationalError("database or disk is full"))
    )
    assert Discreet().format(full).endswith("OperationalError: database or disk is full")
    refused = raised(SlackApiError(WORDS, {"ok": False, "error": "is_archived", "text": WORDS}))
    assert Discreet().format(record("careapp", logging.ERROR, "failed", error=refused)).endswith("Error: is_archived")
    odd = raised(SlackApiError(WORDS, {"ok": False, "error": WORDS}))
    assert WORDS not in Discreet().format(record("careapp", logging.ERROR, "failed", error=odd))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_disk_that_is_full_or_fails_is_told_in_one_line(number: int) -> None:
    full = raised(OSError(number, os.strerror(number), "/srv/care.db"))
    written = Discreet().format(record("careapp", logging.ERROR, "backup: failed", error=full))
    assert written.endswith(f"backup: failed: [Errno {number}] {os.strerror(number)}: '/srv/care.db'")
    assert "\n" not in written


def test_a_full_database_is_told_in_one_line_also_by_those_who_shared_its_commit(tmp_path: Path) -> None:
    conn = sqlite3.connect(tmp_path / "full.db")
    conn.execute("PRAGMA max_page_count = 1")
    try:
        conn.execute("CREATE TABLE songs (name TEXT)")
    except sqlite3.OperationalError as full:
        shared = sqlite3.OperationalError("what was to be kept together with this could not be kept")
        shared.__cause__ = full
    conn.close()
    written = Discreet().format(record("careapp", logging.ERROR, "/story failed", error=raised(shared)))
    assert written.endswith("careapp: /story failed: database or disk is full")


def test_what_is_not_understood_keeps_its_traceback() -> None:
    odd = raised(OSError(errno.EMFILE, "Too many open files"))
    assert "tests/test_secrets.py" in Discreet().format(record("careapp", logging.ERROR, "failed", error=odd))


def test_another_handlers_traceback_is_not_taken_over() -> None:
    made = record("careapp", logging.ERROR, "failed", error=raised(ValueError(WORDS)))
    assert WORDS in logging.Formatter().format(made)
    assert WORDS not in Discreet().format(made)


def test_asyncio_quotes_no_exception_below_its_first_line() -> None:
    said = f"Task exception was never retrieved\nfuture: <Task finished exception=ValueError('{WORDS}')>"
    assert (
        Discreet()
        .format(record("asyncio", logging.ERROR, said))
        .endswith("asyncio: Task exception was never retrieved")
    )


@pytest.mark.parametrize("name", PINS)
def test_libraries_pass_only_from_their_pin_up(name: str) -> None:
    for child in (name, f"{name}.web.client"):
        assert not is_pinned_open(record(child, PINS[name] - 10, "x"))
        assert is_pinned_open(record(child, PINS[name], "x"))
    assert is_pinned_open(record("careapp.care", logging.DEBUG, "x"))


def test_an_end_without_a_catch_is_written_as_discreetly(capsys: pytest.CaptureFixture[str]) -> None:
    root, hook, raising = logging.getLogger(), sys.excepthook, logging.raiseExceptions
    handlers = list(root.handlers)
    root.handlers.clear()
    try:
        logs.set_up(logging.INFO, ["8f742231"])
        sys.excepthook(ValueError, raised(ValueError(f"{WORDS} 8f742231")), None)
        logging.getLogger("careapp").info("%d", WORDS)  # cannot be formatted, and must not be quoted for that
    finally:
        root.handlers[:], sys.excepthook, logging.raiseExceptions = handlers, hook, raising
    said = capsys.readouterr().err
    assert "Care ends by a failure of its own" in said
    assert WORDS not in said
    assert "8f742231" not in said


CAUGHT: list[tuple[str, Callable[[], logging.LogRecord]]] = [
    ("a bot token", lambda: record("careapp", logging.DEBUG, "xoxb-sandbox-0123456789")),
    ("an app token in args", lambda: record("slack_sdk", logging.ERROR, "%s", "xapp-sandbox-0123456789")),
    ("a ticket", lambda: record("aiohttp", logging.WARNING, "ws://x/link/?ticket=0123456789")),
    ("a response URL", lambda: record("careapp", logging.INFO, "http://127.0.0.1/respond/0123456789ab")),
    ("a token in a traceback", lambda: record("careapp", 40, "x", error=raised(ValueError("xoxb-sandbox-01234567")))),
    ("words", lambda: record("careapp", logging.DEBUG, "kept %s", WORDS)),
    ("words of a library", lambda: record("holidays", logging.DEBUG, f"running {WORDS}")),
]


@pytest.mark.parametrize(("what", "made"), CAUGHT, ids=[what for what, _ in CAUGHT])
def test_the_net_catches(what: str, made: Callable[[], logging.LogRecord]) -> None:
    net = Net()
    net.watch_for(f"short\n{WORDS}")
    net.handle(record("careapp", logging.DEBUG, "nothing to see"))
    net.handle(made())
    assert len(net.caught()) == 1
    assert net.caught() == []


def test_the_net_lets_pass_what_is_pinned_and_what_is_hidden() -> None:
    net = Net()
    net.watch_for(WORDS)
    net.handle(record("slack_sdk.web.async_base_client", logging.DEBUG, f"Sending xoxb-sandbox-01234567 {WORDS}"))
    net.handle(record("careapp", logging.ERROR, "failed", error=raised(ValueError(WORDS))))
    assert net.caught() == []


async def test_without_the_pins_the_sdk_would_say_it_all(team: Team) -> None:
    """Why they are there: when this fails, the SDK has learnt to be quiet."""
    said: list[str] = []
    listening = logging.Handler()
    listening.emit = lambda made: said.append(made.getMessage())  # type: ignore[method-assign]
    loud = logging.getLogger("slack_sdk")
    loud.setLevel(logging.DEBUG)
    loud.addHandler(listening)
    try:
        await team.care.slack.chat_postMessage(channel=team.channel_id(FRONTLINE), text=WORDS)
    finally:
        loud.removeHandler(listening)
        logs.pin()
    assert any(WORDS in line for line in said)


async def test_a_listener_that_fails_leaves_no_words_and_no_token_behind(team: Team, tmp_path: Path) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, f"/story {WORDS}")
    seen = NET.seen
    conn = team.care.store._db.conn
    conn.execute("ALTER TABLE story_thanks RENAME TO gone")
    for typed in (f"/story {WORDS} again", f"/kudos @sam {WORDS}", "/care preview"):
        await team.command("jonas", FRONTLINE, typed)
    conn.execute("ALTER TABLE gone RENAME TO story_thanks")
    assert NET.seen > seen
    assert NET.caught() == []


def _files_in(folder: Path) -> dict[Path, str]:
    return {path: path.read_bytes().decode("latin-1") for path in folder.rglob("*") if path.is_file()}


async def test_no_file_that_care_writes_holds_a_secret(team: Team, tmp_path: Path) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, f"/story {WORDS}")
    await team.at_local("16:55")
    await team.at_local("16:00", days=4)
    await team.stop()
    files = _files_in(tmp_path)
    assert any(WORDS in text for text in files.values())
    own = (team.sandbox.bot_token, team.sandbox.app_token, team.sandbox.slack.verification)
    for path, text in files.items():
        assert not TOKENS.search(text), path
        assert not any(secret in text for secret in own), path


def test_settings_show_no_secret_nor_does_a_mistake_in_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.setenv(name, "very-secret")
    settings = Settings()
    assert "very-secret" not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    assert set(settings.secrets) == {"very-secret"}
    monkeypatch.setenv("CARE_PORT", "very-secret")
    with pytest.raises(ValidationError) as mistake:
        Settings()
    assert "very-secret" not in str(mistake.value)
