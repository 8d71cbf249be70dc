"""docs/sandbox-coverage.md says what the code says."""

import re
from pathlib import Path

from careapp.sandbox.methods import METHODS
from careapp.sandbox.payloads import INTERACTIONS

from .coverage_page import PAGE, page

SANDBOX = Path(__file__).parents[2] / "careapp/sandbox"


def test_the_page_of_what_is_covered_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make coverage-table`"


def test_the_page_names_every_method_argument_and_error():
    lines = {line.split("`")[1]: line for line in page().splitlines() if line.startswith("| `")}
    for name, method in METHODS.items():
        named = (*method.scopes, *method.required, *method.optional, *method.errors)
        assert [each for each in named if f"`{each}`" not in lines[name]] == [], name


def test_the_interactions_of_the_page_are_those_that_are_sent():
    sources = "".join(path.read_text(encoding="utf-8") for path in SANDBOX.glob("*.py"))
    assert set(re.findall(r'interaction\(slack, "(\w+)"', sources)) == INTERACTIONS.keys()
