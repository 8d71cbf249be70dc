"""Shows something else in a form that a person has open."""

from careapp.blocks.kit import View
from careapp.care import Care
from careapp.faults import fault


def change_modal(care: Care, view_id: str, view: View) -> None:
    """Change an open form; of the moment, so tried once: it may have been closed by then."""
    care.soon(_change(care, view_id, view))


async def _change(care: Care, view_id: str, view: View) -> None:
    fault("view.before_change")
    await care.slack.views_update(view_id=view_id, view=view)
    fault("view.after_change")
