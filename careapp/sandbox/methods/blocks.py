"""blocks.validate: Block Kit's rules on their own, with nothing shown to anybody."""

from careapp.sandbox.block_kit import findings
from careapp.sandbox.methods.call import Call
from careapp.sandbox.refusals import Json, SlackError

KINDS = ("blocks", "message", "view")
MOST_CHARACTERS = 100_000


def validate_blocks(call: Call) -> Json:
    """Checks exactly one of `blocks`, `message` and `view`; `errors` say what is wrong, and where in it."""
    given = [kind for kind in KINDS if call.args.get(kind) not in (None, "")]
    if len(given) != 1:
        raise SlackError("invalid_arguments", "must provide exactly one of `blocks`, `view`, or `message`")
    kind = given[0]
    value = call.args[kind]
    if isinstance(value, str) and len(value) > MOST_CHARACTERS:
        too_long = f"must be less than {MOST_CHARACTERS + 1} characters [json-pointer:/{kind}]"
        raise SlackError("invalid_arguments", too_long)
    if errors := findings(kind, call.data(kind, "invalid_arguments")):
        raise SlackError(f"invalid_{kind}", errors=errors)
    return {}
