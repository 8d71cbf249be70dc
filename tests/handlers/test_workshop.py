"""A workshop as its people live through it: begun, led from step to step, paused, left, ended and summed up."""

from careapp.demo.replay import person
from tests.handlers.holding import answer, begin, lead, step, thread
from tests.team import Team, chosen_people, words

FRONTLINE = "care-frontline"
CUSTOMERS = "Who are our customers?"


async def test_a_facilitator_chooses_from_the_workshops_there_are(team: Team) -> None:
    await team.set_up()
    await team.command("maya", FRONTLINE, "/care workshop")
    listed = team.told("maya", FRONTLINE)
    assert listed.startswith("Which workshop shall we hold here?")
    for guide in team.care.library.guides:
        assert f"*{guide.name}*  ·  {guide.minutes} minutes" in listed
    assert listed.count("Begin") == len(team.care.library.guides) == 3


async def test_only_those_who_look_after_the_circle_begin_one(team: Team) -> None:
    await team.set_up(managers=chosen_people("tomasz"))
    await team.command("jonas", FRONTLINE, "/care workshop")
    assert team.told("jonas", FRONTLINE) == "<@UMAYA> or <@UTOMASZ> can begin a workshop here. Ask them."
    await begin(team, CUSTOMERS, "tomasz")
    await team.command("maya", "coffee-corner", "/care workshop")
    assert "This channel is not a circle yet." in team.told("maya", "coffee-corner")


async def test_the_customers_of_a_team_become_a_map(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, CUSTOMERS)
    assert "We are at step 1 of 3" in words(team.from_care(FRONTLINE)[-1])
    assert "About 8 minutes, until <!date^" in thread(team, ts)[0]
    await answer(team, ts, "jonas", buyers="Bakery Lindner\nthe school canteen", departments="Dispatch")
    await answer(team, ts, "priya", buyers="BAKERY Lindner", colleagues="whoever opens in the morning")
    assert "2 people have answered" in words(step(team, ts))
    await lead(team, ts, "move_on")
    drawn, look = thread(team, ts)
    assert "Bakery Lindner ×2, the school canteen" in drawn or "BAKERY Lindner ×2, the school canteen" in drawn
    assert drawn.index("Outside the house") < drawn.index("Buyers: ") < drawn.index("Inside the house")
    assert drawn.endswith("Named by 2 people.")
    assert "Name your customers" not in drawn
    assert "Write down up to ten of them" in drawn
    assert look.startswith("*Step 2 of 3  ·  Look at the map together*")
    assert all(person(who) not in drawn for who in ("jonas", "priya"))
    await lead(team, ts, "move_on")
    await lead(team, ts, "move_on")
    summary = words(team.from_care(FRONTLINE)[-1])
    assert summary.startswith(f"What came of it: {CUSTOMERS}\nOutside the house Buyers: ")
    assert "Pick one group that surprised you." in summary
    assert "Monday, 2 November 2026  ·  `/care workshop`" in summary
    assert "It has ended" in words(next(m for m in team.from_care(FRONTLINE) if m["ts"] == ts))
    assert "What do they do with what we hand over?" in thread(team, ts)[2]
    assert thread(team, ts)[2].endswith("The workshop has ended.")
    assert not any(b["type"] == "actions" for m in team.from_care(FRONTLINE, ts) for b in m["blocks"])


async def test_what_somebody_gave_stands_in_their_form_again_and_is_replaced(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, CUSTOMERS)
    await answer(team, ts, "jonas", buyers="Bakery Lindner\nthe school canteen")
    await team.click("jonas", FRONTLINE, step(team, ts), "workshop.answer")
    assert team.filled_in("jonas")["buyers"] == "Bakery Lindner\nthe school canteen"
    await team.submit("jonas", buyers="the school canteen", suppliers="the mill")
    await lead(team, ts, "move_on")
    assert "Lindner" not in thread(team, ts)[0]
    assert "Suppliers: the mill" in thread(team, ts)[0]


async def test_what_cannot_be_kept_is_said_in_the_form_and_stays_there(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, CUSTOMERS)
    delivery = await answer(team, ts, "jonas", buyers="\n".join(f"customer {n}" for n in range(11)))
    assert "That is 11. Keep the 10 whom you serve most." in str(delivery)
    assert team.filled_in("jonas")["buyers"].count("customer") == 11
    delivery = await team.submit("jonas", buyers="", others="x" * 61)
    assert "is longer than 60 characters" in str(delivery)
    delivery = await team.submit("jonas", buyers=":tada:", others="")
    assert "says nothing to the others" in str(delivery)
    delivery = await team.submit("jonas", buyers=" \n ", others="")
    assert "Name at least one" in str(delivery)
    assert "answered" not in words(step(team, ts))


async def test_who_comes_a_step_later_still_counts_and_nobody_after_the_end(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, CUSTOMERS)
    await team.click("jonas", FRONTLINE, step(team, ts), "workshop.answer")
    await team.click("sam", FRONTLINE, step(team, ts), "workshop.answer")
    await lead(team, ts, "move_on")
    await team.submit("jonas", buyers="Bakery Lindner")
    assert "Buyers: Bakery Lindner" in thread(team, ts)[0]
    await lead(team, ts, "end")
    delivery = await team.submit("sam", buyers="the school canteen")
    assert "This workshop has ended" in str(delivery)
    assert team.filled_in("sam")["buyers"] == "the school canteen"


async def test_it_waits_where_it_was_paused_and_goes_on_there(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, CUSTOMERS)
    await answer(team, ts, "jonas", buyers="Bakery Lindner")
    await lead(team, ts, "pause")
    assert "It is paused" in words(step(team, ts))
    assert "It is paused at step 1 of 3." in words(next(m for m in team.from_care(FRONTLINE) if m["ts"] == ts))
    await team.at_local("09:00", days=6)
    await team.command("maya", FRONTLINE, "/care workshop")
    assert f"*{CUSTOMERS}*\nIt is paused at step 1 of 3." in team.told("maya", FRONTLINE)
    await team.click("maya", FRONTLINE, team.whispers("maya", FRONTLINE)[-1], "workshop.resume")
    assert f"*{CUSTOMERS}*\nWe are at step 1 of 3" in team.told("maya", FRONTLINE)
    assert "Go on" not in str(team.whispers("maya", FRONTLINE))
    assert "About 8 minutes, until" in words(step(team, ts))
    await lead(team, ts, "move_on")
    assert "Bakery Lindner" in thread(team, ts)[0]


async def test_it_rests_when_nobody_moves_it_on_for_two_days_and_says_how_to_go_on(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, CUSTOMERS)
    await team.at_local("09:09")
    assert "The 8 minutes for this step are over" in words(step(team, ts))
    await team.at_local("08:59", days=2)
    assert "rests" not in words(step(team, ts))
    for _ in range(3):
        await team.at_local("09:01")
    rests = [said for said in thread(team, ts) if said.startswith("Nobody has moved this workshop on for two days")]
    assert len(rests) == 1
    assert "`/care workshop`" in rests[0]
    opening = next(m for m in team.from_care(FRONTLINE) if m["ts"] == ts)
    await team.click("maya", FRONTLINE, opening, "workshop.resume")
    assert "About 8 minutes, until" in words(step(team, ts))
    await team.at_local("09:02", days=2)
    assert sum("for two days, so it rests" in said for said in thread(team, ts)) == 2


async def test_there_is_one_at_a_time_and_a_second_click_begins_no_other(team: Team) -> None:
    await team.set_up()
    await team.command("maya", FRONTLINE, "/care workshop")
    listed = team.whispers("maya", FRONTLINE)[-1]
    await team.double_click("maya", FRONTLINE, listed, "workshop.begin")
    assert sum(words(m).startswith(CUSTOMERS) for m in team.from_care(FRONTLINE)) == 1
    assert "begins in <#CCAREFRONTLINE>" in team.told("maya", FRONTLINE)
    ts = str(next(m for m in team.from_care(FRONTLINE) if words(m).startswith(CUSTOMERS))["ts"])
    await lead(team, ts, "move_on")
    await team.command("maya", FRONTLINE, "/care workshop")
    assert f"*{CUSTOMERS}*\nWe are at step 2 of 3" in team.told("maya", FRONTLINE)


async def test_a_second_click_moves_on_once(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, CUSTOMERS)
    await team.double_click("maya", FRONTLINE, step(team, ts), "workshop.move_on")
    assert step(team, ts)["text"].startswith("Step 2 of 3")


async def test_at_its_last_step_there_is_one_way_to_finish_which_asks_first(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, "What gets in the way?")
    for _ in range(2):
        await lead(team, ts, "move_on")
    for who in ("jonas", "sam"):
        await answer(team, ts, who, words="the phones rang at the counter, too")
    offered = [e for b in step(team, ts)["blocks"] if b["type"] == "actions" for e in b["elements"]]
    assert [e["text"]["text"] for e in offered] == ["Finish the sentence", "Sum it up", "Pause"]
    asked = offered[1]["confirm"]["text"]["text"]
    assert asked == "2 people have answered. The workshop ends with a summary in the channel."
    await lead(team, ts, "pause")
    assert "End it here" in words(step(team, ts))


async def test_what_its_leader_presses_in_their_own_message_shows_there_where_it_stands(team: Team) -> None:
    await team.set_up()
    await begin(team, CUSTOMERS)
    for button, said in (
        ("move_on", "We are at step 2 of 3"),
        ("pause", "It is paused at step 2 of 3."),
        ("end", "It has ended; the summary stands in the channel. Thank you!"),
    ):
        await team.command("maya", FRONTLINE, "/care workshop")
        await team.click("maya", FRONTLINE, team.whispers("maya", FRONTLINE)[-1], f"workshop.{button}")
        assert team.told("maya", FRONTLINE).startswith(f"*{CUSTOMERS}*\n{said}")


async def test_only_those_who_look_after_the_circle_lead_it(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, CUSTOMERS)
    for button in ("move_on", "pause", "end"):
        await lead(team, ts, button, "jonas")
        assert "<@UMAYA> can lead a workshop here. Ask them." in str(team.whispers("jonas", FRONTLINE)[-1])
    assert step(team, ts)["text"].startswith("Step 1 of 3")


async def test_one_that_is_ended_early_sums_up_what_there_is(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, CUSTOMERS)
    await answer(team, ts, "jonas", buyers="Bakery Lindner")
    await lead(team, ts, "end")
    summary = words(team.from_care(FRONTLINE)[-1])
    assert "Buyers: Bakery Lindner" in summary
    assert "ended early, after step 1" in summary
    await begin(team, CUSTOMERS)
    await lead(team, str(team.from_care(FRONTLINE)[-1]["ts"]), "end")
    assert "Nothing was written down this time" in words(team.from_care(FRONTLINE)[-1])


async def test_it_survives_a_restart_at_every_step(team: Team) -> None:
    await team.set_up()
    ts = await begin(team, CUSTOMERS)
    for place in (1, 2, 3):
        assert step(team, ts)["text"].startswith(f"Step {place} of 3")
        if place == 1:
            await answer(team, ts, "jonas", buyers="Bakery Lindner")
        before = [team.messages(FRONTLINE), team.messages(FRONTLINE, ts)]
        await team.stop()
        await team.start()
        await team.at(team.care.now())
        assert [team.messages(FRONTLINE), team.messages(FRONTLINE, ts)] == before
        await lead(team, ts, "move_on")
    assert "Buyers: Bakery Lindner" in words(team.from_care(FRONTLINE)[-1])
