// Changing a list under somebody's hands: what is the same stays, with its focus and its place in the window.

const FRAMES = 6;

/** Brings a node's children into this order, touching only what differs. */
export function place(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  let here = parent.firstChild;
  for (const node of nodes) {
    if (node === here) here = here.nextSibling;
    else parent.insertBefore(node, here);
  }
}

const sign = (node) => node.dataset.name ?? node.dataset.actionId ?? node.className;

/** Notes which control of which item has the focus; the function it returns gives it back to the node drawn anew. */
export function focusIn(list, item) {
  const held = document.activeElement;
  const owner = list.contains(held) && held.closest(item);
  if (!owner) return null;
  return (nodeAt) => {
    if (held.isConnected) return;
    const node = nodeAt(owner.dataset.ts);
    const same = node && [...node.querySelectorAll("button, a, input, textarea")].find((one) => sign(one) === sign(held));
    (same ?? node)?.focus({ preventScroll: true });
  };
}

/** Messages around it are laid out only once they are near, so that one look is not enough. */
export function bringToCenter(node, frames = FRAMES) {
  node.scrollIntoView({ block: "center" });
  if (frames) requestAnimationFrame(() => bringToCenter(node, frames - 1));
}
