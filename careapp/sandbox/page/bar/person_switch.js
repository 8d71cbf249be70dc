// "You are: ...": who the page is seen as, kept in the address.
import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { avatar } from "../ui/avatar.js";
import { menu } from "../ui/menu.js";
import { address } from "../world/place.js";
import { livePeople, world } from "../world/state.js";

export function personSwitch() {
  const { me } = world;
  const look = {
    type: "button",
    class: "bar-button person",
    "aria-haspopup": "menu",
    "aria-label": `You are: ${me.name}. Change person`,
    data: { testid: "person-switch" },
  };
  return h(
    "button",
    { ...look, on: { click: ({ currentTarget }) => choose(currentTarget) } },
    h("span", { class: "wide" }, "You are:"),
    avatar(me, 22),
    h("b", null, me.name),
    icon("down", 14),
  );
}

function choose(anchor) {
  const people = livePeople().filter((person) => !person.is_bot && !person.is_app);
  menu(
    anchor,
    [
      { heading: "See the workspace as" },
      ...people.map((person) => ({
        label: person.name,
        note: person.title || person.zone,
        icon: avatar(person, 28),
        checked: person.id === world.me.id,
        testid: `person-${person.handle}`,
        run: () => location.assign(address(person.id)),
      })),
    ],
    { class: "people-menu" },
  );
}
