"""The Web API as the SDK and plain HTTP call it: encodings, tokens, scopes, refusals."""

import json
from pathlib import Path

import aiohttp
import pytest

from careapp.sandbox.methods import METHODS

from .conftest import SCOPES, section


def url(slack, method):
    return f"{slack.sandbox.url}/api/{method}"


def bearer(slack):
    return {"Authorization": f"Bearer {slack.sandbox.bot_token}"}


async def test_auth_test_takes_an_empty_json_body(slack):
    answer = await slack.app.auth_test()
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == ("UHELPER", "BHELPER", "TMAPLESTREET")
    assert answer.headers["X-OAuth-Scopes"] == ",".join(SCOPES)
    headers = bearer(slack) | {"Content-Type": "application/json;charset=utf-8"}
    async with slack.http.post(url(slack, "auth.test"), headers=headers) as plain:
        assert (await plain.json())["ok"] is True


BLOCKS = [section("*Bold*")]


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"channel": "CDESK", "text": "Hi", "blocks": BLOCKS}},
        {"json": {"channel": "CDESK", "text": "Hi", "blocks": json.dumps(BLOCKS)}},
        {"data": {"channel": "CDESK", "text": "Hi", "blocks": json.dumps(BLOCKS)}},
        {"params": {"channel": "CDESK", "text": "Hi", "blocks": json.dumps(BLOCKS)}},
    ],
    ids=["json", "json in json", "form", "query"],
)
async def test_a_post_arrives_alike_in_every_encoding(slack, sent):
    async with slack.http.post(url(slack, "chat.postMessage"), headers=bearer(slack), **sent) as answer:
        body = await answer.json()
    assert body["message"]["text"] == "Hi"
    assert body["message"]["blocks"][0]["text"] == {"type": "mrkdwn", "text": "*Bold*", "verbatim": False}


async def test_multipart_and_a_token_in_the_body_are_taken(slack):
    form = aiohttp.FormData(
        {"token": slack.sandbox.bot_token, "channel": "CDESK", "text": "Hi"}, default_to_multipart=True
    )
    async with slack.http.post(url(slack, "chat.postMessage"), data=form) as answer:
        assert (await answer.json())["ok"] is True


async def test_a_get_with_everything_in_the_query_is_taken(slack):
    query = {"token": slack.sandbox.bot_token, "user": "UMAYA"}
    async with slack.http.get(url(slack, "users.info"), params=query) as answer:
        assert (await answer.json())["user"]["name"] == "maya"


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-123-456-real", "invalid_auth"), ("app", "not_allowed_token_type")],
)
async def test_only_the_sandboxs_own_bot_token_opens_the_web_api(slack, token, error):
    given = slack.sandbox.app_token if token == "app" else token
    async with slack.http.post(url(slack, "auth.test"), data={"token": given}) as answer:
        assert await answer.json() == {"ok": False, "error": error}


async def test_the_bot_token_opens_no_socket(slack):
    assert await slack.error(slack.app.apps_connections_open(app_token=slack.sandbox.bot_token)) == (
        "not_allowed_token_type"
    )


async def test_tokens_look_like_no_real_ones(slack):
    assert slack.sandbox.bot_token.startswith("xoxb-sandbox-")
    assert slack.sandbox.app_token.startswith("xapp-sandbox-")


async def test_an_unknown_method_is_named(slack):
    refusal = await slack.refused(slack.app.api_call("canvases.create"))
    assert refusal == {"ok": False, "error": "unknown_method", "req_method": "canvases.create"}


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"data": b"{", "headers": {"Content-Type": "application/json"}}, "invalid_json"),
        ({"data": b"[]", "headers": {"Content-Type": "application/json"}}, "json_not_object"),
        ({"data": b"[" * 100_000, "headers": {"Content-Type": "application/json"}}, "invalid_json"),
        ({"data": b"\xff\xfe", "headers": {"Content-Type": "application/json"}}, "invalid_form_data"),
        ({"data": b"x", "headers": {"Content-Type": "application/json; charset=klingon"}}, "invalid_form_data"),
        ({"data": b"x", "headers": {"Content-Type": "multipart/form-data"}}, "invalid_form_data"),
        ({"data": b"x", "headers": {"Content-Type": "text/plain"}}, "invalid_post_type"),
    ],
)
async def test_a_broken_body_is_refused_in_slacks_words(slack, sent, error):
    headers = bearer(slack) | sent["headers"]
    async with slack.http.post(url(slack, "chat.postMessage"), data=sent["data"], headers=headers) as answer:
        assert (answer.status, (await answer.json())["error"]) == (200, error)


@pytest.mark.parametrize("odd", [{"a": 1}, ["x"], 7, True, "\x00", "🙂" * 50, "\ud800"], ids=ascii)
async def test_odd_values_never_make_a_method_fail(slack, odd):
    for name, method in METHODS.items():
        token = slack.sandbox.app_token if method.with_app_token else slack.sandbox.bot_token
        args = dict.fromkeys((*method.required, *method.optional), odd)
        for given in (args, args | {"channel": "CDESK", "view_id": "V1"}):
            headers = {"Authorization": f"Bearer {token}"}
            async with slack.http.post(url(slack, name), json=given, headers=headers) as answer:
                body = await answer.json()
            assert (answer.status, body.get("error") == "internal_error") == (200, False), name


async def test_a_missing_argument_is_named(slack):
    refusal = await slack.refused(slack.app.api_call("chat.postMessage", json={"text": "Hi"}))
    assert refusal["error"] == "invalid_arguments"
    assert refusal["response_metadata"] == {"messages": ["[ERROR] missing required field: channel"]}


async def test_without_its_scope_a_method_is_refused(start):
    slack = await start(scopes=["commands"])
    for name, method in METHODS.items():
        if method.scopes and not method.with_app_token:
            refusal = await slack.refused(slack.app.api_call(name, json={}))
            needed = ",".join(method.scopes)
            assert refusal == {"ok": False, "error": "missing_scope", "needed": needed, "provided": "commands"}


def test_every_method_has_a_test():
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    untested = [name for name in METHODS if name.replace(".", "_") not in tests and f'"{name}"' not in tests]
    assert untested == []


async def test_every_call_is_recorded(slack):
    await slack.app.auth_test()
    await slack.error(slack.app.users_info(user="UNOBODY"))
    rows = (await slack.get("calls"))["calls"]
    assert [(row["kind"], row["name"], row["ok"], row["error"]) for row in rows] == [
        ("api", "auth.test", True, None),
        ("api", "users.info", False, "user_not_found"),
    ]
    assert rows[0]["at"].startswith("2026-03-02T12:00:00")
