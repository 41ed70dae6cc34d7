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
