"""Care speaks to Slack, or to a sandbox on this machine, and nothing that it is told makes it speak to anybody else."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientError, ClientSession, web
from slack_sdk.web.async_client import AsyncWebClient

from careapp.blocks.kit import whisper
from careapp.clock import SlackClock, SystemClock
from careapp.connection.session import ForeignAddressError, new_session
from careapp.settings import Settings, is_loopback, is_slack, is_slack_or_loopback
from tests.team import Team

SLACKS = [
    "https://slack.com/api/",
    "https://slack.com:443/api/",
    "https://hooks.slack.com/actions/T1/2/abc",
    "https://hooks.slack.com/commands/T1/2/abc",
    "https://files.slack.com/upload/v1/ABC",
    "wss://wss-primary.slack.com/link/?ticket=1&app_id=2",
]
LOCAL = ["http://127.0.0.1:8321/api/", "http://localhost/x", "http://[::1]:1/x", "ws://127.0.0.1:8321/link/?ticket=1"]
FOREIGN = [
    "",
    "nonsense",
    "slack.com/api/",
    "//slack.com/api/",
    "https:slack.com",
    "http://slack.com/api/",
    "ws://slack.com/link/",
    "ftp://127.0.0.1/",
    "file:///etc/passwd",
    "https://slack.com.evil.example/api/",
    "https://evil.example/slack.com/",
    "https://evilslack.com/",
    "https://slack.com@evil.example/",
    "https://slack.com:443@evil.example/",
    "https://evil.example@slack.com/",
    "https://evil.example\\@slack.com/",
    "https://slack.com\\@evil.example/",
    "https://slack.com\\.evil.example/",
    "https://slack.com:8443/",
    "https://slack.com:99999/",
    "https://slack.com:port/",
    "https://slack.com./api/",
    "https://slack.com%2eevil.example/",
    "https://slack.com#@evil.example/\n",
    "https://sla\nck.com/api/",
    " https://slack.com/",
    "https://slack。com/",
    "https://slack．com/",
    "https://ѕlack.com/",
    "https://slack.com／evil.example/",
    "https://[slack.com]/",
    "http://[::1",
    "http://127.0.0.1.evil.example/",
    "http://127.0.0.1@evil.example/",
    "http://127.0.0.2/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0.0.0.0/",
    "http://10.0.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::ffff:127.0.0.1]/",
    "http://localhost.evil.example/",
    "https://127.0.0.1/",
]


@pytest.mark.parametrize("url", SLACKS)
def test_slacks_own_addresses(url: str) -> None:
    assert (is_slack(url), is_loopback(url), is_slack_or_loopback(url)) == (True, False, True)


@pytest.mark.parametrize("url", LOCAL)
def test_this_machines_addresses(url: str) -> None:
    assert (is_slack(url), is_loopback(url), is_slack_or_loopback(url)) == (False, True, True)


@pytest.mark.parametrize("url", FOREIGN)
def test_everybody_elses(url: str) -> None:
    assert not is_slack_or_loopback(url)


@dataclass
class Elsewhere:
    """A server that Care must not reach, and one that sends everybody there."""

    url: str = ""
    liar: str = ""
    heard: list[str] = field(default_factory=list)

    async def hear(self, request: web.Request) -> web.Response:
        """Take what came."""
        self.heard.append(request.path)
        return web.json_response({"ok": True})

    async def lie(self, request: web.Request) -> web.Response:
        """Point elsewhere."""
        if request.path.endswith("getUploadURLExternal"):
            return web.json_response({"ok": True, "upload_url": f"{self.url}/upload", "file_id": "F1"})
        return web.Response(status=int(request.query.get("status", "307")), headers={"Location": f"{self.url}/moved"})


@pytest.fixture
async def elsewhere() -> AsyncIterator[Elsewhere]:
    """The two servers; the foreign one listens where only a broken rule would look."""
    place, runners = Elsewhere(), []
    for host, answer in (("127.0.0.2", place.hear), ("127.0.0.1", place.lie)):
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", answer)
        runners.append(web.AppRunner(app, shutdown_timeout=1))
        await runners[-1].setup()
        await web.TCPSite(runners[-1], host, 0).start()
    place.url, place.liar = (f"http://{r.addresses[0][0]}:{r.addresses[0][1]}" for r in runners)
    yield place
    for runner in runners:
        await runner.cleanup()


def _local() -> Settings:
    return Settings(slack_api_url="http://127.0.0.1:1/api/")


async def test_the_net_is_fine_enough(elsewhere: Elsewhere) -> None:
    """Without the rule everything below would be heard."""
    async with ClientSession() as session, session.post(f"{elsewhere.liar}/x") as answer:
        assert answer.status == 200
    assert elsewhere.heard == ["/moved"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_no_redirection_leads_away(elsewhere: Elsewhere, status: int) -> None:
    async with new_session(_local(), SlackClock(SystemClock())) as session:
        for call in (session.get, session.post):
            with pytest.raises(ForeignAddressError):
                await call(f"{elsewhere.liar}/x?status={status}")
    assert elsewhere.heard == []


async def test_no_call_upload_or_socket_leads_away(elsewhere: Elsewhere) -> None:
    async with new_session(_local(), SlackClock(SystemClock())) as session:
        slack = AsyncWebClient("xoxb-1", f"{elsewhere.liar}/api/", session=session, retry_handlers=[])
        slack.proxy = None
        with pytest.raises(ClientError):
            await slack.chat_postMessage(channel="C1", text="secret words")
        with pytest.raises(ClientError):
            await slack.files_upload_v2(content=b"picture", filename="a.png", channel="C1")
        with pytest.raises(ForeignAddressError):
            await session.ws_connect(elsewhere.url.replace("http", "ws"))
    assert elsewhere.heard == []


async def test_an_answer_to_a_click_stays_with_slack(team: Team, elsewhere: Elsewhere) -> None:
    for url in (f"{elsewhere.liar}/respond", f"{elsewhere.url}/respond", "http://127.0.0.1@127.0.0.2/"):
        team.care.answer_click(url, whisper("Hello"))
        team.care.replace_whisper(url, whisper("Hello"))
    await team.care.settle()
    assert elsewhere.heard == []


async def test_in_a_workspace_not_even_this_machine_is_spoken_to(elsewhere: Elsewhere) -> None:
    async with new_session(Settings(), SlackClock(SystemClock())) as session:
        for url in (elsewhere.liar, elsewhere.url, "http://169.254.169.254/", "https://evil.example/"):
            with pytest.raises(ForeignAddressError):
                await session.post(url, json={"text": "hello"})
