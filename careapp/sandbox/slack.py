"""The one Slack that all of the sandbox works on: its parts, wired together."""

import logging
import secrets

from careapp.sandbox.calls import Calls
from careapp.sandbox.clock import Clock
from careapp.sandbox.deliveries import Deliveries
from careapp.sandbox.duplicates import Duplicates
from careapp.sandbox.faults import Faults
from careapp.sandbox.files import Files
from careapp.sandbox.live import Live
from careapp.sandbox.manifest import Manifest
from careapp.sandbox.permits import Permits
from careapp.sandbox.rate_limits import RateLimits
from careapp.sandbox.refusals import Json
from careapp.sandbox.request_urls import RequestUrls
from careapp.sandbox.scheduled import ScheduledMessages
from careapp.sandbox.socket_mode import SocketMode
from careapp.sandbox.time_moves import TimeMoves
from careapp.sandbox.views import Views
from careapp.sandbox.workspace import Workspace, workspace_of

log = logging.getLogger("careapp.sandbox")


class Slack:
    """State and wiring; `url` is where it is served, without a slash at the end; `installed` ends with `uninstall`."""

    def __init__(self, manifest: Json, workspace: Json, clock: Clock) -> None:
        self.url = ""
        self.installed = True
        self.clock = clock
        self.moves = TimeMoves(clock)
        self.manifest = Manifest.of(manifest)
        self.workspace: Workspace = workspace_of(workspace, self.manifest, int(clock.seconds()))
        self.calls = Calls(clock)
        self.live = Live()
        self.socket_mode = SocketMode(self.workspace.app_id)
        self.verification = secrets.token_hex(12)
        self.request_urls = RequestUrls(self.manifest, clock, self.calls, self.verification)
        wire = self.request_urls if self.manifest.addresses else self.socket_mode
        self.deliveries = Deliveries(wire, clock, self.calls)
        self.limits = RateLimits(clock)
        self.faults = Faults(clock)
        self.permits = Permits(clock)
        self.duplicates = Duplicates(self.workspace)
        self.scheduled = ScheduledMessages(clock)
        self.views = Views()
        self.files = Files()
        self.bot_token = f"xoxb-sandbox-{secrets.token_hex(12)}"
        self.app_token = f"xapp-sandbox-{secrets.token_hex(12)}"
        self.calls.on_row = lambda row: self.live.push({"type": "delivery", "call": row})
        self.calls.on_clear = lambda: self.live.push({"type": "calls_cleared"})
        self.faults.on_change = self.socket_mode.faults.on_change = self._push_faults
        self.socket_mode.on_trace = self.calls.traces.note
        self.socket_mode.on_connected = self.request_urls.on_connected = self._push_connected
        clock.on_change = self._push_clock

    def faults_shown(self) -> Json:
        """What is to go wrong now, with calls and with sockets."""
        return self.faults.state() | {"sockets": self.socket_mode.faults.state()}

    def _push_faults(self) -> None:
        self.live.push({"type": "faults", "faults": self.faults_shown()})

    @property
    def app_connected(self) -> bool:
        """Whether the app has a socket open, or answered the last request."""
        return (self.request_urls if self.manifest.addresses else self.socket_mode).connected

    def _push_connected(self, connected: bool) -> None:
        self.live.push({"type": "app", "connected": connected})

    def _push_clock(self) -> None:
        frozen = self.clock.frozen
        self.live.push({"type": "clock", "now": self.clock.now().isoformat(), "frozen": frozen})
