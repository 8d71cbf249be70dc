"""The workshop on what gets in the way: ratings that nobody can trace, shown from five up, with their trend."""

import itertools
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import Any

from careapp.acts import contribution as acts
from careapp.demo.replay import person
from careapp.practice.seal import seal
from careapp.store import answer_key as keys
from tests.handlers.holding import FRONTLINE, answer, begin, lead, step, thread
from tests.team import Team, choice, words

BARRIERS = "What gets in the way?"
FIVE = ("jonas", "priya", "sam", "tomasz", "maya")
NAMES = ("mission", "business", "own-role", "commitment", "communication")


def ratings(*given: int) -> dict[str, Any]:
    return {name: choice(str(rating)) for name, rating in zip(NAMES, given, strict=True)}


async def rate(team: Team, ts: str, who: str, *given: int) -> dict[str, Any]:
    return await answer(team, ts, who, **ratings(*given))


async def hold(team: Team, *people: str, given: tuple[int, ...] = (1, 2, 3, 4, 5)) -> str:
    ts = await begin(team, BARRIERS)
    for who in people:
        await rate(team, ts, who, *given)
    await lead(team, ts, "move_on")
    return ts


def kept(team: Team, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(team.settings.care_database)) as conn:
        return conn.execute(sql).fetchall()


async def test_from_five_answers_up_the_means_are_shown_the_highest_first(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, BARRIERS)
    for n, who in enumerate(FIVE):
        await rate(team, ts, who, 1, 2, 3, 4, 5 if n else 3)
        assert "of 5" not in "".join(thread(team, ts)).replace("Step 1 of 3", "")
    assert "5 people have answered; results are shown from 5 up" in words(step(team, ts))
    await lead(team, ts, "move_on")
    shown = thread(team, ts)[0]
    guide = team.care.library.guide("barriers")
    assert guide
    communication, commitment = guide.barrier[4], guide.barrier[3]
    first = f"Word does not get through: 4.6 of 5, nearly always\n“{communication.says}”"
    assert f"{first}Full days win over good intentions: 4.0 of 5, often\n“{commitment.says}”" in shown
    assert "Rated by 5 people, without names, from 1 (hardly ever) to 5 (nearly always)." in shown


async def test_of_four_answers_nothing_is_shown_and_nothing_kept(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, BARRIERS)
    for who in FIVE[:4]:
        await rate(team, ts, who, 1, 2, 3, 4, 5)
    (moving_on,) = [e for b in step(team, ts)["blocks"] for e in b.get("elements", []) if "Next" in str(e)]
    assert moving_on["confirm"]["title"]["text"] == "Move on already?"
    await lead(team, ts, "move_on")
    assert "Fewer than 5 people gave their ratings" in thread(team, ts)[0]
    assert kept(team, "SELECT * FROM ratings") == kept(team, "SELECT * FROM raters") == []
    await lead(team, ts, "end")
    assert "Fewer than 5 people gave their ratings" in words(team.from_care(FRONTLINE)[-1])


async def test_nothing_kept_tells_whose_a_rating_is_whatever_the_order(team: Team) -> None:
    await team.set_up()
    found = set()
    for order in itertools.islice(itertools.permutations(range(5)), 0, 120, 40):
        ts = await begin(team, BARRIERS)
        for n in order:
            await rate(team, ts, FIVE[n], *[n + 1] * 5)
        (number,) = kept(team, "SELECT max(id) FROM workshops")[0]
        rows = kept(team, f"SELECT barrier_id, rating, times FROM ratings WHERE workshop_id = {number}")
        found.add(tuple(rows))
        assert kept(team, "SELECT * FROM contributions") == []
        await lead(team, ts, "end")
        assert kept(team, "SELECT * FROM raters") == []
    assert len(found) == 1
    columns = [row[1] for row in kept(team, "PRAGMA table_info(ratings)")]
    assert columns == ["workshop_id", "barrier_id", "rating", "times"]


async def test_a_person_rates_once_and_their_form_says_so(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, BARRIERS)
    await rate(team, ts, "jonas", 1, 1, 1, 1, 1)
    async with team.care.store.transaction() as db:  # as from a form that was open elsewhere
        at = acts.asked(db, team.care, kept(team, "SELECT id FROM workshops")[0][0], "rate", person("jonas"))
        acts.give(db, team.care, at, person("jonas"), dict.fromkeys(NAMES, "5"), "")
    assert kept(team, "SELECT DISTINCT rating, times FROM ratings") == [(1, 1)]
    await team.click("jonas", FRONTLINE, step(team, ts), "workshop.answer")
    assert "You have rated already." in team.told("jonas", FRONTLINE) + str(team.whispers("jonas", FRONTLINE))
    assert "1 person has answered" in words(step(team, ts))


async def test_nobody_rates_after_the_step_or_could_be_told_from_the_difference(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, BARRIERS)
    for who in FIVE[:4]:
        await rate(team, ts, who, 2, 2, 2, 2, 2)
    await team.invite("maya", FRONTLINE, "ruth")
    await team.click("maya", FRONTLINE, step(team, ts), "workshop.answer")
    await rate(team, ts, "ruth", 2, 2, 2, 2, 2)
    await lead(team, ts, "move_on")
    delivery = await team.submit("maya", **ratings(5, 5, 5, 5, 5))
    assert "We have moved on from this step" in str(delivery)
    assert "Rated by 5 people" in thread(team, ts)[0]


async def test_every_rating_is_asked_for(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, BARRIERS)
    await team.click("jonas", FRONTLINE, step(team, ts), "workshop.answer")
    fields = [block for block in team.form("jonas")["blocks"] if block["type"] == "input"]
    assert [field["block_id"] for field in fields] == list(NAMES)
    assert not any(field.get("optional") for field in fields)


async def test_the_next_quarter_shows_the_trend(team: Team) -> None:
    await team.set_up()
    for days, given in ((0, (1, 2, 3, 4, 5)), (91, (1, 2, 3, 4, 4)), (91, (1, 2, 3, 4, 3))):
        await team.at_local("10:00", days=days)
        ts = await hold(team, *FIVE, given=given)
        shown = thread(team, ts)[0]
        await lead(team, ts, "end")
    assert (
        "Word does not get through: 3.0 of 5, half the time (before: 5.0 in November 2026, 4.0 in February 2027)"
        in shown
    )
    assert "(before: 5.0 in November 2026, 4.0 in February 2027)" in words(team.from_care(FRONTLINE)[-1])


async def test_what_would_help_stands_in_the_summary_without_names(team: Team) -> None:
    await team.set_up()
    ts = await hold(team, *FIVE)
    await lead(team, ts, "move_on")
    await answer(team, ts, "jonas", words="the shop told dispatch what it has promised")
    await lead(team, ts, "move_on")
    summary = words(team.from_care(FRONTLINE)[-1])
    assert "It would help if … the shop told dispatch what it has promised" in summary
    assert person("jonas") not in summary


async def test_a_restart_at_every_step_changes_nothing(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, BARRIERS)
    for n, who in enumerate(FIVE):
        await rate(team, ts, who, 1, 2, 3, 4, 5)
        if n % 2:
            await team.stop()
            await team.start()
    for _ in range(2):
        await lead(team, ts, "move_on")
        await team.stop()
        await team.start()
    await lead(team, ts, "move_on")
    assert "Word does not get through: 5.0 of 5" in words(team.from_care(FRONTLINE)[-1])


async def test_that_somebody_has_rated_says_nothing_without_a_key_that_goes_with_the_step(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, BARRIERS)
    await rate(team, ts, "jonas", 1, 1, 1, 1, 1)
    ((mark,),) = kept(team, "SELECT mark FROM raters")
    ((number,),) = kept(team, "SELECT id FROM workshops")
    key = keys.of(team.care.store.path, f"workshop-{number}")
    assert key
    assert mark == seal(key, person("jonas"))
    assert seal(b"another", person("jonas")) != mark
    await lead(team, ts, "move_on")
    await team.at_local("09:05")
    assert keys.of(team.care.store.path, f"workshop-{number}") is None


async def test_where_the_key_is_lost_nobody_rates_twice(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, BARRIERS)
    await rate(team, ts, "jonas", 1, 1, 1, 1, 1)
    keys.drop_all_but(team.care.store.path, "workshop", ())
    await team.click("jonas", FRONTLINE, step(team, ts), "workshop.answer")
    assert "I have lost track of who has rated here" in str(team.whispers("jonas", FRONTLINE)[-1])
    assert kept(team, "SELECT DISTINCT rating, times FROM ratings") == [(1, 1)]


async def test_one_that_ends_after_its_guide_is_gone_keeps_no_few_ratings_nor_who_gave_them(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, BARRIERS)
    await rate(team, ts, "jonas", 1, 1, 1, 1, 1)
    team.care.library = replace(team.care.library, guides=())
    await lead(team, ts, "end")
    assert kept(team, "SELECT * FROM ratings") == kept(team, "SELECT * FROM raters") == []


async def test_few_ratings_are_no_trend_even_where_they_were_left_over(team: Team) -> None:
    await team.set_up()
    await lead(team, await hold(team, *FIVE), "end")
    async with team.care.store.transaction() as db:
        db.execute("UPDATE ratings SET times = 4")
    await team.at_local("10:00", days=91)
    assert "before:" not in thread(team, await hold(team, *FIVE))[0]


async def test_ratings_of_who_was_forgotten_do_not_outlive_a_guide_either(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, BARRIERS)
    await rate(team, ts, "jonas", 1, 1, 1, 1, 1)
    ((number,),) = kept(team, "SELECT id FROM workshops")
    async with team.care.store.transaction() as db:
        acts.forget(db, team.care, number, person("jonas"))
    team.care.library = replace(team.care.library, guides=())
    await lead(team, ts, "end")
    assert kept(team, "SELECT * FROM ratings") == []
