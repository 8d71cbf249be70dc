"""Numbers of stories and kudos: each is given out once, also where what bore it is gone."""

from sqlite_utils import Database


def take(db: Database, noun: str) -> int:
    """Return the next number of a noun, `story` or `kudos`."""
    sql = "UPDATE numbers SET last = last + 1 WHERE noun = ? RETURNING last"
    number: int = db.execute(sql, [noun]).fetchone()[0]
    return number


def leave_out(db: Database, many: int) -> None:
    """Never give the next numbers out: they may have been, after a backup that is being restored."""
    db.execute("UPDATE numbers SET last = last + ?", [many])
