"""The Web API over HTTP: /api/<method> in every encoding that Slack takes."""

from email.utils import format_datetime
from functools import partial

from aiohttp import web

from careapp.sandbox.call_note import CallNote
from careapp.sandbox.json_text import read_json
from careapp.sandbox.methods import METHODS, Method
from careapp.sandbox.methods.call import Call
from careapp.sandbox.real_tokens import REAL_TOKEN_SENTENCE, holds_real_token
from careapp.sandbox.refusals import Json, SlackError
from careapp.sandbox.slack import Slack, log

JSON = "application/json"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
# What aiohttp raises for a body in no charset, no encoding or no parts that it knows.
UNREADABLE = (ValueError, LookupError, RuntimeError, web.RequestPayloadError)


async def serve_method(slack: Slack, request: web.Request) -> web.StreamResponse:
    """Answers one call, or lets it meet the fault that is meant for it."""
    name = request.match_info["method"]
    fault = slack.faults.next_for(name)
    # Read now, since a call that lands late has lost its connection by then.
    note = await _note(slack, request, name, fault.name if fault else None)
    process = partial(_answer, slack, request, name, note)
    return await slack.faults.meet(fault, request, process, note.keep) if fault else await process()


async def _note(slack: Slack, request: web.Request, name: str, fault: str | None) -> CallNote:
    try:
        args: Json | None = await read_arguments(request)
    except SlackError:
        args = None
    token = _token(request, {} if args is None else args)
    return CallNote.of(slack, name, args, token, fault)


async def _answer(slack: Slack, request: web.Request, name: str, note: CallNote) -> web.Response:
    """Does what one call asks, and records it."""
    if name in METHODS:
        slack.faults.passed[name] += 1
    headers = {"Date": format_datetime(slack.clock.now(), True)}
    try:
        answer = {"ok": True, **await _run(slack, name, request, headers)}
        status = 200
    except SlackError as refusal:
        wait = refusal.extra.pop("retry_after", None)
        answer, status = refusal.body(), 429 if wait else 200
        if wait:
            headers["Retry-After"] = str(wait)
    response = web.json_response(_with_warning(answer, request), status=status, headers=headers)
    note.keep(answer.get("error"), response)
    return response


async def _run(slack: Slack, name: str, request: web.Request, headers: dict[str, str]) -> Json:
    method = METHODS.get(name)
    if method is None:
        raise SlackError("unknown_method", req_method=name)
    args = await read_arguments(request)
    _check_token(slack, method, _token(request, args))
    headers["X-OAuth-Scopes"] = ",".join(method.scopes if method.with_app_token else slack.manifest.scopes)
    headers["X-Accepted-OAuth-Scopes"] = ",".join(method.scopes)
    wait = slack.limits.wait_for_method(name, method.tier)
    if wait:
        raise SlackError("ratelimited", retry_after=wait)
    if holds_real_token(args):
        raise SlackError("invalid_arguments", REAL_TOKEN_SENTENCE)
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
        if request.content_type == JSON:
            args.update(_json_object(await request.text()))
        elif request.content_type in FORMS:
            args.update(await request.post())
        elif request.can_read_body and request.method == "POST":
            raise SlackError("invalid_post_type")
    except UNREADABLE as broken:
        raise SlackError("invalid_form_data") from broken
    return {name: value for name, value in args.items() if not isinstance(value, web.FileField)}


def _with_warning(answer: Json, request: web.Request) -> Json:
    """The answer, with Slack's word on a body that is JSON and names no charset, or a form that names one."""
    is_json, is_form = request.content_type == JSON, request.content_type == FORMS[0]
    if not (is_json and not request.charset) and not (is_form and request.charset):
        return answer
    metadata = answer.get("response_metadata", {})
    warnings = [*metadata.get("warnings", []), "missing_charset" if is_json else "superfluous_charset"]
    return answer | {"warning": ",".join(warnings), "response_metadata": metadata | {"warnings": warnings}}


def _json_object(text: str) -> Json:
    if not text.strip():
        return {}
    try:
        value = read_json(text)
    except ValueError as broken:
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
        raise SlackError("invalid_auth", *([REAL_TOKEN_SENTENCE] if holds_real_token(token) else []))
    if token == slack.bot_token and not slack.installed:
        raise SlackError("account_inactive")
    if (token == slack.app_token) != method.with_app_token:
        raise SlackError("not_allowed_token_type")
