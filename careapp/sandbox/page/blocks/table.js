// Blocks of rows: the table with its columns' alignment, and the data table with pages and sorting.
import { fill, h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { richText } from "../text/rich_text.js";

const ROWS_SHOWN = 5;

export function table(block) {
  const settings = block.column_settings ?? [];
  const cell = (content, tag, at) => {
    const { align = "left", is_wrapped: wrapped } = settings[at] ?? {};
    const scope = tag === "th" ? "col" : null;
    return h(tag, { scope, class: wrapped ? "wrapped" : "", style: { "text-align": align } }, inside(content));
  };
  const row = (cells, tag) => h("tr", null, cells.map((content, at) => cell(content, tag, at)));
  const [head, ...rest] = block.rows ?? [];
  return h(
    "div",
    { class: "table-wrap", tabindex: "0", role: "group", "aria-label": "Table" },
    h("table", null, h("thead", null, row(head ?? [], "th")), h("tbody", null, rest.map((cells) => row(cells, "td")))),
  );
}

function inside(content) {
  if (content.type === "rich_text") return richText(content);
  return (
    content.text ??
    (content.value !== undefined ? String(content.value) : h("code", { class: "unknown-inline" }, content.type))
  );
}

export function dataTable(block) {
  const [head, ...rows] = block.rows;
  const size = block.page_size ?? ROWS_SHOWN;
  const seen = { page: 0, by: null, down: false };
  const node = h("div", { class: "data-table" });
  const show = (change) => {
    Object.assign(seen, change);
    fill(node, ...drawn({ block, head, rows, size, seen, show }));
  };
  show({});
  return node;
}

function drawn({ block, head, rows, size, seen, show }) {
  const sorted = seen.by === null ? rows : [...rows].sort(compare(seen));
  const from = seen.page * size;
  const heading = h("tr", null, head.map((cell, at) => headCell(cell, at, seen, show)));
  const body = sorted.slice(from, from + size).map((cells) => dataRow(cells, block.row_header_column_index ?? 0));
  const caption = h("caption", null, block.caption);
  const wrap = { class: "table-wrap", tabindex: "0", role: "group", "aria-label": block.caption };
  return [
    h("div", wrap, h("table", null, caption, h("thead", null, heading), h("tbody", null, body))),
    rows.length > size ? pager(rows.length, size, seen, show) : null,
  ];
}

function headCell(cell, at, seen, show) {
  const mine = seen.by === at;
  const sort = () => show({ by: at, down: mine && !seen.down, page: 0 });
  const order = mine ? (seen.down ? "descending" : "ascending") : "none";
  const sign = mine ? icon(seen.down ? "down" : "up", 12) : null;
  return h(
    "th",
    { scope: "col", "aria-sort": order },
    h("button", { type: "button", class: "sort-button", on: { click: sort } }, inside(cell), sign),
  );
}

const dataRow = (cells, header) =>
  h(
    "tr",
    null,
    cells.map((cell, at) =>
      h(
        at === header ? "th" : "td",
        { scope: at === header ? "row" : null, class: cell.type === "raw_number" ? "number" : "" },
        inside(cell),
      ),
    ),
  );

const written = (cell) => cell.text ?? JSON.stringify(cell.elements ?? "");

function compare({ by, down }) {
  const way = down ? -1 : 1;
  return ({ [by]: one }, { [by]: other }) =>
    way *
    (one.type === "raw_number" && other.type === "raw_number"
      ? one.value - other.value
      : written(one).localeCompare(written(other), undefined, { numeric: true }));
}

function pager(count, size, seen, show) {
  const last = Math.ceil(count / size) - 1;
  const turn = (label, sign, to) =>
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": label,
        disabled: to < 0 || to > last,
        on: { click: () => show({ page: to }) },
      },
      icon(sign, 16),
    );
  const upTo = Math.min((seen.page + 1) * size, count);
  return h(
    "div",
    { class: "pager" },
    h("span", { role: "status" }, `${seen.page * size + 1} to ${upTo} of ${count}`),
    turn("Page before", "left", seen.page - 1),
    turn("Next page", "right", seen.page + 1),
  );
}
