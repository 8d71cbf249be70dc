"""The content that Care ships: enough of it, no two questions alike, and all of it fits Slack."""

import re
from collections import Counter
from itertools import combinations

from careapp.blocks.round import open_message
from careapp.library import Library, plain_tag
from careapp.practice.story import Gathered
from careapp.sandbox.block_kit import blocks_complaints, view_complaints
from tests.blocks.surfaces import messages, views
from tests.practice import made

DECKS = {"front-line": 60, "behind-the-scenes": 60, "colleagues": 60, "as-a-customer": 60, "leaders": 50}
WORKING_YEAR = 260  # five days a week
TOO_MUCH_ALIKE = 0.5


def test_there_are_ten_values_five_decks_and_no_mistake(library: Library) -> None:
    assert len(library.values) == 10
    assert {deck.deck for deck in library.decks} == DECKS.keys()
    assert library.mistakes == ()


def test_the_decks_that_a_new_circle_begins_with_last_for_a_working_year(library: Library) -> None:
    for deck in library.decks:
        assert len(deck.prompt) >= DECKS[deck.deck], deck.deck
    assert set(library.preselected) == DECKS.keys() - {"leaders"}
    assert sum(len(deck.prompt) for deck in library.decks if deck.preselected) >= WORKING_YEAR


def test_the_basics_have_their_four_chapters(library: Library) -> None:
    assert {chapter.name: len(chapter.point) for chapter in library.chapters} == {
        "Ways of taking care": 9,
        "What customers want": 4,
        "What a business must do": 3,
        "What satisfaction rests on": 6,
    }
    names = [point.name for chapter in library.chapters for point in chapter.point]
    assert len(names) == len(set(names))


def test_every_id_tag_and_text_is_there_once(library: Library) -> None:
    prompts = made.prompts(library)
    tags = [plain_tag(tag) for value in library.values for tag in (value.id, *value.tags)]
    names = [value.id for value in library.values] + [prompt.id for prompt in prompts]
    for listed in (tags, names, [prompt.text for prompt in prompts], [value.emoji for value in library.values]):
        assert [each for each, count in Counter(listed).items() if count > 1] == []


def test_every_value_is_well_served_in_every_deck(library: Library) -> None:
    for deck in library.decks:
        counts = Counter(prompt.value for prompt in deck.prompt)
        assert counts.keys() == library.value_by_id.keys(), deck.deck
        assert min(counts.values()) >= 5, (deck.deck, counts)


def _trigrams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z']+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def _likeness(one: str, other: str) -> float:
    """The share of runs of three words that two questions have in common, of the shorter one's."""
    ours, theirs = _trigrams(one), _trigrams(other)
    return len(ours & theirs) / min(len(ours), len(theirs))


def _shared_words(one: str, other: str) -> float:
    ours, theirs = (set(re.findall(r"[a-z']{3,}", text.lower())) for text in (one, other))
    return len(ours & theirs) / len(ours | theirs)


def test_no_two_questions_are_nearly_the_same(library: Library) -> None:
    for one, other in combinations(made.prompts(library), 2):
        assert _likeness(one.text, other.text) < TOO_MUCH_ALIKE, (one, other)
        assert _shared_words(one.text, other.text) < TOO_MUCH_ALIKE, (one, other)


def test_the_measure_knows_a_question_that_was_only_reworded() -> None:
    one = "What did you do since yesterday that a customer had not asked for and was glad of?"
    assert _likeness(one, "What did you do today that a customer had not asked for and liked?") >= TOO_MUCH_ALIKE
    assert _shared_words(one, "A customer was glad of what you did that they had not asked for: what?") > TOO_MUCH_ALIKE


def test_questions_begin_in_many_ways(library: Library) -> None:
    """No opening of two words is worn out, in any deck."""
    for deck in library.decks:
        openings = Counter(" ".join(prompt.text.lower().split()[:2]) for prompt in deck.prompt)
        assert max(openings.values()) <= len(deck.prompt) * 0.2, (deck.deck, openings.most_common(3))


def test_prompts_are_sentences_without_anything_to_format(library: Library) -> None:
    for prompt in made.prompts(library):
        assert prompt.text.endswith(("?", ".")), prompt.id
        assert not set("*_~`<>&") & set(prompt.text), prompt.id


def test_the_whole_library_fits_slack(library: Library) -> None:
    for prompt in made.prompts(library):
        value = library.value(prompt.value)
        round_ = made.round_(prompt=prompt.text)
        assert blocks_complaints(open_message(round_, value, Gathered(), made.NOW, "UTC")["blocks"]) == [], prompt.id
    for view in views(library, "I drove back", "Jonas").values():
        assert view_complaints(view, ("modal", "home")) == []
    for message in messages(library, "I drove back", "Jonas").values():
        assert blocks_complaints(message["blocks"]) == []
