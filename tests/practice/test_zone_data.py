"""Zone data: the pinned package counts, whatever the machine has, and a zone that it does not know harms nobody."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from careapp.practice.digest import due_digests
from careapp.practice.occurrence import local, local_day
from careapp.practice.round import due_rounds
from careapp.settings import HOUSE
from tests.practice.made import NOW, circle

ASKED = [
    ("America/Vancouver", date(2026, 11, 23)),
    ("Africa/Casablanca", date(2026, 11, 23)),
    ("Europe/Berlin", date(2026, 7, 1)),
]
STALE = "Asia/Kathmandu"  # what the machine takes each of them for
ASK = """
import sys
from datetime import date, time
import careapp.app
from careapp.practice.occurrence import occurs_at
print(occurs_at(date.fromisoformat(sys.argv[2]), time(17), sys.argv[1]).isoformat())
"""


@pytest.mark.parametrize(("zone", "day"), ASKED)
def test_the_pinned_zone_data_wins_over_the_machines(tmp_path: Path, zone: str, day: date) -> None:
    _write_stale_zone(tmp_path, zone)
    found = _ask(zone, day, {"PYTHONTZPATH": str(tmp_path)})
    with _pinned(zone).open("rb") as file:
        pinned = ZoneInfo.from_file(file, key=zone)
    assert found == datetime.combine(day, time(17), tzinfo=pinned).astimezone(UTC)
    assert found != datetime.combine(day, time(17), tzinfo=ZoneInfo(STALE))


def test_the_stale_zone_would_have_been_believed(tmp_path: Path) -> None:
    _write_stale_zone(tmp_path, "Europe/Berlin")
    ask = "from zoneinfo import ZoneInfo; from datetime import datetime; print(datetime(2026, 7, 1, tzinfo=ZoneInfo("
    ask += "'Europe/Berlin')).utcoffset())"
    env = {**os.environ, "PYTHONTZPATH": str(tmp_path)}
    told = subprocess.run([sys.executable, "-c", ask], env=env, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "5:45:00"


def test_casablanca_and_vancouver_are_known_by_their_newest_rules() -> None:
    assert local(datetime(2026, 12, 1, 12, tzinfo=UTC), "America/Vancouver").hour == 5  # clocks stay as in summer
    assert local(datetime(2026, 12, 1, 12, tzinfo=UTC), "Africa/Casablanca").hour == 12  # and here as in winter


def test_an_unknown_zone_owes_nothing_and_is_read_as_utc() -> None:
    lost = circle(zone="Mars/Base")
    assert due_rounds(lost, set(), NOW) == []
    assert due_digests(lost, set(), NOW) == []
    assert lost.next_round_at(NOW) is None
    assert local(NOW, "Mars/Base") == NOW
    assert local_day(NOW, "Mars/Base") == NOW.date()


def _write_stale_zone(folder: Path, zone: str) -> None:
    path = folder / zone
    path.parent.mkdir(parents=True)
    path.write_bytes(_pinned(STALE).read_bytes())


def _pinned(zone: str) -> Path:
    return Path(str(resources.files("tzdata") / "zoneinfo" / zone))


def _ask(zone: str, day: date, changes: dict[str, str]) -> datetime:
    told = subprocess.run(
        [sys.executable, "-c", ASK, zone, day.isoformat()],
        env={**os.environ, **changes},
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=True,
    )
    return datetime.fromisoformat(told.stdout.strip())
