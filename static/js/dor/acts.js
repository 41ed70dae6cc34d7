// What a host can do with somebody: let in, take back, correct the name, ask about dinner, several at once.
Dor.acts = (() => {
  const SECOND_TAP = 800; // a double tap must not undo what its first tap did
  const touched = new Map();

  function isSecondTap(id) {
    const before = touched.get(id) ?? 0;
    touched.set(id, performance.now());
    return before && performance.now() - before < SECOND_TAP;
  }

  const idOf = (text) => (/^\d+$/.test(text) ? Number(text) : text);

  async function letIn(id) {
    const row = Dor.people.get(id);
    if (!row) return;
    if (row.at) return Dor.said.show("already", row, { elsewhere: row.door });
    const scan = await Dor.log.record("check_in", { person: id });
    Dor.said.show("in", Dor.people.get(id), { scan });
    Dor.list?.next();
    Dor.sync.contact();
  }

  async function undo(id) {
    if (!Dor.people.get(id)) return;
    const scan = await Dor.log.record("undo", { person: id });
    Dor.said.show("out", Dor.people.get(id), { scan });
    Dor.sync.contact();
  }

  async function letAllIn(ids) {
    for (const id of ids) if (!Dor.people.get(id)?.at) await Dor.log.record("check_in", { person: id });
    Dor.said.show("several", { number: ids.length });
    Dor.sync.contact();
  }

  // A code read by the camera or by a scanner that types. One that is in no list goes to the server as it is.
  let lastCode = { text: "", at: 0 };
  async function code(text) {
    const found = text.toUpperCase().match(/[A-Z2-7]{26}/)?.[0];
    const isAgain = lastCode.text === text && performance.now() - lastCode.at < 4000;
    if (!isAgain) lastCode = { text, at: performance.now() };
    if (isAgain) return;
    if (!found) {
      Dor.said.bar("unknown", Dor.said.plain("no_code"));
      return Dor.said.play("unknown");
    }
    const row = crypto.subtle && Dor.people.byCode((await Dor.digest(found)).slice(0, 32));
    if (row) return letIn(row.id);
    const scan = await Dor.log.record("check_in", { code: found });
    Dor.said.show("unknown", null, { scan });
    Dor.sync.contact();
  }

  async function rename(id, name, pronunciation) {
    await Dor.log.record("rename", { person: id, data: { name, pronunciation } });
    Dor.sync.contact();
  }

  async function dinner(id, comes) {
    await Dor.log.record("dinner", { person: id, data: { comes } });
    Dor.sync.contact();
  }

  function start() {
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-act]");
      if (!button) return;
      const id = idOf(button.dataset.of ?? button.closest("[data-guest]")?.dataset.guest ?? "");
      const act = { in: letIn, undo, more: (one) => Dor.person?.open(one) }[button.dataset.act];
      if (!act) return;
      event.preventDefault();
      if (button.dataset.act === "more" || !isSecondTap(id)) act(id);
    });
  }

  return { start, letIn, undo, letAllIn, code, rename, dinner, idOf };
})();
