"""Which kinds of letters people do not want."""

from collections.abc import Iterable, Sequence

from sqlite_utils import Database


def unwanted(db: Database, user_id: str) -> set[str]:
    """Return the kinds of letters that a person does not want."""
    return {row["letter"] for row in db.query("SELECT letter FROM letters_unwanted WHERE user_id = ?", [user_id])}


def unwilling(db: Database, kind: str, user_ids: Sequence[str]) -> set[str]:
    """Return those of these people who do not want a kind of letters."""
    marks = ", ".join("?" for _ in user_ids)
    sql = f"SELECT user_id FROM letters_unwanted WHERE letter = ? AND user_id IN ({marks})"  # noqa: S608
    return {row["user_id"] for row in db.query(sql, [kind, *user_ids])}


def set_unwanted(db: Database, user_id: str, kinds: Iterable[str]) -> None:
    """Keep which kinds of letters a person does not want, in the place of what was kept before."""
    forget(db, user_id)
    db.table("letters_unwanted").insert_all({"user_id": user_id, "letter": kind} for kind in sorted(kinds))


def forget(db: Database, user_id: str) -> None:
    """Forget what a person did not want."""
    db.table("letters_unwanted").delete_where("user_id = ?", [user_id])
