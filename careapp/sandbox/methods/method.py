"""What the table says of one method, and what many methods have in common."""

from collections.abc import Callable
from dataclasses import dataclass

from careapp.sandbox.methods.call import Call
from careapp.sandbox.refusals import Json

COMMON_ERRORS = (
    "account_inactive",
    "internal_error",
    "invalid_arguments",
    "invalid_auth",
    "invalid_form_data",
    "invalid_json",
    "invalid_post_type",
    "json_not_object",
    "missing_scope",
    "not_allowed_token_type",
    "not_authed",
    "ratelimited",
)

READ = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
MANAGE = ("channels:manage", "groups:write", "im:write", "mpim:write")
OWN = ("channels:manage", "channels:write", "groups:write", "im:write", "mpim:write")
INVITE = ("channels:write.invites", "groups:write.invites", *MANAGE)

PAGED = ("cursor", "limit")
NO_CHANNEL = ("channel_not_found", "method_not_supported_for_channel_type")


@dataclass(frozen=True)
class Method:
    """One method: any of `scopes` opens it; `tier` 1 to 4, or 5 for Slack's "special"; arguments by name.

    `errors` are those that the sandbox answers beside COMMON_ERRORS, which every method has.
    """

    run: Callable[[Call], Json]
    scopes: tuple[str, ...]
    tier: int
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    with_app_token: bool = False
