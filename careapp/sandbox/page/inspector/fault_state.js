// What is to go wrong now: kept as the sandbox tells it, and changed by its control calls.
import * as api from "../world/api.js";
import { on, tell } from "../world/state.js";
import { toast } from "../ui/layers.js";

let now = null;
let heard = 0;

export const faultsNow = () => now;

/** Asks what is on; what the live line has told in the meantime is newer than the answer. */
export async function readFaults() {
  const before = heard;
  const { methods, ...faults } = await api.readFaults();
  take({ methods, ...(heard === before ? faults : {}) });
}

function take(faults) {
  now = { methods: [], ...now, ...faults };
  tell("faulty");
}

on("faults", (faults) => {
  heard += 1;
  take(faults);
});

/** Changes what goes wrong; the live line tells how it is then, and a refusal is shown. */
export const change = (write) => write().catch((error) => toast(error.message, "error"));

export const endEverything = () =>
  change(async () => {
    await api.setFaults({ clear: true });
    await api.setSocketFaults({ kind: "mend" });
    await api.setSocketFaults({ kind: "unmute" });
  });
