"""A wire between Care and Slack's Web API that can lose, hold and spoil what goes over it."""

import asyncio
import contextlib
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable

from aiohttp import ClientSession, web

from tests.team import Team

Fault = Callable[["Wire", web.Request], Awaitable[web.Response]]


class Wire:
    """Passes every call on to the sandbox, but for those with a fault planned.

    `passed` counts the calls that reached Slack, by method; `held` is set once a call or its answer waits for
    `release`.
    """

    def __init__(self, target: str, session: ClientSession) -> None:
        self.passed: dict[str, int] = defaultdict(int)
        self.held = asyncio.Event()
        self.release = asyncio.Event()
        self._target = target
        self._session = session
        self._planned: dict[str, deque[Fault]] = defaultdict(deque)

    def plan(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method meet these faults, one each, and no others."""
        self._planned[method] = deque(faults)

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one call of Care's."""
        planned = self._planned[request.match_info["method"]]
        return await (planned.popleft() if planned else pass_on)(self, request)

    async def ask_slack(self, request: web.Request) -> web.Response:
        """Make the call at the sandbox, and return its answer."""
        self.passed[request.match_info["method"]] += 1
        kept = {name: value for name, value in request.headers.items() if name in ("Authorization", "Content-Type")}
        async with self._session.request(
            request.method, self._target + request.path_qs, headers=kept, data=await request.read()
        ) as answer:
            told = {name: value for name, value in answer.headers.items() if name in ("Retry-After", "Content-Type")}
            return web.Response(status=answer.status, body=await answer.read(), headers=told)


async def pass_on(wire: Wire, request: web.Request) -> web.Response:
    """Do nothing wrong."""
    return await wire.ask_slack(request)


async def lose_the_call(wire: Wire, request: web.Request) -> web.Response:
    """Drop the connection before Slack hears of it."""
    return _hang_up(request)


async def lose_the_answer(wire: Wire, request: web.Request) -> web.Response:
    """Drop the connection after Slack did what was asked."""
    await wire.ask_slack(request)
    return _hang_up(request)


async def spoil_the_answer(wire: Wire, request: web.Request) -> web.Response:
    """Answer with an error page, though Slack did what was asked."""
    await wire.ask_slack(request)
    return web.Response(status=503, text="<html>upstream</html>", content_type="text/html")


async def hold_the_call(wire: Wire, request: web.Request) -> web.Response:
    """Keep the call from Slack until it is released."""
    wire.held.set()
    await wire.release.wait()
    return await wire.ask_slack(request)


async def hold_the_answer(wire: Wire, request: web.Request) -> web.Response:
    """Let Slack do what was asked, and keep the answer until it is released."""
    answer = await wire.ask_slack(request)
    wire.held.set()
    await wire.release.wait()
    return answer


def refuse(error: str, status: int = 200, **headers: str) -> Fault:
    """Answer in Slack's place that the call failed."""

    async def answer(wire: Wire, request: web.Request) -> web.Response:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.json_response({"ok": False, "error": error}, status=status, headers=told)

    return answer


@contextlib.asynccontextmanager
async def wired(team: Team) -> AsyncIterator[Wire]:
    """Connect the team's Care anew, over such a wire."""
    async with ClientSession() as session:
        wire = Wire(team.sandbox.url, session)
        app = web.Application(client_max_size=32 * 1024**2)
        app.router.add_route("*", "/api/{method}", wire.serve)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await team.stop()
        address = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
        team.settings = team.settings.model_copy(update={"slack_api_url": address})
        await team.start()
        try:
            yield wire
        finally:
            wire.release.set()
            await team.stop()
            await runner.cleanup()


def _hang_up(request: web.Request) -> web.Response:
    assert request.transport
    request.transport.close()
    return web.Response()
