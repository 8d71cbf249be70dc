"""Cheers: counted per person, whatever the order in which Slack tells of them."""

from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from careapp.practice.cheer import Cheer, Subject
from careapp.store import cheer as cheers
from careapp.store import kudos as all_kudos
from careapp.store import story as stories
from tests.practice.made import kudos, story


def _count(db: Database, story_id: int) -> int:
    found = stories.get(db, story_id)
    assert found
    return found.cheers


@pytest.fixture
def story_id(db: Database) -> int:
    """A story without cheers."""
    kept = stories.add(db, story())
    assert kept
    return kept.id


def _cheer(story_id: int, who: str, emoji: str, event: int, is_on: bool = True) -> Cheer:
    return Cheer("story", story_id, who, emoji, is_on, f"1795000000.{event:06}")


def test_a_person_counts_once_however_many_emoji_they_use(db: Database, story_id: int) -> None:
    for n, (who, emoji) in enumerate([("UA", "heart"), ("UA", "tada"), ("UB", "heart")]):
        assert cheers.put(db, _cheer(story_id, who, emoji, n))
    assert _count(db, story_id) == 2


def test_a_cheer_taken_off_counts_no_more(db: Database, story_id: int) -> None:
    cheers.put(db, _cheer(story_id, "UA", "heart", 1))
    cheers.put(db, _cheer(story_id, "UA", "tada", 2))
    cheers.put(db, _cheer(story_id, "UA", "heart", 3, is_on=False))
    assert _count(db, story_id) == 1
    cheers.put(db, _cheer(story_id, "UA", "tada", 4, is_on=False))
    assert _count(db, story_id) == 0
    cheers.put(db, _cheer(story_id, "UA", "tada", 5))
    assert _count(db, story_id) == 1


def test_a_second_delivery_is_no_news(db: Database, story_id: int) -> None:
    assert cheers.put(db, _cheer(story_id, "UA", "heart", 1))
    assert not cheers.put(db, _cheer(story_id, "UA", "heart", 1))
    assert _count(db, story_id) == 1


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_latest_word_holds_in_whatever_order_the_words_come(
    db: Database, story_id: int, order: tuple[int, ...]
) -> None:
    said = [_cheer(story_id, "UA", "heart", n, is_on=n != 1) for n in range(3)]
    for n in order:
        cheers.put(db, said[n])
    assert _count(db, story_id) == 1


moves = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(["heart", "tada"]), st.booleans()), max_size=15)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(moves=moves, shuffler=st.randoms(use_true_random=False))
def test_the_count_is_that_of_the_people_whose_reaction_stands(
    db: Database, story_id: int, moves: list[tuple[str, str, bool]], shuffler: object
) -> None:
    db.execute("DELETE FROM cheers")
    db.execute("UPDATE stories SET cheers = 0")
    events = [_cheer(story_id, who, emoji, n, on) for n, (who, emoji, on) in enumerate(moves)]
    stands = {(who, emoji): on for who, emoji, on in moves}
    mixed = [*events, *events]
    shuffler.shuffle(mixed)  # type: ignore[attr-defined]
    for event in mixed:
        cheers.put(db, event)
    assert _count(db, story_id) == len({who for (who, _), on in stands.items() if on})


@pytest.mark.parametrize("subject", ["story", "kudos"])
def test_stories_and_kudos_count_apart(db: Database, story_id: int, subject: Subject) -> None:
    given_ = all_kudos.add(db, kudos())
    assert given_
    assert given_.id == story_id
    cheers.put(db, Cheer(subject, story_id, "UA", "heart", True, "1.0"))
    counted = all_kudos.get(db, given_.id)
    assert counted
    assert (_count(db, story_id), counted.cheers) == ((1, 0) if subject == "story" else (0, 1))
