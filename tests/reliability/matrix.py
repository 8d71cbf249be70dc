"""The crash matrix: every fault point x many seeds of a busy round. `python -m tests.reliability.matrix --help`."""

import asyncio
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import AsyncExitStack
from functools import cache
from multiprocessing.util import Finalize
from time import monotonic

import click

from tests.reliability.care_process import CareProcess, nursery
from tests.reliability.cell import Cell, run_cell
from tests.reliability.points import POINTS

SEEDS = 40
Row = tuple[str, Sequence[int]]  # a point and its seeds
WIDTHS = {"lost": 6, "doubled": 9, "unsettled": 11, "troubles": 10}


async def run_cells(row: Row, spoilt: str = "", verbose: bool = False) -> list[Cell]:
    """Run the cells of a row one after the other, with one nursery."""
    point, seeds = row
    async with nursery(verbose) as care:
        return [await run_cell(care, point, seed, spoilt) for seed in seeds]


def run_rows(rows: Sequence[Row], at_once: int, *, is_quick: bool = False) -> Iterator[list[Cell]]:
    """Run rows in so many processes at once, quickly: only until the point was reached. Yield each when it is done."""
    with ProcessPoolExecutor(at_once, multiprocessing.get_context("spawn")) as pool:
        for done in as_completed([pool.submit(_run_row, row, is_quick) for row in rows]):
            yield done.result()


def _run_row(row: Row, is_quick: bool) -> list[Cell]:
    runner, care = _worker()
    (point, seeds), cells = row, list[Cell]()
    for seed in seeds:
        cells.append(runner.run(run_cell(care, point, seed)))
        if is_quick and cells[-1].is_reached:
            break
    return cells


@cache
def _worker() -> tuple[asyncio.Runner, CareProcess]:
    """Return the loop and the nursery of a worker process, which ends when the process does."""
    runner, stack = asyncio.Runner(), AsyncExitStack()
    Finalize(None, lambda: runner.run(stack.aclose()), exitpriority=1)
    return runner, runner.run(stack.enter_async_context(nursery()))


@click.command()
@click.option("--point", type=click.Choice(list(POINTS)), help="Only this point.")
@click.option("--seed", type=int, help="Only this seed.")
@click.option("--seeds", default=SEEDS, show_default=True, help="How many seeds of each point.")
@click.option("--quick", is_flag=True, help="Only until each point was reached.")
@click.option("--at-once", default=multiprocessing.cpu_count(), show_default=True, help="How many processes.")
@click.option("--verbose", is_flag=True, help="Show what Care logs; for a point and a seed.")
def matrix(point: str | None, seed: int | None, seeds: int, quick: bool, at_once: int, verbose: bool) -> None:
    """Kill Care at every fault point of busy rounds, start it again, and look for what was lost or doubled."""
    chosen = range(1, seeds + 1) if seed is None else [seed]
    rows = [(each, chosen) for each in ([point] if point else POINTS)]
    began = monotonic()
    done = (
        iter([asyncio.run(run_cells(rows[0], verbose=True))])
        if verbose and point
        else run_rows(rows, at_once, is_quick=quick)
    )
    cells = _table(done)
    click.echo(f"{len(cells)} rounds in {monotonic() - began:.0f} s")
    acknowledged, shown = (sum(getattr(cell.verdict, of) for cell in cells) for of in ("acknowledged", "shown"))
    click.echo(f"{acknowledged} stories acknowledged, {shown} posts shown at the end")
    never = set(POINTS) - {cell.point for cell in cells if cell.is_reached} if not point else set()
    click.echo(f"never reached: {', '.join(sorted(never)) or 'none'}")
    sys.exit(bool(never) or any(cell.verdict.faults for cell in cells))


def _table(rows: Iterator[list[Cell]]) -> list[Cell]:
    heads = "".join(f"{name:>{width}}" for name, width in WIDTHS.items())
    click.echo(f"{'point':28}{'runs':>6}{'reached':>9}{heads}")
    every: list[Cell] = []
    for cells in rows:
        _tell(cells)
        every += cells
    click.echo(_figures("all", every))
    return every


def _tell(cells: list[Cell]) -> None:
    click.echo(_figures(cells[0].point, cells))
    for cell in cells:
        if cell.verdict.faults:
            click.echo(f"  python -m tests.reliability.matrix --point {cell.point} --seed {cell.seed}")
            for fault in cell.verdict.faults:
                click.echo(f"    {fault}")


def _figures(name: str, cells: list[Cell]) -> str:
    reached = sum(cell.is_reached for cell in cells)
    counts = {what: sum(len(getattr(cell.verdict, what)) for cell in cells) for what in WIDTHS}
    told = "".join(f"{counts[what]:{width}}" for what, width in WIDTHS.items())
    return f"{name:28}{len(cells):6}{reached:9}{told}"


if __name__ == "__main__":
    matrix()
