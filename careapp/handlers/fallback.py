"""Catch-alls, registered last: what Care does not use is taken from Slack without a word."""

import logging
import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

log = logging.getLogger(__name__)
_ANY = re.compile(".*")


async def let_pass(ack: AsyncAck, body: dict[str, Any]) -> None:
    """Take what nobody else took, so that Slack does not send it again."""
    log.info("took a %s that nobody listens for", body.get("type", "command"))
    await ack()


def register(app: AsyncApp) -> None:
    """Register for everything."""
    app.event(_ANY)(let_pass)
    app.action(_ANY)(let_pass)
    app.options(_ANY)(let_pass)
    app.shortcut(_ANY)(let_pass)
    app.command(_ANY)(let_pass)
    app.view(_ANY)(let_pass)
    app.view_closed(_ANY)(let_pass)
