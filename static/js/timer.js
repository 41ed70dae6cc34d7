// The clock of a round. The server's time counts: "server-now" says it when the page is made, and from
// then on only the browser's steady counter is used, so that a wrong or jumping clock does no harm.
// The page is asked again now and then, and what is marked data-live is swapped when it has changed.
const EVERY = 20000;
const SIGNALS = [[0, "none"], [120, "two"], [600, "ten"]];
let server = 0;
let mark = 0;

function settle(page) {
  server = Number(page.querySelector("meta[name='server-now']")?.content);
  mark = performance.now();
}

function show(box) {
  const now = server + performance.now() - mark;
  const left = Math.max(0, Math.ceil((Number(box.dataset.ends) - now) / 1000));
  const minutes = String(Math.floor(left / 60));
  box.querySelector(".timer-left").textContent = `${minutes}:${String(left % 60).padStart(2, "0")}`;
  box.classList.toggle("over", left === 0);
  const signal = SIGNALS.find(([seconds]) => left <= seconds && left > seconds - 60)?.[1] ?? "";
  const words = left === 0 ? box.dataset.none : (box.dataset[signal] ?? "");
  const status = box.querySelector(".timer-signal");
  if (status.textContent !== words) status.textContent = words;
}

function tick() {
  if (server) document.querySelectorAll(".timer[data-ends]").forEach(show);
}

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    settle(page);
    for (const shown of document.querySelectorAll("[data-live]")) {
      const fresh = page.getElementById(shown.id);
      if (fresh && fresh.outerHTML !== kept.get(shown.id)) {
        kept.set(shown.id, fresh.outerHTML);
        shown.replaceWith(fresh);
      }
    }
    tick();
  } catch {
    // The network is away: the clock goes on counting.
  }
}

const kept = new Map([...document.querySelectorAll("[data-live]")].map((box) => [box.id, box.outerHTML]));
settle(document);
tick();
setInterval(tick, 500);
document.addEventListener("fresh", (event) => settle(event.detail));
if (kept.size) {
  setInterval(refresh, EVERY);
  document.addEventListener("visibilitychange", refresh);
}
