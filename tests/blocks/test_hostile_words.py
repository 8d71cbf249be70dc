"""The whole corpus of hostile words on every surface: nothing calls, nothing misleads, nothing invisible is shown."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careapp.blocks.kit import escape
from careapp.blocks.picture import week_picture
from careapp.blocks.rich_text import words
from careapp.care import person_from_slack
from careapp.library import Library
from careapp.practice.refusal import CareError
from careapp.practice.story import check_story
from careapp.practice.text import from_slack, tidy
from tests.blocks.surfaces import _digest, messages, views
from tests.blocks.test_nothing_comes_alive import CARES_OWN, INERT, _inline, _parsed
from tests.practice.hostile import FAMILIES, SAYS_NOTHING, UNSEEN, corpus

CORPUS = corpus()
KEPT_FORMATS = "\u200c\u200d"  # they join the letters and emoji of people who write so


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for each in node:
            yield from _strings(each)
    elif isinstance(node, dict):
        for each in node.values():
            yield from _strings(each)


def _unseen(text: str) -> list[str]:
    return [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c not in "\n\t" + KEPT_FORMATS]


def _name(raw: str) -> str:
    """A name as Care keeps it of what somebody called themselves in Slack."""
    return person_from_slack({"id": "U1", "profile": {"display_name": raw[:80]}, "name": "jonas"}, "T1").name


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 300
    assert {category for each in UNSEEN.values() for category in map(unicodedata.category, each)} >= {"Cc", "Cf", "Cs"}


@pytest.mark.parametrize("part", range(8))
def test_every_surface_shows_the_corpus_dead(library: Library, part: int) -> None:
    for raw in CORPUS[part::8]:
        for said in {tidy(f"a {raw} z"), from_slack(f"a {raw} z")}:
            shown = {**messages(library, said, _name(raw)), **_quick_views(library, said, _name(raw))}
            for where, surface in shown.items():
                _check(surface, f"{raw!r} on {where}")


def _quick_views(library: Library, said: str, name: str) -> dict[str, Any]:
    return views(library, said, name) if len(said) % 7 == 0 else {}  # they hold all zones of the world each time


def _check(surface: dict[str, Any], where: str) -> None:
    for text in _parsed(surface):
        assert not re.search("[<>]", CARES_OWN.sub("", text)), where
    for element in _inline(surface["blocks"]):
        assert element["type"] in INERT, where
        assert element["type"] != "link" or set(element) == {"type", "url"}, where
        assert element["type"] != "link" or re.match("https?://", element["url"]), where
    for text in _strings(surface):
        assert not _unseen(text), where


@pytest.mark.parametrize("raw", CORPUS[::3])
def test_no_word_of_anybody_stands_in_the_picture_of_the_week(library: Library, raw: str) -> None:
    quiet, loud = (week_picture(_digest(said, 3), library) for said in ("quiet", tidy(raw) or "x"))
    assert quiet == loud


@pytest.mark.parametrize("raw", SAYS_NOTHING, ids=ascii)
def test_what_says_nothing_is_no_story(raw: str) -> None:
    with pytest.raises(CareError):
        check_story(tidy(raw))
    with pytest.raises(CareError):
        check_story(tidy(raw * 30))


@pytest.mark.parametrize("family", FAMILIES)
def test_families_of_emoji_stay_together(family: str) -> None:
    assert tidy(f"Hello {family}!") == from_slack(f"Hello {family}!") == f"Hello {family}!"


@pytest.mark.parametrize(("what", "unseen"), UNSEEN.items())
def test_what_cannot_be_seen_is_dropped_from_words_and_names(what: str, unseen: str) -> None:
    left = unseen[1:] if what == "escape" else ""
    assert tidy(f"one{unseen}two") == f"one{left}two"
    assert _name(f"Jo{unseen}nas") == f"Jo{left}nas"
    assert _name(unseen) == (left or "jonas")


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(CORPUS) | st.text(max_size=30), min_size=1, max_size=5).map("".join))
def test_whatever_is_written_stays_dead(raw: str) -> None:
    for said in (tidy(raw), from_slack(raw)):
        assert not _unseen(said)
        said.encode()
        assert all(each["type"] in INERT for each in words(said, 3000))
        assert not re.search("[<>]", escape(said))
