"""The rules of the practice: pure functions and frozen records, without Slack, SQL or a clock."""
