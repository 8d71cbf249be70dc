"""Every fault point of Care: how often a busy round passes it, and what must have happened before it is met."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """`most`: a busy round passes it about so many times, or more; the seed draws the pass that ends Care from them.

    `after`: an earlier death, at that point, is what leads to it. `at_stop`: it is met when Care is asked to stop.
    """

    most: int
    after: str = ""
    at_stop: bool = False


POINTS = {
    "connection.before_open": Point(1, after="commit.after_disk"),
    "connection.after_open": Point(1, after="post.after_outcome"),
    "start.before_recover": Point(1, after="post.after_call"),
    "start.after_recover": Point(1, after="post.after_begin"),
    "forget.before_recall": Point(1, after="commit.after_body"),
    "forget.after_recall": Point(1, after="ack.before_send"),
    "forget.after_mirror": Point(2),
    "tombstone.before_rename": Point(1),
    "tombstone.after_rename": Point(1),
    "tombstone.before_append": Point(1),
    "tombstone.after_append": Point(1),
    "people.before_call": Point(4, after="round.after_look"),
    "people.before_keep": Point(4, after="commit.before_telling"),
    "members.before_keep": Point(4, after="commit.after_disk"),
    "members.after_keep": Point(4),
    "backlog.before_channel": Point(1, after="commit.after_body"),
    "backlog.after_channel": Point(1, after="ack.before_send"),
    "backlog.before_replies": Point(1, after="commit.after_body"),
    "backlog.after_replies": Point(1, after="commit.before_disk"),
    "backlog.before_missing": Point(1, after="ack.before_send"),
    "backlog.after_missing": Point(1, after="commit.after_disk"),
    "commit.before_begin": Point(140),
    "commit.after_body": Point(160),
    "commit.before_disk": Point(140),
    "commit.after_disk": Point(140),
    "commit.before_telling": Point(140),
    "commit.after_wait": Point(160),
    "ack.before_send": Point(75),
    "ack.after_send": Point(75),
    "view.before_open": Point(5),
    "view.after_open": Point(5),
    "whisper.before_call": Point(3),
    "whisper.after_call": Point(3),
    "click.before_answer": Point(2),
    "click.after_answer": Point(2),
    "forget.before_ask": Point(1),
    "forget.after_ask": Point(1),
    "forget.before_some": Point(1),
    "forget.after_some": Point(1),
    "forget.before_rest": Point(1),
    "forget.after_rest": Point(1),
    "opening.before_rename": Point(1),
    "opening.after_rename": Point(1),
    "migration.before_commit": Point(1),
    "migration.after_commit": Point(1),
    "round.before_open": Point(1),
    "round.after_open": Point(1),
    "round.before_show": Point(8),
    "round.after_show": Point(8),
    "round.before_close": Point(1),
    "round.before_close_kept": Point(1),
    "round.after_look": Point(4),
    "digest.before_keep": Point(1),
    "digest.after_keep": Point(1),
    "post.before_begin": Point(32),
    "post.after_begin": Point(32),
    "post.before_call": Point(14),
    "post.after_call": Point(14),
    "post.before_change": Point(10),
    "post.after_change": Point(10),
    "post.before_outcome": Point(32),
    "post.after_outcome": Point(32),
    "mark.before_call": Point(3),
    "mark.after_call": Point(3),
    "lookup.before_call": Point(1, after="post.after_call"),
    "lookup.after_call": Point(1, after="post.before_call"),
    "picture.before_address": Point(1),
    "picture.before_upload": Point(1),
    "picture.before_showing": Point(1),
    "picture.after_showing": Point(1),
    "backup.before_copy": Point(1),
    "backup.copying": Point(1),
    "backup.after_copy": Point(1),
    "backup.before_rename": Point(1),
    "backup.after_rename": Point(1),
    "stop.before_socket": Point(1, at_stop=True),
    "stop.after_socket": Point(1, at_stop=True),
}

# What a busy round does not pass by, and the test in which such a point ends a process.
ELSEWHERE = {
    "backup.before_drop": "store/test_backup.py",
    "migration.before_backup": "store/test_migrations.py",
    "migration.after_backup": "store/test_migrations.py",
    "restore.before_copy": "store/test_restore.py",
    "restore.after_copy": "store/test_restore.py",
    "restore.before_aside": "store/test_restore.py",
    "restore.after_aside": "store/test_restore.py",
    "restore.after_part": "store/test_restore_killed.py",
    "opening.after_part": "store/test_restore_killed.py",
    "restore.before_replace": "store/test_restore.py",
    "restore.after_replace": "store/test_restore.py",
}

# What only a workplace unlike this one passes by. No test ends Care there; each stands around one small commit.
NEVER_MET = {
    "doubt.before_settling": "a facilitator answers whether a post is there",
    "doubt.after_settling": "the same",
    "forget.before_thing": "a backup is restored that holds what was taken back",
    "forget.after_thing": "the same",
    "forget.before_dates": "somebody was forgotten while the clock was ahead",
    "forget.after_dates": "the same",
    "meet.before_call": "somebody of another workspace is in the channel",
    "meet.before_keep": "the same",
    "meet.after_keep": "the same",
    "members.before_learning": "somebody of whose joining Care has not heard types a command",
    "members.after_learning": "the same",
    "post.before_giving_up": "Slack does not take a post before its time is over: a round's close, or its day's end",
    "post.after_giving_up": "the same",
    "post.before_letting_go": "something is taken back while nobody knows whether Slack shows it",
    "post.after_letting_go": "the same",
    "post.before_taking_up": "the disk was full, or the clock was set back",
    "post.after_taking_up": "the same",
}
