// Drag a person to another table; each table says what it would cost while the person is in the air.

export function followDrags(page, { ask, parse, costText, move }) {
  let held = null;

  const tables = () => page.querySelectorAll(".tbl");
  const tableUnder = (event) => event.target.closest?.(".tbl");
  const isOpen = (table) => table && held && !table.contains(held) && !table.classList.contains("locked");

  function clear() {
    held?.classList.remove("dragging");
    held = null;
    for (const table of tables()) {
      table.classList.remove("over", "best");
      const cost = table.querySelector("[data-cost]");
      cost.textContent = "";
      cost.hidden = true;
    }
  }

  async function tell(person) {
    const costs = await parse(await ask(person.dataset.movable));
    if (held !== person) return;
    for (const table of tables()) {
      const words = costText(costs, table.dataset.table);
      const cost = table.querySelector("[data-cost]");
      cost.textContent = words;
      cost.hidden = !words;
      table.classList.toggle("best", Boolean(costs.querySelector(`[data-to="${table.dataset.table}"] b`)));
    }
  }

  const ready = () => page.querySelectorAll("[data-movable]:not([draggable])").forEach((one) => (one.draggable = true));

  page.addEventListener("dragstart", (event) => {
    held = event.target.closest?.("[data-movable]");
    if (!held) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.dataset.seat);
    held.classList.add("dragging");
    tell(held).catch(() => {});
  });
  page.addEventListener("dragover", (event) => {
    const table = tableUnder(event);
    for (const other of tables()) other.classList.toggle("over", other === table && Boolean(isOpen(table)));
    if (isOpen(table)) event.preventDefault();
  });
  page.addEventListener("drop", (event) => {
    const table = tableUnder(event);
    if (!isOpen(table)) return;
    event.preventDefault();
    const form = held.querySelector("form[data-move]");
    clear();
    move(form, table.dataset.table);
  });
  page.addEventListener("dragend", clear);
  new MutationObserver(ready).observe(page, { childList: true, subtree: true });
  ready();
}
