"""What a manifest and a workspace file may declare, and the sentences for what they may not."""

import re
import tomllib
from copy import deepcopy
from typing import Any

import pytest

from careapp.sandbox import BUILT_IN_WORKSPACE, Sandbox
from careapp.sandbox.manifest import Manifest, over_http
from careapp.settings import HOUSE
from tests.sandbox.conftest import MANIFEST, WORKSPACE

HERE = "http://127.0.0.1:3000/slack/events"
WORKSPACE_FILE = """
name = "Corner Tea"

[[person]]
handle = "Iris"
name = "Iris Vale"
zone = "Europe/London"
email = "iris@tea.example"
title = "Keeps the shop"
color = "#3b5d2a"

[[person]]
handle = "otto"
is_guest = true

[[person]]
handle = "left"
deleted = true

[[person]]
handle = "clock"
is_bot = true

[[channel]]
name = "counter"
topic = "What would you like?"
purpose = "Orders"
members = ["iris", "Otto", "iris"]
app = true

[[channel]]
name = "old-cellar"
private = true
archived = true
members = ["iris"]

[[group]]
handle = "regulars"
name = "Regulars"
members = ["otto"]
"""


def slack_of(text: str) -> Any:
    return Sandbox(MANIFEST, tomllib.loads(text)).slack


def test_a_workspace_file_declares_people_channels_and_groups() -> None:
    workspace = slack_of(WORKSPACE_FILE).workspace
    iris, otto, left, clock = (workspace.people[f"U{each}"] for each in ("IRIS", "OTTO", "LEFT", "CLOCK"))
    assert (iris.handle, iris.name, iris.zone, iris.title) == ("iris", "Iris Vale", "Europe/London", "Keeps the shop")
    assert (iris.email, iris.color) == ("iris@tea.example", "3b5d2a")
    assert (otto.name, otto.zone, otto.email, otto.is_guest) == ("Otto", "UTC", "otto@corner-tea.example", True)
    assert (left.deleted, clock.is_bot, clock.email) == (True, True, "")
    counter, cellar = workspace.channels["CCOUNTER"], workspace.channels["COLDCELLAR"]
    assert (counter.topic, counter.purpose) == ("What would you like?", "Orders")
    assert counter.members == ["UIRIS", "UOTTO", "UHELPER"]
    assert (cellar.kind, cellar.is_archived, cellar.members) == ("group", True, ["UIRIS"])
    assert workspace.groups["SREGULARS"].members == ("UOTTO",)


def test_the_file_in_the_docs_is_one() -> None:
    text = (HOUSE / "docs" / "sandbox.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.+?)```", text, re.DOTALL)
    workspace = slack_of(shown).workspace
    assert (workspace.people["UNOOR"].zone, workspace.channels["CCOUNTER"].purpose) == ("Asia/Amman", "Orders")
    assert workspace.groups["SREGULARS"].members == ("UNOOR",)


def test_the_workspace_that_is_built_in_is_small_and_in_several_zones() -> None:
    workspace = slack_of(BUILT_IN_WORKSPACE.read_text(encoding="utf-8")).workspace
    people = [each for each in workspace.people.values() if not each.is_app]
    assert len({each.zone for each in people}) == len(people) == 4
    assert any(workspace.bot_user_id in channel.members for channel in workspace.channels.values())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is nobody in the workspace: it needs at least one `person` with a `handle`."),
        ('[[person]]\nhandle = "a"\nis_bot = true', "There is nobody in the workspace"),
        ("name = 7", "`name` must be text, not a number."),
        ("person = [1]", "person 1 must hold fields with names, not a number."),
        ('[[person]]\nhandle = "a"\ncolor = "red"', "person 1: `color` must be six hexadecimal digits, as #3b5d2a."),
        ('[[person]]\nhandle = ""', "person 1: `handle` is missing."),
        ('[[person]]\nhandle = "a b"', "person 1: `handle` must be letters, digits, dots, dashes or underscores."),
        ('[[person]]\nhandle = "a"\n[[person]]\nhandle = "A"', "Two people have the handle a."),
        ('[[person]]\nhandle = "helper"', "A person has the handle helper, which is that of the app."),
        ('[[person]]\nhandle = "a"\nis_guest = "yes"', "person 1: `is_guest` must be true or false, not text."),
        ('[[person]]\nhandle = "a"\nguest = true', "person 1: `guest` is not known here; there are handle, "),
        ('[[channel]]\nname = "Loud"', "channel 1: `name` must be lower-case letters, digits, dashes or underscores"),
        ('[[channel]]\nname = "a"\n[[channel]]\nname = "a"', "Two channels are called a."),
        ('[[channel]]\nname = "a"\nmembers = ["who"]', "channel 1: `members` names who. No person has the handle who."),
        ('[[channel]]\nname = "a"\nmembers = "who"', "channel 1: `members` must be a list, not text."),
        ('[[channel]]\nname = "a"\nmembers = [1]', "channel 1: `members` must be a list of texts."),
        (f'[[channel]]\nname = "a"\ntopic = "{"x" * 251}"', "channel 1: `topic` may have at most 250 characters."),
        ('[[group]]\nname = "a"', "group 1: `handle` is missing."),
        ('[[person]]\nhandle = "a"\n[[group]]\nhandle = "a"', "Two people or groups have the handle a."),
    ],
)
def test_a_workspace_that_cannot_be_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError) as refusal:
        slack_of(text)
    assert str(refusal.value)[: len(sentence)] == sentence


def changed(path: str, value: Any) -> dict[str, Any]:
    """The manifest with another value at a path such as `settings.interactivity`; None takes what is there away."""
    manifest = deepcopy(MANIFEST)
    *way, last = path.split(".")
    place: Any = manifest
    for name in way:
        place = place[int(name)] if name.isdigit() else place[name]
    place[last] = value
    return manifest


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("features", [], "The manifest declares no bot_user: there is no app to install."),
        ("features", "x", "features must hold fields with names, not text."),
        ("display_information.background_color", "red", "display_information: `background_color` must be a color as"),
        ("display_information.name", "x" * 36, "display_information: `name` may have at most 35 characters."),
        (
            "features.slash_commands.0.command",
            "tea",
            "features.slash_commands 1: `command` must be one word after a slash",
        ),
        (
            "features.slash_commands.0.command",
            "/",
            "features.slash_commands 1: `command` must be one word after a slash",
        ),
        ("features.slash_commands.1.should_escape", "no", "features.slash_commands 2: `should_escape` must be true or"),
        (
            "features.slash_commands",
            [{"command": "/a"}] * 51,
            "features: `slash_commands` may have at most 50 entries.",
        ),
        ("features.shortcuts.0.type", "any", "features.shortcuts 1: `type` must be one of message, global."),
        ("features.shortcuts.0.name", None, "features.shortcuts 1: `name` is missing."),
        ("oauth_config.scopes.bot", "chat:write", "oauth_config.scopes: `bot` must be a list, not text."),
        (
            "settings.event_subscriptions.bot_events",
            [1],
            "settings.event_subscriptions: `bot_events` must be a list of",
        ),
        ("settings.interactivity", True, "settings.interactivity must hold fields with names, not true or false."),
        ("settings.socket_mode_enabled", "on", "settings: `socket_mode_enabled` must be true or false, not text."),
    ],
)
def test_a_manifest_that_cannot_be_is_refused_with_its_field(path: str, value: Any, sentence: str) -> None:
    for reading in (Manifest.of, lambda manifest: over_http(manifest, HERE)):
        if path == "settings.socket_mode_enabled" and reading is not Manifest.of:
            continue  # it is set anew
        with pytest.raises(ValueError) as refusal:
            reading(changed(path, value))
        assert str(refusal.value)[: len(sentence)] == sentence


@pytest.mark.parametrize(
    "url",
    [
        "https://tea.example/slack/events",
        "http://tea.example/slack/events",
        "https://127.0.0.1/slack/events",
        "http://127.0.0.1@tea.example/",
        "http://127.0.0.1.tea.example/",
        "http://0.0.0.0:3000/",
        "http://[::2]:3000/",
        "http://localhost:port/",
        "ftp://localhost/",
        "/slack/events",
    ],
)
def test_only_urls_of_this_machine_are_posted_to(url: str) -> None:
    with pytest.raises(ValueError, match=r"this machine alone|is no URL"):
        Sandbox(over_http(MANIFEST, url), WORKSPACE)


@pytest.mark.parametrize("url", [HERE, "http://localhost/", "http://[::1]:3000/slack"])
def test_every_name_of_this_machine_will_do(url: str) -> None:
    declared = Sandbox(over_http(MANIFEST, url), WORKSPACE).slack.manifest
    assert declared.addresses
    assert {declared.addresses.events, declared.addresses.interactivity, declared.addresses.options} == {url}
    assert {each.url for each in declared.commands.values()} == {url}


def test_without_socket_mode_every_url_that_is_needed_is_asked_for() -> None:
    manifest = over_http(MANIFEST, HERE)
    for part, sentence in (
        (manifest["features"]["slash_commands"][1], "features.slash_commands 2: `url` is missing."),
        (manifest["settings"]["interactivity"], "settings.interactivity: `request_url` is missing."),
        (manifest["settings"]["event_subscriptions"], "settings.event_subscriptions: `request_url` is missing."),
    ):
        del part["url" if "url" in part else "request_url"]
        with pytest.raises(ValueError) as refusal:
            Manifest.of(manifest)
        assert str(refusal.value) == sentence
        part["url" if "command" in part else "request_url"] = HERE


def test_socket_mode_is_what_an_app_without_urls_uses_and_then_urls_do_not_matter() -> None:
    assert Manifest.of(changed("settings.socket_mode_enabled", None)).addresses is None
    manifest = over_http(MANIFEST, HERE)
    manifest["settings"]["socket_mode_enabled"] = None
    assert Manifest.of(manifest).addresses
    manifest["settings"]["event_subscriptions"]["request_url"] = "https://tea.example/"
    manifest["settings"]["socket_mode_enabled"] = True
    assert Manifest.of(manifest).addresses is None
