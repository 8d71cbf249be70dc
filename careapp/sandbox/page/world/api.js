// The control API of the sandbox: one function for each call that the page makes.
import { world } from "./state.js";

export class SandboxError extends Error {}

async function read(path, query) {
  const answer = await fetch(`/_sandbox/${path}?${new URLSearchParams(query)}`);
  return unpack(answer);
}

async function write(path, body) {
  const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return unpack(await fetch(`/_sandbox/${path}`, request));
}

async function unpack(answer) {
  const body = await answer.json().catch(() => ({ error: `The sandbox answered ${answer.status}.` }));
  if (!answer.ok) throw new SandboxError(body.error ?? `The sandbox answered ${answer.status}.`);
  return body;
}

const asMe =
  (path) =>
  (body = {}) =>
    write(path, { user: world.me.id, ...body });

export const readState = (user) => read("state", user ? { user } : {});
export const readCalls = () => read("calls", {});

/** A channel's own messages or one thread's; who gets a channel's messages has read them. */
export const readMessages = (channel, threadTs) =>
  read("messages", { user: world.me.id, channel, ...(threadTs ? { thread_ts: threadTs } : {}) });

export const say = asMe("say");
export const edit = asMe("edit");
export const remove = asMe("delete");
export const react = asMe("react");
export const command = asMe("command");
export const act = asMe("action");
export const shortcut = asMe("shortcut");
export const submit = asMe("submit");
export const close = asMe("close");
export const openHome = asMe("open_home");
export const openDm = asMe("open_dm");
export const invite = asMe("invite");
export const kick = asMe("kick");
export const join = asMe("join");
export const leave = asMe("leave");
export const archive = asMe("archive");
export const unarchive = asMe("unarchive");
export const rename = asMe("rename");
export const setPerson = (body) => write("person", body);
export const setClock = (body) => write("clock", body);
