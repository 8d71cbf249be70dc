"""The seal: a mark that somebody has answered, which nobody can read without its key."""

import hmac


def seal(key: bytes, *what: str) -> str:
    """Return a mark that says nothing without the key, and is always the same with it."""
    return hmac.new(key, "\0".join(what).encode(), "sha256").hexdigest()[:32]
