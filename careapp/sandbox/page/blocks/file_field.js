// The file input: files are given to the sandbox, which hands the app their objects.
import * as api from "../world/api.js";
import { fill, h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { keep } from "./keeping.js";

const MOST_FILES = 10;

export function fileField(element, block, surface, { id, labelId }) {
  const most = element.max_files ?? MOST_FILES;
  const { files } = surface.form.field(block.block_id, element.action_id, { type: element.type, files: [] });
  const list = h("ul", { class: "file-list", "aria-label": "Chosen files" });
  const trouble = h("div", { class: "field-note trouble", role: "alert" });
  const pick = h("input", {
    type: "file",
    id,
    class: "file-pick",
    multiple: most > 1,
    accept: (element.filetypes ?? []).map((ending) => `.${ending}`).join(",") || null,
    "aria-label": labelId ? null : "Choose files",
    data: { actionId: element.action_id },
  });
  const now = () => surface.form.value(block.block_id, element.action_id)?.files ?? files;
  const set = (next) => {
    keep(block, element, surface, { type: element.type, files: next }, shell);
    fill(list, next.map((file) => row(file, () => set(now().filter((one) => one.id !== file.id)))));
  };
  pick.addEventListener("change", async () => {
    shell.classList.add("busy");
    trouble.textContent = "";
    const taken = await take([...pick.files], element, most - now().length).catch((error) => ({ why: error.message }));
    trouble.textContent = taken.why ?? "";
    if (taken.files?.length) set([...now(), ...taken.files]);
    pick.value = "";
    shell.classList.remove("busy");
  });
  const drop = h("div", { class: "file-drop" }, icon("clip"), pick);
  const shell = h("div", { class: "file-shell field-shell" }, drop, list, trouble);
  fill(list, files.map((file) => row(file, () => set(now().filter((one) => one.id !== file.id)))));
  return shell;
}

/** Gives files to the sandbox, as many as fit; `why` says what stood in the way of the others. */
async function take(given, { filetypes }, room) {
  const ending = (file) => file.name.split(".").pop().toLowerCase();
  const fits = given.filter((file) => !filetypes?.length || filetypes.includes(ending(file)));
  const files = [];
  for (const { name, data } of await Promise.all(fits.slice(0, room).map(coded)))
    files.push((await api.upload({ name, data })).file);
  if (fits.length < given.length) return { files, why: `Only these kinds of files: ${filetypes.join(", ")}.` };
  return { files, why: fits.length > room ? "That is as many files as you can choose." : null };
}

/** A file's name and its bytes in base64. */
function coded(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    const bytes = () => reader.result.slice(reader.result.indexOf(",") + 1);
    reader.addEventListener("load", () => resolve({ name: file.name, data: bytes() }));
    reader.addEventListener("error", () => reject(new Error(`${file.name} cannot be read.`)));
    reader.readAsDataURL(file);
  });
}

function row(file, drop) {
  const look = { type: "button", class: "chip-drop", "aria-label": `Remove ${file.name}`, on: { click: drop } };
  return h("li", { class: "chip" }, file.name, h("button", look, icon("close", 12)));
}
