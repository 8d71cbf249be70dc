"""The addresses that Slack hands out: upload URLs, files, and response URLs."""

import contextlib
from typing import Any

from aiohttp import web

from careapp.sandbox.call_note import CallNote
from careapp.sandbox.files import PICTURES
from careapp.sandbox.json_text import read_json
from careapp.sandbox.refusals import SlackError
from careapp.sandbox.responses import respond
from careapp.sandbox.slack import Slack
from careapp.sandbox.web_api import FORMS, UNREADABLE

GONE = ("used_url", "expired_url", "invalid_url")


async def serve_upload(slack: Slack, request: web.Request) -> web.Response:
    """Takes a file's bytes, raw or as the one file of a multipart form."""
    try:
        file = slack.files.receive(request.match_info["secret"], await _bytes(request))
    except SlackError as refusal:
        return web.Response(text=refusal.error, status=400)
    return web.Response(text=f"OK - {file.length}")


async def serve_file(slack: Slack, request: web.Request) -> web.Response:
    """Serves a file; what is no picture only as a download."""
    named = request.match_info.get("file") or request.query.get("id", "")
    file = slack.files.shown(named.rpartition("-")[2])
    if file is None or file.data is None:
        return web.json_response({"error": "There is no such file."}, status=404)
    if file.is_picture:
        return web.Response(body=file.data, content_type=PICTURES[file.filetype])
    headers = {"Content-Disposition": "attachment"}
    return web.Response(body=file.data, content_type="application/octet-stream", headers=headers)


async def serve_response(slack: Slack, request: web.Request) -> web.Response:
    """Takes an answer on a response_url."""
    try:
        body = await _answer(request)
        permit = slack.permits.use_url(request.match_info["secret"])
        respond(slack, permit, body)
    except SlackError as refusal:
        answer = web.json_response(refusal.body(), status=404 if refusal.error in GONE else 400)
        await _note(slack, request, refusal.error, answer)
        return answer
    answer = web.Response(text="ok")
    await _note(slack, request, None, answer)
    return answer


async def _note(slack: Slack, request: web.Request, error: str | None, answer: web.Response) -> None:
    args: Any = None
    with contextlib.suppress(SlackError):
        args = await _answer(request)
    CallNote.of(slack, "response_url", args, "").keep(error, answer)


async def _answer(request: web.Request) -> Any:
    try:
        if request.content_type in FORMS:
            form = await request.post()
            return read_json(str(form.get("payload", "")))
        return read_json(await request.text())
    except UNREADABLE as broken:
        raise SlackError("invalid_payload") from broken


async def _bytes(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    try:
        form = await request.post()
    except UNREADABLE as broken:
        raise SlackError("invalid_form_data") from broken
    for field in form.values():
        if isinstance(field, web.FileField):
            return field.file.read()
        if isinstance(field, (bytes, bytearray)):
            return bytes(field)
    raise SlackError("invalid_form_data")
