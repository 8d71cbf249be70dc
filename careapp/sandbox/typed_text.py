"""Turns what a person typed into what Slack sends: entities in angle brackets, the rest escaped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from careapp.sandbox.refusals import Json
from careapp.sandbox.workspace import Workspace

PIECES = (
    r"(?P<url>https?://[^\s<>|]+)"
    r"|(?<![\w@])@(?P<at>[A-Za-z0-9][\w.-]*)"
    r"|(?<![\w#])#(?P<channel>[a-z0-9][\w-]*)"
    r"|:(?P<emoji>[a-z0-9_+'-]+)(?:::skin-tone-(?P<tone>[2-6]))?:"
)
BROADCASTS = ("channel", "here", "everyone")


@dataclass(frozen=True)
class Piece:
    """A run of typed text; `kind` is text, link, user, group, channel, broadcast or emoji."""

    kind: str
    typed: str
    id: str = ""
    name: str = ""


def escaped(text: str) -> str:
    """Escapes the three characters that Slack's text format gives a meaning."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def message_text(workspace: Workspace, typed: str) -> str:
    """The `text` of a message that a person typed."""
    return "".join(_in_message(piece) for piece in pieces(workspace, typed))


def command_text(workspace: Workspace, typed: str, should_escape: bool) -> str:
    """The `text` of a slash command: with names in the entities where it escapes, else as typed."""
    if not should_escape:
        return typed
    return "".join(_in_command(piece) for piece in pieces(workspace, typed))


def rich_text(workspace: Workspace, typed: str) -> list[Json]:
    """The blocks that Slack's composer gives a person's message."""
    elements = [_element(piece) for piece in pieces(workspace, typed)]
    section: Json = {"type": "rich_text_section", "elements": elements}
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]


def pieces(workspace: Workspace, typed: str) -> list[Piece]:
    """Cuts typed text at its entities; neighbouring plain runs are one piece."""
    joined: list[Piece] = []
    for piece in _cut(workspace, typed):
        if piece.kind == "text" and joined and joined[-1].kind == "text":
            joined[-1] = Piece("text", joined[-1].typed + piece.typed)
        elif piece.typed:
            joined.append(piece)
    return joined


def _cut(workspace: Workspace, typed: str) -> Iterator[Piece]:
    end = 0
    for match in _pattern(workspace).finditer(typed):
        yield Piece("text", typed[end : match.start()])
        kept = match[0] if match["emoji"] or match["name"] else match[0].rstrip(".,;:!?)'\"-_")
        yield _entity(workspace, match, kept)
        yield Piece("text", match[0][len(kept) :])
        end = match.end()
    yield Piece("text", typed[end:])


def _pattern(workspace: Workspace) -> re.Pattern[str]:
    """Finds pieces, whole display names before handles and longer names before shorter ones."""
    names = sorted({each.name for each in workspace.people.values() if each.name and not each.deleted}, key=len)
    either = "|".join(map(re.escape, reversed(names))) or r"(?!)"
    return re.compile(rf"(?<![\w@])@(?P<name>(?i:{either}))(?!\w|[.-]\w)|{PIECES}")


def _entity(workspace: Workspace, match: re.Match[str], kept: str) -> Piece:
    if match["url"]:
        return Piece("link", kept)
    if match["emoji"]:
        return Piece("emoji", kept, match["tone"] or "", match["emoji"])
    if match["name"]:
        person = workspace.person_shown_as(match["name"])
        return Piece("user", kept, person.id, person.handle) if person else Piece("text", kept)
    if match["channel"]:
        channel = workspace.channel_named(kept[1:])
        return Piece("channel", kept, channel.id, channel.name) if channel else Piece("text", kept)
    return _called(workspace, kept)


def _called(workspace: Workspace, kept: str) -> Piece:
    name = kept[1:]
    if name in BROADCASTS:
        return Piece("broadcast", kept, name=name)
    person, group = workspace.person_named(name), workspace.group_named(name)
    if person and not person.deleted:
        return Piece("user", kept, person.id, person.handle)
    return Piece("group", kept, group.id, group.handle) if group else Piece("text", kept)


def _in_message(piece: Piece) -> str:
    match piece.kind:
        case "link":
            return f"<{escaped(piece.typed)}>"
        case "user":
            return f"<@{piece.id}>"
        case "group":
            return f"<!subteam^{piece.id}>"
        case "channel":
            return f"<#{piece.id}|{piece.name}>"
        case "broadcast":
            return f"<!{piece.name}>"
    return escaped(piece.typed)


def _in_command(piece: Piece) -> str:
    match piece.kind:
        case "user":
            return f"<@{piece.id}|{piece.name}>"
        case "group":
            return f"<!subteam^{piece.id}|@{piece.name}>"
    return _in_message(piece)


def _element(piece: Piece) -> Json:
    match piece.kind:
        case "link":
            return {"type": "link", "url": piece.typed}
        case "user":
            return {"type": "user", "user_id": piece.id}
        case "group":
            return {"type": "usergroup", "usergroup_id": piece.id}
        case "channel":
            return {"type": "channel", "channel_id": piece.id}
        case "broadcast":
            return {"type": "broadcast", "range": piece.name}
        case "emoji":
            return {"type": "emoji", "name": piece.name} | ({"skin_tone": int(piece.id)} if piece.id else {})
    return {"type": "text", "text": piece.typed}
