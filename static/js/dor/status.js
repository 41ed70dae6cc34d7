// One line that is always there: does it work without a network, what is not handed in, and for how long.
Dor.status = (() => {
  const place = document.querySelector("[data-status]");
  const counters = document.querySelectorAll("[data-number]");
  const WORD = { ready: "ready", loading: "loading", away: "away", portal: "portal", trouble: "trouble", closed: "closed", elsewhere: "elsewhere" };

  const worksAlone = () => Boolean(navigator.serviceWorker?.controller) && !Dor.log.facts().full;

  function age(iso) {
    const minutes = Math.max(0, Math.floor((Dor.time.now() - Date.parse(iso)) / 60000));
    return minutes ? Dor.say("minutes", { number: minutes }) : Dor.say("just_now");
  }

  function left() {
    const number = Dor.log.unsent().length;
    if (!number) return Dor.say("all_sent");
    return Dor.say(number === 1 ? "one_unsent" : "unsent", { number, age: age(Dor.log.oldest()) });
  }

  function line() {
    const mode = Dor.sync.mode();
    if (Dor.log.isUnwritten()) return ["trouble", Dor.say("full")];
    if (mode === "ready") return ["ready", Dor.say(worksAlone() ? "ready" : "ready_online")];
    return [mode === "loading" ? "loading" : "away", Dor.say(WORD[mode] ?? "away")];
  }

  function show() {
    const numbers = Dor.people.numbers();
    for (const place of counters) place.textContent = numbers[place.dataset.number] ?? 0;
    if (!place) return;
    const [look, text] = line();
    const whole = `${text} ${left()}`;
    if (place.dataset.look !== look) place.dataset.look = look;
    const words = place.querySelector("[data-words]");
    if (words.textContent !== whole) words.textContent = whole;
    place.dataset.unsent = Dor.log.unsent().length;
    const clock = document.querySelector(".door-clock time");
    if (clock) clock.textContent = Dor.clock(Dor.time.iso());
  }

  // Leaving the door's pages with something unsent asks first.
  let stays = false;
  function guardLeaving() {
    const within = (url) => new URL(url, location.href).origin === location.origin && new URL(url, location.href).pathname.startsWith("/dor/");
    document.addEventListener("click", ({ target }) => {
      const link = target.closest?.("a[href]");
      if (link) stays = within(link.href);
    });
    document.addEventListener("submit", ({ target }) => (stays = within(target.action)));
    addEventListener("beforeunload", (event) => {
      if (stays && !Dor.log.isUnwritten()) return;
      if (Dor.log.unsent().length) event.preventDefault();
    });
    addEventListener("pageshow", () => (stays = false));
  }

  function start() {
    guardLeaving();
    if (place) place.hidden = false;
    Dor.on("changed", show);
    Dor.on("mode", show);
    Dor.on("contact", show);
    setInterval(show, 10000);
    show();
  }

  return { start, show, left, worksAlone, reload: () => ((stays = true), location.reload()), go: (url) => ((stays = true), location.replace(url)), open: (url) => ((stays = true), location.assign(url)) };
})();
