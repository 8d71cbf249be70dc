"""What is kept of one call of the Web API: who asked for what, and how it was answered."""

import json
import time
from dataclasses import dataclass

from aiohttp import web

from careapp.sandbox.methods import METHODS
from careapp.sandbox.refusals import Json
from careapp.sandbox.slack import Slack


@dataclass(frozen=True)
class CallNote:
    """A call as it came: `args` is None where they could not be read, `began` counts real seconds."""

    slack: Slack
    name: str
    args: Json | None
    token: str
    fault: str | None
    began: float

    @classmethod
    def of(cls, slack: Slack, name: str, args: Json | None, token: str, fault: str | None = None) -> "CallNote":
        """Begins the note of a call that comes now; of its token only the kind is kept."""
        known = {"": "none", slack.bot_token: "bot", slack.app_token: "app"}
        return cls(slack, name, args, known.get(token, "unknown"), fault, time.perf_counter())

    def keep(self, error: str | None, answer: web.Response | None) -> None:
        """Records how it ended: with Slack's error or None, and with the answer if there was one."""
        method = METHODS.get(self.name)
        self.slack.calls.add(
            *("api", self.name, error, (time.perf_counter() - self.began) * 1000),
            fault=self.fault,
            status=answer.status if answer else None,
            token=self.token,
            scopes_any_of=list(method.scopes) if method else [],
            request=_text(self.args),
            answer=answer.text if answer else None,
        )


def _text(args: Json | None) -> str | None:
    try:
        return None if args is None else json.dumps(args, default=str)
    except RecursionError:
        return None
