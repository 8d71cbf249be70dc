"""Reads the environment into Settings; nothing else in Care reads it."""

import re
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PACKAGE = Path(__file__).parent
HOUSE = PACKAGE.parent
_SLACKS_HOST = re.compile(r"(?:[a-z0-9-]+\.)*slack\.com")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_DATABASE = Path("data/care.db")
_PLAIN_ADDRESS = re.compile(r"[!-\[\]-~]+")  # printable ASCII without the backslash, over which readers disagree


def _shipped(name: str) -> Path:
    """Find what stands beside the package in a clone, and inside it in a wheel."""
    return HOUSE / name if (HOUSE / name).exists() else PACKAGE / name


def backups_of(database: Path) -> Path:
    """Return the folder in which the backups of a database lie where the operator names none; no two share one.

    It bears the name of the database, where that is not called care.db as it is by default. What else lies in the
    folder has no say, or it would change under a Care that runs.
    """
    return database.with_name("backups" if database.name == _DATABASE.name else f"{database.name}.backups")


def is_slack(url: str) -> bool:
    """Say whether an address is one of Slack's own, as it hands them out for its API, answers, uploads and sockets."""
    parts, port = _taken_apart(url)
    is_secure = parts.scheme in ("https", "wss") and port in (None, 443)
    return is_secure and bool(_SLACKS_HOST.fullmatch(parts.hostname or ""))


def is_loopback(url: str) -> bool:
    """Say whether an address is one on this machine, as a sandbox has."""
    parts, _ = _taken_apart(url)
    return parts.scheme in ("http", "ws") and parts.hostname in _LOOPBACK


def is_slack_or_loopback(url: str) -> bool:
    """Say whether an address is Slack's own or one on this machine; Care talks to no other."""
    return is_slack(url) or is_loopback(url)


def _taken_apart(url: str) -> tuple[SplitResult, int | None]:
    """Return an address in parts, and its port; nothing where its host is not plain to see."""
    try:
        parts = urlsplit(url)
        if _PLAIN_ADDRESS.fullmatch(url) and "@" not in parts.netloc:
            return parts, parts.port
    except ValueError:
        pass
    return urlsplit(""), None


class Settings(BaseSettings):
    """What the operator decides, each from the environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True)

    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_api_url: str = "https://slack.com/api/"
    care_port: int | None = Field(default=None, ge=1, le=65535)
    care_database: Path = _DATABASE
    care_backups: Path | None = None
    care_library: Path = _shipped("data")

    @field_validator("slack_api_url")
    @classmethod
    def _only_slack_or_loopback(cls, url: str) -> str:
        if not (url.lower().startswith("http") and is_slack_or_loopback(url)):
            raise ValueError(
                "it must be https://slack.com/api/, or http://127.0.0.1:PORT/api/ with the port of a local Slack"
            )
        return url if url.endswith("/") else url + "/"

    @property
    def backups(self) -> Path:
        """Where the backups of the database lie."""
        return self.care_backups or backups_of(self.care_database)

    @property
    def is_local(self) -> bool:
        """Whether Slack is a sandbox on this machine."""
        return is_loopback(self.slack_api_url)

    @property
    def is_served(self) -> bool:
        """Whether Slack is to come to Care over HTTP, instead of Care to Slack over Socket Mode."""
        return self.care_port is not None

    @property
    def tokens(self) -> tuple[SecretStr, SecretStr, SecretStr]:
        """The bot token, the app-level token and the signing secret; empty where it is not set."""
        return self.slack_bot_token, self.slack_app_token, self.slack_signing_secret

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must stand in no log."""
        return tuple(token.get_secret_value() for token in self.tokens if token.get_secret_value())


def manifest_path() -> Path:
    """Return where the app manifest of this release lies."""
    return _shipped("app_manifest.yml")
