"""What a message of Slack's says, wherever in it the words stand: mails, surveys and tickets have many forms."""

from collections.abc import Iterable
from typing import Any

from careapp.practice.text import LONGEST, from_slack, tidy

Json = dict[str, Any]
_PARTS = ("text", "fields", "elements", "blocks")
_MAIL = ("plain_text", "preview_plain_text", "preview")


def words_of(message: Json) -> str:
    """Return the words of a message as Care keeps them, at most as many as a story holds.

    A forwarded message and a mail speak for themselves; what was written above them is a colleague's.
    """
    attachments, files = message.get("attachments") or [], message.get("files") or []
    shared = [each for each in attachments if each.get("is_share") or each.get("is_msg_unfurl")]
    carried = [*map(_attached, shared), *map(_mail, files)]
    if not any(carried):
        own = _in_blocks(message) if message.get("bot_id") else from_slack(message.get("text") or "")
        carried = [own or from_slack(message.get("text") or "") or _in_blocks(message), *map(_attached, attachments)]
    return _joined(carried)[:LONGEST]


def _attached(attachment: Json) -> str:
    fields = [f"{each.get('title', '')}: {each.get('value', '')}" for each in attachment.get("fields") or []]
    said = [attachment.get(name) or "" for name in ("pretext", "title", "text")]
    plain = _joined(from_slack(str(each)) for each in [*said, *fields])
    inner = [each.get("message") or {} for each in attachment.get("message_blocks") or []]
    in_blocks = _joined([_in_blocks(attachment), *map(_in_blocks, inner)])
    return plain or in_blocks or from_slack(attachment.get("fallback") or "")


def _mail(file: Json) -> str:
    is_mail = file.get("mode") == "email" or file.get("filetype") == "email"
    return next((tidy(file[name]) for name in _MAIL if file.get(name)), "") if is_mail else ""


def _in_blocks(message: Json) -> str:
    return _joined(_said(block) for block in message.get("blocks") or [])


def _said(node: Any) -> str:
    """Return what a block or an element of one says; rich text is as it was typed, all other text is Slack's."""
    if isinstance(node, list):
        return "\n".join(filter(None, map(_said, node)))
    if not isinstance(node, dict):
        return ""
    kind = node.get("type", "")
    if kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
        return "".join(_inline(each) for each in node.get("elements") or [])
    if isinstance(node.get("text"), str):
        return tidy(node["text"]) if kind == "plain_text" else from_slack(node["text"])
    if kind in ("actions", "input", "button"):
        return ""
    return "\n".join(filter(None, (_said(node[name]) for name in _PARTS if name in node)))


def _inline(element: Json) -> str:
    match element.get("type"):
        case "user":
            return f"<@{element.get('user_id', '')}>"
        case "emoji":
            return f":{element.get('name', '')}:"
        case "link":
            return str(element.get("text") or element.get("url") or "")
        case _:
            return str(element.get("text") or "")


def _joined(parts: Iterable[str]) -> str:
    return tidy("\n".join(filter(None, parts)))
