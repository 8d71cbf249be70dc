"""The workshop in which a team finds its definition of care, and where its sentence stands afterwards."""

from typing import Any

from careapp.demo.replay import person
from tests.handlers.holding import FRONTLINE, answer, begin, lead, step, thread
from tests.handlers.test_forget import forget
from tests.team import Team, ticked, words

DEFINITION = "Our definition of care"
SENTENCE = "We call back when we said we would"


async def at_the_sentence(team: Team, *wishes: str) -> str:
    """Hold the workshop up to its last step."""
    await team.set_up()
    ts = await begin(team, DEFINITION)
    for who, wish in zip(("jonas", "priya", "sam"), wishes, strict=False):
        await answer(team, ts, who, words=wish)
    await lead(team, ts, "move_on")
    await lead(team, ts, "move_on")
    return ts


async def support(team: Team, ts: str, who: str, sentence: str) -> None:
    """Press the button below a sentence."""
    post = step(team, ts)
    at = next(n for n, block in enumerate(post["blocks"]) if sentence in str(block))
    block = post["blocks"][at + 1]
    await team._act(who, FRONTLINE, post, block["elements"][0]["action_id"], block["block_id"], {"type": "button"})


def buttons(post: dict[str, Any]) -> list[str]:
    return [e["text"]["text"] for b in post["blocks"] if b["type"] == "actions" for e in b["elements"]]


async def test_what_people_wish_for_is_shown_together_and_without_names(team: Team) -> None:
    ts = await at_the_sentence(team, "somebody would call me back", "I would not have to ask twice")
    shown = thread(team, ts)[0]
    assert "If I were our customer, …" in shown
    assert "somebody would call me back" in shown
    assert all(person(who) not in shown and who.title() not in shown for who in ("jonas", "priya"))
    await team.click("maya", FRONTLINE, step(team, ts), "workshop.answer")
    assert "I would not have to ask twice" in words(team.form("maya"))


async def test_the_sentence_with_the_most_support_becomes_the_teams(team: Team) -> None:
    ts = await at_the_sentence(team, "somebody would call me back")
    await answer(team, ts, "maya", words="We are the best")
    await answer(team, ts, "priya", words=f"{SENTENCE}\n, every time")
    assert [label for label in buttons(step(team, ts)) if "Support" in label] == ["Support it  ·  1"] * 2
    await support(team, ts, "sam", SENTENCE)
    await support(team, ts, "jonas", "We are the best")
    await support(team, ts, "jonas", SENTENCE)
    assert [label for label in buttons(step(team, ts)) if "Support" in label] == [
        "Support it  ·  3",
        "Support it  ·  1",
    ]
    await lead(team, ts, "move_on")
    summary = words(team.from_care(FRONTLINE)[-1])
    assert f"{SENTENCE} , every time" in summary
    assert "We are the best" not in summary
    assert f"Our definition of care: _{SENTENCE} , every time_" in words(await team.home("sam"))


async def test_without_support_or_between_two_the_workshop_does_not_decide(team: Team) -> None:
    ts = await at_the_sentence(team)
    await lead(team, ts, "move_on")
    assert "No sentence has any support yet." in team.told("maya", FRONTLINE) + str(team.whispers("maya", FRONTLINE))
    await answer(team, ts, "maya", words="We are the best")
    await answer(team, ts, "priya", words=SENTENCE)
    await lead(team, ts, "move_on")
    assert "Two sentences have the same support." in str(team.whispers("maya", FRONTLINE))
    await support(team, ts, "maya", SENTENCE)
    await lead(team, ts, "move_on")
    assert SENTENCE in words(team.from_care(FRONTLINE)[-1])


async def test_other_words_lose_the_support_that_the_first_ones_had(team: Team) -> None:
    ts = await at_the_sentence(team)
    await answer(team, ts, "maya", words="We are quick")
    await support(team, ts, "sam", "We are quick")
    await answer(team, ts, "maya", words="We are quick")
    assert "Support it  ·  2" in buttons(step(team, ts))
    await answer(team, ts, "maya", words="We are cheap")
    assert "Support it  ·  1" in buttons(step(team, ts))


async def test_the_same_sentence_from_two_people_is_one_with_two_voices(team: Team) -> None:
    ts = await at_the_sentence(team)
    await answer(team, ts, "maya", words="We are the best")
    await answer(team, ts, "jonas", words=SENTENCE)
    await answer(team, ts, "priya", words=f"{SENTENCE.upper()}.")
    assert [label for label in buttons(step(team, ts)) if "Support" in label] == [
        "Support it  ·  2",
        "Support it  ·  1",
    ]
    assert "3 people have answered" in words(step(team, ts))
    await forget(team, "jonas")
    assert f"{SENTENCE.upper()}." in words(step(team, ts))
    await support(team, ts, "sam", SENTENCE.upper())
    await lead(team, ts, "move_on")
    assert f"{SENTENCE.upper()}." in words(team.from_care(FRONTLINE)[-1])


async def test_whoever_supports_a_sentence_has_answered_and_can_take_it_back(team: Team) -> None:
    ts = await at_the_sentence(team)
    await answer(team, ts, "maya", words=SENTENCE)
    await support(team, ts, "sam", SENTENCE)
    assert "2 people have answered" in words(step(team, ts))
    assert "Support it  ·  2" in buttons(step(team, ts))
    await team.click("sam", FRONTLINE, team.whispers("sam", FRONTLINE)[-1], "workshop.leave")
    assert "You support none of the sentences now." in str(team.whispers("sam", FRONTLINE)[-1])
    assert "Support it  ·  1" in buttons(step(team, ts))


async def test_a_second_workshop_shows_the_sentence_that_stands_while_people_look_for_another(team: Team) -> None:
    ts = await at_the_sentence(team)
    assert "Today it reads" not in words(step(team, ts))
    await answer(team, ts, "maya", words=SENTENCE)
    await lead(team, ts, "move_on")
    again = await begin(team, DEFINITION)
    await lead(team, again, "move_on")
    await lead(team, again, "move_on")
    assert f"Today it reads: “{SENTENCE}”" in words(step(team, again))


async def test_the_sentence_opens_the_highlights_and_is_changed_in_the_settings(team: Team) -> None:
    ts = await at_the_sentence(team)
    await answer(team, ts, "maya", words=SENTENCE)
    await lead(team, ts, "move_on")
    await team.command("sam", FRONTLINE, "/care preview")
    assert f"What care means to us: {SENTENCE}" in team.told("sam", FRONTLINE)
    await team.command("maya", FRONTLINE, "/care setup")
    assert team.filled_in("maya")["definition"] == SENTENCE
    await team.submit("maya", definition="We say when we will call, and call then")
    await team.at_local("16:00", days=4)
    digest = next(m for m in team.from_care(FRONTLINE) if "This week's highlights" in words(m))
    assert "What care means to us: We say when we will call, and call then" in words(digest)
    await team.command("maya", FRONTLINE, "/care setup")
    await team.submit("maya", definition="")
    assert "definition" not in words(await team.home("sam"))


async def test_settings_that_were_opened_before_the_sentence_was_found_do_not_lose_it(team: Team) -> None:
    ts = await at_the_sentence(team)
    await answer(team, ts, "maya", words=SENTENCE)
    await team.command("maya", FRONTLINE, "/care setup")
    await lead(team, ts, "move_on")
    await team.submit("maya", weekdays=ticked("1", "2"))
    assert f"Our definition of care: _{SENTENCE}_" in words(await team.home("sam"))


async def test_what_is_too_long_or_empty_stays_in_the_form(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, DEFINITION)
    delivery = await answer(team, ts, "jonas", words=":heart:")
    assert "A few words are needed here." in str(delivery)
    assert team.has_form("jonas")


async def test_a_restart_at_every_step_changes_nothing(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, DEFINITION)
    for place in (1, 2, 3):
        assert step(team, ts)["text"].startswith(f"Step {place} of 3")
        if place != 2:
            await answer(team, ts, "jonas", words=SENTENCE)
        await team.stop()
        await team.start()
        await lead(team, ts, "move_on")
    assert SENTENCE in words(team.from_care(FRONTLINE)[-1])
