"""What people type, as Slack sends it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careapp.sandbox.manifest import Manifest
from careapp.sandbox.typed_text import command_text, message_text, pieces, rich_text
from careapp.sandbox.workspace import workspace_of

from .conftest import MANIFEST, WORKSPACE

STREET = workspace_of(WORKSPACE, Manifest.of(MANIFEST), 0)

CASES = [
    ("plain words", "plain words", "plain words"),
    ("@tom did it", "<@UTOM> did it", "<@UTOM|tom> did it"),
    ("thanks @Tom.", "thanks <@UTOM>.", "thanks <@UTOM|tom>."),
    ("(@tom,@ada)", "(<@UTOM>,<@UADA>)", "(<@UTOM|tom>,<@UADA|ada>)"),
    ("@Tom Ek did it", "<@UTOM> did it", "<@UTOM|tom> did it"),
    ("(@maya lind, @ADA ROY.)", "(<@UMAYA>, <@UADA>.)", "(<@UMAYA|maya>, <@UADA|ada>.)"),
    ("@Tom Ekman", "<@UTOM> Ekman", "<@UTOM|tom> Ekman"),
    ("@Tom Ek-Roy", "<@UTOM> Ek-Roy", "<@UTOM|tom> Ek-Roy"),
    ("a@Tom Ek, @Gone Gil", "a@Tom Ek, @Gone Gil", "a@Tom Ek, @Gone Gil"),
    ("@nobody and tom@example.org", "@nobody and tom@example.org", "@nobody and tom@example.org"),
    ("@gone left", "@gone left", "@gone left"),
    ("@night-shift!", "<!subteam^SNIGHTSHIFT>!", "<!subteam^SNIGHTSHIFT|@night-shift>!"),
    ("@here @channel @everyone", "<!here> <!channel> <!everyone>", "<!here> <!channel> <!everyone>"),
    ("see #desk, not #nowhere", "see <#CDESK|desk>, not #nowhere", "see <#CDESK|desk>, not #nowhere"),
    ("https://x.io/a?b=1&c=2.", "<https://x.io/a?b=1&amp;c=2>.", "<https://x.io/a?b=1&amp;c=2>."),
    ("a < b & c > d", "a &lt; b &amp; c &gt; d", "a &lt; b &amp; c &gt; d"),
    ("<!channel> <@UTOM>", "&lt;!channel&gt; &lt;@UTOM&gt;", "&lt;!channel&gt; &lt;@UTOM&gt;"),
    ("at 10:30:15 :tada:", "at 10:30:15 :tada:", "at 10:30:15 :tada:"),
    ("two\nlines", "two\nlines", "two\nlines"),
]


@pytest.mark.parametrize(("typed", "message", "command"), CASES, ids=[case[0] for case in CASES])
def test_typed_text_becomes_slacks(typed, message, command):
    assert message_text(STREET, typed) == message
    assert command_text(STREET, typed, should_escape=True) == command
    assert command_text(STREET, typed, should_escape=False) == typed


def test_the_longest_display_name_is_taken():
    people = [
        {"handle": "m1", "name": "Mia"},
        {"handle": "m2", "name": "Mia Öst"},
        {"handle": "m3", "name": "Mia Öst (desk)"},
        {"handle": "mia-lee", "name": "Émile"},
    ]
    home = workspace_of({"person": people}, Manifest.of(MANIFEST), 0)
    typed = "@mia @MIA öST @Mia Öst (Desk) @mia-lee @émile"
    assert message_text(home, typed) == "<@UM1> <@UM2> <@UM3> <@UMIALEE> <@UMIALEE>"
    assert [piece.typed for piece in pieces(home, typed)[::2]] == typed.replace(" @", "|@").split("|")


SCRAPS = st.sampled_from(["@", "Tom Ek", "maya", "Ada Roy", "#desk", ":tada:", "https://x.io", ".", "-", " ", "\n"])


@given(st.lists(SCRAPS | st.text(max_size=3)).map("".join))
def test_no_letter_of_what_was_typed_is_lost(typed):
    assert "".join(piece.typed for piece in pieces(STREET, typed)) == typed


def test_the_composers_blocks_hold_the_same():
    (block,) = rich_text(STREET, "Hi @tom @night-shift in #desk @here :tada: https://x.io <b>")
    assert block["elements"][0]["elements"] == [
        {"type": "text", "text": "Hi "},
        {"type": "user", "user_id": "UTOM"},
        {"type": "text", "text": " "},
        {"type": "usergroup", "usergroup_id": "SNIGHTSHIFT"},
        {"type": "text", "text": " in "},
        {"type": "channel", "channel_id": "CDESK"},
        {"type": "text", "text": " "},
        {"type": "broadcast", "range": "here"},
        {"type": "text", "text": " "},
        {"type": "emoji", "name": "tada"},
        {"type": "text", "text": " "},
        {"type": "link", "url": "https://x.io"},
        {"type": "text", "text": " <b>"},
    ]
