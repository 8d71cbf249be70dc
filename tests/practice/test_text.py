"""What people write: made plain at the door, and taken apart again without anything coming alive."""

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from careapp.library import Library
from careapp.practice.text import cut, from_slack, has_words, mentioned, spans, take_tag, tidy, words_only

MENTION = re.compile(r"<@[UW][A-Z0-9]+>")
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("I drove back", "I drove back"),
        ("  I drove back \n", "I drove back"),
        ("fish &amp; chips &lt;3", "fish & chips <3"),
        ("&amp;lt; stays &amp;amp;", "&lt; stays &amp;"),
        ("thanks <@U1AB>", "thanks <@U1AB>"),
        ("thanks <@U1AB|one>", "thanks <@U1AB>"),
        ("<@W1AB|one>!", "<@W1AB>!"),
        ("in <#C1|care>", "in #care"),
        ("in <#C1>", "in #C1"),
        ("in <#C1|>", "in #C1"),
        ("<!channel> hello", "@channel hello"),
        ("<!here|here>", "@here"),
        ("<!here|@here>", "@here"),
        ("<!everyone>", "@everyone"),
        ("<!subteam^S1|@night-shift>", "@night-shift"),
        ("<!subteam^S1>", "@subteam"),
        ("<!date^1392734382^{date}|18 February>", "18 February"),
        ("<https://example.com>", "https://example.com"),
        ("<https://example.com|https://example.com>", "https://example.com"),
        ("<https://example.com|example.com>", "https://example.com"),
        ("<https://evil.example|your bank>", "your bank (https://evil.example)"),
        ("<https://evil.example|bank.example>", "bank.example (https://evil.example)"),
        ("<mailto:a@example.com|a@example.com>", "a@example.com"),
        ("<tel:+49301234|+49301234>", "+49301234"),
        ("a &lt;!channel&gt; b", "a <!channel> b"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("", ""),
    ],
)
def test_slacks_format_becomes_plain_text_and_only_people_stay(sent: str, kept: str) -> None:
    assert from_slack(sent) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("in\u202eside", "inside"),
        ("\u2066a\u2069", "a"),
        ("\u200b\u2060\ufeff", ""),
        ("a\x00b\x07c", "abc"),
        ("a\tb", "a\tb"),
        ("a\n\n\nb", "a\n\n\nb"),
        (FAMILY, FAMILY),
        ("👍🏽 ❤️", "👍🏽 ❤️"),
        ("क्\u200dष", "क्\u200dष"),
        ("lone \ud83d end", "lone  end"),
        ("\udfff", ""),
        ("z\u0351\u0352\u0353algo", "z\u0351\u0352\u0353algo"),
        ("  \u00a0 ", ""),
    ],
)
def test_what_cannot_be_seen_is_dropped_and_families_stay_together(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


anything = st.text(st.characters(), max_size=200)  # lone surrogates included
snippets = st.sampled_from(
    [
        "<!channel>",
        "<!here>",
        "<!subteam^S1|x>",
        "<@U1>",
        "<@U1|n>",
        "<https://e.example|b>",
        ":tada:",
        ":wave::skin-tone-2:",
        "&lt;",
        "&amp;",
        "<",
        ">",
    ]
)
slack_text = st.lists(snippets | anything, max_size=12).map("".join)


@settings(deadline=None)
@given(anything | slack_text)
def test_tidying_twice_is_tidying_once_and_can_always_be_stored(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    once.encode()
    assert "\x00" not in once


@settings(deadline=None)
@given(anything.filter(lambda text: "<" not in text or not MENTION.search(tidy(text))))
def test_plain_text_comes_through_slacks_escaping_unchanged(text: str) -> None:
    assert from_slack(html.escape(text, quote=False)) == tidy(text)


@settings(deadline=None)
@given(slack_text)
def test_nothing_that_slack_sent_alive_stays_alive_but_people(text: str) -> None:
    escaped = re.sub(
        r"&(lt|gt);", "", text
    )  # what a person typed literally stays literal, and is escaped on the way out
    kept = from_slack(escaped)
    assert not re.search(r"<[!#][^<>\s]+>", kept)
    assert "|b>" not in kept
    assert len(mentioned(kept)) == len({m[2:].split("|")[0] for m in re.findall(r"<@U1(?:\|n)?", kept)})


@pytest.mark.parametrize(
    "text", [":tada:" * 5000 + ":", ":a::skin-tone-2:" * 3000 + ":", "https://" + "." * 9000, "<@" * 9000, "#a" * 9000]
)
def test_text_without_end_is_taken_apart_at_once(text: str) -> None:
    assert "".join(f":{span.value}:" if span.kind == "emoji" else span.value for span in spans(text)) == text
    assert len(cut(text, 2500)) <= 2500


@settings(deadline=None)
@given(slack_text)
def test_taking_text_apart_loses_nothing(text: str) -> None:
    kept = tidy(text)
    shown = {"user": "<@{}>", "emoji": ":{}:"}
    assert "".join(shown.get(span.kind, "{}").format(span.value) for span in spans(kept)) == kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thanks <@U1>!", [("text", "thanks "), ("user", "U1"), ("text", "!")]),
        ("so good :tada:", [("text", "so good "), ("emoji", "tada")]),
        (":+1: :white_check_mark:", [("emoji", "+1"), ("text", " "), ("emoji", "white_check_mark")]),
        (":tada::heart: yes", [("emoji", "tada"), ("emoji", "heart"), ("text", " yes")]),
        (":wave::skin-tone-3::100:", [("emoji", "wave::skin-tone-3"), ("emoji", "100")]),
        ("std::vector::iterator", [("text", "std::vector::iterator")]),
        ("re:tada: :30:", [("text", "re:tada: :30:")]),
        ("at 12:30:45 sharp", [("text", "at 12:30:45 sharp")]),
        ("see https://a.example/b?c=d.", [("text", "see "), ("link", "https://a.example/b?c=d"), ("text", ".")]),
        ("(https://a.example)", [("text", "("), ("link", "https://a.example"), ("text", ")")]),
        ("<!channel> <@u1> <@U1|n>", [("text", "<!channel> <@u1> <@U1|n>")]),
        ("javascript:alert(1)", [("text", "javascript:alert(1)")]),
        ("", []),
    ],
)
def test_spans_of_each_kind(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(span.kind, span.value) for span in spans(text)] == expected


def test_people_are_counted_once_in_the_order_of_their_names() -> None:
    assert mentioned("<@U2> and <@U1>, again <@U2> <@lower> <!channel>") == ["U2", "U1"]
    assert words_only("<@U2> stayed :tada: late") == "stayed late"


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("a", True),
        ("7", True),
        ("7️⃣", False),
        ("<@U1>", False),
        (":tada:", False),
        ("https://a.example", True),
        ("ß", True),
    ],
)
def test_words_are_letters_or_digits_besides_people_and_emoji(text: str, has: bool) -> None:
    assert has_words(text) is has


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("short", 5, "short"),
        ("one two three four", 12, "one two thr…"),
        ("one two three four", 10, "one two…"),
        ("onetwothreefour", 8, "onetwot…"),
        ("one two\nthree", 10, "one two…"),
        ("thanks to <@U12345> for it", 15, "thanks to…"),
        ("thanks to <@U12345> for it", 22, "thanks to <@U12345>…"),
        ("a <@ b " + "c" * 30, 20, "a <@ b ccccccccccccc"[:19] + "…"),
        ("<@U12345> and", 5, "…"),
    ],
)
def test_cutting_ends_at_a_space_and_never_within_a_mention(text: str, limit: int, shown: str) -> None:
    assert cut(text, limit) == shown


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["<@U1ABC>", "word ", "\n", "<@", ">", "x" * 30]), max_size=30).map("".join),
    st.integers(2, 90),
)
@example("a" * 10 + "<@U1ABC>" * 3, 20)
def test_a_cut_text_fits_and_breaks_no_mention(text: str, limit: int) -> None:
    shown = cut(text, limit)
    assert len(shown) <= limit
    assert shown == text or shown.endswith("…")
    assert not re.search(r"<@[A-Z0-9]+…$", shown)
    assert mentioned(text)[: len(mentioned(shown))] == mentioned(shown)


@pytest.mark.parametrize(
    ("text", "left", "value_id", "unknown"),
    [
        ("stayed late #ownership", "stayed late", "ownership", []),
        ("stayed late #Ownership", "stayed late", "ownership", []),
        ("stayed late #owner", "stayed late", "ownership", []),
        ("she #ownership all of it", "she #ownership all of it", "ownership", []),
        ("stayed late #know-how", "stayed late", "product", []),
        ("stayed late #KnowHow", "stayed late", "product", []),
        ("stayed late #nonsense", "stayed late #nonsense", None, ["nonsense"]),
        ("a #nonsense b #empathy", "a #nonsense b", "empathy", ["nonsense"]),
        ("a #empathy #ownership", "a #empathy #ownership", "empathy", []),
        ("a #empathy #empathy", "a #empathy", "empathy", []),
        ("#ownership", "", "ownership", []),
        ("order #4711", "order #4711", None, []),
        ("see https://a.example/#ownership", "see https://a.example/#ownership", None, []),
        ("C#ownership and ##ownership", "C#ownership and ##ownership", None, []),
        ("nothing", "nothing", None, []),
    ],
)
def test_a_tag_names_a_value_and_unknown_ones_are_told(
    library: Library, text: str, left: str, value_id: str | None, unknown: list[str]
) -> None:
    taken, value, not_known = take_tag(text, library)
    assert (taken, value and value.id, not_known) == (left, value_id, unknown)
