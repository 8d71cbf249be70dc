"""Finds the message that somebody in the history means, and the button that they press in it."""

import json
from typing import Any

from careapp.sandbox import Sandbox

Message = dict[str, Any]


def direct(sandbox: Sandbox, who: str) -> str:
    """Return the id of somebody's direct messages with Care."""
    workspace = sandbox.slack.workspace
    return workspace.direct(who, workspace.bot_user_id).id


def saying(sandbox: Sandbox, who: str, where: str, words: str) -> str:
    """Return the ts of the latest message that says this; raise LookupError where there is none."""
    for message in _newest_first(sandbox, who, where):
        if words in _all_words(message):
            return str(message["ts"])
    raise LookupError(f"nobody says {words!r} in {where}")


def button(sandbox: Sandbox, who: str, where: str, action_id: str, beside: str) -> dict[str, Any]:
    """Return the latest button of its kind that stands with or below these words, as pressing it names it.

    Raises LookupError where there is none.
    """
    for message in _newest_first(sandbox, who, where):
        is_below = False
        for block in message.get("blocks", ()):
            is_below = is_below or beside in _all_words(block)
            for element in (*block.get("elements", ()), block.get("accessory", {})):
                if is_below and element.get("action_id") == action_id:
                    named = {"action_id": action_id, "block_id": block["block_id"]}
                    return {"message_ts": message["ts"], **named, "element": {"type": element["type"]}}
    raise LookupError(f"there is no {action_id} beside {beside!r} in {where}")


def _newest_first(sandbox: Sandbox, who: str, where: str) -> list[Message]:
    """Return what stands in a channel and its threads, and what one person alone sees there."""
    channel = sandbox.slack.workspace.channels[where]
    found = [*channel.messages.values(), *channel.ephemeral.get(who, {}).values()]
    return sorted(found, key=lambda message: float(message["ts"]), reverse=True)


def _all_words(node: Any) -> str:
    return json.dumps(node, ensure_ascii=False)
