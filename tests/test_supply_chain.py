"""What Care is built from: pinned, checked against its hashes, and asked about; an audit that was not done says so."""

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from careapp.settings import HOUSE

AUDIT = HOUSE / ".ci" / "audit"
SOUND = {"name": "aiohttp", "version": "1", "vulns": []}
WEAK = {"name": "aiohttp", "version": "1", "vulns": [{"id": "PYSEC-1"}]}
SKIPPED = {"name": "click", "skip_reason": "not found"}


def audit(folder: Path, *packages: dict[str, Any], says: str = "") -> tuple[int, str]:
    """Run the audit with a stand-in for pip-audit that reports these packages; return the code and what it said."""
    tool = folder / "pip-audit"
    report = says or json.dumps({"dependencies": packages, "fixes": []})
    tool.write_text(f"#!/bin/sh\ncat <<'END'\n{report}\nEND\n")
    tool.chmod(0o755)
    ran = subprocess.run([sys.executable, AUDIT, tool, "requirements.txt"], capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout


@pytest.mark.parametrize(
    ("packages", "code", "said"),
    [
        ([SOUND], 0, "Audited 1 packages; no weakness is known.\n"),
        ([SOUND, WEAK], 1, "aiohttp 1 has a known weakness: PYSEC-1\n"),
        ([SOUND, SKIPPED], 0, "AUDIT NOT DONE: 1 of 2 packages could not be looked up, click first\n"),
        ([SKIPPED, WEAK], 1, "aiohttp 1 has a known weakness: PYSEC-1\nAUDIT NOT DONE: 1 of 2"),
    ],
)
def test_an_audit_fails_where_a_weakness_is_known(
    tmp_path: Path, packages: list[dict[str, Any]], code: int, said: str
) -> None:
    left, told = audit(tmp_path, *packages)
    assert (left, told[: len(said)]) == (code, said)


@pytest.mark.parametrize("report", ["Traceback: nobody is there", "{}", "[]", " "])
def test_an_audit_that_could_not_be_done_says_so_in_one_line(tmp_path: Path, report: str) -> None:
    code, told = audit(tmp_path, says=report)
    assert code == 0
    assert told.startswith("AUDIT NOT DONE: requirements.txt: ")
    assert told.count("\n") == 1


def test_ci_audits_and_every_install_checks_hashes() -> None:
    makefile = (HOUSE / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    installs = [line for line in makefile.splitlines() if "pip install" in line and "--no-deps" not in line]
    assert len(installs) == 3
    assert all("--require-hashes" in line for line in installs)
    assert "audit" in (HOUSE / ".ci" / "run").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("is_right", [True, False])
def test_a_package_that_does_not_match_its_hash_is_not_installed(tmp_path: Path, is_right: bool) -> None:
    wheel = tmp_path / "parcel-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as made:
        made.writestr("parcel.py", "")
        made.writestr("parcel-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: parcel\nVersion: 1.0\n")
        made.writestr("parcel-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        made.writestr("parcel-1.0.dist-info/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes() if is_right else b"another").hexdigest()
    (tmp_path / "lock.txt").write_text(f"parcel==1.0 --hash=sha256:{digest}\n")
    pip = [sys.executable, "-m", "pip", "--isolated", "install", "--no-index", "--find-links", tmp_path]
    target = ["--require-hashes", "--target", tmp_path / "there", "--requirement", tmp_path / "lock.txt"]
    ran = subprocess.run([*pip, *target], capture_output=True, text=True, check=False)
    assert (ran.returncode == 0) is is_right
    assert (tmp_path / "there" / "parcel.py").exists() is is_right
    assert is_right or "DO NOT MATCH THE HASHES" in ran.stderr
