"""The control API over HTTP: reads for the page, and every control action as a POST."""

from html import escape

from aiohttp import web

from careapp.sandbox.channel import Channel
from careapp.sandbox.control import ACTIONS
from careapp.sandbox.control_body import Body
from careapp.sandbox.emoji_names import characters
from careapp.sandbox.json_text import read_json
from careapp.sandbox.messaging import shown
from careapp.sandbox.methods import METHODS
from careapp.sandbox.page_state import state_of
from careapp.sandbox.real_tokens import REAL_TOKEN_SENTENCE, holds_real_token
from careapp.sandbox.refusals import ControlError, Json
from careapp.sandbox.slack import Slack
from careapp.sandbox.web_api import UNREADABLE


async def act(slack: Slack, name: str, given: Json) -> Json:
    """Does one control action; raises ControlError where a person could not."""
    run = ACTIONS.get(name)
    if run is None:
        raise ControlError(f"There is no control call {name}.", 404)
    if holds_real_token(given):
        raise ControlError(REAL_TOKEN_SENTENCE)
    return {"ok": True, **await run(Body(slack, given))}


async def serve_action(slack: Slack, request: web.Request) -> web.Response:
    """Answers a POST to /_sandbox/<name>."""
    try:
        return web.json_response(await act(slack, request.match_info["name"], await _body(request)))
    except ControlError as refusal:
        return _refused(refusal)


async def serve_state(slack: Slack, request: web.Request) -> web.Response:
    """Answers GET /_sandbox/state."""
    first = next(each.id for each in slack.workspace.people.values() if not each.deleted)
    try:
        return web.json_response(state_of(slack, Body(slack, {"user": first, **request.query}).person()))
    except ControlError as refusal:
        return _refused(refusal)


async def serve_messages(slack: Slack, request: web.Request) -> web.Response:
    """Answers GET /_sandbox/messages; a person who gets a channel's messages has read them."""
    body = Body(slack, dict(request.query))
    try:
        person = body.person()
        channel = body.seen_channel(person)
        thread_ts = body.text("thread_ts", "")
        messages = _thread(body, channel) if thread_ts else channel.between("", "", True)[::-1]
        mine = channel.whispers_to(person.id)
        messages += [each for each in mine if each.get("thread_ts", "") == thread_ts]
    except ControlError as refusal:
        return _refused(refusal)
    if channel.timeline:
        channel.read[person.id] = channel.timeline[-1]
    return web.json_response({"messages": sorted(map(shown, messages), key=lambda each: str(each["ts"]))})


async def serve_home(slack: Slack, request: web.Request) -> web.Response:
    """Answers GET /_sandbox/home: this person's App Home without opening it."""
    try:
        return web.json_response({"view": slack.views.homes.get(Body(slack, dict(request.query)).person().id)})
    except ControlError as refusal:
        return _refused(refusal)


async def serve_faults(slack: Slack, request: web.Request) -> web.Response:
    """Answers GET /_sandbox/faults."""
    return web.json_response(slack.faults_shown() | {"methods": sorted(METHODS)})


async def serve_emoji(slack: Slack, request: web.Request) -> web.Response:
    """Answers GET /_sandbox/emoji."""
    return web.json_response({"emoji": characters()})


async def serve_live(slack: Slack, request: web.Request) -> web.StreamResponse:
    """Keeps a page's live socket."""
    try:
        person = Body(slack, dict(request.query)).person()
    except ControlError as refusal:
        return _refused(refusal)
    return await slack.live.serve(request, person.id)


async def serve_avatar(slack: Slack, request: web.Request) -> web.Response:
    """Draws a person's initials on their colour."""
    person = slack.workspace.people.get(request.match_info["user"])
    name, color = (person.name, person.color) if person else ("?", "757575")
    initials = escape("".join(word[0] for word in name.split()[:2]).upper())
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72"><rect width="72" height="72" '
        f'fill="#{escape(color)}"/><text x="36" y="37" fill="#fff" font-family="sans-serif" font-size="30" '
        f'font-weight="600" text-anchor="middle" dominant-baseline="central">{initials}</text></svg>'
    )
    return web.Response(text=svg, content_type="image/svg+xml", headers={"Cache-Control": "no-cache"})


def _thread(body: Body, channel: Channel) -> list[Json]:
    thread_ts = body.text("thread_ts")
    if thread_ts not in channel.messages:
        raise ControlError("There is no such message.", 404)
    return channel.thread(thread_ts)


async def _body(request: web.Request) -> Json:
    if request.content_type != "application/json":
        raise ControlError("Control calls take application/json.", 415)
    try:
        body = read_json(await request.text() or "{}")
    except UNREADABLE as broken:
        raise ControlError("The body is no JSON.") from broken
    if not isinstance(body, dict):
        raise ControlError("The body must be a JSON object.")
    return body


def _refused(refusal: ControlError) -> web.Response:
    return web.json_response({"error": refusal.sentence}, status=refusal.status)
