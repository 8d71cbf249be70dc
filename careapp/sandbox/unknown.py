"""What a manifest asks for that the sandbox knows nothing of: misspelt, or not covered."""

from careapp.sandbox.channel import SCOPE_WORD
from careapp.sandbox.events import SCOPES
from careapp.sandbox.manifest import Manifest
from careapp.sandbox.methods import METHODS

# Scopes that open neither a method nor an event of the sandbox by themselves.
_FURTHER = {"commands", "chat:write.customize", "chat:write.public", "metadata.message:read"}


def unknown_scopes(manifest: Manifest) -> list[str]:
    """The scopes that open nothing here, in the manifest's order."""
    of_methods = {scope for method in METHODS.values() for scope in method.scopes}
    of_events = {scope.format(kind=word) for scope in SCOPES.values() for word in SCOPE_WORD.values()}
    return [scope for scope in manifest.scopes if scope not in of_methods | of_events | _FURTHER]


def unknown_events(manifest: Manifest) -> list[str]:
    """The subscriptions of which nothing ever comes here, by the alphabet."""
    messages = {f"message.{word}" for word in SCOPE_WORD.values()}
    return sorted(manifest.events - SCOPES.keys() - messages)
