"""Bolt listeners, one module per feature; the commonest are registered first, catch-alls last."""

from slack_bolt.async_app import AsyncApp

from careapp.handlers import (
    answer,
    behaviour,
    cheer,
    circle,
    command,
    digest,
    error,
    fallback,
    forget,
    help,
    kudos,
    lesson,
    letter,
    mention,
    note,
    person,
    post,
    praise,
    privacy,
    prompt,
    pulse,
    rest,
    round,
    story,
    workshop,
)

FEATURES = (
    cheer,
    story,
    round,
    command,
    kudos,
    mention,
    answer,
    note,
    digest,
    lesson,
    behaviour,
    help,
    circle,
    person,
    forget,
    letter,
    rest,
    post,
    praise,
    prompt,
    pulse,
    workshop,
    privacy,
    error,
    fallback,
)


def register(app: AsyncApp) -> None:
    """Register every listener of every feature."""
    for feature in FEATURES:
        feature.register(app)
