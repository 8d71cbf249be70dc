// Says to screen readers what has just come, without moving the focus.

const FORGET_MS = 4000;

export function announce(text) {
  const line = document.createElement("p");
  line.textContent = text;
  document.getElementById("announcer").append(line);
  setTimeout(() => line.remove(), FORGET_MS);
}
