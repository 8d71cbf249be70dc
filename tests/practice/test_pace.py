"""How fast Slack may be called, and until when an unanswered call may still land."""

from datetime import timedelta

from careapp.practice.pace import QUIET, Brake, Quiet, budget_of_direct_edits, budget_of_new_messages
from tests.practice.made import NOW

A_WHILE = timedelta(minutes=5)
A_MINUTE = QUIET.total_seconds()


def test_a_brake_holds_for_its_time_and_not_where_the_clock_was_set_back() -> None:
    brake = Brake(NOW, NOW + A_WHILE)
    assert [brake.holds(NOW + n * A_WHILE / 2) for n in (-1, 0, 1, 2)] == [False, True, True, False]


def test_a_workspace_takes_sixty_at_once_and_three_hundred_in_any_minute() -> None:
    budget = budget_of_new_messages()
    taken = [second for second in range(180) for _ in range(100) if budget.take(NOW + timedelta(seconds=second))]
    assert taken.count(0) == 60
    assert all(taken.count(second) == 4 for second in range(1, 180))
    assert max(sum(start <= second < start + 60 for second in taken) for start in range(120)) < 300


def test_of_slacks_fifty_edits_a_minute_direct_messages_leave_twenty_to_the_channels() -> None:
    budget = budget_of_direct_edits()
    taken = [second for second in range(180) for _ in range(20) if budget.take(NOW + timedelta(seconds=second))]
    assert taken.count(0) == 10
    assert max(sum(start <= second < start + 60 for second in taken) for start in range(120)) <= 30


def test_a_budget_that_was_spent_in_the_future_counts_for_nothing_when_the_clock_is_set_back() -> None:
    budget = budget_of_new_messages()
    while budget.take(NOW + timedelta(hours=1)):
        pass
    assert budget.take(NOW)


def test_a_call_without_an_answer_may_land_for_a_minute() -> None:
    quiet = Quiet(began=0)
    quiet.expect("story:1", 100)
    assert [quiet.holds("story:1", now, was_tried=True) for now in (100, 100 + A_MINUTE - 1, 100 + A_MINUTE)] == [
        True,
        True,
        False,
    ]
    assert not quiet.holds("story:2", 100, was_tried=True)


def test_what_an_earlier_process_called_may_land_for_a_minute_from_the_start() -> None:
    quiet = Quiet(began=1000)
    assert quiet.holds("story:1", 1000 + A_MINUTE - 1, was_tried=True)
    assert not quiet.holds("story:1", 1000 + A_MINUTE - 1, was_tried=False)
    assert not quiet.holds("story:1", 1000 + A_MINUTE, was_tried=True)


def test_an_answer_ends_the_wait_in_the_first_minute_too() -> None:
    quiet = Quiet(began=0)
    quiet.expect("story:1", 5)
    quiet.end("story:1", 5)
    quiet.expect("story:2", 6)
    assert not quiet.holds("story:1", 6, was_tried=True)


def test_answered_calls_are_not_kept_in_mind() -> None:
    quiet = Quiet(began=0)
    for second in range(1000):
        quiet.expect("story:1", second)
        quiet.end("story:1", second)
    assert len(quiet._until) <= 1


def test_calls_of_long_ago_are_not_kept_in_mind() -> None:
    quiet = Quiet(began=0)
    for second in range(1000):
        quiet.expect(f"story:{second}", second)
    assert len(quiet._until) <= A_MINUTE + 1
