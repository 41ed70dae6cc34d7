// The big screen: fetch the page again now and then and swap what changed. Without a network it keeps what it shows.
const EVERY = 8000;
const WIDE = matchMedia("(min-width: 62rem)");
const LARGEST = 1.3, SMALLEST = 0.12, STEP = 0.02;
let last = document.querySelector("main").innerHTML;

const overflows = (box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1;

// Do all tables show all their names at this size?
function fits(seats, scale) {
  seats.style.setProperty("--fit", scale);
  return !overflows(seats) && ![...seats.querySelectorAll("section, ul")].some(overflows);
}

// The largest size that fits, found by halving: a room of four hundred takes no longer than one of forty.
function largest(seats, least) {
  if (!fits(seats, least + STEP)) return least;
  if (fits(seats, LARGEST)) return LARGEST;
  let low = least + STEP, high = LARGEST;
  while (high - low > STEP) {
    const middle = (low + high) / 2;
    if (fits(seats, middle)) low = middle;
    else high = middle;
  }
  return low;
}

// The largest names that show all tables: some numbers of columns are tried.
function fit() {
  const seats = document.querySelector(".seats");
  if (!seats?.children.length || !WIDE.matches) return seats?.removeAttribute("style");
  let best = { scale: SMALLEST, columns: 4 };
  for (const columns of seats.children.length > 24 ? [6, 8, 10] : [3, 4, 5, 6]) {
    seats.style.setProperty("--columns", columns);
    const scale = largest(seats, best.scale);
    if (scale > best.scale) best = { scale, columns };
  }
  seats.style.setProperty("--columns", best.columns);
  seats.style.setProperty("--fit", best.scale);
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
