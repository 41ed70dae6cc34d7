// The door's other pages: a walk-in, a count by hand, names from paper, people who check themselves in.
Dor.pages = (() => {
  const home = () => Dor.status.go(Dor.path());

  function walkIn(form) {
    const free = Dor.log.facts().day?.free;
    const full = document.querySelector("[data-full]");
    if (full && free !== undefined && free !== null) full.hidden = free > 0;
    let isSent = false;
    form.elements.first_name.focus();
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const data = Object.fromEntries(new FormData(form));
      const wrong = form.querySelector("[data-wrong]");
      const lacks = !data.first_name?.trim() ? "first_name" : !data.sector ? "sector" : "";
      wrong.textContent = lacks ? Dor.say(`lacks_${lacks}`) : "";
      if (lacks) return form.querySelector(`[name=${lacks}]`).focus();
      if (isSent) return;
      isSent = true;
      const { first_name, last_name, sector, organisation_name, email } = data;
      const scan = await Dor.log.record("walk_in", { data: { first_name, last_name, sector, organisation_name, email } });
      sessionStorage.setItem("door-said", scan.id);
      Dor.on("answers", (answers) => rememberNumber(answers.find((answer) => answer.stored === scan.id)));
      Dor.said.play("in");
      await Promise.race([Dor.sync.contact(), new Promise((done) => setTimeout(done, 1500))]);
      home();
    });
  }

  // Once it is handed in, the server's number is what the list knows the guest by.
  function rememberNumber(answer) {
    if (answer?.registration) sessionStorage.setItem("door-said", answer.registration);
  }

  function count(form) {
    const fields = [...form.querySelectorAll("input[type=number]")];
    const total = form.querySelector("[data-total]");
    const sum = () => {
      const counted = fields.filter((field) => field.name !== "first_timers");
      total.textContent = counted.reduce((all, field) => all + (Number(field.value) || 0), 0);
    };
    form.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-step]");
      if (!button) return;
      const field = form.querySelector(`[name=${button.dataset.for}]`);
      field.value = Math.max(0, (Number(field.value) || 0) + Number(button.dataset.step));
      sum();
    });
    form.addEventListener("input", sum);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const data = Object.fromEntries(fields.map((field) => [field.name, Math.max(0, Math.round(Number(field.value)) || 0)]));
      await Dor.log.record("count", { data });
      sessionStorage.setItem("door-noted", "counted");
      await Promise.race([Dor.sync.contact(), new Promise((done) => setTimeout(done, 1500))]);
      home();
    });
    sum();
  }

  // The name on the tag and how it is said: a line in the log like any other, also without a network.
  function person(form) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const [name, say] = ["name", "pronunciation"].map((field) => form.elements[field].value.trim());
      await Dor.acts.rename(Number(form.dataset.guest), name === form.dataset.known ? "" : name, say);
      sessionStorage.setItem("door-noted", "saved");
      home();
    });
  }

  // Paper comes from the server. Back from it, the page asks anew which label is free.
  function tag(form) {
    form.addEventListener("submit", (event) => {
      const isAway = Dor.sync.mode() !== "ready";
      form.querySelector("[data-wrong]").textContent = isAway ? Dor.say("print_away") : "";
      if (isAway) return event.preventDefault();
      document.addEventListener("visibilitychange", () => document.hidden || Dor.status.reload());
    });
  }

  // Several at once: colleagues who came together, or a paper list to type in.
  function several() {
    const bar = document.querySelector("[data-pick-bar]");
    if (!bar) return;
    const button = bar.querySelector("[data-pick-save]");
    const show = (picked) => {
      bar.hidden = !Dor.list.isPicking();
      button.disabled = picked.size === 0;
      button.textContent = Dor.say(picked.size === 1 ? "check_in_one" : "check_in_number", { number: picked.size });
    };
    Dor.on("picked", show);
    button.addEventListener("click", async () => {
      await Dor.acts.letAllIn([...Dor.list.picked]);
      Dor.list.pick(bar.dataset.stays !== undefined);
      Dor.list.next();
    });
    bar.querySelector("[data-pick-end]")?.addEventListener("click", () => Dor.list.pick(false));
    document.querySelector("[data-pick]")?.addEventListener("click", (event) => {
      event.preventDefault();
      Dor.list.pick(true);
      Dor.list.field.focus();
    });
    show(Dor.list.picked);
  }

  // What another of our pages did just before.
  function lastThing() {
    const scan = sessionStorage.getItem("door-said");
    const noted = sessionStorage.getItem("door-noted");
    ["door-said", "door-noted"].forEach((name) => sessionStorage.removeItem(name));
    const row = scan && Dor.people.all().find((one) => String(one.id) === scan || one.guest === scan);
    if (row) Dor.said.show("in", row, { scan: { id: scan }, quiet: true });
    if (noted) Dor.said.show("noted", { key: noted }, { quiet: true });
  }

  function start() {
    const forms = { "walk-in": walkIn, count, person, tag };
    for (const [name, prepare] of Object.entries(forms)) {
      const form = document.querySelector(`form[data-form=${name}]`);
      if (form) prepare(form);
    }
    if (Dor.list) several();
    if (Dor.said) lastThing();
  }

  return { start };
})();
