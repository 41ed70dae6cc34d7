// The big screen: fetch the page again now and then and swap what changed. Without a network it keeps what it shows.
const EVERY = 8000;

async function refresh() {
  try {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("main");
    const shown = document.querySelector("main");
    if (fresh && shown && fresh.innerHTML !== shown.innerHTML) shown.innerHTML = fresh.innerHTML;
  } catch {
    // The network is away: the screen goes on showing the last tables.
  }
}

setInterval(refresh, EVERY);
