"""Which reactions are cheers."""

import pytest

from careapp.practice.cheer import counts


@pytest.mark.parametrize(("who", "is_cheer"), [("UONE", True), ("UTELLER", False), ("UCARE", False)])
def test_a_reaction_is_a_cheer_unless_it_is_ones_own_or_cares(who: str, is_cheer: bool) -> None:
    assert counts(who, ["UTELLER"], "UCARE") is is_cheer
