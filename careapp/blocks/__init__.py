"""Block Kit: pure functions from the practice's objects to what Slack takes, and every id in it."""
