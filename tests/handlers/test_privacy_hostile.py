"""Whatever numbers and addresses are written like, on every way in; and what is none stays as it is."""

import pytest

from tests.handlers.test_privacy import FRONTLINE, in_database, texts
from tests.handlers.test_story import open_round
from tests.team import Team, words

# As people type them, or as Slack writes what they typed; and what of it must be nowhere.
WRITTEN = {
    "<mailto:anna@customer.example|Anna>": "anna@customer.example",
    "<tel:+491712345678|0171 2345678>": "2345678",
    "<tel:01712345678|call her>": "01712345678",
    "<https://shop.example/orders/4711|order 4711>": "4711",
    "<https://wa.me/491712345678>": "491712345678",
    "`0171 2345678`": "2345678",
    "```DE89 3704 0044 0532 0130 00```": "0044 0532",
    "*4111 1111 1111 1111*": "1111 1111",
    "_order 4711_": "4711",
    "０１７１ ２３４５６７８": "２３４５６７８",
    "order ４７１１": "４７１１",
    "4111 1111\n1111 1111": "1111 1111",
    "de89 3704 0044\n0532 0130 00": "0044\n0532",
    "anna [at] customer.example": "customer.example",
    "0171\u202f2345678": "2345678",
}
EVERYDAY = (
    "24 screws at 14:30 on 2026-11-22 for 1.250,00 EUR to 10115 Berlin, room 4711, 50 kg, size 38-40, "
    "by <@USAM> see https://acme.slack.com/archives/C012AB3CD/p1699999999123456?thread_ts=1699999999.123456"
)


@pytest.mark.parametrize("said", WRITTEN)
async def test_numbers_are_found_however_they_are_written(team: Team, said: str) -> None:
    round_ts = await open_round(team)
    await team.say("sam", FRONTLINE, f"I looked after {said} at once, and gladly", round_ts)
    await team.say("jonas", FRONTLINE, f"@Care story I looked after {said} at once")
    await team.command("priya", FRONTLINE, f"/story I looked after {said} at once")
    assert len(await texts(team)) == 3
    assert in_database(team, WRITTEN[said]) == []
    for who in ("sam", "jonas", "priya"):
        assert "  →  [" in team.told(who, FRONTLINE)


async def test_what_is_everyday_is_kept_as_it_is_and_not_a_word_is_said_of_it(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, f"/story {EVERYDAY}")
    (kept,) = await texts(team)
    assert kept == EVERYDAY
    assert "To protect the customer" not in team.told("jonas", FRONTLINE)


@pytest.mark.parametrize(
    "digits", ["1" * 12_000, "0171 2345678 " * 900, "order 4711, " * 1000], ids=["one", "many", "orders"]
)
async def test_twelve_thousand_characters_of_digits_are_taken_like_any_words(team: Team, digits: str) -> None:
    await team.set_up()
    await team.say("jonas", FRONTLINE, f"@Care story I counted {digits}")
    (kept,) = await texts(team)
    assert kept.startswith("I counted ")
    assert in_database(team, "2345678", "4711,") == []
    assert words(team.whispers("jonas", FRONTLINE)[-1])
