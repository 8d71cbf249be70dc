"""Block Kit held against Slack's limits, and completed as Slack completes it."""

from careapp.sandbox.block_kit.checks import (
    blocks_complaints,
    blocks_findings,
    findings,
    too_many_tables,
    view_complaints,
    view_findings,
)
from careapp.sandbox.block_kit.completion import completed

__all__ = [
    "blocks_complaints",
    "blocks_findings",
    "completed",
    "findings",
    "too_many_tables",
    "view_complaints",
    "view_findings",
]
