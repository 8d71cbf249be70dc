"""Whom a customer's words call by name."""

import pytest

from careapp.practice.person import Person
from careapp.practice.praise import called_by_name

SAM, MARK = Person("USAM", "Sam", "UTC"), Person("UMARK", "Mark", "UTC")
ANNA, JONAS = Person("UANNA", "Anna", "UTC"), Person("UJONAS", "Jonas Keller", "UTC")


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("Same day delivery, remarkable Marketing", []),
        ("Anna-Lena was wonderful", []),
        ("Sam's help, and Mark: thank you!", ["USAM", "UMARK"]),
        ("Jonas Kellermann came", ["UJONAS"]),  # by his first name, which nobody shares
        ("(Jonas Keller)", ["UJONAS"]),
        ("Sam", ["USAM"]),
    ],
)
def test_a_name_is_found_as_a_whole_word(words: str, called: list[str]) -> None:
    assert called_by_name(words, [SAM, MARK, ANNA, JONAS]) == called
