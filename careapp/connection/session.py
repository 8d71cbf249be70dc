"""The one HTTP session with which Care speaks: to Slack's addresses alone, wherever an answer may point it."""

import aiohttp
from aiohttp import ClientHandlerType, ClientRequest, ClientResponse

from careapp.settings import Settings, is_loopback, is_slack

ANSWER_WITHIN = aiohttp.ClientTimeout(total=10)


class ForeignAddressError(aiohttp.ClientError):
    """An address at which Slack is not; nothing was sent there."""


def new_session(settings: Settings) -> aiohttp.ClientSession:
    """Return a session that refuses every address but Slack's, or, beside a sandbox, every one but this machine's.

    That holds for each request and each redirection: API calls, response URLs, uploads and sockets.
    """
    is_slacks = is_loopback if settings.is_local else is_slack

    async def stay_with_slack(request: ClientRequest, send: ClientHandlerType) -> ClientResponse:
        if not is_slacks(str(request.url)):
            raise ForeignAddressError("an address that is not Slack's")
        return await send(request)

    return aiohttp.ClientSession(timeout=ANSWER_WITHIN, middlewares=(stay_with_slack,))
