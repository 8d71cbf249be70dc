"""What a circle is asked: nothing twice within a year, and every value in its turn."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careapp.library import Library
from careapp.practice.circle import Circle
from careapp.practice.prompt import Asked, CirclePrompt, check_prompt, choose_prompt, circle_prompts
from careapp.practice.refusal import CareError
from tests.practice.made import DAY, circle, prompts

A_DAY = timedelta(days=1)
A_YEAR = timedelta(days=365)
TEN = [CirclePrompt(f"{v}-{n}", v, f"Question {n} about {v}?", "all") for v in "abcdefghij" for n in range(30)]


def lived(
    ours: Circle, prompts: list[CirclePrompt], days: list[date], told: dict[str, date] | None = None
) -> list[CirclePrompt]:
    """Ask a circle something on each of the days; return what it was asked."""
    asked: list[Asked] = []
    found = []
    for day in days:
        since = [each for each in asked if each.day >= day - timedelta(days=366)]
        chosen = choose_prompt(ours, prompts, day, since, told or {})
        asked.insert(0, Asked(day, chosen.id, chosen.value_id))
        found.append(chosen)
    return found


def working_days(count: int) -> list[date]:
    days = (DAY + A_DAY * n for n in range(count * 2))
    return [day for day in days if day.isoweekday() <= 5][:count]


def test_a_new_circle_is_asked_nothing_twice_in_a_working_year(library: Library) -> None:
    ours = circle(decks=library.preselected)
    asked = lived(ours, circle_prompts(library, ours, (), ()), working_days(260))
    assert len({prompt.id for prompt in asked}) == 260
    for start in range(0, 200, 20):
        assert len({prompt.value_id for prompt in asked[start : start + 20]}) == 10


def test_where_nobody_chose_a_deck_none_is_held_back(library: Library) -> None:
    unticked = replace(library, decks=tuple(deck.model_copy(update={"preselected": False}) for deck in library.decks))
    assert {prompt.reserve for prompt in circle_prompts(unticked, circle(), (), ())} == {0}


@pytest.mark.parametrize("n", range(5))
def test_a_circle_with_one_deck_is_asked_all_of_it_and_then_the_others_before_anything_comes_again(
    library: Library, n: int
) -> None:
    deck, everything = library.decks[n], prompts(library)
    ours = circle(decks=(deck.deck,))
    asked = [prompt.id for prompt in lived(ours, circle_prompts(library, ours, (), ()), working_days(260))]
    assert set(asked[: len(deck.prompt)]) == {prompt.id for prompt in deck.prompt}
    assert len(set(asked)) == 260
    ours_every_day = [DAY + A_DAY * n for n in range(len(everything) + 20)]
    asked = [prompt.id for prompt in lived(ours, circle_prompts(library, ours, (), ()), ours_every_day)]
    assert len(set(asked)) == len(everything)
    assert asked[-20:] == asked[:20], "what was asked longest ago comes first"


def test_questions_for_leaders_are_the_last_to_stand_in(library: Library) -> None:
    ours = circle(decks=("front-line",))
    decks = [prompt.deck for prompt in lived(ours, circle_prompts(library, ours, (), ()), working_days(265))]
    assert "leaders" not in decks
    assert set(decks[:67]) == {"front-line"}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_values_take_turns_whatever_is_told(data: st.DataObject) -> None:
    days = st.integers(0, 400).map(lambda n: DAY - A_DAY * n)
    told = data.draw(st.dictionaries(st.sampled_from("abcdefghij"), days))
    asked = [prompt.value_id for prompt in lived(circle(), TEN, working_days(60), told)]
    for value in "abcdefghij":
        turns = [n for n, each in enumerate(asked) if each == value]
        gaps = [later - earlier for earlier, later in itertools.pairwise(turns)]
        assert turns[0] < 10
        assert all(5 <= gap <= 15 for gap in gaps), gaps
        assert 60 - turns[-1] <= 15


def test_the_value_that_had_no_story_for_longest_comes_first_among_those_whose_turn_it_is() -> None:
    told = {value: DAY - A_DAY * (n + 1) for n, value in enumerate("gdjbahcife")}
    assert [prompt.value_id for prompt in lived(circle(), TEN, working_days(10), told)] == list("efichabjdg")
    never = {value: day for value, day in told.items() if value != "g"}
    assert lived(circle(), TEN, working_days(1), never)[0].value_id == "g"


def test_a_value_that_nobody_tells_of_is_not_asked_about_day_after_day() -> None:
    told = dict.fromkeys("abcdefghi", DAY - A_DAY)
    asked = [prompt.value_id for prompt in lived(circle(), TEN, working_days(40), told)]
    turns = [n for n, value in enumerate(asked) if value == "j"]
    assert turns[0] == 0
    assert min(later - earlier for earlier, later in itertools.pairwise(turns)) >= 5


def test_a_prompt_rests_for_a_whole_year_also_for_a_leap_year() -> None:
    two = [CirclePrompt("p1", "a", "One?", "all"), CirclePrompt("p2", "a", "Two?", "all")]
    asked = [Asked(DAY - A_DAY, "p2", "a"), Asked(DAY - A_YEAR, "p1", "a")]
    assert choose_prompt(circle(), [two[1], two[0], _prompt("p3")], DAY, asked, {}).id == "p3"
    assert choose_prompt(circle(), two, DAY + A_DAY, asked, {}).id == "p1"
    assert choose_prompt(circle(), two, DAY, asked, {}).id == "p1", "the one seen longest ago, where none is left"


def test_rounds_of_days_to_come_as_a_wrong_clock_leaves_them_hold_back_their_prompt_but_not_its_value() -> None:
    ahead = [Asked(DAY + A_YEAR * 3, "a-0", "a")]
    told = dict.fromkeys("bcdefghij", DAY)
    asked = [choose_prompt(circle(), TEN, DAY + A_DAY * n, ahead, told) for n in range(100)]
    assert {prompt.value_id for prompt in asked} == {"a"}
    assert 20 < len({prompt.id for prompt in asked}) < 30
    assert "a-0" not in {prompt.id for prompt in asked}


def test_a_circle_whose_decks_are_gone_or_that_chose_none_is_asked_from_those_that_suit_everybody(
    library: Library,
) -> None:
    for decks in (("gone",), ()):
        ours = circle(decks=decks)
        asked = lived(ours, circle_prompts(library, ours, (), ()), working_days(40))
        assert {prompt.deck for prompt in asked} == set(library.preselected)


def test_ones_own_go_first_when_their_value_has_its_turn_and_come_with_every_deck(library: Library) -> None:
    own = [CirclePrompt(f"own:{n}", "amends", f"What did we put right, part {n}?") for n in range(3)]
    ours = circle(decks=("front-line",))
    asked = lived(ours, circle_prompts(library, ours, own, ()), working_days(40))
    about = [prompt.id for prompt in asked if prompt.value_id == "amends"]
    assert set(about[:3]) == {"own:0", "own:1", "own:2"}
    assert len(about) > 3


def test_what_is_switched_off_is_not_asked_until_it_is_switched_on_again(library: Library) -> None:
    deck = library.decks[0]
    off = {prompt.id for prompt in deck.prompt[10:]}
    ours = circle(decks=(deck.deck,))
    asked = lived(ours, circle_prompts(library, ours, (), off), working_days(20))
    assert {prompt.id for prompt in asked[:10]} == {prompt.id for prompt in deck.prompt[:10]}
    assert not {prompt.id for prompt in asked} & off
    on_again = {prompt.id for prompt in lived(ours, circle_prompts(library, ours, (), ()), working_days(20))}
    assert on_again < {prompt.id for prompt in deck.prompt}
    assert on_again & off


def test_where_everything_is_switched_off_something_is_asked_all_the_same(library: Library) -> None:
    deck = {prompt.id for prompt in library.decks[0].prompt}
    ours = circle(decks=(library.decks[0].deck,))
    asked = lived(ours, circle_prompts(library, ours, (), deck), working_days(20))
    assert not {prompt.id for prompt in asked} & deck, "from the other decks first"
    everything = {prompt.id for prompt in prompts(library)}
    assert len(lived(ours, circle_prompts(library, ours, (), everything), working_days(5))) == 5


def test_two_circles_are_not_asked_the_same_every_day_and_each_the_same_when_asked_again(library: Library) -> None:
    prompts, days = circle_prompts(library, circle(), (), ()), working_days(20)
    one, other = lived(circle(channel_id="C1"), prompts, days), lived(circle(channel_id="C2"), prompts, days)
    assert one != other
    assert one == lived(circle(channel_id="C1"), prompts, days)


def _prompt(prompt_id: str) -> CirclePrompt:
    return CirclePrompt(prompt_id, "a", f"{prompt_id}?", "all")


@pytest.mark.parametrize(
    ("text", "value", "said", "field"),
    [
        ("", "empathy", "That is too short for a question.", "text"),
        ("Who?", "empathy", "That is too short for a question.", "text"),
        (":tada: :tada: :tada:", "empathy", "That is too short for a question.", "text"),
        ("\u200b" * 40, "empathy", "That is too short for a question.", "text"),
        ("x " * 121, "empathy", "has room for 240 characters, and this one has 241.", "text"),
        ("What did <@U123> do today?", "empathy", "leave people out of it", "text"),
        ("WHAT did   you see today?", "empathy", "This question is there already.", "text"),
        ("What did you hear today?", "", "Choose the value that it asks about.", "value"),
        ("What did you hear today?", "gone", "Choose the value that it asks about.", "value"),
    ],
)
def test_a_question_that_cannot_be_kept_is_refused_at_its_field(
    library: Library, text: str, value: str, said: str, field: str
) -> None:
    with pytest.raises(CareError) as refused:
        check_prompt(text, value, library, [CirclePrompt("own:1", "empathy", "What did you see today?")])
    assert said in refused.value.sentence
    assert refused.value.field == field


def test_a_question_is_kept_on_one_line(library: Library) -> None:
    assert check_prompt(" What did\n\nyou see?\t", "empathy", library, ()) == "What did you see?"


def test_there_is_room_for_three_hundred_questions_of_ones_own(library: Library) -> None:
    others = [CirclePrompt(f"own:{n}", "empathy", f"What did you see, part {n}?") for n in range(299)]
    shipped = circle_prompts(library, circle(), (), ())
    assert check_prompt("What did you hear?", "empathy", library, [*others, *shipped])
    full = [*others, *shipped, CirclePrompt("own:299", "empathy", "What did you taste?")]
    with pytest.raises(CareError, match="There is room for 300 questions of your own"):
        check_prompt("What did you hear?", "empathy", library, full)
