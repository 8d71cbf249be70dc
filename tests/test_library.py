"""The content library: what Care ships, and how a mistake in it is named."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from careapp.blocks.round import open_message
from careapp.library import Library, LibraryError, plain_tag, read_library
from careapp.practice.story import Gathered
from careapp.sandbox.block_kit import blocks_complaints, view_complaints
from tests.blocks.surfaces import messages, views
from tests.practice import made

VALUES = """
[[value]]
id = "empathy"
name = "In their shoes"
emoji = "athletic_shoe"
says = "We ask what it is like for them."
tags = ["listening"]

[[value]]
id = "ownership"
name = "Seeing it through"
emoji = "raising_hand"
says = "We stay with it until it is done."
"""
DECK = """
deck = "front-line"
name = "Front line"
about = "For those who talk with customers"

[[prompt]]
id = "front-line-01"
value = "empathy"
text = "Whom did you listen to today?"

[[prompt]]
id = "front-line-02"
value = "ownership"
text = "What did you see through to its end?"
"""


def _write(folder: Path, values: str | None = VALUES, deck: str | None = DECK) -> Path:
    (folder / "prompts").mkdir()
    if values is not None:
        (folder / "values.toml").write_text(values, encoding="utf-8")
    if deck is not None:
        (folder / "prompts" / "front-line.toml").write_text(deck, encoding="utf-8")
    return folder


def test_a_library_is_read(tmp_path: Path) -> None:
    library = read_library(_write(tmp_path))
    assert [value.id for value in library.values] == ["empathy", "ownership"]
    assert [prompt.id for prompt in library.prompts([])] == ["front-line-01", "front-line-02"]
    assert library.value_by_tag["listening"] == library.value("empathy")
    assert library.value("gone") is library.value(None) is None


def _in_values(old: str, new: str) -> Callable[[Path], Path]:
    assert VALUES.count(old) == 1
    return lambda folder: _write(folder, values=VALUES.replace(old, new))


def _in_deck(old: str, new: str) -> Callable[[Path], Path]:
    assert DECK.count(old) == 1
    return lambda folder: _write(folder, deck=DECK.replace(old, new))


BROKEN = [
    (lambda folder: folder, ["values.toml: cannot be read"]),
    (lambda folder: _write(folder, values=None), ["values.toml: cannot be read"]),
    (lambda folder: _write(folder, values=""), ["values.toml: there is no [[value]] here"]),
    (lambda folder: _write(folder, values="[[value"), ["values.toml: cannot be read"]),
    (lambda folder: _write(folder, deck=None), ["prompts: there is no deck of prompts"]),
    (lambda folder: _write(folder, deck="deck = \n"), ["prompts/front-line.toml: cannot be read"]),
    (_in_values('name = "Seeing it through"\n', ""), ["values.toml, value 2 (ownership): name: field required"]),
    (_in_values('name = "Seeing it through"', 'name = " "'), ["values.toml, value 2 (ownership): name: "]),
    (_in_values('"Seeing it through"', f'"{"x" * 41}"'), ["values.toml, value 2 (ownership): name: "]),
    (_in_values('id = "ownership"', 'id = "Own it!"'), ["values.toml, value 2 (Own it!): id: "]),
    (_in_values('id = "ownership"\n', ""), ["values.toml, value 2: id: field required"]),
    (_in_values('"raising_hand"', '":raising_hand:"'), ["values.toml, value 2 (ownership): emoji: "]),
    (_in_values('tags = ["listening"]', 'tags = ["listening"]\ncolour = "red"'), ["value 1 (empathy): colour: extra"]),
    (_in_values('id = "ownership"', 'id = "empathy"'), ["values.toml, value 2 (empathy): #empathy belongs to value 1"]),
    (
        _in_values('tags = ["listening"]', 'tags = ["owner-ship"]'),
        ["value 2 (ownership): #ownership belongs to value 1"],
    ),
    (_in_deck('value = "ownership"', 'value = "owning"'), ["prompt front-line-02: there is no value 'owning'"]),
    (
        _in_deck('id = "front-line-02"', 'id = "front-line-01"'),
        ["front-line.toml, prompt front-line-01: the id stands"],
    ),
    (
        _in_deck('id = "front-line-02"', 'id = "empathy"'),
        ["prompt empathy: the id stands in values.toml"],
    ),
    (
        _in_deck('text = "Whom did you listen to today?"', 'text = "Who?"'),
        ["front-line.toml, prompt 1 (front-line-01)"],
    ),
    (_in_deck("Whom did you listen to today?", "x" * 241), ["front-line.toml, prompt 1 (front-line-01): text: "]),
    (_in_deck('about = "For those who talk with customers"\n', ""), ["prompts/front-line.toml: about: field required"]),
    (_in_deck('name = "Front line"', "name = 7"), ["prompts/front-line.toml: name: "]),
    (
        lambda folder: _write(folder, deck=DECK.split("[[prompt]]")[0] + "prompt = []"),
        ["front-line.toml: a deck needs"],
    ),
    (lambda folder: _write(folder, deck=DECK.split("[[prompt]]")[0]), ["front-line.toml: prompt: field required"]),
    (lambda folder: _write(folder, deck="prompt = 7"), ["front-line.toml: prompt must be a list"]),
    (lambda folder: _write(folder, values="value = 7"), ["values.toml: value must be a list"]),
    (lambda folder: _write(folder, values="value = [7]"), ["values.toml, value 1"]),
]


@pytest.mark.parametrize(("write", "named"), BROKEN)
def test_a_mistake_is_named_with_its_file_and_entry(
    tmp_path: Path, write: Callable[[Path], Path], named: list[str]
) -> None:
    with pytest.raises(LibraryError) as mistake:
        read_library(write(tmp_path))
    assert str(tmp_path) in str(mistake.value)
    for part in named:
        assert part in str(mistake.value)


def test_the_shipped_library_has_ten_values_and_at_least_sixty_prompts_in_four_decks(library: Library) -> None:
    assert len(library.values) == 10
    assert len(library.prompts([])) >= 60
    assert {deck.deck for deck in library.decks} == {"front-line", "behind-the-scenes", "colleagues", "as-a-customer"}


def test_every_id_tag_and_text_is_there_once(library: Library) -> None:
    prompts = library.prompts([])
    tags = [plain_tag(tag) for value in library.values for tag in (value.id, *value.tags)]
    names = [value.id for value in library.values] + [prompt.id for prompt in prompts]
    for listed in (tags, names, [prompt.text for prompt in prompts], [value.emoji for value in library.values]):
        assert [each for each, count in Counter(listed).items() if count > 1] == []


def test_every_value_is_asked_about_in_every_deck(library: Library) -> None:
    everything = {value.id for value in library.values}
    for deck in library.decks:
        assert {prompt.value for prompt in deck.prompt} == everything, deck.deck


def test_prompts_are_sentences_without_anything_to_format(library: Library) -> None:
    for prompt in library.prompts([]):
        assert prompt.text.endswith(("?", ".")), prompt.id
        assert not set("*_~`<>&") & set(prompt.text), prompt.id


def test_the_whole_library_fits_slack(library: Library) -> None:
    for prompt in library.prompts([]):
        value = library.value(prompt.value)
        round_ = made.round_(prompt=prompt.text)
        assert blocks_complaints(open_message(round_, value, Gathered(), made.NOW, "UTC")["blocks"]) == [], prompt.id
    for view in views(library, "I drove back", "Jonas").values():
        assert view_complaints(view, ("modal", "home")) == []
    for message in messages(library, "I drove back", "Jonas").values():
        assert blocks_complaints(message["blocks"]) == []
