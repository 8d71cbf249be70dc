// What can go wrong with a call of the Web API, as the panel offers it and the record names it.

const seconds = (value, label = "Seconds") =>
  ({ name: "seconds", label, value, least: 0, most: 86400, isFine: true });
const status = (value) => ({ name: "status", label: "Status", value, least: 200, most: 599 });

export const ANYTHING = "anything";

export const GROUPS = [
  {
    label: "Slack does nothing",
    kinds: [
      {
        kind: "brake",
        label: "429, too many calls",
        note: "Slack does nothing and asks for patience.",
        fields: [{ name: "retry_after", label: "Retry-After", value: 30, least: 0, most: 86400 }],
      },
      {
        kind: "server_error",
        label: "A server's error (5xx)",
        note: "Slack does nothing and answers with a web page.",
        fields: [status(503)],
      },
      { kind: "lost_call", label: "The request is lost", note: "The connection drops before Slack hears of it." },
      {
        kind: "refusal",
        label: "An error of Slack's",
        note: "Slack does nothing and answers ok: false.",
        fields: [{ name: "error", label: "Error", value: "internal_error" }],
      },
    ],
  },
  {
    label: "Slack does it",
    kinds: [
      { kind: "delay", label: "It takes long", note: "Slack does it after a while.", fields: [seconds(5)] },
      { kind: "lost_answer", label: "Done, the answer is lost", note: "Slack does it; the connection drops." },
      {
        kind: "spoilt_answer",
        label: "Done, answered with HTML",
        note: "Slack does it; the app gets a web page.",
        fields: [status(503)],
      },
      { kind: "cut_json", label: "Done, half of the JSON", note: "Slack does it; the app gets half of the JSON." },
      {
        kind: "cut_answer",
        label: "Done, cut off in the middle",
        note: "Slack does it; the connection drops in the middle of the answer.",
      },
      {
        kind: "held_answer",
        label: "Done, the answer is held",
        note: "Slack does it; the answer waits until you let it go.",
      },
    ],
  },
  {
    label: "Slack does it later",
    kinds: [
      {
        kind: "landed_late",
        label: "Lost, and lands late",
        note: "The connection drops at once; Slack does it later, by the sandbox's clock or when you let it go.",
        fields: [{ ...seconds(20, "Seconds (empty: when let go)"), name: "after", isOptional: true }],
      },
      { kind: "held_call", label: "Held", note: "The call waits outside until you let it go." },
    ],
  },
  {
    label: "By chance",
    kinds: [
      {
        kind: ANYTHING,
        label: "A bit of everything",
        note: "One of each kind that passes by itself.",
        onlyShare: true,
      },
    ],
  },
];

// What goes wrong on the sockets has rows too: `fault` of an envelope names one of these.
const OF_SOCKETS = {
  mute: { label: "Silent socket", note: "The socket that it went to says and hears nothing." },
  repeat: { label: "Duplicate", note: "The envelope came more than once, under the same id." },
  lose_acks: { label: "Ack lost", note: "The app acked it, and the ack was lost." },
  hold: { label: "Held or out of order", note: "The envelope was kept back, and came after others or not at all." },
};

const all = new Map(GROUPS.flatMap(({ kinds }) => kinds).map((one) => [one.kind, one]));

export const faultNamed = (name) => all.get(name) ?? OF_SOCKETS[name] ?? null;
