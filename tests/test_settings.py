"""What the operator decides, and what Care refuses to be told."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from careapp.library_folder import read_library
from careapp.settings import Settings, backups_of, manifest_path


def test_the_defaults_are_slack_itself_and_a_file_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARE_DATABASE", "")
    settings = Settings()
    assert settings.slack_api_url == "https://slack.com/api/"
    assert not settings.is_local
    assert settings.care_database == Path("data/care.db")
    assert settings.slack_bot_token.get_secret_value() == ""


def test_each_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (
        ("SLACK_BOT_TOKEN", "xoxb-1"),
        ("SLACK_APP_TOKEN", "xapp-1"),
        ("SLACK_API_URL", "http://127.0.0.1:8321/api"),
        ("CARE_DATABASE", "/elsewhere/care.db"),
        ("CARE_LIBRARY", "/elsewhere/data"),
    ):
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert settings.slack_bot_token.get_secret_value() == "xoxb-1"
    assert settings.slack_app_token.get_secret_value() == "xapp-1"
    assert (settings.slack_api_url, settings.is_local) == ("http://127.0.0.1:8321/api/", True)
    assert settings.care_database == Path("/elsewhere/care.db")
    assert settings.care_library == Path("/elsewhere/data")


@pytest.mark.parametrize(
    "url",
    [
        "https://slack.com/api/",
        "http://127.0.0.1:1/api/",
        "http://localhost:8321/api",
        "http://[::1]:8321/api/",
    ],
)
def test_slack_or_this_machine_may_be_spoken_to(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("SLACK_API_URL", url)
    assert Settings().slack_api_url.endswith("/")


@pytest.mark.parametrize(
    "url",
    [
        "http://slack.com/api/",
        "https://slack.com.evil.example/api/",
        "https://evil.example/slack.com/api/",
        "https://slack.com@evil.example/api/",
        "http://127.0.0.1.evil.example/api/",
        "http://10.0.0.1/api/",
        "ftp://127.0.0.1/api/",
        "slack.com/api/",
        "nonsense",
    ],
)
def test_nobody_else_may_be_spoken_to(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("SLACK_API_URL", url)
    with pytest.raises(ValidationError, match=r"it must be https://slack\.com/api/, or http://127\.0\.0\.1:PORT/api/"):
        Settings()


def test_databases_in_one_folder_have_each_a_folder_of_backups(tmp_path: Path) -> None:
    assert Settings(care_database=tmp_path / "care.db").backups == tmp_path / "backups"
    assert Settings(care_database=tmp_path / "sales.db").backups == tmp_path / "sales.db.backups"
    assert Settings(care_database=tmp_path / "sales.db", care_backups=tmp_path / "b").backups == tmp_path / "b"


@pytest.mark.parametrize("name", ["backups/", "sales.db.backups/", "uv.lock", "care.db.lock", "care.db"])
def test_what_else_lies_there_has_no_say_in_where_the_backups_are(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir() if name.endswith("/") else (tmp_path / name).touch()
    assert backups_of(tmp_path / "sales.db") == tmp_path / "sales.db.backups"
    assert backups_of(tmp_path / "care.db") == tmp_path / "backups"


def test_tokens_never_show_in_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-very-secret")
    assert "very-secret" not in f"{Settings()!r} {Settings()} {Settings().model_dump()}"


def test_the_library_and_the_manifest_are_where_they_are_said_to_be() -> None:
    assert read_library(Settings().care_library).values
    assert manifest_path().is_file()
