// One person: the name on the tag, how it is said, dinner, the tag from a printer, and the way back.
Dor.person = (() => {
  const dialog = document.getElementById("door-person");
  const wrong = dialog?.querySelector("[data-wrong]");
  const PATIENCE = 4000;
  let current = null;

  function open(id) {
    const row = Dor.people.get(id);
    if (!dialog || !row) return;
    current = id;
    dialog.querySelector("[data-fill=title]").textContent = `${row.first} ${row.last}`.trim();
    dialog.querySelector("[name=name]").value = row.tag || `${row.first} ${row.last}`.trim();
    dialog.querySelector("[name=pronunciation]").value = row.say ?? "";
    const dinner = dialog.querySelector("[data-dinner]");
    dinner.hidden = !Dor.log.facts().day?.dinner;
    for (const one of dinner.querySelectorAll("input")) one.checked = row.dinner === (one.value === "yes");
    wrong.textContent = "";
    dialog.showModal();
  }

  async function keep() {
    const row = Dor.people.get(current);
    const [name, say] = ["name", "pronunciation"].map((field) => dialog.querySelector(`[name=${field}]`).value.trim());
    const tag = name === `${row.first} ${row.last}`.trim() ? "" : name;
    if (tag !== (row.tag ?? "") || say !== (row.say ?? "")) await Dor.acts.rename(current, tag, say);
    const eats = dialog.querySelector("[name=dinner]:checked");
    if (eats && (eats.value === "yes") !== row.dinner) await Dor.acts.dinner(current, eats.value === "yes");
  }

  async function save(event) {
    event.preventDefault();
    dialog.close();
    await keep();
    Dor.said.show("noted", { key: "saved" }, { quiet: true });
  }

  // Paper comes from the server, which must know the name first: what is kept here is handed in before.
  async function print() {
    await keep();
    const handIn = async () => {
      for (let rounds = 0; rounds < 2 && Dor.log.pending().length; rounds += 1) await Dor.sync.contact();
    };
    await Promise.race([handIn(), new Promise((done) => setTimeout(done, PATIENCE))]);
    const row = Dor.people.get(current) ?? Dor.people.all().find((one) => one.guest === current);
    const isReady = Dor.sync.mode() === "ready" && !Dor.log.pending().length && typeof row?.id === "number";
    if (isReady) return Dor.status.open(Dor.path(`person/${row.id}/`));
    wrong.textContent = Dor.say("print_away");
  }

  function start() {
    dialog?.querySelector("[data-print]").addEventListener("click", print);
    dialog?.querySelector("form").addEventListener("submit", save);
    dialog?.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  }

  return { start, open };
})();
