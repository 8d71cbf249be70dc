"""What follows from how a post fared: a circle pauses, a moment is missed, somebody is asked, and answers."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from careapp.acts import circle as circle_acts
from careapp.acts import digest as digest_acts
from careapp.acts import lesson as lesson_acts
from careapp.acts import letter as letter_acts
from careapp.acts import round as round_acts
from careapp.acts import week as week_acts
from careapp.acts.access import circle_for, takes_part
from careapp.blocks import post as blocks
from careapp.blocks.kit import Message
from careapp.care import Care
from careapp.practice.circle import Circle, Missed
from careapp.practice.lesson import name_of_month
from careapp.practice.post import CHANNEL_REFUSALS, TOO_LATE, Doubt, Outcome, Post, why_failed, why_not_seen
from careapp.practice.refusal import CareError
from careapp.store import Database
from careapp.store import circle as circles
from careapp.store import doubt as doubts
from careapp.store import kudos as all_kudos
from careapp.store import post as posts
from careapp.store import story as stories

LATELY = timedelta(days=7)
_PLAIN = {
    "hello": "my introduction",
    "definition": "the message with your definition of care",
    "pin": "the pin on your definition of care",
    "workshop": "a part of the workshop",
    "setup": "the word that the settings changed",
    "behaviour": "the word on what you practise",
    "week": "the weekly question about what you practise",
    "decided": "the word on what became of a behaviour",
}


def follow(db: Database, care: Care, post: Post, outcome: Outcome, now: datetime) -> None:
    """Do what follows from an attempt at a post."""
    if outcome.note == "thread_not_found":  # somebody deleted the round's post: what stood under it stands alone
        posts.leave_thread(db, post.key)
    if outcome.state == "failed" and outcome.note in CHANNEL_REFUSALS and post.kind != "pin":
        circle_acts.pause(db, care, post.channel_id, CHANNEL_REFUSALS[outcome.note], now)
    if outcome.state == "unknown":
        if not _ask(db, post, outcome.note):
            doubts.let_rest(db, post.key)
        let_go_unseen(db)


def let_go_unseen(db: Database) -> None:
    """Ask to delete, should they be there, the posts that were taken back while nobody knew whether they are."""
    for post in doubts.unsettled(db):
        if post.content is None:
            place = post.channel_id if _ask(db, post, post.note) else ""
            said = blocks.taken_back_message(_what(db, post), place, why_not_seen(post.note))
            for asked in doubts.asked_about(db, post.key):
                posts.put(db, Post(asked.key, "message", asked.channel_id, said))
            doubts.let_rest(db, post.key)


def miss(db: Database, post: Post, now: datetime) -> None:
    """Put down as missed what a post should have begun; what was told meanwhile stands alone."""
    noun, channel_id, *when = post.key.split(":")
    if noun == "round":
        round_acts.miss_unseen(db, channel_id, date.fromisoformat(when[0]), TOO_LATE)
    elif noun == "digest" and len(when) == 1:
        digest_acts.miss_unseen(db, channel_id, when[0], TOO_LATE)
    elif noun == "lessons" and len(when) == 1:
        lesson_acts.miss_unseen(db, channel_id, when[0], TOO_LATE)
    elif noun == "week":
        week_acts.miss_unseen(db, channel_id, ":".join(when[:-1]), int(when[-1]))


def missed_lately(db: Database, circle: Circle, now: datetime) -> list[Missed]:
    """Return which posts of a circle failed within a week, with the reasons."""
    failed = [post for post in posts.failed_since(db, now - LATELY) if _circle_id(db, post) == circle.channel_id]
    return [Missed(_what(db, post), why_failed(post.note)) for post in failed]


def in_doubt(db: Database, circle: Circle) -> list[Doubt]:
    """Return which posts of a circle may or may not be there."""
    found = [post for post in doubts.unsettled(db) if _circle_id(db, post) == circle.channel_id]
    return [_doubt(db, circle, post, post.note) for post in found]


def may_settle(db: Database, circle: Circle, user_id: str) -> bool:
    """Say whether somebody in a circle may settle whether its posts are there: everybody, where nobody is asked."""
    asked = _to_ask(db, circle)
    return user_id in asked or not asked


def trust(db: Database, key: str, user_id: str) -> Message | None:
    """Take a post as there, at somebody's word; return what to tell them, None where it is settled already.

    Raises CareError.
    """
    return _settle(db, key, user_id, doubts.trust, blocks.trusted_message)


def send_again(db: Database, key: str, user_id: str) -> Message | None:
    """Send a post in doubt again, at somebody's word; return what to tell them, None where it is settled already.

    Raises CareError.
    """
    return _settle(db, key, user_id, doubts.send_again, blocks.sent_again_message)


def _settle(
    db: Database, key: str, user_id: str, change: Callable[[Database, str], bool], says: Callable[[str, str], Message]
) -> Message | None:
    post = posts.get(db, key)
    circle = circle_for(db, _circle_id(db, post), user_id) if post else None
    if post is None or circle is None:
        raise CareError("I do not know this message any more.")
    if not may_settle(db, circle, user_id):
        whom = " or ".join(f"<@{who}>" for who in sorted(_to_ask(db, circle)))
        raise CareError(f"{whom} can settle this for #{circle.name}. Ask them.")
    let_go_unseen(db)
    if not change(db, key):
        return None
    said = says(_what(db, post), user_id)
    for asked in doubts.asked_about(db, key):
        if asked.is_shown:
            posts.put(db, Post(asked.key, "message", asked.channel_id, said))
        else:
            posts.withdraw(db, asked.key)
    return said


def _to_ask(db: Database, circle: Circle) -> frozenset[str]:
    """Return who is asked about a circle's posts: its facilitators, else its managers, of whom some are still in it."""
    facilitators, managers = (
        frozenset(who for who in those if takes_part(db, circle.channel_id, who))
        for those in (circle.facilitators, circle.managers)
    )
    return facilitators or managers


def _ask(db: Database, post: Post, note: str) -> bool:
    """Ask who looks after the circle whether a post is there; False where it is about none, and nobody can be asked."""
    circle = circles.get_or_stand_in(db, _circle_id(db, post), post.sent_at) if post.sent_at else None
    if circle is None or post.sent_at is None:
        return False
    content = blocks.doubt_message(_doubt(db, circle, post, note), circle.name)
    for user_id in _to_ask(db, circle):
        key = f"doubt:{post.key}|{int(post.sent_at.timestamp())}|{user_id}"
        letter_acts.pass_on(db, user_id, "circle", key, content)
    return True


def _doubt(db: Database, circle: Circle, post: Post, note: str) -> Doubt:
    return Doubt(post.key, circle.channel_id, _what(db, post), why_not_seen(note))


def _circle_id(db: Database, post: Post) -> str:
    """Return the channel of the circle that a post is about; what Care tells a facilitator of others is about none."""
    noun, number, *_ = post.key.split(":")
    kudos = all_kudos.get(db, int(number)) if noun == "kudos" else None
    return kudos.channel_id if kudos else post.channel_id


def _what(db: Database, post: Post) -> str:
    """Return what a post is, in words that fit into a sentence."""
    noun, place, *more = post.key.split(":")
    if noun == "round":
        return f"the round of {date.fromisoformat(more[0]):%A}"
    if noun == "digest":
        part = {"picture": "the picture of "}.get(more[1], f"page {more[1]} of ") if more[1:] else ""
        return f"{part}the highlights of week {more[0][-2:]}"
    if noun in ("story", "mark"):
        story = stories.get(db, int(place))
        return f"the story of <@{story.teller}>" if story else "a story that was taken back"
    if noun == "kudos":
        kudos = all_kudos.get(db, int(place))
        told = f"the message to <@{more[1]}> about " if more[1:] else ""
        return f"{told}the kudos from <@{kudos.giver}>" if kudos else "kudos that were taken back"
    if noun == "lessons":
        return f"the lessons of {name_of_month(more[0])}"
    return _PLAIN.get(noun, "a message")
