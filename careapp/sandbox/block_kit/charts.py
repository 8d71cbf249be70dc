"""The data_visualization block: pie, bar, area and line charts."""

from collections.abc import Iterator

from careapp.sandbox.block_kit.rules import unique
from careapp.sandbox.block_kit.schema import (
    Finding,
    Json,
    amount,
    anything,
    array,
    failed,
    positive,
    shape,
    string,
    typed,
)

LABEL = string(20, 1)
SEGMENT = shape({"label": LABEL, "value": positive})
POINT = shape({"label": LABEL, "value": amount})
SERIES = shape({"name": LABEL, "data": array(POINT, 20, 1)})


def _no_category_twice(axis: Json, at: str) -> Iterator[Finding]:
    if len(set(axis["categories"])) != len(axis["categories"]):
        yield failed("categories must be unique", f"{at}/categories", "not")


AXIS = shape({"categories": array(LABEL, 20, 1)}, {"x_label": string(50), "y_label": string(50)}, _no_category_twice)


def _a_point_for_each_category(chart: Json, at: str) -> Iterator[Finding]:
    categories = chart["axis_config"]["categories"]
    for index, series in enumerate(chart["series"]):
        if sorted(point["label"] for point in series["data"]) != sorted(categories):
            pointer = f"{at}/series/{index}/data"
            yield failed("must have exactly one point for every category", pointer, "all_of", categories)


AXES = shape(
    {"type": anything, "series": array(SERIES, 12, 1), "axis_config": AXIS},
    {},
    unique("series", "name"),
    _a_point_for_each_category,
)
PIE = shape({"type": anything, "segments": array(SEGMENT, 12, 1)})
DATA_VISUALIZATION = shape(
    {"type": anything, "title": string(50, 1), "chart": typed({"pie": PIE, "bar": AXES, "area": AXES, "line": AXES})},
    {"block_id": string(255)},
)
