"""What goes wrong with the app's sockets on purpose."""

import asyncio
import json
from collections.abc import Callable, Sequence
from random import Random

from careapp.sandbox.refusals import Json
from careapp.sandbox.socket import Socket


class SocketFaults:
    """Nothing goes wrong until it is asked for; `mend` ends everything but mute sockets, which stay so.

    `pass_on` sends an envelope (id, text) on one socket, `trace` notes by id what becomes of it, and `on_change` is
    called whenever something else is to go wrong than before.
    """

    def __init__(
        self, sockets: Sequence[Socket], pass_on: Callable[[str, str], None], trace: Callable[[str, str], None]
    ) -> None:
        self._sockets, self._pass_on, self._trace = sockets, pass_on, trace
        self._refreshing: asyncio.Task[None] | None = None
        self._held: list[tuple[str, str]] | None = None
        self._hold_until: int | None = None
        self._seed: int | None = None
        self.on_change: Callable[[], None] = lambda: None
        self.mend()

    def silence(self, times: int = 1) -> None:
        """Lets the next sockets be silent from birth: they open, and nothing comes on them, not even a pong."""
        self._silent = times
        self.on_change()

    def forget_hello(self, times: int = 1) -> None:
        """Lets the next sockets be without `hello`, though they answer pings and take envelopes."""
        self._forgotten = times
        self.on_change()

    def turn_away(self, times: int = 1) -> None:
        """Lets the next sockets be told `too_many_websockets`."""
        self._turned_away = times
        self.on_change()

    def mute(self) -> None:
        """Lets the sockets that are open fall silent, and stay open; what is sent on them is lost."""
        for socket in self._sockets:
            socket.is_mute = True
        self.on_change()

    def unmute(self) -> None:
        """Lets mute sockets speak again; what was lost stays lost."""
        for socket in self._sockets:
            socket.is_mute = False
        self.on_change()

    def reset(self) -> None:
        """Breaks the TCP connections of all open sockets off."""
        for socket in list(self._sockets):
            socket.reset()

    def refresh(self, every: float) -> None:
        """Asks the open sockets to reconnect, and again every so many real seconds; 0 ends that."""
        self._stop_refreshing()
        if every:
            self._refreshing = asyncio.get_running_loop().create_task(self._refresh(every))
        self.on_change()

    def repeat(self, times: int) -> None:
        """Lets every envelope come so many times, under the same id."""
        self._times = times
        self.on_change()

    def lose_acks(self, times: int) -> None:
        """Lets the next acks of the app not arrive, so that a deadline is missed."""
        self._lost_acks = times
        self.on_change()

    def hold(self, times: int | None = None, seed: int | None = None) -> None:
        """Keeps envelopes back until `release`, or until there are so many, which then come in another order."""
        self._held = self._held or []
        self._hold_until, self._seed = times, seed
        self.on_change()

    def release(self, seed: int | None = None) -> None:
        """Sends the envelopes kept back, each as often as `repeat` says: the newest first, or in a seed's order."""
        held, self._held = (self._held or []) * self._times, None
        self._hold_until = None
        if seed is None:
            held.reverse()
        else:
            Random(seed).shuffle(held)
        for envelope in held if self._sockets else ():
            self._pass_on(*envelope)
        self.on_change()

    def say(self, text: str | bytes) -> None:
        """Sends a text frame on one socket, word for word: it need be no envelope, no JSON, no UTF-8."""
        for socket in self._sockets[:1]:
            socket.send(text)

    def mend(self) -> None:
        """Ends what goes wrong; what is kept back is forgotten, and mute sockets stay mute."""
        self._silent = self._forgotten = self._turned_away = self._lost_acks = 0
        self._times, self._held = 1, None
        self._hold_until = self._seed = None
        self._stop_refreshing()
        self.on_change()

    def state(self) -> Json:
        """What is to go wrong, and how many envelopes are kept back."""
        silent, mute = self._silent, sum(socket.is_mute for socket in self._sockets)
        answer: Json = {"silent": silent, "mute": mute, "without_hello": self._forgotten}
        answer |= {"turned_away": self._turned_away, "lost_acks": self._lost_acks}
        answer |= {"holding": self._held is not None, "held": len(self._held or [])}
        return answer | {"repeat": self._times, "refresh": bool(self._refreshing)}

    def send(self, envelope_id: str, text: str) -> None:
        """Sends an envelope as the faults let it; there must be an open socket."""
        if self._held is None:
            for _ in range(self._times):
                self._pass_on(envelope_id, text)
            return
        self._held.append((envelope_id, text))
        self._trace(envelope_id, "held")
        self.on_change()
        if len(self._held) == self._hold_until:
            self.release(self._seed)

    def keeps_silent(self) -> bool:
        """Whether a new socket is to be silent."""
        return self._uses_up("_silent")

    def forgets_hello(self) -> bool:
        """Whether a new socket is to be without `hello`."""
        return self._uses_up("_forgotten")

    def turns_away(self) -> bool:
        """Whether a new socket is one too many."""
        return self._uses_up("_turned_away")

    def loses_ack(self) -> bool:
        """Whether this ack does not arrive."""
        return self._uses_up("_lost_acks")

    def _uses_up(self, name: str) -> bool:
        left: int = getattr(self, name)
        if left:
            setattr(self, name, left - 1)
            self.on_change()
        return left > 0

    async def _refresh(self, every: float) -> None:
        while True:
            for socket in self._sockets:
                socket.send(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))
            await asyncio.sleep(every)

    def _stop_refreshing(self) -> None:
        if self._refreshing:
            self._refreshing.cancel()
            self._refreshing = None
