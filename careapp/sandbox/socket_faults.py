"""What goes wrong with the app's sockets on purpose."""

import asyncio
import json
from collections.abc import Callable, Sequence
from random import Random

from careapp.sandbox.refusals import Json
from careapp.sandbox.socket import Socket


class SocketFaults:
    """Nothing goes wrong until it is asked for; `mend` ends everything but mute sockets, which stay so."""

    def __init__(self, sockets: Sequence[Socket], pass_on: Callable[[str], None]) -> None:
        self._sockets, self._pass_on = sockets, pass_on
        self._refreshing: asyncio.Task[None] | None = None
        self._held: list[str] | None = None
        self.mend()

    def silence(self, times: int = 1) -> None:
        """Lets the next sockets be silent from birth: they open, and nothing comes on them, not even a pong."""
        self._silent = times

    def forget_hello(self, times: int = 1) -> None:
        """Lets the next sockets be without `hello`, though they answer pings and take envelopes."""
        self._forgotten = times

    def turn_away(self, times: int = 1) -> None:
        """Lets the next sockets be told `too_many_websockets`."""
        self._turned_away = times

    def mute(self) -> None:
        """Lets the sockets that are open fall silent, and stay open; what is sent on them is lost."""
        for socket in self._sockets:
            socket.is_mute = True

    def reset(self) -> None:
        """Breaks the TCP connections of all open sockets off."""
        for socket in list(self._sockets):
            socket.reset()

    def refresh(self, every: float) -> None:
        """Asks the open sockets to reconnect, and again every so many real seconds."""
        self._stop_refreshing()
        self._refreshing = asyncio.get_running_loop().create_task(self._refresh(every))

    def repeat(self, times: int) -> None:
        """Lets every envelope come so many times, under the same id."""
        self._times = times

    def lose_acks(self, times: int) -> None:
        """Lets the next acks of the app not arrive, so that a deadline is missed."""
        self._lost_acks = times

    def hold(self) -> None:
        """Keeps envelopes back until `release`."""
        self._held = self._held or []

    def release(self, seed: int | None = None) -> None:
        """Sends the envelopes kept back, each as often as `repeat` says: the newest first, or in a seed's order."""
        held, self._held = (self._held or []) * self._times, None
        if seed is None:
            held.reverse()
        else:
            Random(seed).shuffle(held)
        for text in held if self._sockets else ():
            self._pass_on(text)

    def say(self, text: str | bytes) -> None:
        """Sends a text frame on one socket, word for word: it need be no envelope, no JSON, no UTF-8."""
        for socket in self._sockets[:1]:
            socket.send(text)

    def mend(self) -> None:
        """Ends what goes wrong; what is kept back is forgotten, and mute sockets stay mute."""
        self._silent = self._forgotten = self._turned_away = self._lost_acks = 0
        self._times, self._held = 1, None
        self._stop_refreshing()

    def state(self) -> Json:
        """What is to go wrong, and how many envelopes are kept back."""
        silent, mute = self._silent, sum(socket.is_mute for socket in self._sockets)
        answer: Json = {"silent": silent, "mute": mute, "without_hello": self._forgotten}
        answer |= {"turned_away": self._turned_away, "lost_acks": self._lost_acks}
        return answer | {"repeat": self._times, "held": len(self._held or []), "refresh": bool(self._refreshing)}

    def send(self, text: str) -> bool:
        """Sends an envelope as the faults let it."""
        if self._held is not None:
            self._held.append(text)
            return True
        for _ in range(self._times if self._sockets else 0):
            self._pass_on(text)
        return True

    def keeps_silent(self) -> bool:
        """Whether a new socket is to be silent."""
        self._silent, was = max(self._silent - 1, 0), self._silent
        return bool(was)

    def forgets_hello(self) -> bool:
        """Whether a new socket is to be without `hello`."""
        self._forgotten, was = max(self._forgotten - 1, 0), self._forgotten
        return bool(was)

    def turns_away(self) -> bool:
        """Whether a new socket is one too many."""
        self._turned_away, was = max(self._turned_away - 1, 0), self._turned_away
        return bool(was)

    def loses_ack(self) -> bool:
        """Whether this ack does not arrive."""
        self._lost_acks, was = max(self._lost_acks - 1, 0), self._lost_acks
        return bool(was)

    async def _refresh(self, every: float) -> None:
        while True:
            for socket in self._sockets:
                socket.send(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))
            await asyncio.sleep(every)

    def _stop_refreshing(self) -> None:
        if self._refreshing:
            self._refreshing.cancel()
            self._refreshing = None
