"""A trend over weeks as a picture: one line of points, each with its number."""

from collections.abc import Sequence
from typing import Any

_INK, _PALE, _WARM = "#22333b", "#d9e2e1", "#e07a3f"
_MARGIN = 0.35


def trend(filename: str, title: str, points: Sequence[tuple[str, float]], span: tuple[float, float]) -> dict[str, Any]:
    """Return what a picture of a trend shows, as plain data; `span` is the lowest and the highest possible number."""
    spoken = "; ".join(f"{label}: {number:.1f}" for label, number in points)
    return {
        "filename": filename,
        "title": title,
        "alt": f"{title}, {span[0]:g} to {span[1]:g}. {spoken}.",
        "points": [[label, round(number, 1)] for label, number in points],
        "span": list(span),
    }


def draw_trend(axes: Any, picture: dict[str, Any]) -> None:
    """Draw a picture of `trend` on axes of matplotlib's."""
    labels, numbers = zip(*picture["points"], strict=True)
    lowest, highest = picture["span"]
    axes.plot(range(len(numbers)), numbers, color=_WARM, linewidth=2, marker="o", markersize=6)
    for at, number in enumerate(numbers):
        axes.annotate(f"{number:.1f}", (at, number), (0, 8), textcoords="offset points", ha="center", color=_INK)
    axes.set_xticks(range(len(labels)), [label.replace(" ", "\n", 1) for label in labels])
    axes.set_xlim(-0.6, max(len(labels), 5) - 0.4)
    axes.set_ylim(lowest - _MARGIN, highest + 2 * _MARGIN)
    axes.set_yticks([lowest, highest])
    axes.set_title(picture["title"], loc="left", color=_INK, fontsize=12, fontweight="bold", pad=10)
    axes.tick_params(length=0, labelsize=9.5, labelcolor=_INK)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("bottom", "left"))
        spine.set_color(_PALE)
