"""The map of a team's customers: all of it where it fits into a message, and else an even part of every group."""

import re

import pytest

from careapp.blocks.contribution import results
from careapp.guide import Guide
from careapp.library import Library
from careapp.practice.contribution import MOST_CUSTOMERS, Contribution, Harvest
from tests.practice import made
from tests.team import words

PEOPLE = 30


@pytest.fixture
def guide(library: Library) -> Guide:
    found = library.guide("customers")
    assert found
    return found


def drawn(guide: Guide, customers: list[Contribution], in_short: int = 1) -> str:
    held = made.workshop(step_id=guide.step[-1].id, name=guide.name)
    blocks = results(held, guide, guide.step[0], Harvest(customers), "UTC", in_short)
    return words({"text": "", "blocks": blocks})


def named(guide: Guide, length: int) -> list[Contribution]:
    """Return ten different customers from each of thirty people, in all groups, each of them of so many characters."""
    every = [(person, n) for person in range(PEOPLE) for n in range(MOST_CUSTOMERS)]
    groups = [guide.group[(person + n) % len(guide.group)].id for person, n in every]
    names = [f"{person:02} {n} ".ljust(length, "x") for person, n in every]
    return [Contribution(f"U{at[0]}", name, group) for at, name, group in zip(every, names, groups, strict=True)]


def test_ten_customers_of_each_of_thirty_people_stand_on_one_map(guide: Guide) -> None:
    customers = named(guide, 22)
    assert len(customers) == PEOPLE * MOST_CUSTOMERS
    shown = drawn(guide, customers)
    assert all(each.words in shown for each in customers)
    assert shown.endswith("Named by 30 people.")


@pytest.mark.parametrize("in_short", [1, 3])
def test_where_they_do_not_fit_every_group_shows_as_many_and_says_how_many_more(guide: Guide, in_short: int) -> None:
    customers = named(guide, 60)
    shown = drawn(guide, customers, in_short)
    left = [int(many) for many in re.findall(r" and (\d+) more", shown)]
    assert len(left) == len(guide.group)
    assert max(left) - min(left) <= 1 + len(customers) % len(guide.group)
    assert sum(each.words in shown for each in customers) + sum(left) == len(customers)


def test_what_most_people_named_comes_first_and_is_never_what_is_left_out(guide: Guide) -> None:
    common = [Contribution(f"U{person}", "zz the canteen", "others") for person in range(3)]
    shown = drawn(guide, [*named(guide, 60), *common], 3)
    assert "Others: zz the canteen ×3, " in shown
