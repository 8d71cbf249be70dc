"""The numbers of the week as a picture."""

import io
from collections.abc import Sequence
from typing import Any

from careapp.blocks.digest import numbers_line
from careapp.blocks.trend import draw_trend
from careapp.library import Library
from careapp.practice.digest import Digest

_INK, _PALE, _WARM, _COOL = "#22333b", "#d9e2e1", "#e07a3f", "#1f7a72"


def week_picture(digest: Digest, library: Library) -> dict[str, Any]:
    """Return what the picture of a week shows, as plain data: its title, alternative text and bars."""
    numbers = digest.numbers
    named = [(value.name, count) for value_id, count in numbers.values if (value := library.value(value_id))]
    days = [[f"{day:%a} {day.day}", count] for day, count in numbers.stories_by_day]
    spoken = [f"{day}: {count}" for day, count in days] + [f"{name}: {count}" for name, count in named]
    return {
        "filename": f"care-{digest.span.week}.png",
        "title": "The week in numbers",
        "alt": f"{numbers_line(numbers).replace('  ·  ', ', ')}. Stories a day and values shown: {'; '.join(spoken)}.",
        "days": days,
        "values": [list(pair) for pair in named[:6]],
    }


def draw(picture: dict[str, Any]) -> bytes:
    """Draw a picture of `week_picture` or `trend` as PNG, 1200 by 500 pixels. Takes a few hundred milliseconds."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # slow to import, and seldom needed
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 8 / 3), dpi=187.5, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    if "points" in picture:
        draw_trend(figure.subplots(), picture)
    else:
        _draw_week(figure, picture)
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png")
    return drawn.getvalue()


def _draw_week(figure: Any, picture: dict[str, Any]) -> None:
    stories, values = figure.subplots(1, 2, width_ratios=[1, 1.15])
    _columns(stories, "Stories a day", picture["days"])
    _bars(values, "What they showed", picture["values"])


def _columns(axes: Any, title: str, rows: Sequence[Sequence[Any]]) -> None:
    letters = 3 if len(rows) <= 7 else 1
    names = [f"{weekday[:letters]}\n{day}" for weekday, day in (name.split() for name, _ in rows)]
    marks = axes.bar(range(len(rows)), [count for _, count in rows], color=_WARM, width=0.6)
    axes.set_xticks(range(len(rows)), names)
    axes.bar_label(marks, padding=2, color=_INK, fontsize=10)
    axes.set_yticks([])
    _dress(axes, title)
    axes.set_xlim(-0.6, max(len(rows), 5) - 0.4)  # one day alone is no wall


def _bars(axes: Any, title: str, rows: Sequence[Sequence[Any]]) -> None:
    upside_down = list(reversed(rows))
    marks = axes.barh([name for name, _ in upside_down], [count for _, count in upside_down], color=_COOL, height=0.55)
    axes.bar_label(marks, padding=3, color=_INK, fontsize=10)
    axes.set_xticks([])
    _dress(axes, title)
    axes.set_ylim(len(rows) - max(len(rows), 5) - 0.6, len(rows) - 0.4)


def _dress(axes: Any, title: str) -> None:
    axes.set_title(title, loc="left", color=_INK, fontsize=12, fontweight="bold", pad=10)
    axes.tick_params(length=0, labelsize=9.5, labelcolor=_INK)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("bottom", "left"))
        spine.set_color(_PALE)
    axes.margins(0.08, 0.12)
