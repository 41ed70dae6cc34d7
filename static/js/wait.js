// Ask again each second until the paper is ready, and show how far it has come. Without a script the page is fetched anew.
async function ask() {
  const shown = document.getElementById("answer");
  if (!shown.hasAttribute("data-wait")) return;
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("answer");
    if (fresh && !fresh.hasAttribute("data-wait")) return shown.replaceWith(fresh);
    if (fresh && fresh.innerHTML !== shown.innerHTML) shown.innerHTML = fresh.innerHTML;
  } catch {
    // No contact: ask again.
  }
  setTimeout(ask, 1000);
}

setTimeout(ask, 700);
