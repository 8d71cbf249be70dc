"""Block Kit held against Slack's limits, and completed as Slack completes it."""

from careapp.sandbox.block_kit.checks import blocks_complaints, view_complaints
from careapp.sandbox.block_kit.completion import completed

__all__ = ["blocks_complaints", "completed", "view_complaints"]
