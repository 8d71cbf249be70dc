"""Named points around every commit and every call, at which a test can end Care as a power cut would."""

import os
import signal
from collections.abc import Callable

_armed: dict[str, int] = {}


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


_end: Callable[[], None] = _die


def fault(name: str) -> None:
    """Do nothing, unless a test armed this point."""
    if name not in _armed:
        return
    _armed[name] -= 1
    if _armed[name] == 0:
        _end()


def arm(name: str, nth: int = 1, end: Callable[[], None] = _die) -> None:
    """Let the n-th pass of a point end Care: by SIGKILL, unless told otherwise."""
    global _end
    _end = end
    _armed[name] = nth


def disarm() -> None:
    """Let every point do nothing again."""
    _armed.clear()
