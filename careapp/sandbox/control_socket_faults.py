"""Socket faults by control call, read strictly from a body."""

from collections.abc import Callable

from careapp.sandbox.control_body import Body
from careapp.sandbox.refusals import ControlError, Json
from careapp.sandbox.socket_faults import SocketFaults

MOST = 1_000
SOONEST = 0.01


async def socket_faults(body: Body) -> Json:
    """Lets something go wrong with the app's sockets, and answers what is to go wrong now."""
    faults = body.slack.socket_mode.faults
    if "kind" in body.given:
        kind = body.text("kind")
        if kind not in KINDS:
            raise ControlError(f"A socket fault is one of {', '.join(KINDS)}.")
        KINDS[kind](faults, body)
    return faults.state()


def _times(body: Body) -> int:
    times = _whole(body, "times")
    return 1 if times is None else times


def _whole(body: Body, name: str) -> int | None:
    number = body.number(name) if name in body.given else 0.0
    if not number.is_integer() or not 0 <= number <= MOST:
        raise ControlError(f"`{name}` must be a whole number up to {MOST:,}.")
    return int(number) if name in body.given else None


def _seconds(body: Body) -> float:
    seconds = body.number("seconds")
    if seconds and not SOONEST <= seconds <= MOST:
        raise ControlError(f"`seconds` must be 0 or a number from {SOONEST} to {MOST:,}.")
    return seconds


KINDS: dict[str, Callable[[SocketFaults, Body], None]] = {
    "silence": lambda faults, body: faults.silence(_times(body)),
    "forget_hello": lambda faults, body: faults.forget_hello(_times(body)),
    "turn_away": lambda faults, body: faults.turn_away(_times(body)),
    "mute": lambda faults, body: faults.mute(),
    "unmute": lambda faults, body: faults.unmute(),
    "reset": lambda faults, body: faults.reset(),
    "refresh": lambda faults, body: faults.refresh(_seconds(body)),
    "repeat": lambda faults, body: faults.repeat(_times(body)),
    "lose_acks": lambda faults, body: faults.lose_acks(_times(body)),
    "hold": lambda faults, body: faults.hold(_whole(body, "times"), _whole(body, "seed")),
    "release": lambda faults, body: faults.release(_whole(body, "seed")),
    "say": lambda faults, body: faults.say(body.text("text")),
    "mend": lambda faults, body: faults.mend(),
}
