// The door: filter while typing, check in without leaving the page, keep the list fresh. Without a script the forms do it all.
const page = document.querySelector("[data-stamp]");
const field = document.getElementById("search");
const count = document.querySelector("[data-count]");
const none = document.querySelector(".none");
const said = document.querySelector(".door-said");
const NEWS_EVERY = 8000; // a revoked device must leave within ten seconds
const SECOND_TAP = 800; // a double tap must not undo what its first tap did

// The same folding as the server's (inkludering/text.py): å→a, æ→ae, ø→o, đ→d, no accents, hyphen as a space.
const letters = { æ: "ae", ø: "o", å: "a", đ: "d", ð: "d", þ: "th", ß: "ss", ł: "l", œ: "oe", ŋ: "n", ŧ: "t" };
const fold = (text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[æøåđðþßłœŋŧ]/g, (letter) => letters[letter])
    .replace(/[^\p{L}\p{N}@.+]+/gu, " ")
    .trim();

let rows = [];

function readRows() {
  rows = [...document.querySelectorAll(".guest")].map((row) => ({ row, words: ` ${row.dataset.words}` }));
}

function filter() {
  const wanted = fold(field.value).split(" ").filter(Boolean).map((word) => ` ${word}`);
  let hits = 0;
  for (const { row, words } of rows) {
    const fits = wanted.every((word) => words.includes(word));
    row.hidden = !fits;
    hits += fits ? 1 : 0;
  }
  none.hidden = hits > 0;
  count.textContent = wanted.length ? `${hits} ${count.dataset.count}` : "";
}

function nextGuest() {
  field.value = "";
  filter();
  field.focus({ preventScroll: true });
}

const parse = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

// A random id for each tap, so that a tap sent twice is stored once. (crypto.randomUUID needs https.)
function scanId() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0"));
  return hex.join("");
}

function ask(url, options = {}) {
  return fetch(url, { ...options, headers: { "X-Requested-With": "fetch" }, signal: AbortSignal.timeout(8000) });
}

function isClosed(answer) {
  if (answer.status !== 401) return false;
  location.replace(page.dataset.start);
  return true;
}

const touched = new Map(); // guest → when its row last changed

async function send(form) {
  const guest = form.closest("[data-guest]").dataset.guest;
  form.dataset.scan ??= scanId();
  const body = new FormData(form);
  body.set("scan_id", form.dataset.scan);
  touched.set(guest, Infinity);
  said.replaceChildren();
  try {
    const answer = await ask(form.action, { method: "POST", body });
    if (isClosed(answer)) return;
    if (!answer.ok) throw new Error(answer.status);
    show(await parse(answer), guest);
    nextGuest();
  } catch {
    said.textContent = said.dataset.away;
  }
  touched.set(guest, Date.now());
}

function show(fresh, guest) {
  const row = fresh.querySelector(".guest");
  const old = document.querySelector(`.guest[data-guest="${guest}"]`);
  if (row && old) old.replaceWith(row);
  said.replaceChildren(...fresh.querySelector(".door-said").childNodes);
  document.querySelector(".counters").replaceWith(fresh.querySelector(".counters"));
  page.dataset.stamp = fresh.querySelector("[data-stamp]").dataset.stamp;
  readRows();
}

// Somebody was let in at another door, or signed up this minute: take the new list, keep what is typed.
async function refresh() {
  const fresh = await parse(await ask(location.pathname));
  const list = fresh.querySelector(".guests");
  if (!list || [...touched.values()].includes(Infinity)) return;
  document.querySelector(".guests").replaceWith(list);
  document.querySelector(".counters").replaceWith(fresh.querySelector(".counters"));
  page.dataset.stamp = fresh.querySelector("[data-stamp]").dataset.stamp;
  readRows();
  filter();
}

async function hearNews() {
  if (document.hidden) return;
  try {
    const answer = await ask(page.dataset.news);
    if (isClosed(answer) || !answer.ok) return;
    const news = await answer.json();
    document.querySelector(".door-clock time").textContent = news.clock;
    if (news.stamp !== page.dataset.stamp) await refresh();
  } catch {
    // No contact: the list stays as it is.
  }
}

page.addEventListener("submit", (event) => {
  if (event.target.matches(".door-search")) {
    event.preventDefault();
    rows.find(({ row }) => !row.hidden && row.querySelector(".g-btn"))?.row.querySelector(".g-btn").focus();
    return;
  }
  const guest = event.target.closest("[data-guest]")?.dataset.guest;
  if (!guest) return;
  event.preventDefault();
  if (Date.now() - (touched.get(guest) ?? 0) > SECOND_TAP) send(event.target);
});

field.form.classList.add("live");
field.addEventListener("input", filter);
document.addEventListener("visibilitychange", hearNews);
setInterval(hearNews, NEWS_EVERY);
history.replaceState(null, "", location.pathname); // a reload says nothing twice
readRows();
if (field.value) refresh();
field.focus({ preventScroll: true });
