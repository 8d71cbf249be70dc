"""Care is killed while it takes back again what a restore brought back, or puts dates right: gone stays gone."""

from datetime import timedelta

import pytest

from careapp.demo.replay import channel
from careapp.store import backup as backups
from careapp.store import restore as restores
from careapp.store import tombstone as tombstones
from careapp.store.columns import instant
from tests.reliability.mortal_team import MortalTeam
from tests.team import words

FRONTLINE = "care-frontline"


async def restored_since(mortal: MortalTeam) -> None:
    """Have a story and kudos taken back after a backup, and that backup brought back, with Care stopped."""
    await mortal.start()
    await mortal.set_up()
    await mortal.command("priya", FRONTLINE, "/story I stayed on the chat until her oven worked")
    await mortal.command("jonas", FRONTLINE, "/story My canary flew off")
    await mortal.command("jonas", FRONTLINE, "/kudos @sam my sparrow stayed")
    await mortal.at_local("10:00")
    whispers = mortal.whispers("jonas", FRONTLINE)
    await mortal.click("jonas", FRONTLINE, whispers[-2], "story.undo")
    await mortal.click("jonas", FRONTLINE, whispers[-1], "kudos.take_back")
    await mortal.at_local("10:01")
    await mortal.stop()
    now, settings = mortal.sandbox.clock.now(), mortal.settings
    (backup,) = backups.good_on(settings.backups, now.date())
    restores.bring_back(settings.care_database, settings.backups, backup, now)
    assert mortal.kept("SELECT count(*) FROM stories WHERE is_removed = 0") == [(2,)]


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("point", ["forget.before_thing", "forget.after_thing"])
async def test_what_was_taken_back_is_gone_again_at_the_next_start(mortal: MortalTeam, point: str, nth: int) -> None:
    await restored_since(mortal)
    seen = [words(message) for message in mortal.from_care(FRONTLINE)]
    await mortal.start(point, nth)
    await mortal.rise()
    assert not any(bird in mortal.settings.care_database.read_bytes() for bird in (b"canary", b"sparrow"))
    assert mortal.kept("SELECT text FROM stories WHERE is_removed = 0") == [
        ("I stayed on the chat until her oven worked",)
    ]
    assert mortal.kept("SELECT count(*) FROM tombstones WHERE done_at IS NULL") == [(0,)]
    await mortal.settle()
    await mortal.at(mortal.sandbox.clock.now() + timedelta(seconds=61))
    assert [words(message) for message in mortal.from_care(FRONTLINE)] == seen


@pytest.mark.parametrize("point", ["forget.before_dates", "forget.after_dates"])
async def test_who_was_forgotten_while_the_clock_was_ahead_can_speak_again(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await mortal.set_up()
    await mortal.command("jonas", FRONTLINE, "/story My canary flew off")
    await mortal.at_local("12:00")
    await mortal.command("jonas", FRONTLINE, "/care forget me")
    await mortal.click("jonas", FRONTLINE, mortal.whispers("jonas", FRONTLINE)[-1], "person.forget")
    await mortal.at_local("12:01")
    await mortal.at_local("10:00")
    await mortal.rise()
    now = mortal.sandbox.clock.now()
    assert all(one.gone_at <= now for one in tombstones.read_file(mortal.settings.backups))
    assert mortal.kept(f"SELECT * FROM tombstones WHERE gone_at > '{instant(now)}'") == []
    await mortal.at_local("10:01")
    await mortal.command("maya", FRONTLINE, "/care round")
    (round_,) = [m for m in mortal.from_care(FRONTLINE) if "Share a story" in words(m)]
    await mortal.say("jonas", FRONTLINE, "I drove back with the screws that were missing", round_["ts"])
    assert mortal.kept("SELECT text FROM stories WHERE is_removed = 0") == [
        ("I drove back with the screws that were missing",)
    ]
    assert "canary" not in str(mortal.sandbox.slack.workspace.channels[channel(FRONTLINE)].messages)
