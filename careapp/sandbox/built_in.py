"""Slack's own slash commands: /invite, /remove and /leave, which no app hears of."""

import re

from careapp.sandbox import channel_calls
from careapp.sandbox.channel import Channel
from careapp.sandbox.control_body import Body
from careapp.sandbox.manifest import BUILT_IN as COMMANDS
from careapp.sandbox.refusals import ControlError, Json
from careapp.sandbox.slack import Slack
from careapp.sandbox.typed_text import pieces

__all__ = ["COMMANDS", "run"]

ENTITY = re.compile(r"<@(\w+)(?:\|[^>]*)?>")


async def run(body: Body, name: str, typed: str) -> Json:
    """Carries a command out; `Delivery` of docs/sandbox.md, with what Slack would tell the person as `error`."""
    done: Json = {"ok": True, "acked": True, "ms": 0, "built_in": True}
    try:
        if name == "/leave":
            await channel_calls.leave(body)
        else:
            await _change(body, name, typed)
    except ControlError as refusal:
        return done | {"ok": False, "error": refusal.sentence}
    return done


async def _change(body: Body, name: str, typed: str) -> None:
    slack = body.slack
    called, channel_ids, rest = _called(slack, typed)
    if rest:
        raise ControlError(f"There is nobody called “{rest}” here.")
    if not called:
        raise ControlError(f"Say whom: {name} {COMMANDS[name].usage_hint}")
    if len(channel_ids) > (name == "/invite"):
        raise ControlError(f"{name} takes {COMMANDS[name].usage_hint}")
    target = Body(slack, body.given | {"channel": (*channel_ids, body.text("channel"))[0]})
    channel = channel_calls.real_channel(target, target.person())
    call, key = (channel_calls.invite, "invitee") if name == "/invite" else (channel_calls.kick, "member")
    for user_id in _concerned(body, name, channel, called):
        await call(Body(slack, target.given | {key: user_id}))


def _concerned(body: Body, name: str, channel: Channel, called: list[str]) -> list[str]:
    """Those whom a command changes something for; where there is nobody, the first, so that the refusal names them."""
    if name == "/remove" and body.person().id in called:
        raise ControlError("You cannot remove yourself; /leave takes you out.")
    wanted = [user_id for user_id in called if (user_id in channel.members) == (name == "/remove")]
    return wanted or called[:1]


def _called(slack: Slack, typed: str) -> tuple[list[str], list[str], str]:
    """The people and the channels that typed text names, each once, and the words that name nobody."""
    found: dict[str, list[str]] = {"user": [], "channel": []}
    rest = ""
    for piece in pieces(slack.workspace, typed):
        if piece.kind in found:
            found[piece.kind].append(piece.id)
        else:
            rest += piece.typed
    here = {each.id for each in slack.workspace.people.values() if not each.deleted}
    found["user"] += [each for each in ENTITY.findall(rest) if each in here]
    rest = ENTITY.sub(lambda match: "" if match[1] in here else match[0], rest).strip(" ,\n")
    if _is_app(slack, rest):
        found["user"].append(slack.workspace.bot_user_id)
        rest = ""
    return list(dict.fromkeys(found["user"])), found["channel"], rest


def _is_app(slack: Slack, words: str) -> bool:
    bot = slack.workspace.people[slack.workspace.bot_user_id]
    return words.lstrip("@").lower() in {each.lower() for each in (bot.name, bot.handle, slack.manifest.app_name)}
