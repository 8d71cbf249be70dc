"""A stand-in for Slack on this machine: Web API, Socket Mode and a page. It knows Slack and not Care."""

from careapp.sandbox.refusals import ControlError
from careapp.sandbox.server import Sandbox

__all__ = ["ControlError", "Sandbox"]
