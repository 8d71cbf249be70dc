// Where blocks live (a message, a modal or Home): keeps their inputs and brings what people do to the app.
import * as api from "../world/api.js";
import { world } from "../world/state.js";
import { h, newId } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { ask } from "../ui/dialog.js";
import { Form } from "./form.js";
import { visit, words } from "./parts.js";

export class Surface {
  form = new Form();

  /** target: {view_id} or {channel, message_ts}; channel: where the person came from, for "current conversation". */
  constructor(kind, target, channel) {
    Object.assign(this, { kind, target, channel, key: newId("surface") });
  }

  /** Sends an action after its confirm dialog, marks its node busy meanwhile; false when the person said no. An
   *  address that goes with it opens at once. */
  async use(block, element, chosen, node, url) {
    if (element.confirm && !(await ask(question(element.confirm)))) return false;
    if (url) visit(url);
    node?.classList.add("busy");
    node?.setAttribute("aria-busy", "true");
    const trouble = await this.deliver(block, element, chosen).catch((error) => error.message);
    node?.classList.remove("busy");
    node?.removeAttribute("aria-busy");
    tellTrouble(node?.closest("[data-block-id]"), trouble);
    return true;
  }

  async deliver(block, element, chosen) {
    const ids = { block_id: block.block_id, action_id: element.action_id };
    const delivery = await api.act({ ...ids, element: chosen, ...this.target, values: this.form.values() });
    return delivery.ok ? null : `${world.app.name} did not answer (${delivery.error}). Try again?`;
  }
}

function question(confirm) {
  return {
    title: words(confirm.title ?? { type: "plain_text", text: "Are you sure?" }),
    danger: confirm.style === "danger",
    text: h("div", { class: "text" }, words(confirm.text)),
    confirm: confirm.confirm?.text,
    deny: confirm.deny?.text,
  };
}

function tellTrouble(block, text) {
  if (!block) return;
  block.querySelector(":scope > .block-trouble")?.remove();
  if (text) block.append(h("div", { class: "block-trouble", role: "alert" }, icon("warn", 16), text));
}
