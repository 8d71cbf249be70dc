"""Does what the history says, through Slack's own doors: commands, forms, replies and reactions."""

import asyncio
from datetime import timedelta
from typing import Any

from careapp.care import Care
from careapp.demo import message
from careapp.demo.history import Act, Moment
from careapp.jobs import answer, behaviour, digest, lesson, note, post, praise, pulse, round, workshop
from careapp.sandbox import Sandbox
from careapp.store import kudos as all_kudos
from careapp.store import post as posts
from careapp.store import story as stories

INPUT = "value"
DUE = (round, digest, answer, note, pulse, lesson, behaviour, workshop, praise)
_LASTING = ("tick", "deed")  # what they change stays so for a while


async def replay(sandbox: Sandbox, care: Care, history: list[Moment]) -> None:
    """Replay a history up to its end; the sandbox's clock must stand still and before it."""
    for moment in history:
        if moment.at > sandbox.clock.now():
            sandbox.clock.set(moment.at)
        await _DO[moment.kind](sandbox, care, moment)
        await settle(sandbox, care, with_changes=moment.kind in _LASTING)


async def settle(sandbox: Sandbox, care: Care, *, with_changes: bool = True) -> None:
    """Wait until every event is taken and every post is shown; the clock moves on where posts keep their pace.

    Without `with_changes` only new posts are waited for: what changes in old ones is soon to change again.
    """
    for _ in range(600):
        await sandbox.settled()
        await care.settle()
        if with_changes:
            await post.write_anew(care, care.now(), heeds_pace=False)
        async with care.store.reading() as db:
            waiting = [each for each in posts.to_do(db, care.now()) if with_changes or not each.is_shown]
        if not waiting:
            return
        if all(post.is_held(care, each, care.now()) for each in waiting):
            sandbox.clock.advance(1)
        if care.busy:
            await asyncio.sleep(0.01)  # somebody else is sending
        await post.run(care, care.now())
    raise RuntimeError("Care's posts do not come to rest")


async def _setup(sandbox: Sandbox, care: Care, moment: Moment) -> None:
    circle = moment.act
    who, where = person(circle["facilitator"]), channel(circle["channel"])
    await sandbox.act("command", user=who, channel=where, command="/care", text="setup")
    boxes = {name: {"selected_options": [{"value": choice} for choice in chosen]} for name, chosen in _boxes(circle)}
    values: dict[str, Any] = {
        "time": {"selected_time": circle["time"]},
        "zone": {"selected_option": {"value": circle["zone"]}},
        "digest_weekday": {"selected_option": {"value": str(circle["digest_weekday"])}},
        "digest_time": {"selected_time": circle["digest_time"]},
        "pulse_time": {"selected_time": circle["pulse_time"]},
        "managers": {"selected_users": [person(manager) for manager in circle["managers"]]},
        **boxes,
    }
    await submit(sandbox, who, values)


def _boxes(circle: Act) -> list[tuple[str, list[str]]]:
    named = [(name, circle[name]) for name in ("decks", "letters", "pulse")]
    return [("weekdays", ["1", "2", "3", "4", "5"]), *named]


async def _tick(sandbox: Sandbox, care: Care, moment: Moment) -> None:
    await live(care)


async def live(care: Care) -> None:
    """Let what is due now happen."""
    for job in DUE:
        await job.run(care, care.now())


async def _talk(sandbox: Sandbox, care: Care, moment: Moment) -> None:
    talk = moment.act
    address: dict[str, Any] = {"user": person(talk["by"]), "channel": channel(talk["channel"])}
    if "under" in talk:
        address["thread_ts"] = await _round_ts(care, channel(talk["channel"]), moment)
    await sandbox.act("say", text=talk["text"], **address)


async def _kudos(sandbox: Sandbox, care: Care, moment: Moment) -> None:
    given = moment.act
    names = " ".join(f"@{receiver}" for receiver in given["receivers"])
    where = channel(given["channel"])
    before = care.now() - timedelta(seconds=1)
    await sandbox.act(
        "command", user=person(given["giver"]), channel=where, command="/kudos", text=f"{names} {given['text']}"
    )
    await settle(sandbox, care, with_changes=False)
    async with care.store.reading() as db:
        kept = all_kudos.given_between(db, where, before, care.now())[-1]
        shown = posts.get(db, kept.key)
    await _react(sandbox, where, shown.ts if shown else None, given.get("cheers", []))


async def _story(sandbox: Sandbox, care: Care, moment: Moment) -> None:
    story = moment.act
    who, where = person(story["teller"]), channel(story["circle"])
    if story["way"] == "reply":
        thread_ts = await _round_ts(care, where, moment)
        await sandbox.act("say", user=who, channel=where, text=story["text"], thread_ts=thread_ts)
    elif story["way"] == "modal":
        await sandbox.act("command", user=who, channel=where, command="/story", text="")
        await submit(sandbox, who, _story_values(story))
    else:
        await sandbox.act("command", user=who, channel=where, command="/story", text=story["text"])


def _story_values(story: Act) -> dict[str, Any]:
    values: dict[str, Any] = {name: {"value": story[name]} for name in ("text", "meant", "lesson") if name in story}
    values["value"] = {"selected_option": {"value": story["value"]}}
    return {**values, "thanks": {"selected_users": [person(who) for who in story.get("thanks", [])]}}


async def _cheer(sandbox: Sandbox, care: Care, moment: Moment) -> None:
    where, teller = channel(moment.act["circle"]), person(moment.act["teller"])
    async with care.store.reading() as db:
        told = next(story for story in stories.of_round(db, where, moment.day) if story.teller == teller)
        shown = posts.get(db, told.key)
    await _react(sandbox, where, told.message_ts or (shown.ts if shown else None), moment.act.get("cheers", []))


async def _deed(sandbox: Sandbox, care: Care, moment: Moment) -> None:
    for who in map(person, moment.act["by"]):
        where = channel(moment.act["channel"]) if "channel" in moment.act else message.direct(sandbox, who)
        await _do_deed(sandbox, moment.act, who, where)
        if "fill" in moment.act:
            await submit(sandbox, who, {name: _filled(value) for name, value in moment.act["fill"].items()})


async def _do_deed(sandbox: Sandbox, deed: Act, who: str, where: str) -> None:
    beside = deed.get("beside", "")
    if "press" in deed:
        pressed = message.button(sandbox, who, where, deed["press"], beside)
        await sandbox.act("action", user=who, channel=where, **pressed)
    elif "type" in deed:
        command, _, text = deed["type"].partition(" ")
        await sandbox.act("command", user=who, channel=where, command=command, text=text)
    elif "reply" in deed:
        thread_ts = message.saying(sandbox, who, where, beside)
        await sandbox.act("say", user=who, channel=where, text=deed["reply"], thread_ts=thread_ts)
    elif "react" in deed:
        said = message.saying(sandbox, who, where, beside)
        await sandbox.act("react", user=who, channel=where, ts=said, name=deed["react"], on=True)
    else:
        said = message.saying(sandbox, who, where, beside)
        await sandbox.act("shortcut", user=who, callback_id=deed["shortcut"], channel=where, message_ts=said)


def _filled(value: str | list[str]) -> dict[str, Any]:
    return {"value": value} if isinstance(value, str) else {"selected_users": [person(who) for who in value]}


async def _react(sandbox: Sandbox, where: str, ts: str | None, cheers: list[Act]) -> None:
    for cheer in cheers:
        await sandbox.act("react", user=person(cheer["by"]), channel=where, ts=ts, name=cheer["emoji"], on=True)


async def _round_ts(care: Care, where: str, moment: Moment) -> str | None:
    async with care.store.reading() as db:
        shown = posts.get(db, f"round:{where}:{moment.day}")
    return shown.ts if shown else None


async def submit(sandbox: Sandbox, who: str, values: dict[str, Any]) -> dict[str, Any]:
    """Fill the fields given into the form that a person has open, and send it."""
    view = sandbox.slack.views.stack_of(who)[-1]
    types = {block["block_id"]: block["element"]["type"] for block in view["blocks"] if block["type"] == "input"}
    typed = {name: {INPUT: {"type": types[name], **value}} for name, value in values.items()}
    return await sandbox.act("submit", user=who, view_id=view["id"], values=typed)


def person(handle: str) -> str:
    """Return the user id that the sandbox gives to a person."""
    return "U" + handle.upper()


def channel(name: str) -> str:
    """Return the channel id that the sandbox gives to a channel."""
    return "C" + name.replace("-", "").upper()


_DO = {"setup": _setup, "tick": _tick, "talk": _talk, "kudos": _kudos, "story": _story, "cheer": _cheer, "deed": _deed}
