"""All that the people of a workspace see, so that two workspaces can be compared."""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import unified_diff
from typing import Any

from careapp.sandbox.channel import Channel
from tests.team import Team, words

_INSTANT = re.compile(r"<!date\^\d+\^")
Message = dict[str, Any]


def seen(team: Team) -> dict[str, list[str]]:
    """Return what stands in every channel and every direct message, and what one person alone sees there.

    Replies stand under what they reply to. Ids of messages and exact times are left aside.
    """
    told = {_name(channel): _told(channel.messages.values()) for channel in _channels(team)}
    whispers = {
        f"to {user_id} alone, in {_name(channel)}": _told(kept.values())
        for channel in _channels(team)
        for user_id, kept in channel.ephemeral.items()
    }
    return {where: said for where, said in (told | whispers).items() if said}


def difference(once: Team, again: Team) -> list[str]:
    """Return what the two teams do not both see: the first one with a minus, the second with a plus."""
    lines = [[f"{where}: {line}" for where, said in seen(team).items() for line in said] for team in (once, again)]
    return [line for line in unified_diff(*lines, n=0, lineterm="") if line[:3] not in ("---", "+++")]


async def homes(team: Team, handles: Iterable[str]) -> dict[str, str]:
    """Return what App Home says to people."""
    return {who: _INSTANT.sub("<!date^", words(await team.home(who))) for who in handles}


def doubled(team: Team) -> list[str]:
    """Return the keys of Care's posts, and the names of its pictures, that stand in Slack more than once."""
    found: Counter[str] = Counter()
    for channel in _channels(team):
        for message in channel.messages.values():
            found.update([key_of(message)] if key_of(message) else [])
            found.update(f"{file['name']} in {channel.id}" for file in message.get("files", []))
    return [name for name, many in found.items() if many > 1]


def key_of(message: Message) -> str:
    """Return the key of Care's post that a message shows, empty where it shows none."""
    return str(message.get("metadata", {}).get("event_payload", {}).get("key", ""))


def _channels(team: Team) -> Iterable[Channel]:
    return team.sandbox.slack.workspace.channels.values()


def _name(channel: Channel) -> str:
    return channel.name or " and ".join(sorted(channel.members))


def _told(messages: Iterable[Message]) -> list[str]:
    return [_line(m) for m in sorted(messages, key=lambda m: (float(m.get("thread_ts", m["ts"])), float(m["ts"])))]


def _line(message: Message) -> str:
    indent = "    " if message.get("thread_ts", message["ts"]) != message["ts"] else ""
    reactions = [f"{each['name']} by {sorted(each['users'])}" for each in message.get("reactions", [])]
    pictures = [file.get("alt_txt", "") for file in message.get("files", [])]
    marks = [*sorted(reactions), *pictures, *(["pinned"] if "pinned_to" in message else [])]
    said = [message.get("user", ""), message.get("text", ""), words(message), *marks]
    return indent + _INSTANT.sub("<!date^", "\n".join(filter(None, said)))
