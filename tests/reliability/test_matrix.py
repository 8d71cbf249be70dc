"""Care is killed at every point around its commits and calls, and nothing is lost or doubled; others are not so."""

import multiprocessing
import re
from collections import Counter
from pathlib import Path

import pytest

import careapp
from tests.reliability.matrix import run_cells, run_rows
from tests.reliability.points import ELSEWHERE, POINTS

PACKAGE = Path(careapp.__file__).parent
TESTS = Path(__file__).parent.parent


def named_in_care() -> Counter[str]:
    """Count the fault points in Care's source, by name."""
    found: Counter[str] = Counter()
    for path in PACKAGE.rglob("*.py"):
        found.update(re.findall(r"\bfault\(\s*\"([^\"]*)\"", path.read_text(encoding="utf-8")))
    return found


def test_every_point_in_care_is_in_the_matrix_or_another_test_and_its_name_is_its_own() -> None:
    named = named_in_care()
    assert len(POINTS) >= 24
    assert {name: count for name, count in named.items() if count > 1} == {}
    assert named.keys() == POINTS.keys() | ELSEWHERE.keys()
    assert not POINTS.keys() & ELSEWHERE.keys()
    assert [name for name in named if not re.fullmatch(r"[a-z]+\.[a-z_]+", name)] == []


def test_no_point_is_named_in_another_way_than_by_its_words() -> None:
    for path in PACKAGE.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert len(re.findall(r"\bfault\((?!name)", source)) == len(re.findall(r"\bfault\(\s*\"", source)), path.name


@pytest.mark.parametrize(("point", "test"), ELSEWHERE.items())
def test_a_point_that_no_busy_round_passes_kills_care_elsewhere(point: str, test: str) -> None:
    source = (TESTS / test).read_text(encoding="utf-8")
    assert f'"{point}"' in source
    assert re.search(r"== -9|== -signal\.SIGKILL|mortal\.rise\(\)", source)


def test_a_kill_at_any_point_loses_nothing_doubles_nothing_and_leaves_nothing_open() -> None:
    rows = [(point, range(1, 5)) for point in POINTS]
    cells = [cell for row in run_rows(rows, multiprocessing.cpu_count(), is_quick=True) for cell in row]
    assert [(cell.point, cell.seed, cell.verdict.faults) for cell in cells if cell.verdict.faults] == []
    assert {cell.point for cell in cells if cell.is_reached} == POINTS.keys()
    assert sum(cell.verdict.acknowledged for cell in cells) >= 15 * len(cells)


async def test_the_matrix_sees_what_is_lost_where_the_ack_goes_before_the_commit() -> None:
    cells = await run_cells(("ack.after_send", range(1, 6)), spoilt="ack first")
    assert sum(len(cell.verdict.lost) for cell in cells) > 0


async def test_the_matrix_sees_what_is_doubled_where_posts_are_sent_again_blindly() -> None:
    cells = await run_cells(("post.after_call", range(1, 4)), spoilt="send again")
    assert sum(len(cell.verdict.doubled) for cell in cells) > 0
