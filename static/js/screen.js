// The big screen: fetch the page again now and then and swap what changed. Without a network it keeps what it shows.
const EVERY = 8000;
const WIDE = matchMedia("(min-width: 62rem)");
const SCALES = Array.from({ length: 60 }, (_, step) => 1.3 - step * 0.02);
let last = document.querySelector("main").innerHTML;

const overflows = (box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1;

// The largest names that show all tables: some numbers of columns are tried, and the size goes down until all fits.
function fit() {
  const seats = document.querySelector(".seats");
  if (!seats?.children.length || !WIDE.matches) return seats?.removeAttribute("style");
  let best = { scale: 0, columns: 4 };
  for (const columns of [3, 4, 5, 6]) {
    seats.style.setProperty("--columns", columns);
    for (const scale of SCALES) {
      if (scale <= best.scale) break;
      seats.style.setProperty("--fit", scale);
      if (overflows(seats) || [...seats.querySelectorAll("section, ul")].some(overflows)) continue;
      best = { scale, columns };
    }
  }
  seats.style.setProperty("--columns", best.columns);
  seats.style.setProperty("--fit", best.scale || SCALES.at(-1));
}

async function refresh() {
  try {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.dispatchEvent(new CustomEvent("fresh", { detail: page })); // timer.js reads the server's time
    const fresh = page.querySelector("main");
    const shown = document.querySelector("main");
    if (!fresh || !shown || fresh.innerHTML === last) return;
    last = fresh.innerHTML;
    shown.innerHTML = last;
    fit();
  } catch {
    // The network is away: the screen goes on showing the last tables.
  }
}

setInterval(refresh, EVERY);
addEventListener("resize", fit);
document.fonts.ready.then(fit);
fit();
