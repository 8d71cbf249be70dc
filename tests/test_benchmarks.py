"""The programs that print figures run, and count what they say they count; the figures themselves are not tested."""

import subprocess
import sys

import pytest

from careapp.settings import HOUSE
from tests.journeys.browser import find_chromium


def printed(program: str, *options: str) -> str:
    """Run a program of `benchmarks/` to its end, and return what it printed."""
    command = [sys.executable, "-m", f"benchmarks.{program}", *options]
    return subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, timeout=120).stdout


def test_the_load_program_keeps_and_shows_every_story_once_also_while_slack_asks_for_patience() -> None:
    said = printed("load", "--people", "9", "--within", "0")
    assert said.count("kept 9 of 9, lost 0, doubled 0, round posts 1") == 2, said
    assert said.count("shown exactly once 9,") == 2, said
    assert said.count("exceptions 0") == 2, said


def test_the_soak_program_loses_and_doubles_nothing() -> None:
    said = printed("soak", "--days", "1", "--share", "0.3")
    assert "29 told, 0 lost, 0 doubled" in said, said
    assert "unhandled exceptions: 0" in said, said
    assert " 0 calls spoilt" not in said, said


@pytest.mark.browser
@pytest.mark.skipif(find_chromium() is None, reason="there is no Chromium on this machine")
def test_the_page_program_shows_every_message_and_adds_one_row_for_a_new_one() -> None:
    said = printed("page", "--messages", "80", "--tries", "1")
    assert "all 80 in the page" in said, said
    assert "1 rows were added to the list for it" in said, said
