"""What people write never calls a channel, hides an address or formats Care's words, wherever Care shows it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careapp.blocks import kudos, story
from careapp.blocks.kit import escape
from careapp.blocks.rich_text import words
from careapp.library import Library
from careapp.practice.text import from_slack, tidy
from tests.blocks.surfaces import messages, views
from tests.practice import made

CANARY = "kanarienvogel"
HOSTILE = [
    "<!channel>",
    "<!here>",
    "<!here|here>",
    "<!everyone>",
    "<!subteam^S1>",
    "<!subteam^S1|@team>",
    "<https://evil.example|your bank>",
    "<mailto:evil@example.com|your boss>",
    "<#C9|general>",
    "<!date^1^{date}^https://evil.example|soon>",
    "&lt;!channel&gt;",
    "*bold* _slanted_ ~struck~ `code` ```block```",
    "> quote\n>>> all",
    "@channel @here",
    "[your bank](https://evil.example)",
    "<@U1|<!channel>>",
    "\u202e<!channel>\u202c",
]
# What Care itself may write alive: people, its circles' channels, and instants.
CARES_OWN = re.compile(r"<@[UW][A-Z0-9]+>|<#C[A-Z0-9]+>|<!date\^\d+\^\{time\}\|\d\d:\d\d>")
# A person's text as rich text may become a person, an address shown in full, an emoji, and nothing else.
INERT = {"text", "user", "link", "emoji"}


def _texts(node: Any, kind: str) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _texts(each, kind)
    elif isinstance(node, dict):
        if node.get("type") == kind:
            yield node["text"]
        for each in node.values():
            yield from _texts(each, kind)


def _inline(node: Any) -> Iterator[dict[str, Any]]:
    """The elements of all rich text."""
    if isinstance(node, list):
        for each in node:
            yield from _inline(each)
    elif isinstance(node, dict):
        is_part = str(node.get("type")) in ("rich_text_section", "rich_text_quote", "rich_text_preformatted")
        for name, each in node.items():
            yield from (each if is_part and name == "elements" else _inline(each))


def _parsed(surface: dict[str, Any]) -> list[str]:
    """All strings of a surface in which Slack looks for mentions, links and formatting."""
    top = [surface["text"]] if isinstance(surface.get("text"), str) else []
    return [*top, *_texts(surface.get("blocks", []), "mrkdwn")]


def _surfaces(library: Library, said: str, name: str) -> dict[str, Any]:
    return {**messages(library, said, name), **views(library, said, name)}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_words_and_names_stay_dead_on_every_surface(library: Library, hostile: str) -> None:
    said = f"{CANARY} {hostile} {CANARY}"
    shown = {**_surfaces(library, tidy(said), said[:80]), **_surfaces(library, from_slack(said), from_slack(said)[:80])}
    for name, surface in shown.items():
        for text in _parsed(surface):
            rest = CARES_OWN.sub("", text)
            assert "<" not in rest, (name, text)
            assert ">" not in rest, (name, text)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_rich_text_holds_only_people_addresses_in_full_and_emoji(library: Library, hostile: str) -> None:
    for name, surface in _surfaces(library, f"{CANARY} {hostile}", hostile).items():
        for element in _inline(surface["blocks"]):
            assert element["type"] in INERT, (name, element)
            assert element["type"] != "link" or set(element) == {"type", "url"}, (name, element)
            assert element["type"] != "user" or re.fullmatch("U[A-Z0-9]+", element["user_id"]), (name, element)


def test_stories_and_reasons_are_never_parsed_and_never_in_a_notification(library: Library) -> None:
    for name, surface in _surfaces(library, f"{CANARY} " * 9, "Jonas").items():
        is_caring = name.startswith(("unknown_message", "given_message", "story_form", "asking_form"))
        for text in _parsed(surface):
            assert CANARY not in text or is_caring, (name, text)
        assert CANARY not in str(surface.get("text")) or name.startswith("given_message"), name


FORMATTING = re.compile(r"[*~`]|(?<![^\W_])_|_(?![^\W_])")


@pytest.mark.parametrize("name", ["*bold*", "_slanted_", "~struck~", "`code`", "__x__", "a*b*c", "_", "*", "```"])
def test_names_format_nothing(name: str) -> None:
    assert not FORMATTING.search(escape(name))
    (sentence, *_) = _parsed(story.story_message(made.story(), name, None))
    assert not FORMATTING.search(sentence)


@pytest.mark.parametrize("name", ["back_office", "Zoë", "O'Neill", "李明", "a-b.c", "R2D2"])
def test_ordinary_names_stay_as_they_are(name: str) -> None:
    assert escape(name) == name


def test_a_person_who_is_named_stays_that_person(library: Library) -> None:
    said = from_slack("<@UTWO|two> and <@UTHREE> carried it; <!channel> saw it")
    surfaces = _surfaces(library, said, "Jonas")
    for name in ("story_message", "kudos_message", "kudos_dm", "digest_messages, 1", "whole_story", "refusal_message"):
        named = [each["user_id"] for each in _inline(surfaces[name]["blocks"]) if each["type"] == "user"]
        assert {"UTWO", "UTHREE"} <= set(named), name
    shown = [each["text"] for each in _inline(surfaces["story_message"]["blocks"]) if each["type"] == "text"]
    assert any("@channel saw it" in text for text in shown)


def test_a_name_that_looks_like_a_mention_mentions_nobody(library: Library) -> None:
    for name, surface in _surfaces(library, "I drove back", "<@UEVIL>").items():
        assert not any("<@UEVIL>" in text for text in _parsed(surface)), name
        assert all(each.get("user_id") != "UEVIL" for each in _inline(surface["blocks"])), name


def test_an_address_behind_other_words_is_shown_in_full() -> None:
    said = from_slack("see <https://evil.example/x|your bank>")
    elements = words(said, 1000)
    assert elements == [
        {"type": "text", "text": "see your bank ("},
        {"type": "link", "url": "https://evil.example/x"},
        {"type": "text", "text": ")"},
    ]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), max_size=6).map("".join))
def test_whatever_is_typed_stays_dead_in_stories_and_kudos(said: str) -> None:
    kept = tidy(said)
    for surface in (
        story.story_message(made.story(text=kept, meant=kept, lesson=kept), kept, None),
        kudos.kudos_message(made.kudos(reason=kept), kept, None),
        kudos.kudos_dm(made.kudos(reason=kept), kept, None, kept),
    ):
        for text in _parsed(surface):
            assert not re.search("[<>]", CARES_OWN.sub("", text))
        assert all(element["type"] in INERT for element in _inline(surface["blocks"]))
