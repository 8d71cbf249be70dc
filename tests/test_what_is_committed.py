"""What is committed names no package index, no host of one and no path of the machine it was written on."""

import re
import subprocess
from pathlib import Path

import pytest

from careapp.settings import HOUSE

# In brackets, so that this file does not name them either.
FOREIGN = re.compile(
    r"py[p]i\.o[r]g|python[h]osted|npm[j]s\.|deb\.d[e]bian|crates\.[i]o|[a]rtifactory|[n]exus\.|/wor[k]/|/roo[t]/|/hom[e]/"
)
INDEX_OPTION = re.compile(r"^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)\b|://", re.M)
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-audit.txt")


def _files() -> list[Path]:
    """Return the files that are committed or could be."""
    if not (HOUSE / ".git").exists():
        pytest.skip("this is no clone, so nothing tells what is committed")
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=HOUSE, capture_output=True, text=True, check=True).stdout
    return [HOUSE / name for name in names.split("\0") if (HOUSE / name).is_file()]


def test_no_file_names_an_index_a_host_or_a_path_of_a_machine() -> None:
    texts = {path: path.read_bytes().decode("utf-8", "replace") for path in _files()}
    assert len(texts) > 100
    found = {str(path.relative_to(HOUSE)): hit[0] for path, text in texts.items() if (hit := FOREIGN.search(text))}
    assert found == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_exact_and_hashed_and_comes_from_the_readers_own_index(lock: str) -> None:
    text = (HOUSE / lock).read_text(encoding="utf-8")
    assert not INDEX_OPTION.search(text)
    pins = re.split(r"\n(?=\S)", text.strip())
    unpinned = [pin for pin in pins if not re.match(r"[\w.\[\],-]+==\S+", pin) or "--hash=sha256:" not in pin]
    assert len(pins) > 20
    assert unpinned == []
