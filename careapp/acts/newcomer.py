"""Meet those who do something before Care knows who they are, and put their names to what they told and gave."""

from datetime import datetime

from careapp.acts import digest as digest_acts
from careapp.acts import kudos as kudos_acts
from careapp.acts import playbook as playbook_acts
from careapp.acts import story as story_acts
from careapp.acts.access import ask_about
from careapp.care import Care
from careapp.faults import fault
from careapp.store import Database
from careapp.store import circle as circles
from careapp.store import kudos as all_kudos
from careapp.store import person as people
from careapp.store import story as stories
from careapp.store import tombstone as tombstones


async def meet(care: Care, user_id: str, acted_at: datetime) -> None:
    """Learn who somebody is, unless they asked to be forgotten after what they did. Raises as Slack's client does."""
    person = await ask_about(care, user_id)
    if person is None:
        return
    fault("newcomer.before_keep")
    async with care.store.transaction() as db:
        if not tombstones.covers(db, user_id, acted_at):
            people.put_anew(db, person)
            _show_name(db, care, user_id)
    fault("newcomer.after_keep")


def _show_name(db: Database, care: Care, user_id: str) -> None:
    """Whoever was not known has told and given little: there is no need to choose what is shown anew."""
    for story_id in stories.ids_of(db, user_id):
        if story := stories.get(db, story_id):
            story_acts.show(db, care, story)
            digest_acts.follow(db, care, story.channel_id, story.told_at)
            playbook_acts.follow(db, story, story)
    for kudos_id in all_kudos.ids_of(db, user_id):
        kudos = all_kudos.get(db, kudos_id)
        circle = circles.get(db, kudos.channel_id) if kudos else None
        if kudos and circle:
            kudos_acts.show(db, care, circle, kudos)
            digest_acts.follow(db, care, kudos.channel_id, kudos.given_at)
