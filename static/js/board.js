// The board: change it without leaving the page, see what a move costs, drag, follow what others do.
// Every form works without this file.
import { followDrags } from "./board_drag.js";
import { costText, showCosts } from "./board_costs.js";
import "./slow.js";

const NEWS_EVERY = 3000;
const page = document.querySelector("[data-board]");
const said = page.querySelector("[data-said]");
let busy = 0;

const parse = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
const ask = (url, options = {}) =>
  fetch(url, { ...options, headers: { "X-Requested-With": "fetch" }, signal: AbortSignal.timeout(15000) });

// Take over the fresh pieces; the focus stays with the person it was on.
function show(fresh) {
  const source = fresh.querySelector("[data-board]");
  if (!source) return location.reload();
  const seat = document.activeElement?.closest("[data-seat]")?.dataset.seat;
  for (const piece of page.querySelectorAll("[data-fresh]")) {
    const other = source.querySelector(`[data-fresh="${piece.dataset.fresh}"]`);
    if (!other) return location.reload();
    piece.replaceWith(document.adoptNode(other));
  }
  page.dataset.stamp = source.dataset.stamp;
  showMessages(fresh);
  const back = seat && page.querySelector(`[data-seat="${seat}"] summary`);
  (back || (seat && page.querySelector(".undo button")))?.focus({ preventScroll: true });
}

function showMessages(fresh) {
  document.querySelector(".messages")?.remove();
  const messages = fresh.querySelector(".messages");
  if (messages) document.getElementById("content").prepend(document.adoptNode(messages));
  said.textContent = page.querySelector(".undo span")?.textContent.trim() ?? "";
}

async function send(form, values = {}) {
  const body = new FormData(form);
  for (const [name, value] of Object.entries(values)) body.set(name, value);
  busy += 1;
  try {
    const answer = await ask(form.action, { method: "POST", body });
    if (!answer.ok) throw new Error(answer.status);
    show(await parse(answer));
  } catch {
    said.textContent = page.dataset.away;
  }
  busy -= 1;
}

page.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.hasAttribute("data-board-form")) return;
  event.preventDefault();
  const { name, value } = event.submitter ?? {};
  send(form, name ? { [name]: value } : {});
});

// Somebody else moved a person, or somebody came through the door: take the new board.
async function hearNews() {
  const inUse = page.querySelector("details[open], .dragging, select:focus, input:focus:not([type=search]), [data-changed]");
  if (document.hidden || busy || inUse) return;
  try {
    const answer = await ask(page.dataset.news);
    const news = answer.ok ? await answer.json() : null;
    if (!news || news.stamp === page.dataset.stamp || busy) return;
    show(await parse(await ask(location.href)));
  } catch {
    // No contact: the board stays as it is.
  }
}

page.addEventListener("toggle", (event) => showCosts(event.target, ask, parse), true);
page.addEventListener("change", async (event) => {
  const select = event.target.closest("[data-costs][data-was]");
  if (!select) return;
  select.toggleAttribute("data-changed", select.value !== select.dataset.was);
  const cost = select.parentElement.querySelector("[data-cost]");
  cost.textContent = "";
  if (select.value === select.dataset.was) return;
  cost.textContent = costText(await parse(await ask(select.dataset.costs)), select.value);
});
followDrags(page, { ask, parse, costText, move: (form, table) => send(form, { table }) });
setInterval(hearNews, NEWS_EVERY);
document.addEventListener("visibilitychange", hearNews);
