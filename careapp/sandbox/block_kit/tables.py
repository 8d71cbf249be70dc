"""The blocks of rows and cells: table and data_table."""

from collections.abc import Iterator
from typing import Any

from careapp.sandbox.block_kit.rich_text import RICH_TEXT
from careapp.sandbox.block_kit.schema import (
    Finding,
    Json,
    amount,
    anything,
    array,
    choice,
    failed,
    flag,
    integer,
    shape,
    string,
    typed,
)

MOST_WRITTEN = 20_000
RAW = {
    "raw_text": shape({"type": anything, "text": string(MOST_WRITTEN, 1)}),
    "raw_number": shape({"type": anything, "value": amount, "text": string(MOST_WRITTEN, 1)}),
}
CELL = typed(RAW | {"rich_text": RICH_TEXT})
COLUMN = shape({}, {"align": choice("left", "center", "right"), "is_wrapped": flag})


def written(value: Any) -> int:
    """The characters of all texts in there."""
    if isinstance(value, list):
        return sum(map(written, value))
    if not isinstance(value, dict):
        return 0
    text = value.get("text")
    return len(text) if isinstance(text, str) else sum(map(written, value.values()))


def _is_even(block: Json, at: str) -> Iterator[Finding]:
    columns = len(block["rows"][0])
    for index, row in enumerate(block["rows"]):
        if len(row) != columns:
            yield failed("all rows must have the same number of cells", f"{at}/rows/{index}", "all_of", columns)
    if block.get("row_header_column_index", 0) >= columns:
        yield failed("must be the index of a column", f"{at}/row_header_column_index", "maximum", columns - 1)


def _has_a_plain_header(block: Json, at: str) -> Iterator[Finding]:
    for index, cell in enumerate(block["rows"][0]):
        if cell["type"] == "rich_text":
            yield failed("unsupported type: rich_text", f"{at}/rows/0/{index}/type", "enum", list(RAW))


def _fits(block: Json, at: str) -> Iterator[Finding]:
    if written(block["rows"]) > MOST_WRITTEN:
        yield failed(f"no more than {MOST_WRITTEN} characters in all cells", f"{at}/rows", "max_length", MOST_WRITTEN)


TABLE = shape(
    {"type": anything, "rows": array(array(CELL, 20, 1), 100, 1)},
    {"block_id": string(255), "column_settings": array(COLUMN, 20)},
)
DATA_TABLE = shape(
    {"type": anything, "rows": array(array(CELL, 20, 1), 201, 2), "caption": string(MOST_WRITTEN, 1)},
    {
        "block_id": string(255),
        "page_size": integer(1, 100),
        "row_header_column_index": integer(0, 19),
    },
    _is_even,
    _has_a_plain_header,
    _fits,
)
