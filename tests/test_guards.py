"""Rules of the house that would otherwise stand in prose."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

import careapp
from careapp.cli import main
from careapp.handlers.vocabulary import VOCABULARY
from careapp.practice.post import CHANNEL_REFUSALS
from careapp.settings import HOUSE, Settings, manifest_path

PACKAGE = Path(careapp.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted(Path(__file__).parent.rglob("*.py"))
MANIFEST: dict[str, Any] = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))
README = (HOUSE / "README.md").read_text(encoding="utf-8") if (HOUSE / "README.md").exists() else ""
NO_NAMES = {"utils", "helpers", "common", "base", "manager", "misc", "services"}


def _named(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_no_file_is_over_300_lines() -> None:
    long = {_named(path): len(_source(path).splitlines()) for path in [*MODULES, *TESTS]}
    assert {name: lines for name, lines in long.items() if lines > 300} == {}


def test_no_function_is_over_40_lines_and_half_are_short() -> None:
    lengths = {
        f"{_named(path)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES
        for node in _functions(path)
    }
    assert len(lengths) > 300
    assert {name: lines for name, lines in lengths.items() if lines > 40} == {}
    assert sorted(lengths.values())[len(lengths) // 2] <= 9


def test_every_module_says_in_a_sentence_what_it_is() -> None:
    for path in [*MODULES, *(test for test in TESTS if _source(test))]:
        says = ast.get_docstring(ast.parse(_source(path))) or ""
        assert says.split("\n\n")[0].endswith("."), _named(path)


def test_every_public_function_says_what_it_does() -> None:
    for path in MODULES:
        for node in ast.parse(_source(path)).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name[0] != "_":
                assert ast.get_docstring(node), f"{_named(path)}: {node.name}"


def test_no_module_is_a_drawer_for_anything() -> None:
    assert not NO_NAMES & {path.stem for path in [*MODULES, *TESTS]}


def test_only_settings_reads_the_environment_and_only_clocks_read_the_time() -> None:
    for path in MODULES:
        name = path.relative_to(PACKAGE).as_posix()
        assert not re.search(r"os\.(environ|getenv)", _source(path)) or name == "settings.py", name
        is_clock = name in ("clock.py", "sandbox/clock.py")
        assert not re.search(r"datetime\.(now|utcnow|today)\(|time\.time\(", _source(path)) or is_clock, name


def test_listeners_and_jobs_post_nothing_themselves_but_through_the_deliverer() -> None:
    posting = {"chat_postMessage", "chat_update", "chat_delete", "reactions_add", "reactions_remove", "files_upload_v2"}
    for path in MODULES:
        name = path.relative_to(PACKAGE).as_posix()
        used = {call for call in posting if f".{call}" in _source(path)}
        allowed = posting if name == "jobs/slack_call.py" else {"chat_postMessage"} if name == "care.py" else set()
        assert used <= allowed or name.startswith("sandbox/"), (name, used - allowed)


def test_tests_use_no_mocks_and_no_sleeps() -> None:
    for path in TESTS:
        if path == Path(__file__):
            continue
        assert "unittest.mock" not in _source(path), _named(path)
        assert not re.search(r"\b(time|asyncio)\.sleep\(", _source(path)), _named(path)


# Slack's manifest reference.
LIMITS = [
    ("name", MANIFEST["display_information"]["name"], 35),
    ("description", MANIFEST["display_information"]["description"], 140),
    ("bot display name", MANIFEST["features"]["bot_user"]["display_name"], 80),
    *((f"{c['command']} command", c["command"], 32) for c in MANIFEST["features"]["slash_commands"]),
    *((f"{c['command']} description", c["description"], 2000) for c in MANIFEST["features"]["slash_commands"]),
    *((f"{c['command']} usage hint", c["usage_hint"], 1000) for c in MANIFEST["features"]["slash_commands"]),
    *((f"{s['name']} name", s["name"], 24) for s in MANIFEST["features"]["shortcuts"]),
    *((f"{s['name']} description", s["description"], 150) for s in MANIFEST["features"]["shortcuts"]),
    *((f"{s['name']} callback id", s["callback_id"], 255) for s in MANIFEST["features"]["shortcuts"]),
]


@pytest.mark.parametrize(("what", "text", "most"), LIMITS, ids=lambda value: value if isinstance(value, str) else "")
def test_the_manifest_fits_slack(what: str, text: str, most: int) -> None:
    assert 0 < len(text) <= most, what


def test_the_manifest_asks_for_socket_mode_escaped_commands_and_little_else() -> None:
    settings = MANIFEST["settings"]
    assert settings["socket_mode_enabled"] is True
    assert settings["interactivity"] == {"is_enabled": True}
    assert not settings["token_rotation_enabled"]
    assert all(command["should_escape"] is True for command in MANIFEST["features"]["slash_commands"])
    assert not any("url" in command for command in MANIFEST["features"]["slash_commands"])
    assert len(settings["event_subscriptions"]["bot_events"]) <= 100
    assert len(MANIFEST["features"]["shortcuts"]) <= 10
    assert re.fullmatch("#[0-9a-f]{6}", MANIFEST["display_information"]["background_color"])


def test_every_command_is_in_the_readme() -> None:
    for command in MANIFEST["features"]["slash_commands"]:
        assert command["command"] in README
    for word in VOCABULARY:
        assert f"/{word}" in README or f"/care {word}" in README or word == "help", word
    for shortcut in MANIFEST["features"]["shortcuts"]:
        assert shortcut["name"] in README
    for name in main.commands if isinstance(main, click.Group) else ():
        assert f"careapp {name}" in README or f"make {name}" in README, name


def test_every_setting_and_the_manifest_are_in_the_readme() -> None:
    for name in Settings.model_fields:
        assert name.upper() in README, name
    assert "app_manifest.yml" in README


def test_every_reason_to_pause_a_circle_completes_a_sentence() -> None:
    for reason in CHANNEL_REFUSALS.values():
        assert not reason[0].isupper() or reason.startswith("Care"), reason
        assert not reason.endswith("."), reason
