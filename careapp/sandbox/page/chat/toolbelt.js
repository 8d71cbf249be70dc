// The bar of tools over the message under the pointer or the keyboard's focus; there is one in a list at a time.
import { fullDate, instantOf } from "../world/time.js";
import { toolbar } from "./message_actions.js";

export class Toolbelt {
  constructor(list) {
    this.list = list;
    for (const event of ["pointerover", "focusin"])
      list.list.addEventListener(event, ({ target }) => this.equip(target.closest?.(".message")));
  }

  equip(node) {
    if (!node || node === this.node || this.inUse()) return;
    this.bar?.remove();
    this.node = node;
    const message = this.list.conversation.find(node.dataset.ts);
    const { channel } = this.list.conversation;
    const { inThread } = this.list.options;
    const isEdited = this.list.editing === node.dataset.ts;
    this.bar = isEdited ? null : toolbar(message, { channel, inThread, edit: (ts) => this.list.edit(ts) });
    if (this.bar) node.append(this.bar);
    for (const time of node.querySelectorAll(".time, .gutter-time")) time.title = fullDate(instantOf(message.ts));
  }

  /** A menu that hangs on a tool keeps the bar where it is. */
  inUse() {
    return Boolean(this.bar?.isConnected && this.bar.querySelector("[aria-expanded=true]"));
  }

  /** Goes over to the message's new node after it was drawn anew. */
  follow() {
    const next = this.node && this.list.nodeAt(this.node.dataset.ts);
    if (next === this.node) return;
    this.node = this.bar = null;
    this.equip(next);
  }
}
