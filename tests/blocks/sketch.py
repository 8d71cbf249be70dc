"""What a message shows, in short, for snapshots that people can read."""

from collections.abc import Iterator
from typing import Any

Surface = dict[str, Any]


def sketch(message: Surface) -> list[str]:
    """Return what a message shows, a line a part, after its notification."""
    return [message["text"], *(line for block in message["blocks"] for line in _lines(block))]


def _lines(block: Surface) -> Iterator[str]:
    if block["type"] == "rich_text":
        for part in block["elements"]:
            yield from _lines(part)
    elif block["type"] == "rich_text_list":
        yield from (f"- {_said(item)}" for item in block["elements"])
    else:
        yield f"{block['type'].removeprefix('rich_text_')}: {_said(block)}".rstrip()
        yield from (_said(block[name]) for name in ("accessory",) if name in block)


def _said(node: Any) -> str:
    if isinstance(node, list):
        return "".join(map(_said, node))
    if node["type"] in _IN_SHORT:
        return _IN_SHORT[node["type"]](node)
    if isinstance(node.get("text"), str):
        mark = "".join({"bold": "*", "italic": "_"}[style] for style in node.get("style", {}))
        return f"{mark}{node['text']}{mark}"
    return "".join(_said(node[name]) for name in ("text", "elements") if name in node)


_IN_SHORT = {
    "user": lambda node: f"<@{node['user_id']}>",
    "emoji": lambda node: f":{node['name']}:",
    "link": lambda node: f"<{node['url']}>",
    "button": lambda node: f" [{_said(node['text'])} = {node['action_id']} {node.get('value', '')}]",
    "overflow": lambda node: f"menu: [{', '.join(_said(o['text']) + ' = ' + o['value'] for o in node['options'])}]",
}
