"""Gather a circle's week and post it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from careapp.acts import milestone as milestone_acts
from careapp.blocks import digest as blocks
from careapp.blocks.kit import Message
from careapp.blocks.picture import week_picture
from careapp.care import Care
from careapp.practice.circle import Circle
from careapp.practice.digest import LONGEST_WEEK, Digest, DueDigest, Highlight, Span, choose, gather
from careapp.practice.occurrence import SETTLED, local_day, week_of
from careapp.practice.post import Post
from careapp.practice.refusal import CareError
from careapp.store import Database
from careapp.store import circle as circles
from careapp.store import digest as digests
from careapp.store import kudos as all_kudos
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import restore as restores
from careapp.store import round as rounds
from careapp.store import story as stories
from careapp.store import tombstone as tombstones

PAGES = 20  # more than the longest digest has
LATEST_SHOWING = timedelta(hours=24)


def settle_due(db: Database, care: Care, circle: Circle, due: DueDigest, now: datetime) -> str:
    """Post a digest that is due, or put it down as missed, unless its week has one; return what became of it."""
    if due.week in digests.weeks(db, circle.channel_id):
        return SETTLED
    if due.missed_because:
        digests.miss(db, circle.channel_id, due.week, due.missed_because, now)
        return due.missed_because
    _post(db, care, circle, due.week, now)
    return "posted"


def post_now(db: Database, care: Care, circle: Circle, now: datetime) -> None:
    """Post this week's digest by hand; raise CareError where it was posted already."""
    week = week_of(local_day(now, circle.zone))
    if week in digests.weeks(db, circle.channel_id):
        raise CareError("This week's highlights were posted already. `/care preview` shows what has come since.")
    _post(db, care, circle, week, now)


def preview(db: Database, care: Care, circle: Circle, now: datetime) -> list[Message]:
    """Return what the digest would say if it were posted now."""
    digest = of_week(db, circle, week_of(local_day(now, circle.zone)), now)
    return blocks.preview_messages(digest, care.library, _names(db, digest), circle.zone, circle.definition)


def of_week(db: Database, circle: Circle, week: str, now: datetime) -> Digest:
    """Gather what was told and given since the last digest, two weeks back at most, and choose the highlights."""
    a_week = LONGEST_WEEK if digests.weeks(db, circle.channel_id) else timedelta(days=7)  # after one that was missed
    since = max(digests.last_until(db, circle.channel_id, now) or now - a_week, now - LONGEST_WEEK)
    told = stories.told_between(db, circle.channel_id, since, now)
    if not digests.weeks(db, circle.channel_id):
        since = _beginning(db, circle, since, now)
    tellers = {story.teller for story in told}
    shown = digests.last_shown(db, circle.channel_id, tellers)
    forgotten = {who for who in tellers if tombstones.has(db, "person", who)}
    return _gather(db, circle, Span(circle.channel_id, week, since, now), choose(told, shown, week, forgotten))


def follow(db: Database, care: Care, channel_id: str, at: datetime) -> None:
    """Bring the digest that was posted of an instant, if any, up to date with what was changed or taken back since."""
    circle, span = circles.to_show(db, channel_id, care.now()), digests.covering(db, channel_id, at)
    if circle and span:
        chosen = [(stories.get(db, story_id), reason) for story_id, reason in digests.highlights(db, span)]
        _show(db, care, circle, _gather(db, circle, span, [Highlight(story, why) for story, why in chosen if story]))


def miss_unseen(db: Database, channel_id: str, week: str, because: str) -> None:
    """Put down as missed a digest that nobody saw; the next one tells of its time too."""
    digests.miss_unseen(db, channel_id, week, because)
    key = f"digest:{channel_id}:{week}"
    for part in (key, f"{key}:picture", *(f"{key}:{n}" for n in range(2, PAGES))):
        posts.withdraw(db, part)


def _beginning(db: Database, circle: Circle, since: datetime, now: datetime) -> datetime:
    """A first digest begins with the first thing that was told or given."""
    told = [story.told_at for story in stories.told_between(db, circle.channel_id, since, now)]
    given = [kudos.given_at for kudos in all_kudos.given_between(db, circle.channel_id, since, now)]
    return min([*told, *given, now]) - timedelta(seconds=1)


def _gather(db: Database, circle: Circle, span: Span, highlights: Sequence[Highlight]) -> Digest:
    window = (span.channel_id, span.since, span.until)
    told, given = stories.told_between(db, *window), all_kudos.given_between(db, *window)
    reached = milestone_acts.beside_rounds(db, circle, span.since, span.until)
    thanked_for = filter(None, (stories.get(db, kudos.answers) for kudos in given if kudos.answers))
    answered = {story.id: story for story in thanked_for}
    return gather(span, highlights, told, given, rounds.opened_between(db, *window), reached, answered)


def _post(db: Database, care: Care, circle: Circle, week: str, now: datetime) -> None:
    digest = of_week(db, circle, week, now)
    digests.put(db, digest)
    _show(db, care, circle, digest)
    if digest.numbers.stories:
        picture = week_picture(digest, care.library)
        key, not_after = f"{digest.key}:picture", digest.span.until + LATEST_SHOWING
        posts.put(db, Post(key, "picture", circle.channel_id, picture, not_after=not_after))
    restores.doubt(db, digest.key, date.fromisoformat(f"{week}-1"))


def _show(db: Database, care: Care, circle: Circle, digest: Digest) -> None:
    first, *more = blocks.digest_messages(digest, care.library, _names(db, digest), circle.zone, circle.definition)
    not_after = digest.span.until + LATEST_SHOWING
    posts.put(db, Post(digest.key, "message", circle.channel_id, first, not_after=not_after))
    for n, page in enumerate(more, 2):
        posts.put(db, Post(f"{digest.key}:{n}", "message", circle.channel_id, page, digest.key))
    for n in range(len(more) + 2, PAGES):
        posts.withdraw(db, f"{digest.key}:{n}")


def _names(db: Database, digest: Digest) -> Callable[[str], str]:
    thanks = [*digest.kudos, *digest.from_managers]
    praised = (who for praise in digest.praise for who in praise.thanked)
    thankful = (who for kudos in thanks for who in (kudos.giver, *kudos.receivers))
    return people.names(db, [*digest.tellers, *praised, *thankful]).__getitem__
