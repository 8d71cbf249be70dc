"""Who is let in, who may write, and what the page may load."""

import re

import aiohttp
import pytest
from yarl import URL

from careapp.sandbox import Sandbox
from careapp.sandbox.control import ACTIONS

from .conftest import MANIFEST, WORKSPACE, Slack

ME = {"user": "UMAYA", "channel": "CDESK"}
CLICK = {"mode": "navigate", "dest": "document", "user": "?1"}
READS = ["/", "/main.js", "/api/auth.test", "/_sandbox/state", "/_sandbox/messages?user=UMAYA&channel=CDESK"]


def visit(slack: Slack, path: str = "/_sandbox/state", **headers: str):
    return slack.http.get(f"{slack.sandbox.url}{path}", headers={"Origin": slack.sandbox.url} | headers)


async def sent(slack: Slack, path: str, **request) -> tuple[int, dict]:
    """What a program gets that sends what it is told, and nothing that a page would add."""
    async with aiohttp.ClientSession() as http, http.post(f"{slack.sandbox.url}{path}", **request) as answer:
        return answer.status, await answer.json()


@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize(
    ("host", "status"),
    [
        *(("127.0.0.1:{port}", 200), ("localhost:{port}", 200), ("[::1]:{port}", 200)),
        *(("evil.example:{port}", 403), ("127.0.0.1.evil.example:{port}", 403), ("localhost.:{port}", 403)),
        *(("127.0.0.1", 403), ("localhost:1", 403), ("127.0.0.2:{port}", 403), ("", 403), (":{port}", 403)),
    ],
)
async def test_a_name_that_leads_here_by_dns_is_not_enough(slack, path, host, status):
    host = host.format(port=slack.sandbox.url.rpartition(":")[2])
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"{slack.sandbox.url}{path}", headers={"Host": host}) as answer,
    ):
        assert answer.status == status
        assert status == 200 or "this machine alone" in (await answer.json())["error"]


@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://localhost:9", "https://127.0.0.1:{port}", "http://localhost:{port}"],
)
async def test_a_page_of_another_origin_is_refused(slack, path, origin):
    async with visit(slack, path, Origin=origin.format(port=slack.sandbox.url.rpartition(":")[2])) as answer:
        assert answer.status == 403
        assert "Another web page" in (await answer.json())["error"]


@pytest.mark.parametrize(
    ("site", "status"), [("none", 200), ("same-origin", 200), ("same-site", 403), ("cross-site", 403)]
)
async def test_what_another_site_makes_a_browser_fetch_is_refused(slack, site, status):
    for path in READS:
        async with visit(slack, path, **{"Sec-Fetch-Site": site}) as answer:
            assert answer.status == status


@pytest.mark.parametrize("site", ["same-site", "cross-site"])
async def test_a_link_elsewhere_opens_the_page_by_a_click_and_in_no_frame(slack, site):
    async def status(path="/?user=UMAYA", verb="GET", **other):
        named = {f"Sec-Fetch-{name.title()}": value for name, value in (CLICK | {"site": site} | other).items()}
        headers = {name: value for name, value in named.items() if value}
        async with (
            aiohttp.ClientSession(headers=headers) as http,
            http.request(
                verb,
                f"{slack.sandbox.url}{path}",
                headers={"Host": other.get("host", URL(slack.sandbox.url).authority)},
            ) as answer,
        ):
            return answer.status

    assert [await status(), await status("/index.html")] == [200, 200]
    for spoilt in ({"dest": "iframe"}, {"dest": "empty"}, {"mode": "cors"}, {"mode": "no-cors"}, {"user": ""}):
        assert await status(**spoilt) == 403
    for path in ("/main.js", "/_sandbox/state", "/api/auth.test", "/files-pri/T-F1/x.png", "//index.html"):
        assert await status(path) == 403
    assert await status(verb="POST") == 403
    assert await status(host="evil.example") == 403


async def test_a_line_is_opened_by_the_page_alone(slack):
    line = f"{slack.sandbox.url}/_sandbox/live?user=UMAYA"
    async with aiohttp.ClientSession() as http:
        for origin in (None, "http://evil.example", "null"):
            with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                await http.ws_connect(line, origin=origin)
        async with http.ws_connect(line, origin=slack.sandbox.url) as opened:
            await slack.say("Hello")
            assert (await opened.receive_json(timeout=5))["type"] == "message"


async def test_a_ticket_is_worth_nothing_to_a_page_elsewhere(slack):
    opened = await slack.app.apps_connections_open(app_token=slack.sandbox.app_token)
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        await slack.http.ws_connect(opened["url"], origin="http://evil.example")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_the_app_may_leave_the_port_out_as_the_socket_client_for_python_does(slack, host):
    opened = await slack.app.apps_connections_open(app_token=slack.sandbox.app_token)
    async with aiohttp.ClientSession() as http:
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await http.ws_connect(opened["url"], headers={"Host": "evil.example"})
        async with http.ws_connect(opened["url"], headers={"Host": host}) as socket:
            assert (await socket.receive_json())["type"] == "hello"


@pytest.mark.parametrize("name", sorted(ACTIONS))
async def test_no_write_goes_without_the_token_of_this_start(slack, name):
    earlier = Sandbox(MANIFEST, WORKSPACE).write_token
    for headers in ({}, {"X-Sandbox-Token": ""}, {"X-Sandbox-Token": earlier}, {"X-Sandbox-Token": "\xff"}):
        status, body = await sent(slack, f"/_sandbox/{name}", json=ME | {"text": "Hello"}, headers=headers)
        assert (status, "X-Sandbox-Token" in body["error"]) == (403, True)
    assert await slack.messages() == []


async def test_the_token_opens_a_write_and_an_act_in_process_needs_none(slack):
    headers = {"X-Sandbox-Token": slack.sandbox.write_token}
    status, body = await sent(slack, "/_sandbox/say", json=ME | {"text": "Hello"}, headers=headers)
    assert (status, body["ok"]) == (200, True)
    await slack.sandbox.act("say", **ME, text="Hello again")
    assert [each["text"] for each in await slack.messages()] == ["Hello", "Hello again"]


async def test_the_page_knows_the_token_and_no_cache_keeps_it(slack):
    for path in ("/", "/index.html"):
        async with visit(slack, path) as page:
            assert page.headers["Cache-Control"] == "no-store"
            found = re.findall(r'<meta name="write-token" content="([^"]+)">', await page.text())
            assert found == [slack.sandbox.write_token]


async def test_writes_are_json_alone(slack):
    for request in (
        {"data": ME | {"text": "Hi"}},
        {"data": b'{"user": "UMAYA"}', "headers": {"Content-Type": "text/plain"}},
    ):
        async with slack.http.post(f"{slack.sandbox.url}/_sandbox/say", **request) as answer:
            assert answer.status == 415
    for verb in ("PUT", "DELETE", "OPTIONS", "PATCH"):
        async with slack.http.request(verb, f"{slack.sandbox.url}/_sandbox/say", json=ME) as answer:
            assert answer.status == 405
            assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    "path", [*READS, "/style/frame.css", "/_sandbox/avatar/UMAYA.svg", "/nothing", "/_sandbox/home"]
)
async def test_every_answer_keeps_others_out_and_the_page_in(slack, path):
    for host in ({}, {"Host": "evil.example"}):
        async with visit(slack, path, **host) as answer:
            policy = answer.headers["Content-Security-Policy"].split("; ")
            assert policy == ["default-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
            assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
            assert not [name for name in answer.headers if name.startswith("Access-Control")]


async def test_the_page_is_served_with_its_types_and_nothing_beside_it_is(slack):
    for path, kind in (("/", "text/html"), ("/main.js", "text/javascript"), ("/icon.svg", "image/svg+xml")):
        async with visit(slack, path) as page:
            assert (page.status, page.content_type) == (200, kind)
    for path in ("nothing.js", "%2e%2e/server.py", "..%2fserver.py", "x%00"):
        async with visit(slack, f"/{path}") as missing:
            assert missing.status == 404
