// Numbers that live: fetch the page again now and then, and swap the part that changed.
(() => {
  const EVERY = 5000;
  const find = (page) => page.querySelector("[data-live-part]");

  async function refresh() {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" }, signal: AbortSignal.timeout(8000) });
      if (!answer.ok || answer.redirected) return;
      const fresh = find(new DOMParser().parseFromString(await answer.text(), "text/html"));
      const shown = find(document);
      if (fresh && fresh.innerHTML !== shown.innerHTML) shown.replaceWith(document.adoptNode(fresh));
    } catch {
      // No network: what is shown says itself how old it is.
    }
  }

  setInterval(refresh, EVERY);
})();
