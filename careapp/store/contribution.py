"""What people gave to workshops. Ratings are only counted: no row says whose they are, nor when they came."""

from collections.abc import Iterable, Mapping

from sqlite_utils import Database

from careapp.practice.contribution import Contribution, Counts, Kind, Proposal


def put(db: Database, workshop_id: int, kind: Kind, user_id: str, given: Iterable[tuple[str, str]]) -> None:
    """Keep what a person gives, as pairs of `about` and words, in the place of what they gave of this kind before."""
    db.table("contributions").delete_where("workshop_id = ? AND kind = ? AND user_id = ?", [workshop_id, kind, user_id])
    shared = {"workshop_id": workshop_id, "kind": kind, "user_id": user_id}
    rows = [{**shared, "place": n, "about": about, "words": words} for n, (about, words) in enumerate(given)]
    db.table("contributions").insert_all(rows)


def of(db: Database, workshop_id: int, kind: Kind) -> list[Contribution]:
    """Return what was given of a kind, in an order that says nothing of when or by whom."""
    sql = "SELECT * FROM contributions WHERE workshop_id = ? AND kind = ?"
    found = [Contribution(row["user_id"], row["words"], row["about"]) for row in db.query(sql, [workshop_id, kind])]
    return sorted(found, key=lambda each: (each.words.casefold(), each.words))


def of_person(db: Database, workshop_id: int, kind: Kind, user_id: str) -> list[Contribution]:
    """Return what one person gave of a kind, in the order of their form."""
    sql = "SELECT * FROM contributions WHERE workshop_id = ? AND kind = ? AND user_id = ? ORDER BY place"
    rows = db.query(sql, [workshop_id, kind, user_id])
    return [Contribution(row["user_id"], row["words"], row["about"]) for row in rows]


def support(db: Database, workshop_id: int, user_id: str, proposer: str) -> None:
    """Keep that a person supports a proposal, and no other any more."""
    sql = "INSERT INTO supports VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET proposer = excluded.proposer"
    db.execute(sql, [workshop_id, user_id, proposer])


def withdraw_support(db: Database, workshop_id: int, user_id: str) -> None:
    """Keep that a person supports no proposal."""
    db.table("supports").delete_where("workshop_id = ? AND user_id = ?", [workshop_id, user_id])


def drop_supports_of(db: Database, workshop_id: int, proposer: str) -> None:
    """Keep that nobody supports a proposal: it says something else now, or is gone."""
    db.table("supports").delete_where("workshop_id = ? AND proposer = ?", [workshop_id, proposer])


def proposals(db: Database, workshop_id: int) -> list[Proposal]:
    """Return the sentences that were proposed, with who supports each."""
    by: dict[str, set[str]] = {}
    for user_id, proposer in db.execute("SELECT user_id, proposer FROM supports WHERE workshop_id = ?", [workshop_id]):
        by.setdefault(proposer, set()).add(user_id)
    given = of(db, workshop_id, "sentence")
    return [Proposal(each.user_id, each.words, frozenset(by.get(each.user_id, ()))) for each in given]


def rate(db: Database, workshop_id: int, mark: str, ratings: Mapping[str, int]) -> bool:
    """Count a person's ratings, by barrier, and leave their mark; return whether they had given none before."""
    sql = "INSERT INTO raters VALUES (?, ?) ON CONFLICT DO NOTHING"
    if not db.execute(sql, [workshop_id, mark]).rowcount:
        return False
    sql = "INSERT INTO ratings VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET times = times + 1"
    for barrier_id, rating in ratings.items():
        db.execute(sql, [workshop_id, barrier_id, rating])
    return True


def has_rated(db: Database, workshop_id: int, mark: str) -> bool:
    """Say whether the person of a mark has given their ratings."""
    sql = "SELECT 1 FROM raters WHERE workshop_id = ? AND mark = ?"
    return db.execute(sql, [workshop_id, mark]).fetchone() is not None


def being_rated(db: Database) -> list[int]:
    """Return the ids of the workshops in which people rate now, and somebody has."""
    return [workshop_id for (workshop_id,) in db.execute("SELECT DISTINCT workshop_id FROM raters").fetchall()]


def drop_mark(db: Database, workshop_id: int, mark: str) -> None:
    """Forget that somebody has rated; their ratings, which nobody can tell from others, stay counted."""
    db.table("raters").delete_where("workshop_id = ? AND mark = ?", [workshop_id, mark])


def raters(db: Database, workshop_id: int) -> int:
    """Return how many people have given their ratings, before these are closed."""
    (many,) = db.execute("SELECT count(*) FROM raters WHERE workshop_id = ?", [workshop_id]).fetchone()
    return int(many)


def close_ratings(db: Database, workshop_id: int, fewest: int) -> None:
    """Forget who rated, now that nobody can any more; keep the ratings only of what at least so many people rated."""
    db.table("raters").delete_where("workshop_id = ?", [workshop_id])
    for barrier_id, given in ratings(db, workshop_id).items():
        if sum(given.values()) < fewest:
            db.table("ratings").delete_where("workshop_id = ? AND barrier_id = ?", [workshop_id, barrier_id])


def ratings(db: Database, workshop_id: int) -> Counts:
    """Return how many people gave each rating, by barrier. Only what is closed is to be shown."""
    counts: dict[str, dict[int, int]] = {}
    for row in db.query("SELECT * FROM ratings WHERE workshop_id = ?", [workshop_id]):
        counts.setdefault(row["barrier_id"], {})[row["rating"]] = row["times"]
    return counts


def workshops_of(db: Database, user_id: str) -> list[int]:
    """Return the ids of the workshops to which a person gave something that is known to be theirs."""
    sql = """
      SELECT workshop_id FROM contributions WHERE user_id = :u UNION SELECT workshop_id FROM supports WHERE user_id = :u
    """
    return [workshop_id for (workshop_id,) in db.execute(sql, {"u": user_id}).fetchall()]


def forget(db: Database, workshop_id: int, user_id: str) -> None:
    """Forget what a person gave to a workshop and is known to be theirs."""
    drop_supports_of(db, workshop_id, user_id)
    for table in ("contributions", "supports"):
        db.table(table).delete_where("workshop_id = ? AND user_id = ?", [workshop_id, user_id])
