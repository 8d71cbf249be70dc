// The control API of the sandbox: one function for each call that the page makes.
import { world } from "./state.js";

// Of this start of the sandbox: it is in the page, which no page of another origin can read.
const token = document.querySelector("meta[name=write-token]").content;

export class SandboxError extends Error {}

const read = (path, query) => call(`${path}?${new URLSearchParams(query)}`);

function write(path, body) {
  const headers = { "Content-Type": "application/json", "X-Sandbox-Token": token };
  return call(path, { method: "POST", headers, body: JSON.stringify(body) });
}

async function call(path, request) {
  const answer = await fetch(`/_sandbox/${path}`, request).catch(() => {
    throw new SandboxError("The sandbox does not answer. Is it running?");
  });
  return unpack(answer);
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
export const readCall = (id) => read("call", { id });
export const readFaults = () => read("faults", {});

/** A channel's own messages or one thread's; who gets a channel's messages has read them. */
export const readMessages = (channel, threadTs) =>
  read("messages", { user: world.me.id, channel, ...(threadTs ? { thread_ts: threadTs } : {}) });

export const say = asMe("say");
export const edit = asMe("edit");
export const remove = asMe("delete");
export const react = asMe("react");
export const pin = asMe("pin");
export const arrive = asMe("arrive");
export const mark = asMe("mark");
export const command = asMe("command");
export const act = asMe("action");
export const shortcut = asMe("shortcut");
export const suggest = asMe("suggest");
export const upload = asMe("upload");
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
export const setTopic = asMe("set_topic");
export const createChannel = asMe("create_channel");
export const rename = asMe("rename");
export const setPerson = (body) => write("person", body);
export const setClock = (body) => write("clock", body);
export const clearCalls = () => write("clear_calls", {});
export const setFaults = (body) => write("faults", body);
export const setSocketFaults = (body) => write("socket_faults", body);
export const disconnect = (body) => write("disconnect", body);
