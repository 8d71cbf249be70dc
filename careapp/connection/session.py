"""The one HTTP session with which Care speaks: to Slack's addresses alone, wherever an answer may point it."""

import aiohttp
from aiohttp import ClientHandlerType, ClientRequest, ClientResponse

from careapp.clock import SlackClock
from careapp.settings import Settings, is_loopback, is_slack

ANSWER_WITHIN = aiohttp.ClientTimeout(total=10)


class ForeignAddressError(aiohttp.ClientError):
    """An address at which Slack is not; nothing was sent there."""


def new_session(settings: Settings, slack_clock: SlackClock) -> aiohttp.ClientSession:
    """Return a session that refuses every address but Slack's, or, beside a sandbox, every one but this machine's.

    That holds for each request and each redirection: API calls, response URLs, uploads and sockets. `slack_clock` is
    told the date of each answer.
    """
    is_slacks = is_loopback if settings.is_local else is_slack

    async def stay_with_slack(request: ClientRequest, send: ClientHandlerType) -> ClientResponse:
        if not is_slacks(str(request.url)):
            raise ForeignAddressError("an address that is not Slack's")
        response = await send(request)
        slack_clock.heed(response.headers.get("Date", ""))
        return response

    return aiohttp.ClientSession(timeout=ANSWER_WITHIN, middlewares=(stay_with_slack,))
