"""The values and the basics as people read them, from Care's own library and from a team's."""

import logging
import shutil
from pathlib import Path

import pytest

from careapp.settings import HOUSE
from tests.team import Team, words

FRONTLINE = "care-frontline"


async def test_everybody_can_read_the_values_and_their_tags(team: Team) -> None:
    await team.command("jonas", "coffee-corner", "/care values")
    said = team.told("jonas", "coffee-corner")
    for value in team.care.library.values:
        assert f":{value.emoji}: *{value.name}*  `#{value.id}`\n{value.says}" in said


async def test_everybody_can_read_the_basics(team: Team) -> None:
    await team.command("jonas", "coffee-corner", "/care basics")
    said = team.told("jonas", "coffee-corner")
    for chapter in team.care.library.chapters:
        assert f"*{chapter.name}*\n_{chapter.about}_" in said
        for point in chapter.point:
            assert f"*{point.name}*  –  {point.says}" in said


async def test_a_mention_is_answered_alike(team: Team) -> None:
    await team.say("jonas", FRONTLINE, "@Care values")
    assert "What we go by" in words(team.whispers("jonas", FRONTLINE)[-1])


async def test_a_folder_of_ones_own_is_used_with_its_mistakes_named_in_the_log(
    team: Team, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "ours"
    for name in ("prompts", "basics"):
        shutil.copytree(HOUSE / "data" / name, folder / name)
    values = (HOUSE / "data" / "values.toml").read_text(encoding="utf-8")
    (folder / "values.toml").write_text(values.replace("Seeing it through", "Till it is done"), encoding="utf-8")
    deck = folder / "prompts" / "front-line.toml"
    deck.write_text(deck.read_text(encoding="utf-8").replace('"welcome"', '"wellcome"', 1), encoding="utf-8")
    await team.stop()
    team.settings = team.settings.model_copy(update={"care_library": folder})
    with caplog.at_level(logging.WARNING, "careapp.app"):
        await team.start()
    assert [said for said in caplog.messages if "library" in said] == [
        f"left out of the library: {folder}/prompts/front-line.toml, prompt 1 (front-line-01): "
        "there is no value 'wellcome'"
    ]
    await team.command("jonas", FRONTLINE, "/care values")
    assert "Till it is done" in team.told("jonas", FRONTLINE)
