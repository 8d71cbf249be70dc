"""The keys of the pulse: one for each week, for Care's user alone, and gone when no question of that week is open."""

from pathlib import Path

from careapp.store import pulse_key as pulse_keys

WEEKS = ("2026-W45", "2026-W46")


def test_each_week_has_its_own_and_keeps_it(tmp_path: Path) -> None:
    database = tmp_path / "care.db"
    for week in WEEKS:
        pulse_keys.make(database, week)
    made = [pulse_keys.of(database, week) for week in WEEKS]
    assert made[0] != made[1]
    assert [len(key or b"") for key in made] == [32, 32]
    pulse_keys.make(database, WEEKS[0])
    assert pulse_keys.of(database, WEEKS[0]) == made[0]


def test_nobody_but_its_owner_reads_it(tmp_path: Path) -> None:
    pulse_keys.make(tmp_path / "care.db", WEEKS[0])
    (path,) = tmp_path.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_a_crash_left_half_written_is_no_key_and_is_cleared_away(tmp_path: Path) -> None:
    database = tmp_path / "care.db"
    (tmp_path / "care.db.pulse-2026-W45.part").write_bytes(b"half")
    assert pulse_keys.of(database, WEEKS[0]) is None
    pulse_keys.make(database, WEEKS[0])
    assert len(pulse_keys.of(database, WEEKS[0]) or b"") == 32
    (tmp_path / "care.db.pulse-2026-W46.part").write_bytes(b"half")
    pulse_keys.drop_all_but(database, WEEKS)
    assert [path.name for path in tmp_path.iterdir()] == ["care.db.pulse-2026-W45"]


def test_only_those_of_open_questions_stay_and_no_other_databases_go(tmp_path: Path) -> None:
    for name in ("care.db", "sales.db"):
        for week in WEEKS:
            pulse_keys.make(tmp_path / name, week)
    pulse_keys.drop_all_but(tmp_path / "care.db", {WEEKS[1]})
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["care.db.pulse-2026-W46", "sales.db.pulse-2026-W45", "sales.db.pulse-2026-W46"]
