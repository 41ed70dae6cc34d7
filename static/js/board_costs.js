// What a move costs, fetched when somebody opens a person's menu.

const listOf = (fresh) => fresh.querySelector("[data-cost-list]");

// The words for one table of a fetched page of costs.
export function costText(fresh, table) {
  const words = fresh.querySelector(`[data-to="${table}"] > span`);
  return [...(words?.childNodes ?? [])].map((node) => node.textContent.trim()).filter(Boolean).join(", ");
}

export async function showCosts(menu, ask, parse) {
  if (!menu.open || !menu.dataset.costs || menu.dataset.known) return;
  menu.dataset.known = "yes";
  try {
    const list = listOf(await parse(await ask(menu.dataset.costs)));
    const plain = menu.querySelector("[data-move]");
    if (!list || !plain) return;
    const focused = plain.contains(document.activeElement) ? document.activeElement.value : null;
    list.prepend(plain.querySelector("p"));
    plain.nextElementSibling?.remove();
    plain.replaceWith(document.adoptNode(list));
    if (focused) list.querySelector(`button[value="${focused}"]`)?.focus();
  } catch {
    delete menu.dataset.known; // No contact: the plain buttons stay.
  }
}
