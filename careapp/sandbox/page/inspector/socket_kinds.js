// What can go wrong with the app's sockets, as the panel offers it and as it is told once it is on.
import { disconnect, setSocketFaults } from "../world/api.js";
import { change } from "./fault_state.js";

const times = (value, label = "Times") => ({ name: "times", label, value, least: 1, most: 1000 });
const whole = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

/** Each: {kind, label, note, button, fields?}. */
export const SOCKET_KINDS = [
  {
    kind: "disconnect",
    label: "Refresh",
    note: "Asks the app to connect anew, as Slack does every few hours.",
    button: "Ask now",
    fields: [{ name: "reason", label: "Reason", choices: ["refresh_requested", "warning", "link_disabled"] }],
  },
  {
    kind: "refresh",
    label: "Refresh again and again",
    note: "Asks for it now, and every so many seconds.",
    button: "Begin",
    fields: [{ name: "seconds", label: "Seconds", value: 10, least: 0.01, most: 1000, isFine: true }],
  },
  {
    kind: "repeat",
    label: "Duplicate envelopes",
    note: "Every envelope comes so often, under the same id.",
    button: "Begin",
    fields: [times(2)],
  },
  {
    kind: "hold",
    label: "Reorder envelopes",
    note: "Keeps so many back, then sends the newest first. Empty: until you let them go.",
    button: "Begin",
    fields: [{ ...times(2, "Envelopes"), isOptional: true }],
  },
  {
    kind: "lose_acks",
    label: "Miss the deadline",
    note: "The next acks get lost, as if the app had been too slow.",
    button: "Begin",
    fields: [times(1, "Acks")],
  },
  {
    kind: "silence",
    label: "Silent from birth",
    note: "The next sockets open and say nothing, not even a pong.",
    button: "Begin",
    fields: [times(1, "Sockets")],
  },
  {
    kind: "forget_hello",
    label: "Without hello",
    note: "The next sockets answer pings, but never say hello.",
    button: "Begin",
    fields: [times(1, "Sockets")],
  },
  {
    kind: "turn_away",
    label: "One too many",
    note: "The next sockets are told too_many_websockets.",
    button: "Begin",
    fields: [times(1, "Sockets")],
  },
  { kind: "mute", label: "Fall silent", note: "The open sockets stay open and say and hear nothing.", button: "Mute" },
  { kind: "reset", label: "Reset", note: "Breaks the connections of all open sockets off.", button: "Reset" },
  {
    kind: "say",
    label: "Say something odd",
    note: "Sends one frame, word for word.",
    button: "Send",
    fields: [{ name: "text", label: "Frame", value: '{"type": "novelty"}' }],
  },
];

export function doToSockets({ kind }, values) {
  if (kind === "disconnect") return change(() => disconnect(values));
  return change(() => setSocketFaults({ kind, ...whole(values) }));
}

const begin = (body) => () => change(() => setSocketFaults(body));
const end = (body) => [{ label: "End", run: begin(body) }];
const some = (count, one, many = `${one}s`) => (count === 1 ? `The next ${one}` : `The next ${count} ${many}`);

/** What goes wrong with the sockets now, as lines that can be ended. */
export function socketLines(sockets) {
  const { silent, without_hello: bare, turned_away: away, lost_acks: acks, mute, refresh, repeat } = sockets;
  const lines = [
    refresh && { text: "Sockets are asked to refresh again and again", ways: end({ kind: "refresh", seconds: 0 }) },
    repeat !== 1 && { text: `Every envelope comes ${repeat} times`, ways: end({ kind: "repeat", times: 1 }) },
    sockets.holding && { text: heldText(sockets.held), ways: letGo() },
    acks && { text: `${some(acks, "ack")} will be lost`, ways: end({ kind: "lose_acks", times: 0 }) },
    silent && { text: `${some(silent, "socket")} will say nothing`, ways: end({ kind: "silence", times: 0 }) },
    bare && { text: `${some(bare, "socket")} will not say hello`, ways: end({ kind: "forget_hello", times: 0 }) },
    away && { text: `${some(away, "socket")} will be turned away`, ways: end({ kind: "turn_away", times: 0 }) },
    mute && { text: mute === 1 ? "1 socket is silent" : `${mute} sockets are silent`, ways: end({ kind: "unmute" }) },
  ];
  return lines.filter(Boolean);
}

const heldText = (held) =>
  held ? `Envelopes are kept back: ${held} so far` : "Envelopes will be kept back";

const letGo = () => [
  { label: "Newest first", run: begin({ kind: "release" }) },
  { label: "Shuffled", run: begin({ kind: "release", seed: 7 }) },
];
