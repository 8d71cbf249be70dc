"""The Web API over HTTP: /api/<method> in every encoding that Slack takes."""

import contextlib
import json
import time
from email.utils import format_datetime
from functools import partial
from typing import Any

from aiohttp import web

from careapp.sandbox.methods import METHODS, Method
from careapp.sandbox.methods.call import Call
from careapp.sandbox.refusals import Json, SlackError
from careapp.sandbox.slack import Slack, log

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


async def serve_method(slack: Slack, request: web.Request) -> web.StreamResponse:
    """Answers one call, or lets it meet the fault that is meant for it."""
    name = request.match_info["method"]
    fault = slack.faults.next_for(name)
    if fault is None:
        return await _answer(slack, request, name)
    with contextlib.suppress(SlackError):
        await read_arguments(request)  # a call that lands late is read before its connection goes
    return await slack.faults.meet(fault, name, request, partial(_answer, slack, request, name, fault.name))


async def _answer(slack: Slack, request: web.Request, name: str, fault: str | None = None) -> web.Response:
    """Does what one call asks, and records it."""
    began = time.perf_counter()
    slack.faults.passed[name] += 1
    headers = {"X-OAuth-Scopes": ",".join(slack.manifest.scopes), "Date": format_datetime(slack.clock.now(), True)}
    try:
        answer = {"ok": True, **await _run(slack, name, request, headers)}
        status = 200
    except SlackError as refusal:
        wait = refusal.extra.pop("retry_after", None)
        answer, status = refusal.body(), 429 if wait else 200
        if wait:
            headers["Retry-After"] = str(wait)
    ms = (time.perf_counter() - began) * 1000
    slack.calls.add("api", name, answer.get("error"), ms, fault=fault)
    return web.json_response(answer, status=status, headers=headers)


async def _run(slack: Slack, name: str, request: web.Request, headers: dict[str, str]) -> Json:
    method = METHODS.get(name)
    if method is None:
        raise SlackError("unknown_method", req_method=name)
    args = await read_arguments(request)
    _check_token(slack, method, _token(request, args))
    headers["X-Accepted-OAuth-Scopes"] = ",".join(method.scopes)
    wait = slack.limits.wait_for_method(name, method.tier)
    if wait:
        raise SlackError("ratelimited", retry_after=wait)
    call = Call(slack, args)
    if not method.with_app_token:
        call.need_scope(*method.scopes)
    missing = [each for each in method.required if args.get(each) in (None, "")]
    if missing:
        raise SlackError("invalid_arguments", *(f"missing required field: {each}" for each in missing))
    try:
        return method.run(call)
    except SlackError:
        raise
    except Exception as fault:
        log.exception("The sandbox failed at %s", name)
        raise SlackError("internal_error") from fault


async def read_arguments(request: web.Request) -> Json:
    """The arguments of a request from its query and its JSON, form or multipart body."""
    args: Json = dict(request.query)
    try:
        if request.content_type == "application/json":
            args.update(_json_object(await request.text()))
        elif request.content_type in FORMS:
            args.update(await request.post())
        elif request.can_read_body and request.method == "POST":
            raise SlackError("invalid_post_type")
    except (ValueError, LookupError) as broken:
        raise SlackError("invalid_form_data") from broken
    return {name: value for name, value in args.items() if not isinstance(value, web.FileField)}


def _json_object(text: str) -> Json:
    if not text.strip():
        return {}
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise SlackError("invalid_json") from broken
    if not isinstance(value, dict):
        raise SlackError("json_not_object")
    return value


def _token(request: web.Request, args: Json) -> str:
    header = request.headers.get("Authorization", "")
    given = args.pop("token", None)
    return header.removeprefix("Bearer ").strip() if header.startswith("Bearer ") else str(given or "")


def _check_token(slack: Slack, method: Method, token: str) -> None:
    if not token:
        raise SlackError("not_authed")
    if token not in (slack.bot_token, slack.app_token):
        raise SlackError("invalid_auth")
    if (token == slack.app_token) != method.with_app_token:
        raise SlackError("not_allowed_token_type")
