// One person: the name on the tag, how it is said, dinner, and the way back.
Dor.person = (() => {
  const dialog = document.getElementById("door-person");
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
    dialog.showModal();
  }

  async function save(event) {
    event.preventDefault();
    const row = Dor.people.get(current);
    const [name, say] = ["name", "pronunciation"].map((field) => dialog.querySelector(`[name=${field}]`).value.trim());
    const tag = name === `${row.first} ${row.last}`.trim() ? "" : name;
    dialog.close();
    if (tag !== (row.tag ?? "") || say !== (row.say ?? "")) await Dor.acts.rename(current, tag, say);
    const eats = dialog.querySelector("[name=dinner]:checked");
    if (eats && (eats.value === "yes") !== row.dinner) await Dor.acts.dinner(current, eats.value === "yes");
    Dor.said.show("noted", { key: "saved" }, { quiet: true });
  }

  function start() {
    dialog?.querySelector("form").addEventListener("submit", save);
    dialog?.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  }

  return { start, open };
})();
