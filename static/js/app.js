// Small comforts. Every page works without this file.

// On a narrow screen, bring the current tab into view.
document.querySelector(".band [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

// Escape closes the menu it is pressed in and gives focus back to what opened it.
const openMenus = "details.menu[open], details.move[open]";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.(openMenus) ?? document.querySelector(openMenus);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A tap beside an open menu closes it.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(openMenus)) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// A form is sent once: a second tap within four seconds waits for the answer to the first.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 4000);
});
// Back to a page that the browser kept: its form may be sent again at once.
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach((form) => delete form.dataset.sent);
});

// An organisation that is known brings its sector along, unless somebody has chosen one.
document.addEventListener("input", (event) => {
  const field = event.target;
  if (field.name !== "organisation_name" || !field.list || !field.form) return;
  const known = [...field.list.options].find((option) => option.value === field.value);
  const chosen = field.form.querySelector('[name="sector"]:checked');
  if (!known || (chosen && !chosen.dataset.brought)) return;
  const radio = field.form.querySelector(`[name="sector"][value="${known.dataset.sector}"]`);
  if (!radio) return;
  radio.checked = true;
  radio.dataset.brought = "yes";
});

document.addEventListener("change", (event) => {
  if (event.target.name === "sector") delete event.target.dataset.brought;
});
