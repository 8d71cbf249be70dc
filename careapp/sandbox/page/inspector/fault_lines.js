// What goes wrong now, in lines that can be ended.
import { setFaults } from "../world/api.js";
import { faultNamed } from "./fault_kinds.js";
import { change, faultsNow } from "./fault_state.js";
import { socketLines } from "./socket_kinds.js";

/** What goes wrong now: {text, ways: [{label, run}]}, first the Web API, then the sockets. */
export function faultLines() {
  const now = faultsNow();
  if (!now) return [];
  const ofCalls = [plannedLines, alwaysLines, chanceLines, keptLines].flatMap((lines) => lines(now));
  return [...ofCalls, ...socketLines(now.sockets)];
}

const end = (body) => [{ label: "End", run: () => change(() => setFaults(body)) }];
const named = (method) => (method === "*" ? "all methods" : method);
const labelOf = (name) => faultNamed(name)?.label ?? name;

function plannedLines({ planned }) {
  return Object.entries(planned).map(([method, names]) => {
    const kinds = [...new Set(names)].map(labelOf).join(" / ");
    const next = names.length === 1 ? "The next call" : `The next ${names.length} calls`;
    return { text: `${next} of ${named(method)}: ${kinds}`, ways: end({ method, plan: [] }) };
  });
}

function alwaysLines({ always }) {
  return Object.entries(always).map(([method, name]) => ({
    text: `Every call of ${named(method)}: ${labelOf(name)}`,
    ways: end({ method, always: null }),
  }));
}

function chanceLines({ at_random: chance }) {
  if (!chance) return [];
  const { share, seed, kinds, methods } = chance;
  const what = kinds.length > 2 ? "a bit of everything" : kinds.map(labelOf).join(" / ");
  const text = `${+(share * 100).toFixed(2)} % of ${methods.map(named).join(", ")}: ${what} (seed ${seed})`;
  return [{ text, ways: end({ at_random: null }) }];
}

function keptLines({ held }) {
  if (!held) return [];
  const text = held === 1 ? "1 call is kept back" : `${held} calls are kept back`;
  return [{ text, ways: [{ label: "Let go", run: () => change(() => setFaults({ release: true })) }] }];
}
