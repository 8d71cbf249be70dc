// Finding by what people type: accents and capitals do not matter, the start of a word counts more than its middle.

export const fold = (text) => (text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Items whose text holds the typed word, those with a word that starts with it first; the order is kept otherwise. */
export function search(typed, items, textOf, { startsOnly = false } = {}) {
  const word = fold(typed.trim());
  if (!word) return items;
  const place = (item) => {
    const at = ` ${fold(textOf(item))}`.search(new RegExp(`[\\s@#(/_-]${escape(word)}`));
    return at >= 0 ? 0 : fold(textOf(item)).includes(word) ? 1 : 2;
  };
  const placed = items.map((item) => ({ item, at: place(item) }));
  return (startsOnly ? [0] : [0, 1]).flatMap((wanted) =>
    placed.filter(({ at }) => at === wanted).map(({ item }) => item),
  );
}

const escape = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
