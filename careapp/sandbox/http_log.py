"""The log of the HTTP server, in which a request that is no HTTP leaves a line at DEBUG and no traceback."""

import logging

from aiohttp import web
from aiohttp.http import HttpProcessingError

http_log = logging.getLogger("careapp.sandbox.http")


def _is_our_fault(record: logging.LogRecord) -> bool:
    broken = record.exc_info[1] if record.exc_info else None
    if not isinstance(broken, (HttpProcessingError, web.RequestPayloadError)):
        return True
    http_log.debug("A request was no HTTP: %s", type(broken).__name__)
    return False


http_log.addFilter(_is_our_fault)
