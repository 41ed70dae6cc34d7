// "Try it without a network": for a moment nothing goes out, a trial line is written, and then handed in.
Dor.trial = (() => {
  const dialog = document.getElementById("door-trial");
  const set = (name, text) => (dialog.querySelector(`[data-fill=${name}]`).textContent = text);

  async function hasShell() {
    if (!navigator.serviceWorker?.controller) return false;
    return Boolean(await caches.match(dialog.dataset.shell, { ignoreVary: true }));
  }

  async function open() {
    dialog.showModal();
    const back = dialog.querySelector("[data-back]");
    back.hidden = false;
    Dor.sync.pretend(true);
    const scan = await Dor.log.record("trial");
    const kept = (await Dor.store.all("queue").catch(() => [])).some((one) => one.id === scan.id);
    const number = Dor.people.all().length;
    set("shell", Dor.say((await hasShell()) ? "trial_page" : "trial_no_page"));
    set("list", Dor.say(number ? "trial_list" : "trial_no_list", { number }));
    set("kept", Dor.say(kept ? "trial_kept" : "trial_not_kept"));
    set("end", "");
  }

  async function back() {
    dialog.querySelector("[data-back]").hidden = true;
    await Dor.sync.pretend(false);
    const left = Dor.log.pending().some((scan) => scan.kind === "trial");
    set("end", Dor.say(left ? "trial_waits" : "trial_done"));
  }

  function start() {
    if (!dialog) return;
    document.querySelector("[data-trial]")?.addEventListener("click", open);
    dialog.querySelector("[data-back]").addEventListener("click", back);
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => Dor.sync.isPretending() && back());
  }

  return { start };
})();
