// The live line: takes Updates from the WebSocket into the world; after a break, reads the state anew.
import { readState } from "./api.js";
import { takeChannels, takeClock, takePeople, takeState, tell, world } from "./state.js";

const RETRY_MS = 1000;
let wasOpen = false;

const TAKE = {
  message: (update) => tell("message", update),
  message_changed: (update) => tell("message", update),
  message_deleted: (update) => tell("message", update),
  view: (update) => takeStack(update.stack),
  views: (update) => takeStack(update.stack),
  home: (update) => tell("home", (world.home = update.view)),
  channels: (update) => tell("channels", takeChannels(update.channels)),
  people: (update) => tell("people", takePeople(update.people)),
  clock: (update) => tell("clock", takeClock(update)),
  app: (update) => tell("app", (world.app.connected = update.connected)),
  delivery: (update) => tell("delivery", update.call),
  calls_cleared: () => tell("calls_cleared"),
  faults: (update) => tell("faults", update.faults),
};

function takeStack(stack) {
  world.views = stack;
  tell("views");
}

/** Opens the live line and keeps it open; resolves once it is, or could not be, opened for the first time. */
export function listen() {
  const line = new WebSocket(`${location.origin.replace(/^http/, "ws")}/_sandbox/live?user=${world.me.id}`);
  line.addEventListener("open", () => (wasOpen ? reread() : (wasOpen = true)));
  line.addEventListener("open", () => tell("link", true));
  line.addEventListener("message", (event) => take(JSON.parse(event.data)));
  line.addEventListener("close", () => {
    tell("link", false);
    setTimeout(listen, RETRY_MS);
  });
  return new Promise((opened) => ["open", "close"].forEach((event) => line.addEventListener(event, opened)));
}

function take(update) {
  TAKE[update.type]?.(update);
}

export async function reread() {
  takeState(await readState(world.me.id));
  for (const topic of ["people", "channels", "clock", "app", "views", "reread"]) tell(topic);
}

/** Makes sure that a channel just made is known, even where its update has not come yet. */
export async function know(channelId) {
  if (world.channels.has(channelId)) return channelId;
  takeState(await readState(world.me.id));
  tell("channels");
  return channelId;
}
