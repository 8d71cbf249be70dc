"""Reads the environment into Settings; nothing else in Care reads it."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PACKAGE = Path(__file__).parent
HOUSE = PACKAGE.parent


def _shipped(name: str) -> Path:
    """Find what stands beside the package in a clone, and inside it in a wheel."""
    return HOUSE / name if (HOUSE / name).exists() else PACKAGE / name


def is_slack_or_loopback(url: str) -> bool:
    """Say whether an address is Slack's own or one on this machine; Care talks to no other."""
    parts = urlsplit(url)
    is_slack = parts.scheme == "https" and parts.hostname in ("slack.com", "hooks.slack.com")
    return is_slack or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1"))


class Settings(BaseSettings):
    """What the operator decides, each from the environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_api_url: str = "https://slack.com/api/"
    care_database: Path = Path("data/care.db")
    care_library: Path = _shipped("data")

    @field_validator("slack_api_url")
    @classmethod
    def _only_slack_or_loopback(cls, url: str) -> str:
        if not is_slack_or_loopback(url):
            raise ValueError("this must be Slack's own address or one on this machine")
        return url if url.endswith("/") else url + "/"

    @property
    def is_local(self) -> bool:
        """Whether Slack is a sandbox on this machine."""
        return not self.slack_api_url.startswith("https://slack.com/")


def manifest_path() -> Path:
    """Return where the app manifest of this release lies."""
    return _shipped("app_manifest.yml")
