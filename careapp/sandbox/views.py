"""Views: each person's stack of open modals and their App Home."""

from itertools import count

from careapp.sandbox.element_values import initial_values, kept_values
from careapp.sandbox.refusals import Json, SlackError

MOST_STACKED = 3


class Views:
    """All open views in the shape of Slack's API, by person."""

    def __init__(self) -> None:
        self._ids = count(1)
        self._hashes = count(1)
        self._stacks: dict[str, list[Json]] = {}
        self._origins: dict[str, str | None] = {}
        self.homes: dict[str, Json] = {}

    def stack_of(self, user_id: str) -> list[Json]:
        """This person's open modals, bottom first."""
        return self._stacks.get(user_id, [])

    def new(self, content: Json, owner: Json, seconds: float) -> Json:
        """A view with this content; `owner` holds the ids of team, app and bot."""
        view: Json = {"id": f"V{next(self._ids):07d}", **owner, **content, "previous_view_id": None}
        view["state"] = {"values": initial_values(content["blocks"])}
        view["root_view_id"] = view["id"]
        self._stamp(view, seconds)
        return view

    def open(self, user_id: str, view: Json, channel_id: str | None) -> None:
        """Puts a modal up as the only one."""
        self._refuse_same_external_id(view)
        self._stacks[user_id] = [view]
        self._origins[user_id] = channel_id

    def push(self, user_id: str, view: Json) -> None:
        """Puts a modal on top of those open; raises SlackError where none is open or three are."""
        stack = self.stack_of(user_id)
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= MOST_STACKED:
            raise SlackError("push_limit_reached")
        self._refuse_same_external_id(view)
        view["previous_view_id"], view["root_view_id"] = stack[-1]["id"], stack[0]["id"]
        stack.append(view)

    def replace(self, view: Json, content: Json, seconds: float) -> None:
        """Gives a view new content; inputs keep their state where their ids stay."""
        self._refuse_same_external_id(content, view["id"])
        values = kept_values(content["blocks"], view["state"]["values"])
        view.update(content, state={"values": values})
        self._stamp(view, seconds)

    def publish(self, user_id: str, view: Json) -> None:
        """Makes a view this person's App Home."""
        self._refuse_same_external_id(view, self.homes.get(user_id, {}).get("id"))
        self.homes[user_id] = view

    def close(self, user_id: str, view: Json, everything: bool) -> list[Json]:
        """Takes a modal down with all above it, or the whole stack; answers those closed, top first."""
        stack = self.stack_of(user_id)
        kept = 0 if everything else stack.index(view)
        closed = stack[kept:]
        del stack[kept:]
        return closed[::-1]

    def clear(self) -> None:
        """Takes everybody's modals and Homes away."""
        self._stacks.clear()
        self.homes.clear()

    def find(self, view_id: str | None, external_id: str | None = None) -> tuple[str, Json]:
        """The owner and the view with this id; raises SlackError where it is closed or never was."""
        for user_id, view in self._all():
            if (view_id and view["id"] == view_id) or (external_id and view["external_id"] == external_id):
                return user_id, view
        raise SlackError("not_found")

    def origin_of(self, user_id: str) -> str | None:
        """The channel in which the person's stack was opened, if in any."""
        return self._origins.get(user_id)

    def _all(self) -> list[tuple[str, Json]]:
        modals = [(user_id, view) for user_id, stack in self._stacks.items() for view in stack]
        return modals + list(self.homes.items())

    def _refuse_same_external_id(self, view: Json, own_id: str | None = None) -> None:
        wanted = view["external_id"]
        if wanted and any(each["external_id"] == wanted and each["id"] != own_id for _, each in self._all()):
            raise SlackError("duplicate_external_id")

    def _stamp(self, view: Json, seconds: float) -> None:
        view["hash"] = f"{int(seconds)}.{next(self._hashes):08x}"
