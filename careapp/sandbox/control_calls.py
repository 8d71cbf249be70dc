"""The record of calls by control call: all rows, one with its details, and a clean start."""

from aiohttp import web

from careapp.sandbox.control_body import Body
from careapp.sandbox.refusals import Json
from careapp.sandbox.slack import Slack


async def serve_calls(slack: Slack, request: web.Request) -> web.Response:
    """Answers GET /_sandbox/calls."""
    return web.json_response({"calls": list(slack.calls.rows)})


async def serve_call(slack: Slack, request: web.Request) -> web.Response:
    """Answers GET /_sandbox/call: one row with what was asked and answered."""
    asked = request.query.get("id", "")
    row = next((each for each in slack.calls.rows if str(each["id"]) == asked), None)
    if row is None:
        return web.json_response({"error": "There is no such call any more."}, status=404)
    return web.json_response({"call": row, "details": slack.calls.details(row["id"])})


async def clear_calls(body: Body) -> Json:
    """Forgets all rows so far."""
    body.slack.calls.clear()
    return {}
