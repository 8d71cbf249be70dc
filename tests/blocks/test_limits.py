"""Every message and view fits Slack's limits, whatever people write and however many they are."""

import json
from typing import Any
from zoneinfo import available_timezones

import holidays
import pytest

from careapp.blocks import kudos, setup, story
from careapp.blocks.digest import digest_messages
from careapp.blocks.places import NO_COUNTRY
from careapp.library import Library
from careapp.practice.text import cut
from careapp.sandbox.block_kit import blocks_complaints, view_complaints
from tests.blocks.surfaces import makers, messages, views
from tests.practice import made

WRITTEN = 13_000
VIEW_BYTES = 250_000
A_STORY = "I drove back to the shop with the missing screws, and stayed until the shelf was up. "
SAID = {
    "ordinary": A_STORY,
    "empty": "",
    "forty thousand characters": "a" * 40_000,
    "forty thousand in words": (A_STORY * 500)[:40_000],
    "a thousand <": "<" * 1000,
    "forty thousand &": "&" * 40_000,
    "a mention of every second word": ("<@U0123456789> helped " * 2000)[:40_000],
    "emoji without end": ":tada:" * 5000,
    "an address without end": "https://a.example/" + "b" * 39_000,
    "line breaks": "a\n" * 10_000,
    "families": "\U0001f468\u200d\U0001f469\u200d\U0001f467 " * 1000,
}
NAMES = {"ordinary": "Jonas", "long": "N" * 80, "with a tag": "<!channel> & " * 6}


def _written(node: Any) -> int:
    """The characters of all texts."""
    if isinstance(node, list):
        return sum(map(_written, node))
    if not isinstance(node, dict):
        return 0
    text = node.get("text")
    return len(text) if isinstance(text, str) else sum(map(_written, node.values()))


def _check_messages(found: dict[str, Any]) -> None:
    for name, message in found.items():
        assert blocks_complaints(message["blocks"]) == [], name
        assert _written(message["blocks"]) <= WRITTEN, name
        assert 0 < len(message["text"]) <= 3000, name
        assert set(message) == {"text", "blocks", "unfurl_links", "unfurl_media"}, name
        assert (message["unfurl_links"], message["unfurl_media"]) == (False, False), name


def _check_views(found: dict[str, Any]) -> None:
    for name, view in found.items():
        assert view_complaints(view, ("modal", "home")) == [], name
        assert len(json.dumps(view)) < VIEW_BYTES, name


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("said", SAID)
def test_messages_fit_whatever_is_said(library: Library, said: str, name: str) -> None:
    _check_messages(messages(library, SAID[said], NAMES[name]))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("said", SAID)
def test_views_fit_whatever_is_said(library: Library, said: str, name: str) -> None:
    _check_views(views(library, SAID[said], NAMES[name]))


@pytest.mark.parametrize("people", [1, 50, 300])
def test_messages_fit_however_many_people_there_are(library: Library, people: int) -> None:
    _check_messages(messages(library, A_STORY * 30, "N" * 80, people))


def test_views_fit_with_fifty_receivers(library: Library) -> None:
    _check_views(views(library, A_STORY, "Jonas", people=50))


def test_every_maker_of_a_message_or_view_is_held_against_the_limits(library: Library) -> None:
    shown = {**messages(library, A_STORY, "Jonas"), **views(library, A_STORY, "Jonas")}
    assert {name.split(",")[0].split(" of ")[0] for name in shown} == makers()


def test_a_digest_of_three_hundred_long_stories_names_everyone(library: Library) -> None:
    told = [made.story(n, text=A_STORY * 100) for n in range(1, 301)]
    pages = digest_messages(made.digest(stories=told), library, lambda user_id: f"name of {user_id}." + "x" * 60, "UTC")
    said = json.dumps([page["blocks"] for page in pages])
    assert all(f"name of U{n}." in said or f"<@U{n}>" in said for n in range(1, 301))
    assert 1 < len(pages) < 10


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "Australia/Lord_Howe", "US/Pacific", "Etc/GMT+12", "Zulu"])
def test_the_form_offers_every_zone_and_proposes_the_persons_own(library: Library, zone: str) -> None:
    form = setup.setup_form(made.circle(zone=zone), library)
    _check_views({zone: form})
    element = _element(form, "zone")
    offered = [option["value"] for group in element["option_groups"] for option in group["options"]]
    assert element["initial_option"]["value"] == zone
    assert len(offered) == len(set(offered)) > 400
    assert set(offered) - {zone} <= available_timezones()


def test_every_zone_and_country_there_is_can_stand_in_the_form(library: Library) -> None:
    element = _element(setup.setup_form(made.circle(), library), "country")
    countries = [option["value"] for group in element["option_groups"] for option in group["options"]]
    assert {"DE", "NP", "US", "AU", "EG"} < set(countries) - {NO_COUNTRY} < set(holidays.list_supported_countries())
    zones = sorted(available_timezones())
    for n in range(max(len(countries), len(zones))):
        country = countries[n % len(countries)]
        settings = made.circle(zone=zones[n % len(zones)], country=None if country == NO_COUNTRY else country)
        form = setup.setup_form(settings, library)
        assert view_complaints(form, ("modal",)) == [], settings
        assert _element(form, "country")["initial_option"]["value"] == country


def test_a_circles_settings_stand_in_parts_and_no_two_are_called_alike(library: Library) -> None:
    blocks = setup.setup_form(made.circle(definition="We call back."), library)["blocks"]
    after = {at for at, block in enumerate(blocks, 1) if block["type"] == "header"}
    parts = [blocks[at] for at in after]
    assert len(parts) >= 5
    assert {block["type"] for block in parts} == {"input"}
    fields = [block for block in blocks[min(after) :] if block["type"] == "input"]
    assert len({block["label"]["text"] for block in fields}) == len(fields) == len({b["block_id"] for b in fields})
    assert not [block for block in blocks[: min(after)] if block["type"] == "input"]


def _element(form: dict[str, Any], block_id: str) -> Any:
    return next(block["element"] for block in form["blocks"] if block.get("block_id") == block_id)


@pytest.mark.parametrize("length", [0, 1, 2900, 2901, 10_000, 40_000])
def test_long_words_stand_in_a_form_without_losing_one(library: Library, length: int) -> None:
    said = (A_STORY * 500)[:length]
    for view, field in (
        (story.story_form(library, [made.circle()], text=said), "text"),
        (story.change_form(made.story(text=said), library), "text"),
        (kudos.kudos_form(library, [made.circle()], reason=said), "reason"),
    ):
        inputs = [block for block in view["blocks"] if block.get("block_id", "").rstrip("0123456789") == field]
        assert "".join(block["element"].get("initial_value", "") for block in inputs) == said
        assert [block["block_id"] for block in inputs][:3] == [field, f"{field}1", f"{field}2"][: len(inputs)]


def test_a_long_story_can_be_read_as_a_whole() -> None:
    said = (A_STORY * 500)[:40_000]
    shown = "".join(
        element["text"]
        for block in story.whole_story(made.story(text=said))["blocks"]
        for section in block["elements"]
        for element in section["elements"]
    )
    assert shown == said
    assert cut(said, story.SHOWN) != said
