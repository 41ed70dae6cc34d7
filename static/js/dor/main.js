// Begins every page of the door: what is on the tablet first, then the server.
(async () => {
  if (!Dor.page) return;
  let lastTouch = 0;

  // A page from the tablet's cache knows no day: its links get the one in the address.
  for (const link of document.querySelectorAll('a[href^="/dor/0/"], form[action^="/dor/0/"]')) {
    const name = link.matches("a") ? "href" : "action";
    link.setAttribute(name, link.getAttribute(name).replace("/dor/0/", Dor.path()));
  }

  document.querySelectorAll("[data-js]").forEach((one) => (one.hidden = false));
  document.querySelectorAll("[data-plain]").forEach((one) => (one.hidden = true));

  function fillHead() {
    const day = Dor.log.facts().day;
    if (!day) return;
    for (const place of document.querySelectorAll("[data-event]")) place.textContent = `${day.event}, ${day.date}`;
    for (const place of document.querySelectorAll("[data-only=dinner]")) place.hidden = !day.dinner;
  }

  async function leave() {
    await Dor.log.wipe();
    Dor.status.go("/dor/");
  }

  // Six hours after the day everything goes, with or without a network.
  function endWhenOver() {
    const until = Dor.log.facts().day?.wipe_at;
    if (until && Dor.time.now() > Date.parse(until)) leave();
  }

  // The pages kept here speak the language of the day, also on a tablet that stood at another door before.
  let learned = "";
  async function learn() {
    const language = Dor.log.facts().day?.language ?? document.documentElement.lang;
    if (language === learned) return;
    learned = language;
    await navigator.serviceWorker.register(`/dor/sw.js?language=${language}`, { scope: "/dor/" });
  }

  async function prepareToWorkAlone() {
    if (!navigator.serviceWorker) return;
    let hadOne = Boolean(navigator.serviceWorker.controller);
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (hadOne) return reloadWhenIdle();
      hadOne = true; // the first one only takes care of this page; the next brings a new version
      Dor.status.show();
    });
    await learn();
    Dor.on("contact", () => learn().catch(() => {}));
    setInterval(() => navigator.serviceWorker.getRegistration("/dor/").then((worker) => worker?.update()).catch(() => {}), 10 * 60 * 1000);
    Dor.store.persist();
  }

  // A new version of the site: take it when nobody is in the middle of something.
  function reloadWhenIdle() {
    const isBusy = document.querySelector("dialog[open]") || Dor.list?.field?.value || Dor.list?.picked.size;
    const isForm = document.querySelector("form[data-form]");
    if (isForm || isBusy || performance.now() - lastTouch < 4000) return setTimeout(reloadWhenIdle, 2000);
    Dor.status.reload();
  }

  function switches() {
    const menu = document.querySelector(".door-more");
    menu?.querySelector("ul").addEventListener("click", () => (menu.open = false));
    const flip = (button, name, apply) => {
      const set = (on) => {
        button.setAttribute("aria-pressed", on);
        apply(on);
      };
      set(localStorage.getItem(name) === "on");
      button.addEventListener("click", () => {
        const on = localStorage.getItem(name) !== "on";
        localStorage.setItem(name, on ? "on" : "off");
        set(on);
      });
    };
    const fast = document.querySelector("[data-fast]");
    if (fast) flip(fast, "door-fast", (on) => document.body.classList.toggle("fast", on));
    const sound = document.querySelector("[data-sound]");
    if (sound && !localStorage.getItem("door-sound")) localStorage.setItem("door-sound", "on");
    if (sound) flip(sound, "door-sound", () => {});
  }

  for (const what of ["pointerdown", "keydown"]) addEventListener(what, () => (lastTouch = performance.now()), true);
  await Dor.log.load().catch(() => {}); // without a disk the tablet works while the page is open
  endWhenOver();
  fillHead();
  Dor.on("contact", fillHead);
  Dor.on("contact", endWhenOver);
  Dor.on("closed", leave);
  Dor.on("changed", () => Dor.said?.refresh());
  Dor.on("answers", (answers) => Dor.said?.hear(answers));
  Dor.status.start();
  for (const part of ["list", "acts", "person", "camera", "lock", "trial", "pages", "kiosk"]) Dor[part]?.start();
  switches();
  history.replaceState(null, "", location.pathname); // a reload says nothing twice
  setInterval(endWhenOver, 15000);
  document.documentElement.dataset.doorReady = "yes";
  prepareToWorkAlone().catch(() => {});
  await Dor.sync.start();
})();
