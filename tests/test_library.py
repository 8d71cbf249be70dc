"""How a content library is read, and how a mistake in it is named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from careapp.library_folder import LibraryError, read_library
from tests.practice.made import prompts

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

SOUND = """
deck = "sound"
name = "A sound one"
about = "For everybody"

[[prompt]]
id = "sound-01"
value = "empathy"
text = "What did you hear between the lines today?"
"""
CHAPTER = """
name = "Ways of care"
about = "What it looks like."

[[point]]
name = "Promises"
says = "We ring."
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
    assert [prompt.id for prompt in prompts(library)] == ["front-line-01", "front-line-02"]
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
    (lambda folder: _write(folder, values="value = 7"), ["values.toml: value must be a list"]),
    (lambda folder: _write(folder, values="value = [7]"), ["values.toml, value 1"]),
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
    (lambda folder: _write(folder, deck=None), ["prompts: there is no deck of prompts"]),
    (
        lambda folder: _write(folder, deck="deck = \n"),
        ["no deck of prompts that can be used", "line.toml: cannot"],
    ),
    (lambda folder: _write(folder, deck="prompt = 7"), ["front-line.toml: prompt must be a list"]),
    (lambda folder: _write(folder, deck=DECK.split("[[prompt]]")[0]), ["front-line.toml: a deck needs at least one"]),
]


@pytest.mark.parametrize(("write", "named"), BROKEN)
def test_without_values_or_any_deck_that_can_be_used_nothing_is_read(
    tmp_path: Path, write: Callable[[Path], Path], named: list[str]
) -> None:
    with pytest.raises(LibraryError) as mistake:
        read_library(write(tmp_path))
    assert str(tmp_path) in str(mistake.value)
    for part in named:
        assert part in str(mistake.value)


# What is wrong, how it is named, and which prompts of the deck are left.
MISTAKEN = [
    ('value = "ownership"', 'value = "owning"', "prompt 2 (front-line-02): there is no value 'owning'", [1]),
    ('id = "front-line-02"', 'id = "front-line-01"', "prompt 2 (front-line-01): the id stands in", [1]),
    ('id = "front-line-02"', 'id = "empathy"', "prompt 2 (empathy): the id stands in values.toml already", [1]),
    ('id = "front-line-02"', 'id = "sound-01"', "prompt 2 (sound-01): the id stands in prompts/a-sound-one.toml", [1]),
    ('text = "Whom did you listen to today?"', 'text = "Who?"', "prompt 1 (front-line-01): text: string should", [2]),
    ("Whom did you listen to today?", "x" * 241, "prompt 1 (front-line-01): text: string should", [2]),
    ('value = "empathy"\n', "", "prompt 1 (front-line-01): value: field required", [2]),
    ('about = "For those who talk with customers"\n', "", "about: field required", []),
    ('name = "Front line"', "name = 7", "name: input should be a valid string", []),
    ('deck = "front-line"', 'deck = "sound"', "the deck sound stands in prompts/a-sound-one.toml already", []),
    ('deck = "front-line"', "deck = ", "cannot be read (Invalid value", []),
]


@pytest.mark.parametrize(("old", "new", "named", "left"), MISTAKEN)
def test_a_mistake_in_a_deck_is_named_with_its_file_and_entry_and_the_others_still_load(
    tmp_path: Path, old: str, new: str, named: str, left: list[int]
) -> None:
    folder = _in_deck(old, new)(tmp_path)
    (folder / "prompts" / "a-sound-one.toml").write_text(SOUND, encoding="utf-8")
    library = read_library(folder)
    (mistake,) = library.mistakes
    assert mistake.startswith("prompts/front-line.toml")
    assert named in mistake
    assert str(tmp_path) not in mistake, "it is shown in Slack, where the machine's folders are nobody's business"
    assert [prompt.id for prompt in prompts(library)] == ["sound-01", *(f"front-line-0{n}" for n in left)]


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    folder = _write(tmp_path, deck=DECK.replace('value = "ownership"', 'value = "owning"'))
    (folder / "prompts" / "a-sound-one.toml").write_text(SOUND.replace('"sound"', "7"), encoding="utf-8")
    (folder / "basics").mkdir()
    (folder / "basics" / "ways.toml").write_text(CHAPTER.replace('says = "We ring."', ""), encoding="utf-8")
    (folder / "basics" / "wants.toml").write_text(CHAPTER, encoding="utf-8")
    library = read_library(folder)
    assert [mistake.split(": ")[0] for mistake in library.mistakes] == [
        "prompts/a-sound-one.toml",
        "prompts/front-line.toml, prompt 2 (front-line-02)",
        "basics/ways.toml",
    ]
    assert [chapter.name for chapter in library.chapters] == ["Ways of care"]


@pytest.mark.parametrize(
    ("name", "copied", "mistake"),
    [
        ("a", DECK.replace('"Front line"', '""'), "prompts/a.toml: name: "),
        ("b", DECK.replace('"front-line"', '"sound"'), "prompts/b.toml: the deck sound stands in"),
    ],
)
def test_a_copy_of_a_deck_that_is_left_out_takes_no_prompt_from_the_deck(
    tmp_path: Path, name: str, copied: str, mistake: str
) -> None:
    folder = _write(tmp_path)
    (folder / "prompts" / "a-sound-one.toml").write_text(SOUND, encoding="utf-8")
    (folder / "prompts" / f"{name}.toml").write_text(copied, encoding="utf-8")
    library = read_library(folder)
    assert [prompt.id for prompt in prompts(library)] == ["sound-01", "front-line-01", "front-line-02"]
    assert [each[: len(mistake)] for each in library.mistakes] == [mistake]


def test_a_file_as_some_editors_save_it_with_a_mark_in_front_is_read(tmp_path: Path) -> None:
    folder = _write(tmp_path, values=f"\ufeff{VALUES}", deck=f"\ufeff{DECK}".replace("\n", "\r\n"))
    library = read_library(folder)
    assert (len(library.values), len(prompts(library)), library.mistakes) == (2, 2, ())


@pytest.mark.parametrize("content", [f"a = {'[' * 9_999}", f"a = {'7' * 5_000}"], ids=["too deep", "too big"])
def test_a_file_that_no_reader_can_bear_is_left_out_as_any_other(tmp_path: Path, content: str) -> None:
    folder = _write(tmp_path)
    (folder / "prompts" / "a.toml").write_text(content, encoding="utf-8")
    library = read_library(folder)
    assert [prompt.id for prompt in prompts(library)] == ["front-line-01", "front-line-02"]
    assert [mistake.split(" (")[0] for mistake in library.mistakes] == ["prompts/a.toml: cannot be read"]


def test_a_form_has_room_for_ten_decks_and_an_answer_for_five_chapters(tmp_path: Path) -> None:
    folder = _write(tmp_path, deck=None)
    (folder / "basics").mkdir()
    for n in range(12):
        (folder / "prompts" / f"{n:02}.toml").write_text(SOUND.replace("sound", f"sound-{n}"), encoding="utf-8")
        (folder / "basics" / f"{n:02}.toml").write_text(CHAPTER, encoding="utf-8")
    library = read_library(folder)
    assert (len(library.decks), len(library.chapters)) == (10, 5)
    assert [mistake.split(": ")[0] for mistake in library.mistakes] == [
        *(f"prompts/{n:02}.toml" for n in (10, 11)),
        *(f"basics/{n:02}.toml" for n in range(5, 12)),
    ]
