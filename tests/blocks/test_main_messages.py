"""How the main messages look, block by block."""

from datetime import timedelta

from inline_snapshot import snapshot

from careapp.blocks.digest import digest_messages
from careapp.blocks.kudos import kudos_message
from careapp.blocks.picture import draw, week_picture
from careapp.blocks.round import open_message, summary_message
from careapp.blocks.story import story_message
from careapp.library import Library, Value
from careapp.practice.story import Gathered
from tests.blocks.sketch import sketch
from tests.practice import made

EMPATHY = Value(id="empathy", name="In their shoes", emoji="athletic_shoe", says="We ask what it is like for them.")
TOLD = made.story(
    7,
    teller="UJONAS",
    text="I drove back :truck: with <@UPRIYA>, see https://example.com/7",
    meant="She could cook",
    lesson="Ask first",
    value_id="empathy",
    thanked=("UPRIYA",),
    cheers=2,
)
THANKS = made.kudos(giver="UMAYA", receivers=("UONE", "UTWO"), value_id="empathy", from_manager=True)


def test_a_round_while_it_is_open() -> None:
    now = made.NOW + timedelta(minutes=1)
    assert sketch(open_message(made.round_(), EMPATHY, Gathered(1, 2, ("UJONAS",)), now, "Europe/Berlin")) == snapshot(
        [
            "Today's five minutes for care are open.",
            "header: Five minutes for care",
            "section: *Whom did you help today, and how?*",
            "context: :athletic_shoe: *In their shoes*  ·  We ask what it is like for them.",
            "actions:  [Share a story = round.tell C1] [Not today = round.rest C1]",
            "context: Open until <!date^1793635500^{time}|17:05>, 4 minutes left  ·  Or simply reply in the thread.",
            "section: Shared so far: <@UJONAS>",
        ]
    )


def test_a_round_that_is_closed() -> None:
    told = Gathered(3, 2, ("UJONAS", "UPRIYA"))
    assert sketch(summary_message(made.round_(state="closed", told=3), EMPATHY, told, streak=4)) == snapshot(
        [
            "The round of Monday is closed: 3 stories.",
            "header: Our round of Monday, 2 November",
            "section: *3 stories* by 2 people  ·  2 cheers  ·  :fire: 4 rounds held in a row",
            "section: Told by <@UJONAS> and <@UPRIYA>",
            "section: _Whom did you help today, and how?_",
            "context: :athletic_shoe: *In their shoes*  ·  We ask what it is like for them.",
            "actions:  [Add a late story = round.tell C1]",
        ]
    )


def test_a_round_in_which_nobody_told_a_story() -> None:
    assert sketch(summary_message(made.round_(state="closed"), None, Gathered(), streak=0)) == snapshot(
        [
            "The round of Monday is closed: 0 stories.",
            "header: Our round of Monday, 2 November",
            "section: No story this time. A late one still counts until the next round opens.",
            "section: _Whom did you help today, and how?_",
            "actions:  [Add a late story = round.tell C1]",
        ]
    )


def test_a_story() -> None:
    assert sketch(story_message(TOLD, "Jonas", EMPATHY)) == snapshot(
        [
            "Jonas told a story.",
            "section: *Jonas* told a story  ·  :athletic_shoe: In their shoes",
            "menu: [Change = change 7, Take it back = remove 7]",
            "quote: I drove back :truck: with <@UPRIYA>, see <https://example.com/7>",
            "section: *What it meant: *She could cook",
            "section: *A lesson: *Ask first",
            "section: With thanks to <@UPRIYA>",
        ]
    )


def test_a_story_too_long_to_show_offers_all_of_it() -> None:
    long = made.story(1, text="I drove back. " * 300, is_edited=True)
    head, menu, shown, more = sketch(story_message(long, "Jonas", None))[1:]
    assert [head, menu, shown[-20:], more] == snapshot(
        [
            "section: *Jonas* told a story  ·  _edited_",
            "menu: [Read it all = read 1, Change = change 1, Take it back = remove 1]",
            "ck. I drove back. I…",
            "context: _This is the beginning. Choose “Read it all” for the rest._",
        ]
    )


def test_kudos_by_a_manager() -> None:
    assert sketch(kudos_message(THANKS, "Maya", EMPATHY)) == snapshot(
        [
            "Maya gave kudos.",
            "section: :raised_hands: *Maya* thanks <@UONE> and <@UTWO>_  ·  from your manager_",
            "quote: stayed late to fix the order",
            "context: :athletic_shoe: In their shoes",
        ]
    )


def test_a_digest(library: Library) -> None:
    told = [TOLD, *(made.story(n, teller=f"U{n}") for n in range(10, 17))]
    week = made.digest(stories=told, kudos=[made.kudos(2), THANKS], rounds=[made.round_(told=8)])
    (page,) = digest_messages(week, library, lambda user_id: user_id.removeprefix("U").title(), "Europe/Berlin")
    assert sketch(page) == snapshot(
        [
            "This week's highlights are here.",
            "header: This week's highlights",
            "context: Monday, 26 October to Monday, 2 November",
            "section: *<@UJONAS>*  ·  :athletic_shoe: In their shoes",
            "quote: I drove back :truck: with <@UPRIYA>, see <https://example.com/7>",
            "section: *What it meant: *She could cook",
            "section: *A lesson: *Ask first",
            "context: _their first time in the highlights_",
            "section: *<@U10>*",
            "quote: I drove back to the shop with the missing screws",
            "context: _their first time in the highlights_",
            "section: *<@U11>*",
            "quote: I drove back to the shop with the missing screws",
            "context: _their first time in the highlights_",
            "section: *<@U12>*",
            "quote: I drove back to the shop with the missing screws",
            "context: _their first time in the highlights_",
            "section: *<@U13>*",
            "quote: I drove back to the shop with the missing screws",
            "context: _their first time in the highlights_",
            "section: *Stories also came from *14, 15, 16",
            "divider:",
            "section: *Thanks of the week*",
            "- *Giver thanked One: *stayed late to fix the order",
            "divider:",
            "section: *How we cared for each other*",
            "context: What managers thanked their people for",
            "- *Maya thanked One and Two: *stayed late to fix the order",
            "divider:",
            "context: 8 stories by 8 people  ·  2 thank-yous  ·  2 cheers  ·  1 round held",
        ]
    )


def test_a_quiet_circle_gets_a_kind_digest(library: Library) -> None:
    (page,) = digest_messages(made.digest(), library, str, "Europe/Berlin")
    assert sketch(page) == snapshot(
        [
            "This week's highlights are here.",
            "header: This week's highlights",
            "context: Monday, 26 October to Monday, 2 November",
            "section: It was a quiet week here, and that is all right. What one small thing went well?",
        ]
    )


def test_the_week_as_a_picture_with_words_for_those_who_do_not_see_it(library: Library) -> None:
    told = [TOLD, made.story(2, day=made.DAY + timedelta(days=1), value_id="ownership"), made.story(3, value_id="gone")]
    picture = week_picture(made.digest(stories=told, kudos=[made.kudos(value_id="empathy")]), library)
    spoken = picture.pop("alt").split(". ")
    assert spoken == snapshot(
        [
            "3 stories by 3 people, 1 thank-you, 2 cheers, 0 rounds held",
            "Stories a day and values shown: Mon 2: 2; Tue 3: 1; In their shoes: 2; Seeing it through: 1.",
        ]
    )
    assert picture == snapshot(
        {
            "filename": "care-2026-W45.png",
            "title": "The week in numbers",
            "days": [["Mon 2", 2], ["Tue 3", 1]],
            "values": [["In their shoes", 2], ["Seeing it through", 1]],
        }
    )


def test_the_picture_is_a_png_of_1200_by_500_also_for_a_week_with_little_to_draw(library: Library) -> None:
    for told in ([TOLD], [made.story(1, value_id=None)]):
        drawn = draw(week_picture(made.digest(stories=told), library))
        assert drawn.startswith(b"\x89PNG")
        assert (int.from_bytes(drawn[16:20], "big"), int.from_bytes(drawn[20:24], "big")) == (1200, 500)
