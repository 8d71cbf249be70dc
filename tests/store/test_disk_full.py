"""While the disk is full, people are told and keep their words; once there is room, all works without a restart."""

import logging
import os
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from careapp import faults
from careapp.app import tick
from careapp.demo.play import new_sandbox
from careapp.demo.replay import person
from careapp.logs import Discreet
from careapp.store import StoreError
from tests.conftest import MONDAY
from tests.handlers.test_story import open_round, stories_of
from tests.store.full_disk import Disk, limited_files, small_disk
from tests.store.invariants import flaws
from tests.team import Team, chosen_people, running_team, words

FRONTLINE = "care-frontline"
TOLD = "I drove back to the shop with the missing screws"
SORRY = "Something went wrong on my side and nothing was saved. Please try again in a minute."
HAS_TO = os.environ.get("CARE_DISK")


@pytest.fixture(params=[small_disk, limited_files], ids=["small disk", "limited files"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """A disk that can be filled; without mounts skipped, or failed where CARE_DISK is set."""
    opened = request.param(tmp_path / "disk")
    try:
        disk = opened.__enter__()
    except PermissionError as error:
        (pytest.fail if HAS_TO else pytest.skip)(str(error))
    yield disk
    opened.__exit__(None, None, None)


@pytest.fixture
async def team(disk: Disk) -> AsyncIterator[Team]:
    """The team, with Care's database on the disk; whatever happened, it is whole at the end."""
    async with running_team(new_sandbox(MONDAY), disk.folder / "care.db") as team:
        await open_round(team)
        yield team
        disk.free()
        await team.settle()
        async with team.care.store.reading() as db:
            assert list(db.query("SELECT key, state FROM posts WHERE state <> 'sent'")) == []
    assert flaws(disk.folder / "care.db") == []


async def test_a_slash_command_is_answered_with_its_words(team: Team, disk: Disk) -> None:
    disk.fill()
    delivery = await team.command("jonas", FRONTLINE, f"/story {TOLD}")
    assert delivery["ok"]
    assert team.told("jonas", FRONTLINE).split("\n") == [SORRY, TOLD]
    assert await stories_of(team) == []
    disk.free()
    await team.command("jonas", FRONTLINE, f"/story {TOLD}")
    assert [story.text for story in await stories_of(team)] == [TOLD]


async def test_the_log_says_in_one_line_what_was_not_kept_and_why(
    team: Team, disk: Disk, caplog: pytest.LogCaptureFixture
) -> None:
    disk.fill()
    caplog.clear()
    await team.command("jonas", FRONTLINE, f"/story {TOLD}")
    written = [Discreet().format(record) for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(written) == 1
    assert re.search(r"/story failed: OperationalError: (database or disk is full|disk I/O error)$", written[0])
    assert "\n" not in written[0]
    disk.free()


async def test_a_form_stays_open_with_its_words_and_can_be_sent_again(team: Team, disk: Disk) -> None:
    await team.command("priya", FRONTLINE, "/story")
    disk.fill()
    delivery = await team.submit("priya", text=TOLD, thanks=chosen_people("ines", "sam"))
    assert "not saved. Your words are still here" in str(delivery)
    assert team.has_form("priya")
    assert team.filled_in("priya")["text"] == TOLD
    disk.free()
    await team.submit("priya")
    assert not team.has_form("priya")
    (story,) = await stories_of(team)
    assert (story.text, len(story.thanked)) == (TOLD, 2)


async def test_a_reply_is_left_without_an_ack_and_kept_when_slack_sends_it_again(team: Team, disk: Disk) -> None:
    round_ts = str(_round(team)["ts"])
    await team.sandbox.act("settings", ack_seconds=0.3)
    disk.fill()
    await team.say("sam", FRONTLINE, TOLD, round_ts)
    heard = [
        row["error"] for row in team.sandbox.slack.calls.rows if row["kind"] == "event" and row["name"] == "message"
    ]
    assert heard[-2:] == ["operation_timeout"] * 2
    assert await stories_of(team) == []
    disk.free()
    await team.sandbox.act("settings", ack_seconds=3)
    team.sandbox.clock.advance(61)
    await team.settle()
    assert [story.text for story in await stories_of(team)] == [TOLD]


async def test_whoever_presses_a_button_is_told(team: Team, disk: Disk) -> None:
    await team.command("jonas", FRONTLINE, f"/story {TOLD}")
    kept = team.whispers("jonas", FRONTLINE)[-1]
    disk.fill()
    await team.click("jonas", FRONTLINE, kept, "story.undo")
    assert team.told("jonas", FRONTLINE) == SORRY
    assert len(await stories_of(team)) == 1
    disk.free()
    await team.click("jonas", FRONTLINE, kept, "story.undo")
    assert await stories_of(team) == []


async def test_words_that_were_refused_are_given_back_though_no_draft_can_be_kept(team: Team, disk: Disk) -> None:
    disk.fill()
    await team.command("sam", FRONTLINE, "/kudos @sam stayed late to fix the order")
    told = team.told("sam", FRONTLINE)
    assert "stayed late to fix the order" in told
    assert SORRY not in told
    assert "Open it in a form" not in told


async def test_a_round_that_cannot_be_closed_is_closed_when_there_is_room(team: Team, disk: Disk) -> None:
    await team.command("jonas", FRONTLINE, f"/story {TOLD}")
    disk.fill()
    team.sandbox.clock.advance(600)
    with pytest.raises(StoreError):
        await tick(team.care)
    assert "Our round of" not in words(_round(team))
    disk.free()
    await tick(team.care)
    await team.settle()
    assert "Our round of Monday, 2 November" in words(_round(team))
    assert "*1 story* by 1 person" in words(_round(team))


async def test_what_was_posted_when_the_disk_filled_up_is_not_posted_twice(team: Team, disk: Disk) -> None:
    faults.arm("post.before_outcome", end=disk.fill)
    await team.sandbox.act(
        "command", user=person("jonas"), channel=team.channel_id(FRONTLINE), command="/story", text=TOLD
    )
    with pytest.raises(StoreError):
        await team.settle()
    faults.disarm()
    disk.free()
    team.sandbox.clock.advance(61)
    await team.settle()
    shown = [words(message) for message in team.from_care(FRONTLINE, _round(team)["ts"])]
    assert sum(TOLD in text for text in shown) == 1


def _round(team: Team) -> dict[str, Any]:
    return next(message for message in team.from_care(FRONTLINE) if "round" in str(message.get("metadata")))
