"""What is held of messages not known yet: little, and not for long."""

from datetime import timedelta

import pytest

from careapp.practice.early import MOST, MOST_OF_ONE, REMEMBERED, Early
from tests.practice.made import NOW


def test_what_was_done_to_a_message_comes_in_its_order_as_often_as_it_is_asked_for() -> None:
    early = Early[str]()
    for message, act in [("C1 1", "edited"), ("C1 2", "cheered"), ("C1 1", "deleted")]:
        early.put(message, act, NOW)
    for _ in range(2):
        assert early.of("C1 1", NOW) == ["edited", "deleted"]
    assert early.of("C1 3", NOW) == []


@pytest.mark.parametrize("later", [REMEMBERED, -REMEMBERED, timedelta(days=900)])
def test_it_is_forgotten_after_some_minutes_also_where_the_clock_was_wrong(later: timedelta) -> None:
    early = Early[str]()
    early.put("C1 1", "edited", NOW)
    assert early.of("C1 1", NOW + REMEMBERED - timedelta(seconds=1)) == ["edited"]
    early.forget(NOW + later)
    assert len(early) == 0


def test_of_one_message_the_newest_few_are_held_beside_those_of_others() -> None:
    early = Early[int]()
    early.put("C1 2", -1, NOW)
    for n in range(MOST_OF_ONE * 3):
        early.put("C1 1", n, NOW)
    assert early.of("C1 1", NOW) == list(range(MOST_OF_ONE * 2, MOST_OF_ONE * 3))
    assert early.of("C1 2", NOW) == [-1]


def test_of_all_messages_the_newest_are_held() -> None:
    early = Early[int]()
    for n in range(MOST + 5):
        early.put(f"C1 {n}", n, NOW)
    assert len(early) == MOST
    assert [early.of(f"C1 {n}", NOW) for n in (4, 5)] == [[], [5]]


def test_nothing_is_held_of_talk_from_before_or_after_it_was_heard() -> None:
    early = Early[str]()
    early.put("C1 1", "edited", NOW)
    early.let_pass("C1 1")
    early.put("C1 1", "edited again", NOW)
    assert len(early) == 0


def test_of_talk_only_the_newest_is_remembered() -> None:
    early = Early[str]()
    for n in range(MOST + 1):
        early.let_pass(f"C1 {n}")
    for n in (0, 1, MOST):
        early.put(f"C1 {n}", "edited", NOW)
    assert [len(early.of(f"C1 {n}", NOW)) for n in (0, 1, MOST)] == [1, 0, 0]
