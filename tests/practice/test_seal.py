"""The seal is another for another key, person or question, and the same for the same."""

from careapp.practice.seal import seal


def test_a_seal_is_of_one_secret_one_person_and_one_week() -> None:
    marks = [seal(b"a", "C1", "2026-W45", "U1"), seal(b"b", "C1", "2026-W45", "U1"), seal(b"a", "C1", "2026-W45", "U2")]
    marks += [seal(b"a", "C1", "2026-W46", "U1"), seal(b"a", "C12026-W45", "U1")]
    assert len(set(marks)) == 5
    assert marks[0] == seal(b"a", "C1", "2026-W45", "U1")
