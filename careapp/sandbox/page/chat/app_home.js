// The app's page: its Home tab as the app published it, beside its messages.
import * as api from "../world/api.js";
import { fill, h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { avatar } from "../ui/avatar.js";
import { toast } from "../ui/layers.js";
import { mark, tabList } from "../ui/tabs.js";
import { redraw } from "../blocks/blocks.js";
import { Surface } from "../blocks/surface.js";
import { know } from "../world/live.js";
import { go } from "../world/place.js";
import { botUser, on, world } from "../world/state.js";

/** The header over the app's page, with its tabs. */
export function appHeader(current) {
  const tab = (name, label) => {
    const look = { type: "button", role: "tab", class: "tab", data: { testid: `tab-${name}` } };
    const node = h("button", { ...look, on: { click: () => go({ app: name }) } }, label);
    mark(node, current === name);
    return node;
  };
  const all = [world.homeEnabled ? tab("home", "Home") : null, tab("messages", "Messages")];
  return h(
    "header",
    { class: "pane-head tabbed" },
    h(
      "div",
      { class: "pane-title" },
      avatar(botUser(), 24),
      h("h2", null, world.app.name),
      h("span", { class: "badge" }, "APP"),
    ),
    tabList(all.filter(Boolean), { chooses: false }),
  );
}

export class AppHome {
  constructor() {
    this.body = h("div", { class: "home blocks" });
    this.node = h(
      "section",
      { class: "pane", role: "tabpanel", "aria-label": "Home", data: { testid: "app-home" } },
      appHeader("home"),
      h("div", { class: "home-scroller" }, this.body),
    );
    this.stops = [on("home", (view) => this.show(view)), on("day", () => this.show(this.view))];
  }

  async load() {
    const { view } = await api.openHome({ tab: "home" });
    this.show(view);
  }

  show(view) {
    this.view = view;
    if (view && this.surface?.target.view_id !== view.id) this.surface = new Surface("home", { view_id: view.id });
    if (view) redraw(this.body, view.blocks, this.surface);
    else fill(this.body, empty());
  }

  refresh() {}

  reload() {}

  close() {
    this.stops.forEach((stop) => stop());
  }
}

const empty = () =>
  h(
    "div",
    { class: "home-empty" },
    icon("home", 40),
    h("h3", null, `This is the home of ${world.app.name}`),
    h("p", null, "The app has not shown anything here yet."),
  );

/** Tells the app that its messages tab was opened; the direct message exists afterwards. */
export async function openMessagesTab() {
  await api.openHome({ tab: "messages" }).catch((error) => toast(error.message, "error"));
  const { channel } = await api.openDm({ with: world.app.bot_user_id });
  return know(channel);
}
