"""Circles are kept apart: what goes wrong for one of them stops no other."""

import contextlib
import errno
import logging
from collections.abc import Iterator

from careapp.store import BrokenRuleError, StoreError

log = logging.getLogger(__name__)
_OF_THE_DISK = {errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS}


@contextlib.contextmanager
def apart(channel_id: str, what: str, then: str = "is tried again at the next look") -> Iterator[None]:
    """Log what goes wrong for one circle, and go on; a disk that fails does so for all, and is raised."""
    try:
        yield
    except Exception as error:
        if _is_of_the_disk(error):
            raise
        log.exception("%s in %s: failed, and %s", what, channel_id, then)


def _is_of_the_disk(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in _OF_THE_DISK
    return isinstance(error, StoreError) and not isinstance(error, BrokenRuleError)
