"""Circles are kept apart: what goes wrong for one of them stops no other."""

import contextlib
import logging
from collections.abc import Iterator

from careapp.store import StoreError

log = logging.getLogger(__name__)


@contextlib.contextmanager
def apart(channel_id: str, what: str) -> Iterator[None]:
    """Log what goes wrong for one circle, and go on; a disk that fails does so for all, and is raised."""
    try:
        yield
    except StoreError:
        raise
    except Exception:
        log.exception("%s in %s: failed, and is tried again at the next look", what, channel_id)
