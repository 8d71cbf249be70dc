"""What had room as it was written has room masked, wherever people write."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careapp.practice import behaviour, contribution, kudos, prompt, pulse, story, text
from careapp.practice.privacy import SHORT, mask, put_back

REGIONS = ("DE",)
_GROWS = [
    "PO#123",
    "#1234",
    "no. 123",
    "order 4711",
    "ID-1234",
    "a@b.de",
    "+493012345",
    "030 1234567",
    "4111111111111111",
]
_BETWEEN = [" ", ", ", "\n", ".", "x", "case", " nr. ", "ü"]
Check = Callable[[str], str]
ROOMS: dict[str, tuple[int, Check]] = {
    "story": (text.LONGEST, story.check_story),
    "kudos": (kudos.LONGEST_REASON, kudos.check_reason),
    "behaviour": (behaviour.LONGEST, behaviour.check_behaviour),
    "question": (prompt.LONGEST, prompt.check_words),
    "pulse": (pulse.LONGEST_SENTENCE, pulse.check_sentence),
    **{step: (room, partial(contribution.check_words, longest=room)) for step, room in contribution.LONGEST.items()},
}


@given(st.lists(st.sampled_from([*_GROWS, *_BETWEEN]) | st.text(max_size=3), max_size=30), st.integers(0, 300))
def test_a_masked_text_is_longer_than_its_room_only_where_it_was_longer_before(parts: list[str], room: int) -> None:
    said = "".join(parts)
    masked = mask(said, REGIONS, room=room)
    assert len(masked.text) <= max(room, len(said))
    assert put_back(masked.text, [(one.at, one.words) for one in masked.hidden]) == said


def test_masks_say_what_they_hide_while_there_is_room_for_that() -> None:
    said = "PO#123, PO#456"
    assert mask(said, room=36).text == "PO#[order number], PO#[order number]"
    assert mask(said, room=35).text == f"PO#{SHORT}, PO#{SHORT}"


@pytest.mark.parametrize("number", ["PO#123", "#1234", "a@b.de"])
@pytest.mark.parametrize("what", ROOMS)
def test_numbers_up_to_the_last_character_are_kept_wherever_people_write(what: str, number: str) -> None:
    room, check = ROOMS[what]
    said = f"{number} " * (room // (len(number) + 1) - 1)
    said += "x" * (room - len(said))
    assert check(said) == said
    masked = mask(said, REGIONS, room=room).text
    assert SHORT in masked
    assert len(check(masked)) <= room
