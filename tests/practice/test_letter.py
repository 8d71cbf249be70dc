"""The kinds of letters: each named once, and described in the few words that fit beside a switch."""

from careapp.blocks.kit import OPTION
from careapp.practice.letter import LETTERS


def test_every_kind_of_letter_has_an_id_of_its_own_and_fits_beside_its_switch() -> None:
    assert len({letter.id for letter in LETTERS}) == len(LETTERS) <= 10
    for letter in LETTERS:
        assert 0 < len(letter.name) <= OPTION, letter
        assert 0 < len(letter.about) <= OPTION, letter
