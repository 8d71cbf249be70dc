// Light, dark, or as the system has it.
import { prefer, preferred } from "../world/kept.js";

export const THEMES = { system: "As the system", light: "Light", dark: "Dark" };
export const theme = () => preferred("theme") ?? "system";

export function setTheme(name) {
  prefer("theme", name);
  showTheme();
}

export function showTheme() {
  document.documentElement.dataset.theme = theme();
}
