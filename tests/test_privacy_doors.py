"""Each door through which words come in passes the customers' privacy guard, or says why it need not."""

import ast
import importlib
from functools import cache
from pathlib import Path

import pytest

import careapp.handlers
from careapp.blocks import ids
from careapp.handlers.vocabulary import VOCABULARY
from careapp.library import Library
from tests.blocks.surfaces import views

GUARD = {"careapp.acts.privacy.hide", "careapp.acts.privacy.as_chosen"}
HANDLERS = sorted(Path(careapp.handlers.__file__).parent.glob("*.py"))
NEED_NOT = {
    "praise": "it fills a form in, and the form asks",
    "pause": "a date is all that is kept of it",
    "forget": "it is compared with “me”, and kept nowhere",
    "help": "it is shown to its writer, and kept nowhere",
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(Path(str(importlib.import_module(module).__file__)).read_text(encoding="utf-8"))


@cache
def _functions(module: str) -> dict[str, Function]:
    return {node.name: node for node in _tree(module).body if isinstance(node, Function)}


@cache
def _imported(module: str) -> dict[str, str]:
    """Return what the names in a module stand for elsewhere, as in `acts` for `careapp.acts.story`."""
    imports = [node for node in _tree(module).body if isinstance(node, ast.ImportFrom)]
    return {name.asname or name.name: f"{node.module}.{name.name}" for node in imports for name in node.names}


def _called(module: str, function: str) -> set[str]:
    """Return what a listener calls: itself, by its own module's functions, and by the acts that it calls."""
    called, waiting = set(), {function}
    while waiting:
        for node in ast.walk(_functions(module)[waiting.pop()]):
            if isinstance(node, ast.Name) and node.id in _functions(module):
                waiting |= {node.id} - called
                called.add(node.id)
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                called.add(f"{_imported(module).get(node.value.id, node.value.id)}.{node.attr}")
    return called


def is_guarded(module: str, function: str) -> bool:
    """Say whether a listener, or an act that it calls itself, has what it keeps looked at first."""
    called = _called(module, function)
    acts = [each.rpartition(".") for each in called if each.startswith("careapp.acts.") and each not in GUARD]
    within = [_called(act, name) for act, _, name in acts if name in _functions(act)]
    return bool(GUARD & called.union(*within))


def _keepers() -> dict[str, tuple[str, str]]:
    """Return who keeps each form that is sent, by its callback id: a module, and its function."""
    found = {}
    for path in HANDLERS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Call) and "app.view" in ast.unparse(node.func):
                named, keeper = ast.unparse(node.func.args[0]), ast.unparse(node.args[0])
                if named.startswith("ids."):
                    found[getattr(ids, named.removeprefix("ids."))] = (f"careapp.handlers.{path.stem}", keeper)
    return found


def test_every_form_that_people_write_in_asks_about_what_they_wrote(library: Library) -> None:
    written = {
        view["callback_id"] for view in views(library, "words", "care").values() if "plain_text_input" in str(view)
    }
    keepers = _keepers()
    assert len(written) > 10
    assert written <= set(keepers)
    assert {form for form in written if not is_guarded(*keepers[form])} == set()
    assert {form for form in keepers if is_guarded(*keepers[form])} == written


def test_every_word_that_is_followed_by_others_masks_them_or_need_not() -> None:
    heard = {word: (answer.__module__, answer.__name__) for word, answer in VOCABULARY.items()}
    reads = {word for word, door in heard.items() if {"ask.text", "ask.raw"} & _called(*door)}
    masked = {word for word in reads if is_guarded(*heard[word])}
    assert masked == {"story", "kudos"}
    assert reads - masked <= set(NEED_NOT)


@pytest.mark.parametrize("heard", ["hear", "follow_edit"])
def test_replies_and_their_edits_are_looked_at(heard: str) -> None:
    assert is_guarded("careapp.acts.reply", heard)


def test_only_a_refusal_keeps_drafts_and_looks_at_them_first() -> None:
    keeping = [path.stem for path in HANDLERS if "drafts.keep(" in path.read_text(encoding="utf-8")]
    assert keeping == ["error"]
    assert "careapp.acts.privacy.look" in _called("careapp.handlers.error", "_refusal")
