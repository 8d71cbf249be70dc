"""The keys of anonymous answers: one for each question, for Care's user alone, and gone when the question is over."""

from pathlib import Path

from careapp.store import answer_key as keys

NAMES = ("pulse-2026-W45", "pulse-2026-W46")


def test_each_question_has_its_own_and_keeps_it(tmp_path: Path) -> None:
    database = tmp_path / "care.db"
    for each in NAMES:
        keys.make(database, each)
    made = [keys.of(database, each) for each in NAMES]
    assert made[0] != made[1]
    assert [len(key or b"") for key in made] == [32, 32]
    keys.make(database, NAMES[0])
    assert keys.of(database, NAMES[0]) == made[0]


def test_nobody_but_its_owner_reads_it(tmp_path: Path) -> None:
    keys.make(tmp_path / "care.db", NAMES[0])
    (path,) = tmp_path.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_a_crash_left_half_written_is_no_key_and_is_cleared_away(tmp_path: Path) -> None:
    database = tmp_path / "care.db"
    (tmp_path / "care.db.pulse-2026-W45.part").write_bytes(b"half")
    assert keys.of(database, NAMES[0]) is None
    keys.make(database, NAMES[0])
    assert len(keys.of(database, NAMES[0]) or b"") == 32
    (tmp_path / "care.db.pulse-2026-W46.part").write_bytes(b"half")
    keys.drop_all_but(database, "pulse", NAMES)
    assert [path.name for path in tmp_path.iterdir()] == ["care.db.pulse-2026-W45"]


def test_only_those_of_open_questions_stay_and_none_of_another_kind_or_database_goes(tmp_path: Path) -> None:
    for name in ("care.db", "sales.db"):
        for each in NAMES:
            keys.make(tmp_path / name, each)
    keys.make(tmp_path / "care.db", "workshop-1")
    keys.drop_all_but(tmp_path / "care.db", "pulse", {NAMES[1]})
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left[:2] == ["care.db.pulse-2026-W46", "care.db.workshop-1"]
    assert left[2:] == ["sales.db.pulse-2026-W45", "sales.db.pulse-2026-W46"]
