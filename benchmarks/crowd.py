"""A made-up workspace of any number of people in one channel."""

from datetime import datetime
from typing import Any

import yaml

from careapp.sandbox import Sandbox
from careapp.settings import manifest_path

CHANNEL = "CEVERYBODY"
FACILITATOR = "UP0000"


def crowd(people: int, now: datetime) -> Sandbox:
    """Return a local Slack with so many people in one channel with Care; its clock runs on from `now`."""
    handles = [f"p{number:04}" for number in range(people)]
    everybody = [{"handle": handle, "name": f"Person {handle[1:]}", "zone": "Europe/Berlin"} for handle in handles]
    channel = {"name": "everybody", "members": handles, "app": True}
    manifest = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))
    return Sandbox(manifest, {"name": "Crowd", "person": everybody, "channel": [channel]}, now)


def key_of(message: dict[str, Any]) -> str:
    """Return the key that a message of Care's carries, empty for others."""
    return str(message.get("metadata", {}).get("event_payload", {}).get("key", ""))


def person(number: int) -> str:
    """Return the user id of the n-th person, from 0."""
    return f"UP{number:04}"
