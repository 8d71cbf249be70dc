"""Reactions on stories and kudos are counted per person."""

import asyncio

from careapp.sandbox.events import send_event
from careapp.sandbox.faults import held_answer
from careapp.store import story as stories
from tests.handlers.test_kudos import kudos_of
from tests.handlers.test_story import open_round, stories_of
from tests.team import Team

FRONTLINE = "care-frontline"


async def told(team: Team) -> str:
    """Tell a story by Jonas and return its ts."""
    round_ts = await open_round(team)
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    return str(team.from_care(FRONTLINE, round_ts)[-1]["ts"])


async def cheers(team: Team) -> int:
    (story,) = await stories_of(team)
    return story.cheers


async def test_cheers_are_counted_per_person_added_and_removed(team: Team) -> None:
    ts = await told(team)
    counted = []
    for who, emoji, on in [
        ("sam", "tada", True),
        ("sam", "heart", True),
        ("maya", "tada", True),
        ("sam", "tada", False),
        ("sam", "heart", False),
        ("sam", "clap::skin-tone-3", True),
        ("sam", "clap::skin-tone-5", True),
    ]:
        team.sandbox.clock.advance(1)
        await team.react(who, FRONTLINE, ts, emoji, on)
        counted.append(await cheers(team))
    assert counted == [1, 1, 2, 2, 1, 2, 2]


async def test_nobody_cheers_for_themselves(team: Team) -> None:
    ts = await told(team)
    await team.react("jonas", FRONTLINE, ts, "tada")
    assert await cheers(team) == 0


async def test_a_reply_kept_as_a_story_is_cheered_but_not_by_cares_mark(team: Team) -> None:
    round_ts = await open_round(team)
    reply = await team.say("sam", FRONTLINE, "Rang the man from yesterday to ask if it held", round_ts)
    assert await cheers(team) == 0
    await team.react("maya", FRONTLINE, reply, "green_heart")
    assert await cheers(team) == 1


async def test_kudos_are_cheered_and_not_by_their_giver(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/kudos @sam stayed late to fix the order")
    ts = team.messages(FRONTLINE)[-1]["ts"]
    for who in ("sam", "maya", "jonas"):
        await team.react(who, FRONTLINE, ts, "raised_hands")
    assert [kudos.cheers for kudos in await kudos_of(team)] == [2]


async def test_what_comes_out_of_order_counts_in_the_order_it_was_done(team: Team) -> None:
    ts = await told(team)
    item = {"type": "message", "channel": team.channel_id(FRONTLINE), "ts": ts}
    shared = {"user": "USAM", "reaction": "tada", "item": item, "item_user": "UCARE"}
    for type_, event_ts in [("reaction_removed", "1793635000.000200"), ("reaction_added", "1793635000.000100")]:
        send_event(team.sandbox.slack, {**shared, "type": type_, "event_ts": event_ts})
        await team.settle()
    assert await cheers(team) == 0
    send_event(team.sandbox.slack, {**shared, "type": "reaction_added", "event_ts": "1793635000.000300"})
    await team.settle()
    assert await cheers(team) == 1


async def test_a_second_delivery_changes_nothing(team: Team) -> None:
    ts = await told(team)
    item = {"type": "message", "channel": team.channel_id(FRONTLINE), "ts": ts}
    event = {
        "type": "reaction_added",
        "user": "USAM",
        "reaction": "tada",
        "item": item,
        "event_ts": "1793635000.000100",
    }
    for _ in range(2):
        send_event(team.sandbox.slack, event)
        await team.settle()
    assert await cheers(team) == 1


async def test_other_messages_are_left_alone(team: Team) -> None:
    await told(team)
    chat = await team.say("maya", FRONTLINE, "Who has the keys to the van today?")
    await team.react("sam", FRONTLINE, chat, "key")
    async with team.care.store.reading() as db:
        assert list(db.query("SELECT * FROM cheers")) == []
        assert stories.by_message(db, team.channel_id(FRONTLINE), chat) is None


async def test_a_cheer_on_a_post_that_is_just_being_sent_counts_when_it_comes_again(team: Team) -> None:
    await team.set_up()
    await team.sandbox.act("settings", ack_seconds=0.2)
    hold = held_answer()
    team.sandbox.faults.plan("chat.postMessage", hold)
    telling = asyncio.get_running_loop().create_task(team.command("jonas", FRONTLINE, "/story I drove back again"))
    await hold.held.wait()
    ts = team.from_care(FRONTLINE)[-1]["ts"]
    await team.sandbox.act("react", user="UPRIYA", channel=team.channel_id(FRONTLINE), ts=ts, name="tada", on=True)
    await team.sandbox.settled()
    hold.release()
    await telling
    assert await cheers(team) == 0
    team.sandbox.clock.advance(600)
    await team.settle()
    assert await cheers(team) == 1
