"""Whoever looks after a circle asks to be forgotten: what names them as the one to turn to names them no more."""

from tests.handlers.test_forget import FRONTLINE, forget
from tests.team import Team, words


async def test_the_word_that_settings_were_kept_names_them_no_more(team: Team) -> None:
    await team.set_up()
    (kept,) = [message for message in team.from_care(FRONTLINE) if "/care setup" in words(message)]
    assert "<@UMAYA> can change that" in words(kept)
    await forget(team, "maya")
    (kept,) = [message for message in team.from_care(FRONTLINE) if "/care setup" in words(message)]
    assert "\nA facilitator can change that with `/care setup`." in words(kept)
    async with team.care.store.reading() as db:
        assert not list(db.query("SELECT key FROM posts WHERE instr(content, 'UMAYA')"))


async def test_a_workshop_that_they_led_names_them_no_more(team: Team) -> None:
    await team.set_up()
    await team.command("maya", FRONTLINE, "/care workshop")
    await team.click("maya", FRONTLINE, team.whispers("maya", FRONTLINE)[-1], "workshop.begin")
    await team.at_local("16:00")
    opening = next(message for message in team.from_care(FRONTLINE) if message.get("reply_count"))
    (step,) = team.from_care(FRONTLINE, opening["ts"])
    assert "Led by <@UMAYA>." in words(step)
    await forget(team, "maya")
    (step,) = team.from_care(FRONTLINE, opening["ts"])
    assert "Led by a facilitator." in words(step)
