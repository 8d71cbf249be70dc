"""docs/reliability.md answers for every fault of the catalogue, with tests that are there."""

import re

import pytest

from careapp.settings import HOUSE

PAGE = (HOUSE / "docs" / "reliability.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \| (.+) \| (.+) \| (.+) \|$", PAGE, re.M)


def test_every_fault_has_its_row() -> None:
    assert [int(number) for number, *_ in ROWS] == list(range(1, 63))


@pytest.mark.parametrize(("number", "answer", "shown"), [(row[0], row[2], row[3]) for row in ROWS])
def test_a_row_names_a_test_that_is_there_or_says_why_it_does_not_apply(number: str, answer: str, shown: str) -> None:
    if shown == "–":
        assert answer.startswith("does not apply: "), number
        return
    path, _, test = shown.strip("`").partition("::")
    source = (HOUSE / "tests" / path).read_text(encoding="utf-8")
    assert f"def {test}(" in source if test else "def test_" in source, number


def test_every_command_of_the_page_is_there() -> None:
    makefile = (HOUSE / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`make ([\w-]+)`", PAGE))
    assert {"matrix", "simulation", "disk", "restore-drill", "load", "soak"} <= named
    assert all(f"\n{name}:" in makefile for name in named)
