"""A backup is restored after life went on: nothing is said twice, and nothing that was taken back returns."""

from collections import Counter
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from careapp.acts import forget as forget_acts
from careapp.acts import round as round_acts
from careapp.acts import telling as telling_acts
from careapp.acts.telling import Telling
from careapp.demo.replay import channel, person
from careapp.practice.backup import read_name
from careapp.store import UnusableDatabaseError
from careapp.store import backup as backups
from careapp.store import circle as circles
from careapp.store import post as posts
from careapp.store import restore as restores
from careapp.store import story as stories
from careapp.store import tombstone as tombstones
from tests.handlers.test_forget import forget
from tests.team import Team, words

FRONTLINE = "care-frontline"


async def back_up(team: Team) -> Path:
    store = team.care.store
    return await store.beside(partial(backups.make, folder=store.backups, now=team.care.now()))


async def bring_back(team: Team, backup: Path) -> Path | None:
    """Stop Care, restore, and start it again."""
    await team.stop()
    named = read_name(backup.name)
    assert named
    settings = team.settings
    aside = restores.bring_back(settings.care_database, settings.backups, named, team.sandbox.clock.now())
    await team.start()
    return aside


def shown(team: Team, where: str = FRONTLINE) -> Counter[str]:
    """Count Care's messages by their key, wherever in the channel they stand, and its pictures by their names."""
    kept = team.sandbox.slack.workspace.channels[team.channel_id(where)].messages.values()
    keys = [m["metadata"]["event_payload"]["key"] for m in kept if m.get("metadata")]
    return Counter([*keys, *(file["name"] for m in kept for file in m.get("files", []))])


async def tell_without_delivery(team: Team, who: str, text: str) -> None:
    async with team.care.store.transaction() as db:
        circle = circles.get(db, channel(FRONTLINE))
        assert circle
        assert telling_acts.tell(db, team.care, circle, Telling(person(who), text, "command", f"command:{text}"))


async def quiet(team: Team) -> None:
    """Let a minute pass, and what is looked up then be settled."""
    team.sandbox.clock.advance(61)
    await team.at(team.care.now())


async def test_what_waited_at_the_backup_and_was_shown_since_is_shown_once(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:54")
    async with team.care.store.transaction() as db:
        circle = circles.get(db, channel(FRONTLINE))
        assert circle
        round_acts.open_now(db, team.care, circle, team.care.now())
    await tell_without_delivery(team, "jonas", "I drove back with the screws")
    backup = await back_up(team)
    await team.settle()
    before = shown(team)
    assert set(before.values()) == {1}
    await bring_back(team, backup)
    await quiet(team)
    assert shown(team) == before
    async with team.care.store.reading() as db:
        assert {row["state"] for row in db.query("SELECT state FROM posts")} == {"sent"}
    await team.command("priya", FRONTLINE, "/story I stayed on the chat until her oven worked")
    assert "<@UJONAS> and <@UPRIYA>" in words(team.from_care(FRONTLINE)[-1])


async def test_a_week_that_is_lived_again_after_a_restore_doubles_nothing(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await team.at_local("17:00")
    backup = await back_up(team)
    for days in (1, 1, 1):
        await team.at_local("16:55", days)
        await team.command("priya", FRONTLINE, "/story I stayed on the chat until her oven worked")
        await team.at_local("17:00")
    await team.at_local("16:00", days=1)
    await team.at_local("16:55")
    await team.command("sam", FRONTLINE, "/story Rang the man from yesterday")
    before = shown(team)
    assert sum(key.startswith("digest:") for key in before) >= 1
    assert sum(key.endswith(".png") for key in before) == 1
    team.sandbox.clock.advance(60)
    await bring_back(team, backup)
    await quiet(team)
    await team.at_local("17:00")
    await quiet(team)
    after = shown(team)
    assert set(after.values()) == {1}
    assert sorted(after) == sorted(before)
    async with team.care.store.reading() as db:
        reasons = {
            r["day"][-2:]: r["reason"] for r in db.query("SELECT day, reason FROM rounds WHERE state = 'missed'")
        }
        assert set(reasons.values()) == {"a backup from before it was restored"}
        assert set(reasons) == {"03", "04", "05"}
    await team.at_local("16:55", days=3)
    assert set(shown(team).values()) == {1}


async def test_a_story_told_since_the_backup_never_lends_its_number_to_another(team: Team) -> None:
    await team.set_up()
    backup = await back_up(team)
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    (old,) = [m for m in team.from_care(FRONTLINE) if "I drove back" in words(m)]
    await bring_back(team, backup)
    await team.command("jonas", FRONTLINE, "/story And again the next day")
    await team.choose("jonas", FRONTLINE, old, "story.menu", "Take it back")
    async with team.care.store.reading() as db:
        assert [row["text"] for row in db.query("SELECT text FROM stories")] == ["And again the next day"]


async def test_what_was_taken_back_since_the_backup_stays_taken_back(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story My canary flew off")
    await team.command("jonas", FRONTLINE, "/kudos @sam my sparrow stayed")
    await team.command("priya", FRONTLINE, "/story I stayed on the chat until her oven worked")
    backup = await back_up(team)
    (story,) = [m for m in team.from_care(FRONTLINE) if "canary" in words(m)]
    await team.choose("jonas", FRONTLINE, story, "story.menu", "Take it back")
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "kudos.take_back")
    before = shown(team)
    await bring_back(team, backup)
    assert b"canary" not in team.settings.care_database.read_bytes()
    assert b"sparrow" not in team.settings.care_database.read_bytes()
    await quiet(team)
    assert shown(team) == before
    assert "oven" in str(team.messages(FRONTLINE))


@pytest.mark.parametrize("lost", ["the database", "the file beside the backups"])
async def test_tombstones_survive_the_loss_of_either_of_their_places(team: Team, lost: str) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story My canary flew off")
    backup = await back_up(team)
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "story.undo")
    await team.at(team.care.now())
    mirror = team.settings.backups / tombstones.FILE
    assert "command:" in mirror.read_text()
    await team.stop()
    (team.settings.care_database if lost == "the database" else mirror).unlink()
    await bring_back(team, backup)
    async with team.care.store.reading() as db:
        assert not any(row["text"] for row in db.query("SELECT text FROM stories"))
    await team.at(team.care.now())
    assert "command:" in mirror.read_text()


async def test_a_copy_put_in_place_by_hand_is_cleared_of_what_was_taken_back_too(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story My canary flew off")
    backup = await back_up(team)
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "story.undo")
    await team.at(team.care.now())
    await team.stop()
    team.settings.care_database.write_bytes(backup.read_bytes())
    await team.start()
    assert b"canary" not in team.settings.care_database.read_bytes()


async def test_somebody_forgotten_since_the_backup_stays_forgotten(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story My canary flew off")
    backup = await back_up(team)
    async with team.care.store.transaction() as db:
        forget_acts.ask(db, team.care, person("jonas"))
    await team.at(team.care.now())
    before = shown(team)
    await bring_back(team, backup)
    await quiet(team)
    assert b"canary" not in team.settings.care_database.read_bytes()
    assert shown(team) == before


async def test_what_somebody_told_after_they_were_forgotten_outlives_restores_of_backups_from_before_and_after(
    team: Team,
) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story My canary flew off")
    before_it = await back_up(team)
    await team.at_local("12:00", days=1)
    async with team.care.store.transaction() as db:
        forget_acts.ask(db, team.care, person("jonas"))
    await team.at(team.care.now() + timedelta(minutes=1))
    await team.command("jonas", FRONTLINE, "/story I am back, with the screws")
    await team.at(team.care.now() + timedelta(minutes=1))
    after_it = await back_up(team)
    for _ in range(2):
        await bring_back(team, after_it)
        await quiet(team)
        assert await told_by(team, "jonas") == ["I am back, with the screws"]
        assert team.from_care(FRONTLINE)[-1]["text"] == "Jonas Keller told a story."
    await bring_back(team, before_it)
    await quiet(team)
    assert await told_by(team, "jonas") == []
    assert not any(word in team.settings.care_database.read_bytes() for word in (b"canary", b"Jonas"))
    await team.command("jonas", FRONTLINE, "/story I am back once more")
    await quiet(team)
    await team.stop()
    await team.start()
    await quiet(team)
    assert await told_by(team, "jonas") == ["I am back once more"]
    assert b"canary" not in team.settings.care_database.read_bytes()
    assert team.from_care(FRONTLINE)[-1]["text"] == "Jonas Keller told a story."


async def told_by(team: Team, who: str) -> list[str]:
    async with team.care.store.reading() as db:
        told = [stories.get(db, story_id) for story_id in stories.ids_of(db, person(who))]
    return [story.text for story in told if story]


async def test_tombstones_that_cannot_be_read_hold_the_start_and_the_restore(team: Team) -> None:
    await team.set_up()
    backup = await back_up(team)
    await team.stop()
    (team.settings.backups / tombstones.FILE).write_text("not ours\n")
    named = read_name(backup.name)
    assert named
    with pytest.raises(UnusableDatabaseError, match="must not come back"):
        restores.bring_back(team.settings.care_database, team.settings.backups, named, team.sandbox.clock.now())
    with pytest.raises(UnusableDatabaseError, match="what people took back"):
        await team.start()


async def test_a_list_that_is_broken_and_moved_away_is_written_anew_from_the_database(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story My canary flew off")
    await forget(team, "jonas")
    file = team.settings.backups / tombstones.FILE
    before = file.read_text()
    await team.stop()
    file.write_text(f"not ours\n{before}")
    with pytest.raises(UnusableDatabaseError, match=r"line 1 .* move the file away"):
        await team.start()
    file.unlink()
    await team.start()
    assert sorted(file.read_text().splitlines()) == sorted(before.splitlines())


async def test_a_failed_post_that_was_sent_since_the_backup_is_looked_up_when_its_channel_is_open_again(
    team: Team,
) -> None:
    await team.set_up()
    await team.kick("maya", FRONTLINE, "care")
    await tell_without_delivery(team, "jonas", "I drove back with the screws")
    await team.settle()
    backup = await back_up(team)
    await team.invite("maya", FRONTLINE, "care")
    before = shown(team)
    assert before["story:1"] == 1
    await bring_back(team, backup)
    await quiet(team)
    await team.command("maya", FRONTLINE, "/care setup")
    await team.submit("maya")
    team.sandbox.clock.advance(timedelta(minutes=5).total_seconds())
    await quiet(team)
    async with team.care.store.reading() as db:
        assert posts.get(db, "story:1")
        assert stories.get(db, 1)
    assert shown(team)["story:1"] == 1
