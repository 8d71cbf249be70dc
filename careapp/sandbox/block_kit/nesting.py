"""Where blocks hold other blocks, and where they hold elements that people act on."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
WITHIN = {"container": "child_blocks", "carousel": "elements"}
HELD = {
    "section": "accessory",
    "input": "element",
    "actions": "elements",
    "context_actions": "elements",
    "card": "actions",
}


def nested(blocks: list[Json], at: str = "") -> Iterator[tuple[str, Json]]:
    """Each block with its JSON pointer, those within containers and carousels too."""
    for index, block in enumerate(blocks):
        pointer = f"{at}/{index}"
        yield pointer, block
        place = WITHIN.get(block["type"])
        if place:
            yield from nested(block.get(place, []), f"{pointer}/{place}")


def elements_at(block: Json, at: str = "") -> Iterator[tuple[str, Json]]:
    """Each element of one block that a person can act on, with its JSON pointer."""
    place = HELD.get(block["type"], "")
    held = block.get(place)
    if isinstance(held, dict) and held.get("type") != "image":
        yield f"{at}/{place}", held
    for index, element in enumerate(held if isinstance(held, list) else []):
        yield f"{at}/{place}/{index}", element
