"""Reads the facts of Slack's reference: what a method takes and answers, and where an answer departs from that.

A shape is `"string"` or several types as `"null|string"`, `[shape]` for a list, `{field: shape}` for an object and
`"@user"` for one of `objects.json`; a field that ends in `?` is not always there, `"null"` alone says nothing.
"""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

Json = dict[str, Any]


def _read(name: str) -> Json:
    read: Json = json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return read


FACTS = _read("methods.json")
EVENTS = _read("events.json")

# What Slack may answer to a call of any method, and so does not repeat for each.
GENERAL = {
    *("account_inactive", "invalid_arg_name", "invalid_arguments", "invalid_charset", "invalid_form_data"),
    *("invalid_post_type", "invalid_json", "json_not_object", "missing_charset", "missing_post_type"),
    *("superfluous_charset", "invalid_auth", "missing_scope", "not_allowed_token_type", "not_authed", "ratelimited"),
}


def departures(answer: Any, shape: Any) -> set[str]:
    """Where an answer is not of this shape, as `/path lacks field` and `/path is no string`."""
    validator = Draft202012Validator(_schema(shape) | {"$defs": _OBJECTS})
    return {_said(error) for error in validator.iter_errors(answer)}


def _said(error: Any) -> str:
    path = "".join(f"/{'*' if isinstance(step, int) else step}" for step in error.absolute_path) or "/"
    if error.validator == "required":
        return f"{path} lacks {error.message.split(chr(39))[1]}"
    return f"{path} is no {' or '.join(error.validator_value)}"


def _schema(shape: Any) -> Json:
    if isinstance(shape, dict):
        fields = {name.removesuffix("?"): _schema(each) for name, each in shape.items()}
        return {"type": "object", "properties": fields, "required": [name for name in shape if name[-1] != "?"]}
    if isinstance(shape, list):
        return {"type": "array", "items": _schema(shape[0])}
    if shape.startswith("@"):
        return {"$ref": f"#/$defs/{shape[1:]}"}
    return {} if shape == "null" else {"type": shape.split("|")}


def _objects() -> Json:
    objects = {name: _schema(shape) for name, shape in _read("objects.json").items()}
    for kind in ("mpim", "im"):  # a direct message is a conversation with other fields
        is_kind = {"properties": {f"is_{kind}": {"const": True}}, "required": [f"is_{kind}"]}
        objects["conversation"] = {"if": is_kind, "then": objects[kind], "else": objects["conversation"]}
    return objects


_OBJECTS = _objects()
