"""The one Slack that all of the sandbox works on: its parts, wired together."""

import logging
import secrets

from careapp.sandbox.calls import Calls
from careapp.sandbox.clock import Clock
from careapp.sandbox.deliveries import Deliveries
from careapp.sandbox.faults import Faults
from careapp.sandbox.files import Files
from careapp.sandbox.live import Live
from careapp.sandbox.manifest import Manifest
from careapp.sandbox.permits import Permits
from careapp.sandbox.rate_limits import RateLimits
from careapp.sandbox.refusals import Json
from careapp.sandbox.socket_mode import SocketMode
from careapp.sandbox.time_moves import TimeMoves
from careapp.sandbox.views import Views
from careapp.sandbox.workspace import Workspace, workspace_of

log = logging.getLogger("careapp.sandbox")


class Slack:
    """State and wiring; `url` is where it is served, without a slash at the end."""

    def __init__(self, manifest: Json, workspace: Json, clock: Clock) -> None:
        self.url = ""
        self.clock = clock
        self.moves = TimeMoves(clock)
        self.manifest = Manifest.of(manifest)
        self.workspace: Workspace = workspace_of(workspace, self.manifest, int(clock.seconds()))
        self.calls = Calls(clock)
        self.live = Live()
        self.socket_mode = SocketMode(self.workspace.app_id)
        self.deliveries = Deliveries(self.socket_mode, clock, self.calls)
        self.limits = RateLimits(clock)
        self.faults = Faults(clock, self.calls)
        self.permits = Permits(clock)
        self.views = Views()
        self.files = Files()
        self.bot_token = f"xoxb-sandbox-{secrets.token_hex(12)}"
        self.app_token = f"xapp-sandbox-{secrets.token_hex(12)}"
        self.verification = secrets.token_hex(12)
        self.calls.on_row = lambda row: self.live.push({"type": "delivery", "call": row})
        self.socket_mode.on_connected = lambda up: self.live.push({"type": "app", "connected": up})
        clock.on_change = self._push_clock

    def _push_clock(self) -> None:
        frozen = self.clock.frozen
        self.live.push({"type": "clock", "now": self.clock.now().isoformat(), "frozen": frozen})
