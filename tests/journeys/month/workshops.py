"""One workshop of each kind: the map of customers, the definition of care that lasts over a night, and the barriers."""

from tests.handlers.holding import answer, begin, lead, step, thread
from tests.journeys.month.people import FIVE, FRONTLINE, Step, all_shown, shown
from tests.team import Team, choice, words

CUSTOMERS, DEFINITION, BARRIERS = "Who are our customers?", "Our definition of care", "What gets in the way?"
RATED = ("mission", "business", "own-role", "commitment", "communication")
OURS = "We ring before you have to ask."


def _held(team: Team, name: str) -> str:
    """Return the ts of the post under which a workshop is held."""
    return str(all_shown(team, name)[0]["ts"])


def maya_begins(name: str) -> Step:
    """Return the step in which a workshop begins."""

    async def she_begins(team: Team) -> None:
        ts = await begin(team, name)
        assert step(team, ts)["text"].startswith("Step 1 of 3")

    return she_begins


def she_moves_on(name: str) -> Step:
    """Return the step in which a workshop goes one step on."""

    async def she_moves(team: Team) -> None:
        before = step(team, _held(team, name))["text"]
        await lead(team, _held(team, name), "move_on")
        assert step(team, _held(team, name))["text"] != before

    return she_moves


async def they_name_their_customers(team: Team) -> None:
    ts = _held(team, CUSTOMERS)
    await answer(team, ts, "jonas", buyers="Bakery Lindner\nthe school canteen", departments="Dispatch")
    await answer(team, ts, "priya", buyers="Bakery Lindner", colleagues="whoever opens in the morning")
    assert "2 people have answered" in words(step(team, ts))


async def the_map_is_drawn(team: Team) -> None:
    await lead(team, _held(team, CUSTOMERS), "move_on")
    assert "Bakery Lindner ×2, the school canteen" in thread(team, _held(team, CUSTOMERS))[0]
    await team.say("sam", FRONTLINE, "The bakery rings us twice a week", _held(team, CUSTOMERS))


async def the_customers_are_summed_up(team: Team) -> None:
    await lead(team, _held(team, CUSTOMERS), "move_on")
    said = words(shown(team, f"What came of it: {CUSTOMERS}"))
    assert "Buyers: Bakery Lindner ×2" in said
    assert "Wednesday, 4 November 2026" in said


async def they_change_sides(team: Team) -> None:
    ts = _held(team, DEFINITION)
    await answer(team, ts, "jonas", words="somebody would ring me before I ask")
    await answer(team, ts, "sam", words="I would hear a name, not a department")
    await lead(team, ts, "move_on")
    assert "I would hear a name, not a department" in thread(team, ts)[0]
    await lead(team, ts, "pause")
    assert "It is paused at step 2 of 3." in words(shown(team, DEFINITION))


async def they_go_on_the_next_day(team: Team) -> None:
    await team.command("maya", FRONTLINE, "/care workshop")
    assert "It is paused at step 2 of 3." in team.told("maya", FRONTLINE)
    await team.click("maya", FRONTLINE, team.whispers("maya", FRONTLINE)[-1], "workshop.resume")
    await lead(team, _held(team, DEFINITION), "move_on")
    await team.click("maya", FRONTLINE, step(team, _held(team, DEFINITION)), "workshop.answer")


async def maya_proposes_a_sentence_and_two_support_it(team: Team) -> None:
    await team.submit("maya", words=OURS)
    for who in ("jonas", "priya"):
        await team.click(who, FRONTLINE, step(team, _held(team, DEFINITION)), "workshop.support")


async def the_sentence_is_theirs(team: Team) -> None:
    await lead(team, _held(team, DEFINITION), "move_on")
    assert OURS in words(shown(team, f"What came of it: {DEFINITION}"))
    assert OURS in words(await team.home("sam"))
    (pinned,) = [message for message in team.messages(FRONTLINE) if "pinned_to" in message]
    assert OURS in words(pinned)


async def they_rate_what_gets_in_the_way(team: Team) -> None:
    ts = _held(team, BARRIERS)
    for at, who in enumerate(FIVE):
        rated = {barrier: choice(str((at + n) % 5 + 1)) for n, barrier in enumerate(RATED)} | {"mission": choice("5")}
        given = await answer(team, ts, who, **rated)
        assert given["ok"], given
    assert "5 people have answered" in words(step(team, ts))


async def the_ratings_are_shown_without_names(team: Team) -> None:
    await lead(team, _held(team, BARRIERS), "move_on")
    said = thread(team, _held(team, BARRIERS))[0]
    assert "No shared goal for our customers: 5.0 of 5, nearly always" in said
    assert "Rated by 5 people, without names" in said


async def what_would_help_is_summed_up(team: Team) -> None:
    ts = _held(team, BARRIERS)
    await lead(team, ts, "move_on")
    await answer(team, ts, "tomasz", words="the phones rang at the counter, too")
    await lead(team, ts, "move_on")
    said = words(shown(team, f"What came of it: {BARRIERS}"))
    assert "5.0 of 5" in said
    assert "the phones rang at the counter, too" in said
