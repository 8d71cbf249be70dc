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
    note = CallNote.of(slack, "response_url", await _answer_or_none(request), "")
    try:
        body = await _answer(request)
        permit = slack.permits.use_url(request.match_info["secret"])
        respond(slack, permit, body)
    except SlackError as refusal:
        answer = web.json_response(refusal.body(), status=404 if refusal.error in GONE else 400)
        note.keep(refusal.error, answer)
        return answer
    answer = web.Response(text="ok")
    note.keep(None, answer)
    return answer


async def _answer_or_none(request: web.Request) -> Any:
    with contextlib.suppress(SlackError):
        return await _answer(request)
    return None


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
