// Editing one's own message in its place.
import * as api from "../world/api.js";
import { h } from "../ui/dom.js";
import { toast } from "../ui/layers.js";
import { typed } from "../text/typed.js";
import { completion } from "./completion.js";

export function editor(channel, message, done) {
  const field = h("textarea", {
    class: "editor-field",
    "aria-label": "Edit message",
    rows: "2",
    value: typed(message.text),
    data: { testid: "message-editor" },
  });
  const save = async () => {
    const saved = await api
      .edit({ channel, ts: message.ts, text: field.value })
      .catch((error) => toast(error.message, "error"));
    if (saved) done();
  };
  const completes = completion(field, { commands: false });
  field.addEventListener("keydown", (event) => {
    if (completes(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
    if (event.key === "Escape") {
      event.preventDefault();
      done();
    }
  });
  return h(
    "div",
    { class: "editor" },
    field,
    h(
      "div",
      { class: "editor-foot" },
      h("button", { type: "button", class: "button small", on: { click: done } }, "Cancel"),
      h("button", { type: "button", class: "button small primary", on: { click: save } }, "Save"),
    ),
  );
}
