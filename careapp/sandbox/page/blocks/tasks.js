// An agent's work: task cards, and plans of many.
import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { plain } from "../text/entities.js";
import { richText } from "../text/rich_text.js";
import { isAddress } from "./parts.js";

const STATES = {
  pending: ["clock", "Waiting"],
  in_progress: ["pulse", "At work"],
  complete: ["check", "Done"],
  error: ["warn", "Failed"],
};

export function taskCard(task) {
  const [sign, said] = STATES[task.status] ?? STATES.pending;
  const head = [
    h("span", { class: "task-sign", role: "img", "aria-label": said, title: said }, icon(sign, 16)),
    h("span", { class: "task-title" }, plain(task.title)),
  ];
  const more = [
    task.details ? richText(task.details) : null,
    task.output ? h("div", { class: "task-output" }, richText(task.output)) : null,
    task.sources?.length ? h("div", { class: "task-sources" }, task.sources.map(source)) : null,
  ];
  const look = `task task-${task.status}`;
  if (!more.some(Boolean)) return h("div", { class: look }, h("div", { class: "task-head" }, head));
  const fold = h("span", { class: "fold" }, icon("down", 16));
  const summary = h("summary", { class: "task-head" }, head, fold);
  return h("details", { class: look }, summary, h("div", { class: "task-more" }, more));
}

function source({ url, text }) {
  const inside = [icon("link", 12), plain(text)];
  return isAddress(url)
    ? h("a", { class: "task-source", href: url, target: "_blank", rel: "noopener noreferrer" }, inside)
    : h("span", { class: "task-source" }, inside);
}

export function plan(block) {
  const tasks = block.tasks ?? [];
  const done = tasks.filter((task) => task.status === "complete").length;
  return h(
    "section",
    { "aria-label": block.title },
    h(
      "div",
      { class: "plan-head" },
      h("b", null, plain(block.title)),
      h("span", { class: "quiet" }, `${done} of ${tasks.length}`),
    ),
    h(
      "ol",
      { class: "plan-tasks" },
      tasks.map((task) => h("li", null, taskCard(task))),
    ),
  );
}
