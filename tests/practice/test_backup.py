"""Which backups are kept, when one is due, and what a restore leaves in doubt."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careapp.practice.backup import Backup, Reason, Restore, is_due, kept, read_name

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
INSTANTS = st.integers(0, 8 * 365 * 86_400).map(lambda seconds: NOON - timedelta(seconds=seconds))
BACKUPS = st.builds(Backup, INSTANTS, st.sampled_from(get_args(Reason)))


@given(BACKUPS)
def test_a_name_says_which_backup_it_is(backup: Backup) -> None:
    assert read_name(backup.name) == backup


@given(BACKUPS, BACKUPS)
def test_names_sort_in_the_order_of_time(one: Backup, other: Backup) -> None:
    if one.made_at != other.made_at:
        assert (one.name < other.name) == (one.made_at < other.made_at)


@pytest.mark.parametrize("name", ["care.db", "care-2026-13-01T000000Z.db", "care-2026-11-23T120000Z.db.part", ""])
def test_other_files_are_no_backups(name: str) -> None:
    assert read_name(name) is None


def test_of_a_year_of_days_seven_days_and_four_weeks_are_kept() -> None:
    there: set[Backup] = set()
    for n in range(365):
        there = kept(there | {Backup(NOON + n * DAY)}, NOON + n * DAY)
    ages = sorted((NOON + 364 * DAY - backup.made_at).days for backup in there)
    last = (NOON + 364 * DAY).isoweekday()  # the days since the last Sunday
    assert ages == sorted({*range(7), last % 7, *(last + 7 * n for n in range(3))})
    assert ages[-1] < 28


def test_of_one_day_the_newest_is_kept() -> None:
    hours = [Backup(NOON + timedelta(hours=n)) for n in range(5)]
    assert kept(hours, NOON) == {hours[-1]}


def test_those_made_by_hand_stay_beside_the_newest_of_their_day() -> None:
    by_hand = [Backup(NOON + timedelta(minutes=n), "by-hand") for n in range(9)]
    evening = Backup(NOON + timedelta(hours=6))
    assert kept([*by_hand, Backup(NOON), evening], NOON + DAY) == {evening, *by_hand[-7:]}
    days = [evening, *(Backup(NOON + n * DAY) for n in range(1, 28))]
    assert set(by_hand[-7:]) < kept([*by_hand, *days], NOON + 27 * DAY)
    assert not set(by_hand) & kept([*by_hand, *days, Backup(NOON + 29 * DAY)], NOON + 29 * DAY)


def test_those_made_by_hand_count_for_their_day_and_week_where_no_other_is() -> None:
    by_hand = [Backup(NOON - n * 7 * DAY, "by-hand") for n in range(10)]
    assert kept(by_hand, NOON) == set(by_hand[:7])


def test_a_long_rest_drops_nothing() -> None:
    before = [Backup(NOON - n * DAY) for n in range(5)]
    assert set(before) < kept([*before, Backup(NOON + 400 * DAY)], NOON + 400 * DAY)


def test_a_backup_before_a_change_stays_for_four_weeks_and_takes_no_place_from_others() -> None:
    change, days = Backup(NOON, "before-change"), [Backup(NOON + n * DAY) for n in range(28)]
    assert change in kept([change, *days[:28]], NOON + 28 * DAY)
    assert change not in kept([change, *days, Backup(NOON + 28 * DAY)], NOON + 28 * DAY)
    assert kept([change, Backup(NOON - timedelta(hours=1))], NOON) == {change, Backup(NOON - timedelta(hours=1))}


@given(st.sets(BACKUPS, min_size=1, max_size=40))
def test_the_newest_is_always_kept_and_choosing_again_changes_nothing(backups: set[Backup]) -> None:
    chosen = kept(backups, NOON)
    assert max(backups) in chosen
    assert kept(chosen, NOON) == chosen
    assert len([one for one in chosen if not one.reason]) <= 11


@pytest.mark.parametrize(
    ("made", "due"),
    [
        ([], True),
        ([NOON - DAY], True),
        ([NOON.replace(hour=0)], False),
        ([NOON + DAY], True),
        ([NOON, NOON - DAY], False),
    ],
)
def test_a_backup_is_due_without_one_of_today(made: list[datetime], due: bool) -> None:
    assert is_due([Backup(at) for at in made], NOON + timedelta(hours=2)) is due


def test_a_backup_from_the_future_stays_and_pushes_out_no_other() -> None:
    change, wrong = (
        Backup(NOON, "before-change"),
        [Backup(NOON.replace(year=2031, day=day)) for day in range(1, 20)],
    )
    usual = [Backup(NOON - n * DAY) for n in range(4)]
    assert kept([change, *usual, *wrong], NOON) == {change, *usual, *wrong}
    assert kept(wrong, NOON) == set(wrong)
    assert kept(wrong, NOON.replace(year=2032)) < set(wrong)


@pytest.mark.parametrize(("ahead", "is_wrong"), [(DAY, False), (DAY + timedelta(seconds=1), True)])
def test_a_name_of_more_than_a_day_ahead_is_a_wrong_clocks(ahead: timedelta, is_wrong: bool) -> None:
    assert Backup(NOON + ahead).is_from_the_future(NOON) is is_wrong


def test_what_lies_between_backup_and_restore_is_lost_and_may_have_been_shown() -> None:
    restore = Restore(restored_at=NOON, backup_at=NOON - DAY)
    assert [restore.lost(NOON + n * DAY / 2) for n in (-3, -1, 1)] == [False, True, False]
    assert [restore.may_have_shown(date(2026, 11, day)) for day in (20, 23, 24, 25)] == [True, True, True, False]
