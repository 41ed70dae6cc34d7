// Faster typing in the programme table. The page works without this file.

const table = document.querySelector("[data-programme]");

// Enter in a title saves, as it does in the other cells; Shift+Enter is left alone.
table?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.target.tagName !== "TEXTAREA") return;
  event.preventDefault();
  table.requestSubmit();
});

// The suggested time is marked, so that typing replaces it.
const first = table?.querySelector("[autofocus]");
if (first) {
  first.focus();
  first.select();
}

// After a move the arrow that was pressed keeps the focus, so that the keyboard can move the row on.
const KEY = "programme-move";
const directionOf = (button) => button?.getAttribute("formaction")?.match(/\/(opp|ned)\/$/)?.[1];

table?.addEventListener("submit", (event) => {
  const direction = directionOf(event.submitter);
  if (direction) sessionStorage.setItem(KEY, direction);
});

const direction = sessionStorage.getItem(KEY);
sessionStorage.removeItem(KEY);

function focusArrow() {
  const row = /^#item-\d+$/.test(location.hash) && document.querySelector(location.hash);
  const arrows = [...(row ? row.querySelectorAll("button") : [])].filter((one) => directionOf(one) && !one.disabled);
  (arrows.find((one) => directionOf(one) === direction) ?? arrows[0])?.focus({ preventScroll: true });
}

// The browser drops the focus when it goes to the row in the address, so this comes after that.
if (direction) addEventListener("load", () => setTimeout(focusArrow));
