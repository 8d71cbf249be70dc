"""What is a story, and what is refused with its words given back."""

import pytest

from careapp.practice.refusal import CareError
from careapp.practice.story import SHORTEST_REPLY, check_story, is_story_reply
from careapp.practice.text import LONGEST, from_slack
from tests.practice.made import story

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "Rang back.",
        "Ich habe geholfen",
        "お客様を助けました",
        "ग्राहक की मदद की",
        "ساعدت عميلاً",
        "Helped <@U1> :tada:",
        "2",
        "see https://example.com/ticket/7",
        "a" * 10_000,
        "ж" * LONGEST,
    ],
)
def test_a_story_of_any_length_and_language_is_kept_as_it_is(text: str) -> None:
    assert check_story(text) == text


@pytest.mark.parametrize(
    "text",
    [
        ":tada: :heart:",
        "🎉🎉🎉",
        FAMILY,
        "1️⃣ 2️⃣",
        "🇩🇪",
        "👍🏽",
        "<@U1>",
        "<@U1> <@U2> :tada:",
        "…",
        "?!",
        "---",
        "\u200d\u200c",
        "\u3164\u3164",
    ],
)
def test_words_that_tell_nothing_are_refused_and_given_back(text: str) -> None:
    with pytest.raises(CareError) as refusal:
        check_story(text)
    assert (refusal.value.words, refusal.value.about, refusal.value.field) == (text, "story", "text")


@pytest.mark.parametrize("typed", ["", "   ", "\n\t \r\n", "\u200b\u200b", "\u202e", "\x00", "\u00ad\ufeff"])
def test_what_holds_nothing_that_can_be_seen_is_refused(typed: str) -> None:
    with pytest.raises(CareError, match="needs a few words"):
        check_story(from_slack(typed))


def test_a_story_that_is_too_long_is_refused_with_all_its_words_and_both_numbers() -> None:
    text = "a" * (LONGEST + 1)
    with pytest.raises(CareError, match="40,001 characters; a story has room for 40,000") as refusal:
        check_story(text)
    assert refusal.value.words == text


@pytest.mark.parametrize(
    ("text", "is_story"),
    [
        ("Rang the man from yesterday to ask if it held", True),
        ("a" * SHORTEST_REPLY, True),
        ("a" * (SHORTEST_REPLY - 1), False),
        ("Well done!", False),
        ("<@UONE> <@UTWO> <@UTHREE> well done", False),
        ("<@UONE> stayed with her until the taxi came", True),
        (":tada: :tada: :tada: :tada: nice", False),
        (":tada: I drove back with the missing screws", True),
        ("." * 40, False),
        ("                    a", False),
        ("", False),
        ("🎉" * 30, False),
        ("お客様の忘れ物を駅まで届けて喜んでもらいました", True),
    ],
)
def test_a_reply_is_a_story_where_it_has_substance(text: str, is_story: bool) -> None:
    assert is_story_reply(text) is is_story


def test_a_story_and_its_mark_have_their_keys_for_ever() -> None:
    assert (story(7).key, story(7).mark_key) == ("story:7", "mark:7")
