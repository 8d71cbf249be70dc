// The data visualization: every kind of chart as named bars, which anybody can read, also aloud.
import { h } from "../ui/dom.js";

const TINTS = ["#1f7a8c", "#c0612b", "#8a5a9e", "#3d7d4f", "#a8455f", "#4b6cb7", "#8a7327", "#5b6770"];
const KINDS = { pie: "Pie chart", bar: "Bar chart", area: "Area chart", line: "Line chart" };

export function chart(block) {
  const { chart: drawn } = block;
  const isPie = drawn.type === "pie";
  const axis = drawn.axis_config ?? {};
  const named = [axis.y_label, axis.x_label && `by ${axis.x_label.toLowerCase()}`].filter(Boolean).join(" ");
  return h(
    "figure",
    { "aria-label": `${KINDS[drawn.type] ?? "Chart"}: ${block.title}` },
    h("figcaption", null, h("b", null, block.title), named ? h("span", { class: "quiet" }, ` ${named}`) : null),
    isPie ? null : legend(drawn.series),
    h("div", { class: "bars" }, isPie ? shares(drawn.segments) : groups(drawn)),
  );
}

const tint = (at) => TINTS[at % TINTS.length];

function legend(series) {
  if (series.length < 2) return null;
  return h(
    "div",
    { class: "legend" },
    series.map(({ name }, at) => {
      const swatch = h("span", { class: "swatch", style: { background: tint(at) } });
      return h("span", null, swatch, name);
    }),
  );
}

/** One line: its name, a bar as long as its part of the longest, and its value. */
function bar(name, value, most, colour, said = String(value)) {
  const length = most > 0 ? (100 * Math.max(0, value)) / most : 0;
  return [
    h("span", { class: "bar-name" }, name),
    h("span", { class: "bar-track" }, h("span", { class: "bar", style: { width: `${length}%`, background: colour } })),
    h("span", { class: "bar-value" }, said),
  ];
}

function shares(segments) {
  const total = segments.reduce((sum, { value }) => sum + value, 0);
  return segments.map(({ label, value }, at) =>
    bar(label, value, total, tint(at), `${value} (${Math.round((100 * value) / total)} %)`),
  );
}

function groups({ series, axis_config: { categories } }) {
  const most = Math.max(...series.flatMap(({ data }) => data.map(({ value }) => value)));
  const valueOf = ({ data }, category) => data.find(({ label }) => label === category)?.value ?? 0;
  return categories.flatMap((category) =>
    series.map((one, at) => bar(at ? "" : category, valueOf(one, category), most, tint(at))),
  );
}
