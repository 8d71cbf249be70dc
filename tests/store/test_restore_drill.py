"""A small version of `make restore-drill`: backups under load, killed backups, and a restore of what is left."""

from pathlib import Path

from benchmarks.restore import run


async def test_every_backup_is_good_killing_one_breaks_nothing_and_all_comes_back(tmp_path: Path) -> None:
    drill = await run(tmp_path, number=2000, times=4, writers=100, kills=3)
    assert (drill.made, drill.good) == (5, 5)
    assert drill.broken == []
    assert drill.restored == drill.expected >= 2000
