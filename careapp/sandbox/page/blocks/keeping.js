// How an element's value is kept, and brought to the app where its block asks for that.

/** Does a change of this element go to the app at once? */
export const tells = (block) => block.type !== "input" || Boolean(block.dispatch_action);

/** Keeps a new value and, where the block asks for it, tells the app; false where the person said no to its question,
 *  and the value before is back. */
export async function keep(block, element, surface, value, node) {
  const before = surface.form.value(block.block_id, element.action_id);
  surface.form.set(block.block_id, element.action_id, value);
  if (!tells(block) || (await surface.use(block, element, value, node))) return true;
  surface.form.set(block.block_id, element.action_id, before);
  return false;
}

const TYPING_PAUSE_MS = 500;

/** Tells the app of what is typed: on Enter (with a word under the field that says so), or a moment after each key. */
export function tellOfTyping(field, element, send) {
  const when = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  let waiting;
  if (when.includes("on_character_entered"))
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(send, TYPING_PAUSE_MS);
    });
  if (!when.includes("on_enter_pressed")) return null;
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    clearTimeout(waiting);
    send();
  });
  return "Press Enter to send";
}
