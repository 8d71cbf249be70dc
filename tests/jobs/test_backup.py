"""The day's backup: made by itself, tried again after a failure, and anew after somebody was forgotten."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from careapp.acts import forget as forget_acts
from careapp.demo.replay import person
from careapp.jobs import JOBS, backup, forget
from careapp.practice.backup import Backup
from careapp.practice.tombstone import Tombstone
from careapp.store import backup as backups
from careapp.store import tombstone as tombstones
from tests.jobs.test_post_in_doubt import FRONTLINE
from tests.team import Team


def listed(team: Team) -> list[Backup]:
    return backups.listed(team.settings.backups)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


async def test_there_is_one_backup_a_day(team: Team) -> None:
    for n in range(3):
        for hour in ("10:00", "22:00"):
            await team.at_local(hour, days=int(hour == "10:00" and n > 0))
    assert [str(one.made_at.date()) for one in listed(team)] == ["2026-11-04", "2026-11-03", "2026-11-02"]


async def test_a_backup_that_fails_is_tried_again_and_the_failure_is_raised_for_the_log(team: Team) -> None:
    folder = team.settings.backups
    folder.rmdir() if folder.exists() else None
    folder.write_text("a file in the place of the folder")
    with pytest.raises(FileExistsError):
        await backup.run(team.care, team.care.now())
    folder.unlink()
    await backup.run(team.care, team.care.now())
    assert len(listed(team)) == 1


async def test_a_backup_of_today_that_is_damaged_is_made_again(team: Team) -> None:
    await backup.run(team.care, team.care.now())
    (one,) = listed(team)
    path = team.settings.backups / one.name
    cut(path)
    await backup.run(team.care, team.care.now())
    assert backups.newest_good(team.settings.backups, team.care.now()) == path


async def test_after_somebody_was_forgotten_the_newest_backup_knows_nothing_of_them(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story My canary flew off")
    await backup.run(team.care, team.care.now())
    team.sandbox.clock.advance(60)
    async with team.care.store.transaction() as db:
        forget_acts.ask(db, team.care, person("jonas"))
    team.sandbox.clock.advance(5)
    await forget.run(team.care, team.care.now())
    (newest,) = listed(team)
    assert b"canary" not in (team.settings.backups / newest.name).read_bytes()


async def ask(team: Team, who: str, at: datetime) -> None:
    """Ask to forget a person, by a clock that says it is `at`."""
    async with team.care.store.transaction() as db:
        tombstones.put(db, Tombstone("person", person(who), at), None)


async def test_one_backup_follows_a_forgetting_in_the_same_second(team: Team) -> None:
    await team.set_up()
    await backup.run(team.care, team.care.now())
    (before,) = listed(team)
    team.sandbox.clock.advance(0.25)
    await ask(team, "jonas", team.care.now())
    await forget.run(team.care, team.care.now())
    path = team.settings.backups / before.name
    assert tombstones.last_forgotten_in(path) == team.care.now()
    made = path.stat().st_ino
    team.sandbox.clock.advance(300)
    await backup.run(team.care, team.care.now())
    assert [one.name for one in listed(team)] == [path.name]
    assert path.stat().st_ino == made


async def test_a_forgetting_that_the_backups_cannot_be_told_of_is_done_and_they_are_told_later(
    team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    await team.set_up()
    folder = team.settings.backups
    folder.write_text("a file in the place of the folder")
    await ask(team, "jonas", team.care.now())
    await forget.run(team.care, team.care.now())
    assert f"what was taken back is gone, but {folder} does not know it yet: " in caplog.text
    async with team.care.store.reading() as db:
        assert tombstones.to_do(db) == []
    folder.unlink()
    await forget.run(team.care, team.care.now())
    await backup.run(team.care, team.care.now())
    assert [one.name for one in tombstones.read_file(folder)] == [person("jonas")]
    assert len(listed(team)) == 1


async def test_a_forgetting_under_a_clock_that_was_ahead_makes_one_backup_due(team: Team) -> None:
    await team.set_up()
    ahead = team.care.now() + timedelta(days=365)
    async with team.care.store.transaction() as db:
        tombstones.put(db, Tombstone("person", person("jonas"), ahead), ahead)
    made = set()
    for _ in range(3):
        team.sandbox.clock.advance(300)
        await forget.run(team.care, team.care.now())
        await backup.run(team.care, team.care.now())
        made |= {one.name for one in listed(team)}
    assert len(made) == 1


async def test_a_backup_of_today_is_read_through_once_by_the_same_care(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await team.care.store.beside(partial(backups.make, folder=team.settings.backups, now=team.care.now()))
    monkeypatch.setattr(backups, "_trusted", {})  # as after a start
    read: list[Path] = []
    flaw = backups.flaw
    monkeypatch.setattr(backups, "flaw", lambda path: read.append(path) or flaw(path))
    for _ in range(3):
        await backup.run(team.care, team.care.now())
    assert read == [made]
    made.touch()
    await backup.run(team.care, team.care.now())
    assert read == [made, made]


def test_both_jobs_are_in_the_table() -> None:
    assert {backup.run, forget.run} <= {job.run for job in JOBS}
