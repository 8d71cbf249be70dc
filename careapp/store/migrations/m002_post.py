"""Posts know under which thread they were sent, until when they are worth showing, and which doubts are settled."""

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations

STEPS = (
    "ALTER TABLE posts ADD COLUMN thread_ts TEXT",
    "ALTER TABLE posts ADD COLUMN not_after TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE posts ADD COLUMN is_settled INTEGER NOT NULL DEFAULT 0 CHECK (is_settled IN (0, 1))",
    "UPDATE posts SET thread_ts = (SELECT ts FROM posts AS parent WHERE parent.key = posts.thread_key)",
    "CREATE INDEX posts_failed_by_time ON posts (sent_at) WHERE state = 'failed'",
    "CREATE INDEX posts_in_doubt ON posts (number) WHERE state = 'unknown' AND is_settled = 0",
)


@migrations()
def m002_post(db: Database) -> None:
    """Add what the deliverer keeps since release 0.2."""
    for step in STEPS:
        db.execute(step)
