"""Whatever is spoilt of a circle: people are forgotten, also in its own posts, and Care starts."""

from datetime import timedelta

import pytest

from careapp.acts import contribution as contribution_acts
from careapp.acts import forget
from careapp.acts import workshop as workshop_acts
from careapp.care import Care
from careapp.store import Database
from careapp.store import tombstone as tombstones
from tests.handlers.holding import held_up_to_its_second_step
from tests.jobs.test_spoilt_rows import FRONTLINE, SPOILT, change, ids
from tests.team import Team

HELD = "I drove back with the screws"


async def a_practice(team: Team) -> None:
    """Let Jonas have told, thanked and given something to a workshop, and Priya thanked him."""
    await team.set_up()
    await held_up_to_its_second_step(team, team.channel_id(FRONTLINE), "we listen first")
    await team.at_local("16:55")
    await team.command("jonas", FRONTLINE, f"/story {HELD}")
    await team.command("jonas", FRONTLINE, "/kudos @sam rang every customer")
    await team.command("priya", FRONTLINE, "/kudos @jonas @sam stayed late to fix the order")
    await team.at_local("16:01", days=4)


async def ask(team: Team, *user_ids: str) -> None:
    async with team.care.store.transaction() as db:
        for user_id in user_ids:
            forget.ask(db, team.care, user_id)


async def left_to_do(team: Team) -> list[str]:
    async with team.care.store.reading() as db:
        return [tombstone.name for tombstone in tombstones.to_do(db)]


async def naming(team: Team, words_of: str) -> list[str]:
    async with team.care.store.reading() as db:
        return [row["key"] for row in db.query("SELECT key FROM posts WHERE instr(content, ?)", [words_of])]


@pytest.mark.parametrize(("column", "value"), SPOILT, ids=ids)
async def test_who_told_and_thanked_in_a_spoilt_circle_is_forgotten_there(team: Team, column: str, value: str) -> None:
    await a_practice(team)
    assert await naming(team, HELD)
    await change(team, "circles", column, value)
    await ask(team, "UJONAS", "UMAYA", "UEMRE")
    await team.settle()
    assert await forget.settle(team.care)
    assert await left_to_do(team) == []
    assert await naming(team, HELD) == await naming(team, "UJONAS") == await naming(team, "UMAYA") == []


async def test_care_starts_with_somebody_to_forget_and_a_spoilt_circle(team: Team) -> None:
    await a_practice(team)
    await change(team, "circles", "round_time", "soon")
    await ask(team, "UJONAS", "UEMRE")
    await team.stop()
    await team.start()
    assert await left_to_do(team) == []
    assert await naming(team, HELD) == []


async def test_what_cannot_be_forgotten_keeps_nobody_else_from_it_nor_care_from_its_start(
    team: Team, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await a_practice(team)
    let_go = contribution_acts.forget

    def failing(db: Database, care: Care, number: int, user_id: str) -> None:
        if user_id == "UPRIYA":
            raise LookupError("what nobody thought of")
        let_go(db, care, number, user_id)

    with monkeypatch.context() as patched:
        patched.setattr(contribution_acts, "forget", failing)
        await ask(team, "UPRIYA", "UJONAS")
        await team.stop()
        await team.start()
        assert await left_to_do(team) == ["UPRIYA"]
        assert "forgetting (person) in all circles: failed" in caplog.text
        assert not await forget.settle(team.care)
    assert await forget.settle(team.care)
    assert await left_to_do(team) == []


async def test_a_step_that_cannot_be_shown_without_who_led_it_is_tried_again(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_practice(team)

    def failing(*_: object) -> None:
        raise LookupError("what nobody thought of")

    with monkeypatch.context() as patched:
        patched.setattr(workshop_acts, "show_place", failing)
        await ask(team, "UMAYA")
        assert await forget.settle(team.care)
        assert await naming(team, "<@UMAYA>")
    await team.at(team.care.now() + timedelta(minutes=1))
    assert await naming(team, "<@UMAYA>") == []
