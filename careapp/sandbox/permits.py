"""What Slack hands an app for a moment: trigger ids (3 s, once) and response URLs (30 min, 5 uses)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from careapp.sandbox.clock import Clock
from careapp.sandbox.refusals import SlackError

TRIGGER_SECONDS = 3
RESPONSE_MINUTES = 30
RESPONSE_USES = 5
KEPT = 10_000  # of each, so that an old one is known as expired


@dataclass
class Trigger:
    """A person's act that lets the app open or push a modal; `channel_id` is where, if anywhere."""

    user_id: str
    channel_id: str | None
    expires_at: datetime
    used: bool = False


@dataclass
class ResponseUrl:
    """A permit to answer in a channel; `ts` names the message that the act was on, if any."""

    user_id: str
    channel_id: str
    expires_at: datetime
    ts: str | None = None
    ephemeral: bool = False
    uses: int = 0


class Permits:
    """All trigger ids and response URLs given out, on the sandbox's clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = count(1)
        self._triggers: dict[str, Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}
        self.trigger_seconds: float = TRIGGER_SECONDS

    def new_trigger(self, user_id: str, channel_id: str | None = None) -> str:
        """A trigger id for what this person just did."""
        trigger_id = f"{next(self._numbers):06d}.{int(self._clock.seconds())}.{secrets.token_hex(16)}"
        expires_at = self._clock.now() + timedelta(seconds=self.trigger_seconds)
        self._triggers[trigger_id] = Trigger(user_id, channel_id, expires_at)
        _forget_oldest(self._triggers)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Uses a trigger id up; raises SlackError where it is unknown, too old or used."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._clock.now() > trigger.expires_at:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def new_response_path(self, user_id: str, channel_id: str, ts: str | None = None, ephemeral: bool = False) -> str:
        """The path of a fresh response URL."""
        secret = secrets.token_hex(12)
        expires_at = self._clock.now() + timedelta(minutes=RESPONSE_MINUTES)
        self._urls[secret] = ResponseUrl(user_id, channel_id, expires_at, ts, ephemeral)
        _forget_oldest(self._urls)
        return f"/respond/{secret}"

    def use_url(self, secret: str) -> ResponseUrl:
        """Uses a response URL once; raises SlackError where it is unknown, too old or used up."""
        url = self._urls.get(secret)
        if url is None:
            raise SlackError("invalid_url")
        if self._clock.now() > url.expires_at:
            raise SlackError("expired_url")
        if url.uses >= RESPONSE_USES:
            raise SlackError("used_url")
        url.uses += 1
        return url


def _forget_oldest(permits: dict[str, Any]) -> None:
    if len(permits) > KEPT:
        del permits[next(iter(permits))]
