"""Socket faults by control call, read strictly from a body."""

from collections.abc import Callable

from careapp.sandbox.control_body import Body
from careapp.sandbox.refusals import ControlError, Json
from careapp.sandbox.socket_faults import SocketFaults


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
    return int(body.number("times")) if "times" in body.given else 1


def _release(faults: SocketFaults, body: Body) -> None:
    faults.release(int(body.number("seed")) if "seed" in body.given else None)


KINDS: dict[str, Callable[[SocketFaults, Body], None]] = {
    "silence": lambda faults, body: faults.silence(_times(body)),
    "forget_hello": lambda faults, body: faults.forget_hello(_times(body)),
    "turn_away": lambda faults, body: faults.turn_away(_times(body)),
    "mute": lambda faults, body: faults.mute(),
    "reset": lambda faults, body: faults.reset(),
    "refresh": lambda faults, body: faults.refresh(body.number("seconds")),
    "repeat": lambda faults, body: faults.repeat(_times(body)),
    "lose_acks": lambda faults, body: faults.lose_acks(_times(body)),
    "hold": lambda faults, body: faults.hold(),
    "release": _release,
    "say": lambda faults, body: faults.say(body.text("text")),
    "mend": lambda faults, body: faults.mend(),
}
