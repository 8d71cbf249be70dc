// The person's open modals: the topmost is shown, those below keep what was written in them.
import * as api from "../world/api.js";
import { fill, h } from "../ui/dom.js";
import { present } from "../ui/dialog.js";
import { on, world } from "../world/state.js";
import { place } from "../world/place.js";
import { Modal } from "./modal.js";

const modals = new Map();
const frame = h("div", { class: "modal-frame" });
let remove = null;
let shownId = null;

/** Follows the modals; those left open before this load are closed, as Slack closes them. */
export function keepModals() {
  const [bottom] = world.views;
  world.views = [];
  if (bottom) api.close({ view_id: bottom.id, is_cleared: true }).catch(() => {});
  on("views", follow);
}

function follow() {
  const open = new Set(world.views.map((view) => view.id));
  for (const id of modals.keys()) if (!open.has(id)) modals.delete(id);
  for (const view of world.views) take(view);
  const top = world.views.at(-1);
  if (top) show(modals.get(top.id));
  else hide();
}

function take(view) {
  if (modals.has(view.id)) modals.get(view.id).show(view);
  else modals.set(view.id, new Modal(view, place.channel));
}

function show(modal) {
  remove ??= present(frame, () => modals.get(shownId)?.close(false));
  if (shownId === modal.view.id) return;
  shownId = modal.view.id;
  fill(frame, modal.node);
  modal.focusFirst();
}

function hide() {
  shownId = null;
  fill(frame);
  remove?.();
  remove = null;
}
