"""Posts can be pins."""

import re

from sqlite_utils import Database

from careapp.store.migrations.numbered import migrations

_BEFORE, _NOW = "'reaction', 'picture')", "'reaction', 'picture', 'pin')"


@migrations()
def m016_pin(db: Database) -> None:
    """Put a table in the place of the posts' that takes pins too, with the same columns and indexes."""
    built = db.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = 'posts' AND sql IS NOT NULL").fetchall()
    (table,) = (sql for kind, sql in built if kind == "table")
    db.execute(re.sub('^CREATE TABLE "?posts"?', "CREATE TABLE posts_and_pins", table.replace(_BEFORE, _NOW)))
    db.execute("INSERT INTO posts_and_pins SELECT * FROM posts")
    db.execute("DROP TABLE posts")
    db.execute("ALTER TABLE posts_and_pins RENAME TO posts")
    for kind, sql in built:
        if kind == "index":
            db.execute(sql)
