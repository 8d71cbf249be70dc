"""Bolt listeners, one module per feature; the commonest are registered first, catch-alls last."""

from slack_bolt.async_app import AsyncApp

from careapp.handlers import (
    cheer,
    circle,
    command,
    digest,
    error,
    fallback,
    forget,
    help,
    kudos,
    mention,
    person,
    post,
    prompt,
    round,
    story,
)

FEATURES = (
    cheer,
    story,
    round,
    command,
    kudos,
    mention,
    digest,
    help,
    circle,
    person,
    forget,
    post,
    prompt,
    error,
    fallback,
)


def register(app: AsyncApp) -> None:
    """Register every listener of every feature."""
    for feature in FEATURES:
        feature.register(app)
