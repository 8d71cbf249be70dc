// The values of a surface's inputs, kept by block_id and action_id as Slack keeps them across updates.

export class Form {
  #values = new Map();
  #seen = new Set();

  begin() {
    this.#seen = new Set();
  }

  /** Announces an input; its kept value wins over the initial one when the kind is the same. Returns the value. */
  field(blockId, actionId, initial) {
    const key = JSON.stringify([blockId, actionId]);
    this.#seen.add(key);
    if (this.#values.get(key)?.type !== initial.type) this.#values.set(key, initial);
    return this.#values.get(key);
  }

  /** What is kept for an input, or undefined. */
  value(blockId, actionId) {
    return this.#values.get(JSON.stringify([blockId, actionId]));
  }

  set(blockId, actionId, value) {
    this.#values.set(JSON.stringify([blockId, actionId]), value);
  }

  /** Forgets the inputs that the last drawing did not show. */
  end() {
    for (const key of this.#values.keys()) if (!this.#seen.has(key)) this.#values.delete(key);
  }

  /** {block_id: {action_id: value}}, as view.state.values. */
  values() {
    const all = {};
    for (const [key, value] of this.#values) {
      const [blockId, actionId] = JSON.parse(key);
      (all[blockId] ??= {})[actionId] = value;
    }
    return all;
  }
}

/** Is nothing chosen or written here? */
export function isEmpty(value) {
  const { type: _, ...rest } = value;
  return Object.values(rest).every((one) => one === null || one === undefined || one === "" || one.length === 0);
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const WEB = /^https?:\/\/\S+$/;

/** What Slack itself refuses before the app is asked: {block_id: sentence}. */
export function refusals(blocks, values) {
  const found = {};
  for (const block of blocks.filter((one) => one.type === "input")) {
    const value = values[block.block_id]?.[block.element.action_id];
    const text = value && refusal(block, value);
    if (text) found[block.block_id] = text;
  }
  return found;
}

function refusal({ element, optional }, value) {
  if (isEmpty(value)) return optional ? null : "Please complete this required field.";
  const text = value.value ?? "";
  if (element.min_length && text.length < element.min_length)
    return `Please enter at least ${element.min_length} characters.`;
  if (element.type === "email_text_input" && !EMAIL.test(text)) return "Please enter a valid email address.";
  if (element.type === "url_text_input" && !WEB.test(text)) return "Please enter a valid URL.";
  return element.type === "number_input" ? numberRefusal(element, text) : null;
}

function numberRefusal({ is_decimal_allowed: decimal, min_value: low, max_value: high }, text) {
  const number = Number(text);
  if (!Number.isFinite(number)) return "Please enter a valid number.";
  if (!decimal && !Number.isInteger(number)) return "Please enter a whole number.";
  if (low !== undefined && number < Number(low)) return `Please enter a number of at least ${low}.`;
  if (high !== undefined && number > Number(high)) return `Please enter a number of at most ${high}.`;
  return null;
}
