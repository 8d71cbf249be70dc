"""The blocks of an agent's work: task_card, and plan, which holds many."""

from collections.abc import Iterator

from careapp.sandbox.block_kit.composition import ID, TASK_ICON, WEB
from careapp.sandbox.block_kit.rich_text import RICH_TEXT_BLOCK
from careapp.sandbox.block_kit.rules import unique
from careapp.sandbox.block_kit.schema import Finding, Json, anything, array, choice, failed, shape, string, typed

MOST_SOURCES = 50
TITLE = string(3000, 1)
STATES = ("in_progress", "complete", "error")
SOURCE = typed({"url": shape({"type": anything, "url": WEB, "text": string(3000, 1)})})
FIELDS = {"task_id": ID, "title": TITLE, "status": choice("pending", *STATES)}
MORE = {
    "block_id": string(255),
    "details": RICH_TEXT_BLOCK,
    "output": RICH_TEXT_BLOCK,
    "sources": array(SOURCE, MOST_SOURCES),
    "icon": TASK_ICON,
}


def _is_not_pending(card: Json, at: str) -> Iterator[Finding]:
    if card["status"] == "pending":
        yield failed("only a task of a plan can be pending", f"{at}/status", "enum", list(STATES))


TASK_CARD = shape({"type": anything} | FIELDS, MORE, _is_not_pending)
TASK = shape(FIELDS, MORE | {"type": choice("task_card")})
PLAN = shape(
    {"type": anything, "title": TITLE, "tasks": array(TASK, 50)}, {"block_id": string(255)}, unique("tasks", "task_id")
)
