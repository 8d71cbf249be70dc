"""A stand-in for Slack on this machine: Web API, Socket Mode and a page. It knows Slack and not Care."""

from pathlib import Path

from careapp.sandbox.refusals import ControlError
from careapp.sandbox.server import Sandbox

BUILT_IN_WORKSPACE = Path(__file__).parent / "workspace.toml"

__all__ = ["BUILT_IN_WORKSPACE", "ControlError", "Sandbox"]
