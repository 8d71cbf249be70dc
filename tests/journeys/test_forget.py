"""Somebody is forgotten, and no byte of what they said is left where Care keeps things."""

import json
from pathlib import Path

import pytest

from careapp.acts import forget as forget_acts
from careapp.demo.replay import person
from careapp.faults import arm, disarm
from careapp.jobs import forget as job
from careapp.store import backup as backups
from careapp.store import tombstone as tombstones
from tests.handlers.test_forget import forget
from tests.team import Team, chosen_people

FRONTLINE = "care-frontline"
CANARIES = (b"canary", b"Jonas", b"sparrow", b"finch", b"wagtail", b"robin")


def left(*paths: Path) -> dict[str, list[bytes]]:
    """Return which canaries are to be found in which files."""
    found = {path.name: [word for word in CANARIES if word in path.read_bytes()] for path in paths if path.exists()}
    return {name: words for name, words in found.items() if words}


async def say_everything(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    round_ts = team.from_care(FRONTLINE)[-1]["ts"]
    await team.say("jonas", FRONTLINE, "A wagtail came by and sat on the shelf", round_ts)
    await team.command("jonas", FRONTLINE, "/story")
    await team.submit(
        "jonas", text="My canary flew off " * 150, meant="the sparrow", lesson="the finch", thanks=chosen_people("sam")
    )
    await team.command("jonas", FRONTLINE, "/kudos @priya fed the robin #ownership")
    await team.command("jonas", FRONTLINE, "/kudos @jonas fed the robin")
    await team.command("maya", FRONTLINE, "/kudos @jonas @priya stayed late to fix the order")
    await team.command("sam", FRONTLINE, "/story I stayed on the chat until her oven worked")
    await team.react("jonas", FRONTLINE, team.from_care(FRONTLINE, round_ts)[-1]["ts"], "tada")
    await team.at_local("17:00")
    await team.at_local("16:00", days=4)


@pytest.mark.parametrize("journal", ["delete", "wal"])
async def test_no_byte_of_them_is_left_in_the_database_its_journal_and_the_newest_backup(
    team: Team, journal: str
) -> None:
    async with team.care.store.reading() as db:
        assert db.execute(f"PRAGMA journal_mode={journal}").fetchone() == (journal,)
    await say_everything(team)
    database = team.settings.care_database
    beside = [database.with_name(database.name + suffix) for suffix in ("-journal", "-wal", "-shm")]
    newest = backups.newest_good(team.settings.backups, team.care.now())
    assert newest
    in_use = left(database, *beside)
    assert sorted({word for words in in_use.values() for word in words}) == sorted(CANARIES)
    team.sandbox.clock.advance(60)
    await forget(team, "jonas")
    assert left(database, *beside) == {}
    newest = backups.newest_good(team.settings.backups, team.care.now())
    assert newest
    assert left(newest, team.settings.backups / tombstones.FILE) == {}
    assert b"oven" in newest.read_bytes()
    in_slack = json.dumps(
        [m for c in team.sandbox.slack.workspace.channels.values() for m in c.messages.values() if m.get("bot_id")]
    )
    assert not [word for word in CANARIES if word.decode() in in_slack]


@pytest.mark.parametrize(
    "point", ["forget.before_some", "forget.after_some", "forget.before_rest", "forget.after_rest"]
)
@pytest.mark.parametrize("nth", [1, 2])
async def test_a_forgetting_that_is_cut_short_is_gone_on_with_at_the_next_start(
    team: Team, point: str, nth: int
) -> None:
    await team.set_up()
    for n in range(7):
        await team.command("jonas", FRONTLINE, f"/story My canary flew off {n} times")
    async with team.care.store.transaction() as db:
        forget_acts.ask(db, team.care, person("jonas"))

    def cut() -> None:
        raise RuntimeError("cut short")

    arm(point, nth, cut)
    try:
        await job.run(team.care, team.care.now())
    except RuntimeError:
        pass
    finally:
        disarm()
    await team.stop()
    await team.start()
    await team.at(team.care.now())
    assert left(team.settings.care_database) == {}
    assert "canary" not in str(team.messages(FRONTLINE))


async def test_what_still_stands_in_slack_under_their_name_is_not_kept_again(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    round_ts = team.from_care(FRONTLINE)[-1]["ts"]
    await team.say("jonas", FRONTLINE, "My canary came by and sat on the shelf", round_ts)
    team.sandbox.clock.advance(5)
    await team.say("jonas", FRONTLINE, "And the canary stayed for the whole night", round_ts)
    await team.command("sam", FRONTLINE, "/story I stayed on the chat until her oven worked")
    await team.react("jonas", FRONTLINE, team.from_care(FRONTLINE, round_ts)[-1]["ts"], "tada")
    team.sandbox.clock.advance(5)
    await forget(team, "jonas")
    await team.stop()
    team.sandbox.clock.advance(300)
    await team.start()
    await team.at(team.care.now())
    assert left(team.settings.care_database) == {}
    async with team.care.store.reading() as db:
        assert list(db.query("SELECT * FROM cheers")) == []
    await team.say("jonas", FRONTLINE, "I am back, and here is what I did today", round_ts)
    async with team.care.store.reading() as db:
        assert [row["teller"] for row in db.query("SELECT teller FROM stories ORDER BY id")] == ["USAM", "UJONAS"]
