// One modal view as a dialog: its blocks, its inputs' values, submit and close.
import * as api from "../world/api.js";
import { fill, h, newId } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { avatar } from "../ui/avatar.js";
import { redraw, showError } from "../blocks/blocks.js";
import { refusals } from "../blocks/form.js";
import { Surface } from "../blocks/surface.js";
import { plain } from "../text/entities.js";
import { botUser } from "../world/state.js";

const TROUBLE = "We had some trouble connecting. Try again?";

export class Modal {
  constructor(view, channel) {
    this.surface = new Surface("modal", { view_id: view.id }, channel);
    this.titleId = newId("modal");
    this.head = h("header", { class: "modal-head" });
    this.body = h("div", { class: "modal-body blocks" });
    this.alert = h("div", { class: "modal-alert", role: "alert", hidden: true });
    this.foot = h("footer", { class: "modal-foot" });
    this.node = h(
      "div",
      {
        class: "modal",
        role: "dialog",
        "aria-modal": "true",
        "aria-labelledby": this.titleId,
        tabindex: "-1",
        data: { testid: "modal" },
        on: { keydown: (event) => this.key(event) },
      },
      this.head,
      this.body,
      this.alert,
      this.foot,
    );
    this.show(view);
  }

  /** Draws a view; drawn again, what people wrote stays where block_id and action_id stay. */
  show(view) {
    if (this.view && JSON.stringify(this.view) === JSON.stringify(view)) return;
    const hadFocus = this.node.contains(document.activeElement);
    this.view = view;
    Object.assign(this.node.dataset, { viewId: view.id, callbackId: view.callback_id ?? "" });
    fill(
      this.head,
      view.previous_view_id
        ? this.headButton("Back", "left", "modal-back", () => this.close(false))
        : avatar(botUser(), 28),
      h("h2", { id: this.titleId }, plain(view.title?.text ?? "")),
      this.headButton("Close", "close", "modal-x", () => this.close(true)),
    );
    redraw(this.body, view.blocks, this.surface);
    fill(this.foot, this.buttons());
    this.alert.hidden = true;
    if (hadFocus && !this.node.contains(document.activeElement)) this.node.focus();
  }

  headButton(label, sign, testid, run) {
    const look = { type: "button", class: "icon-button", "aria-label": label, title: label, data: { testid } };
    return h("button", { ...look, on: { click: run } }, icon(sign));
  }

  buttons() {
    const { submit, close } = this.view;
    const needsSubmit = submit || this.view.blocks.some((block) => block.type === "input");
    const closer = h(
      "button",
      { type: "button", class: "button", data: { testid: "modal-close" }, on: { click: () => this.close(false) } },
      plain(close?.text ?? (needsSubmit ? "Cancel" : "Close")),
    );
    this.submitButton = needsSubmit
      ? h(
          "button",
          {
            type: "button",
            class: "button primary",
            data: { testid: "modal-submit" },
            on: { click: () => this.submit() },
          },
          plain(submit?.text ?? "Submit"),
        )
      : null;
    return [closer, this.submitButton];
  }

  focusFirst() {
    const first =
      this.body.querySelector("[data-focus=yes]") ??
      this.body.querySelector("input, textarea, .rich-field, button") ??
      this.submitButton;
    (first ?? this.node).focus();
  }

  key(event) {
    if (event.key !== "Enter" || event.defaultPrevented || event.isComposing) return;
    const { target } = event;
    const always = event.ctrlKey || event.metaKey;
    const isLine = target.matches("input.field") && !["date", "time", "datetime-local"].includes(target.type);
    if (!always && !isLine) return;
    event.preventDefault();
    if (this.submitButton) this.submit();
  }

  async submit() {
    if (this.busy) return;
    const values = this.surface.form.values();
    const refused = refusals(
      this.view.blocks.map((block, at) => ({ block_id: `block-${at}`, ...block })),
      values,
    );
    this.showErrors(refused);
    if (Object.keys(refused).length) return;
    this.setBusy(true);
    const delivery = await api
      .submit({ view_id: this.view.id, values })
      .catch((error) => ({ error: error.message }));
    this.setBusy(false);
    if (delivery.errors) this.showErrors(delivery.errors);
    else if (!delivery.ok) this.showTrouble();
  }

  setBusy(busy) {
    this.busy = busy;
    this.node.setAttribute("aria-busy", String(busy));
    if (busy) this.alert.hidden = true;
    if (!this.submitButton) return;
    const held = document.activeElement;
    this.submitButton.classList.toggle("busy", busy);
    this.submitButton.disabled = busy;
    if (busy && held === this.submitButton) this.node.focus();
    else if (!busy && held === this.node) this.submitButton.focus();
  }

  showTrouble() {
    fill(this.alert, icon("warn", 16), TROUBLE);
    this.alert.hidden = false;
  }

  showErrors(errors) {
    for (const block of this.body.querySelectorAll(".block-input"))
      showError(block, errors[block.dataset.blockId]);
    const first = this.body.querySelector(".invalid");
    first?.scrollIntoView({ block: "nearest" });
    first?.querySelector("input, textarea, .rich-field")?.focus();
  }

  async close(isCleared) {
    if (this.closing) return;
    this.closing = true;
    await api.close({ view_id: this.view.id, is_cleared: isCleared }).catch(() => this.showTrouble());
    this.closing = false;
  }
}
