"""The sandbox held against Slack's public reference: each method's table, answers and refusals, each event's payload.

`methods.json`, `objects.json` and `events.json` hold facts taken from Slack's public reference for its Web API and
events: names, types, scopes, tiers and error codes. See `facts.py` for how to read them.
"""
