// The list on the screen: a row for each person that fits what is typed, in pieces, so that 2,000 are no more than 40.
Dor.list = (() => {
  const PIECE = 40;
  const place = document.querySelector(".guests[data-live]");
  const field = document.getElementById("search");
  const none = document.querySelector(".none");
  const count = document.querySelector("[data-count]");
  const more = document.querySelector("[data-more]");
  const shown = new Map(); // id → { node, sign }
  const picked = new Set();
  let picking = place?.dataset.live === "pick";
  let pieces = 1;

  const hits = () => {
    const found = Dor.people.search(field?.value ?? "");
    return picking ? found.filter((row) => !row.at) : found;
  };

  // All that a row shows; a row is drawn anew only when this changes, never under a finger.
  const signOf = (row) =>
    [row.first, row.last, row.org, row.tag, row.say, row.status, row.photo, row.care, row.at, row.line, row.dinner, row.expected, picking, picked.has(row.id)].join("|");

  function draw(row) {
    const node = Dor.clone(picking ? "door-pick-row" : row.at ? "door-in-row" : "door-row", texts(row));
    node.dataset.guest = row.id;
    if (row.at) node.classList.add("in");
    for (const mark of node.querySelectorAll("[data-mark]")) {
      mark.hidden = !marks(row)[mark.dataset.mark];
    }
    const box = node.querySelector("input[type=checkbox]");
    if (box) Object.assign(box, { checked: picked.has(row.id), value: row.id });
    const undo = node.querySelector("[data-act=undo]");
    undo?.setAttribute("aria-label", Dor.say("undo_of", { name: Dor.people.nameOf(row) }));
    node.querySelector("[data-act=more]")?.setAttribute("aria-label", Dor.say("more_of", { name: Dor.people.nameOf(row) }));
    return node;
  }

  function texts(row) {
    const whole = row.tag ? { first: row.tag, last: "" } : { first: row.first, last: row.last };
    const button = row.status === "waiting" ? Dor.say("let_in") : Dor.say("check_in");
    const at = row.at ? Dor.say("in_at", { at: Dor.clock(row.at) }) : "";
    const say = row.say ? Dor.say("is_said", { say: row.say }) : "";
    return { ...whole, org: row.org, button, at, say, line: row.line ?? "", who: `${Dor.people.nameOf(row)}, ${row.org}` };
  }

  const marks = (row) => ({
    waiting: row.status === "waiting",
    photo: row.photo,
    care: row.care,
    other_day: row.expected === false,
    say: Boolean(row.say),
    line: Boolean(row.line && row.at),
  });

  function show() {
    if (!place) return;
    if (Dor.log.facts().day?.id !== Dor.day) return hide();
    place.dataset.drawn = "yes";
    const found = hits();
    const rows = found.slice(0, pieces * PIECE);
    const nodes = rows.map(nodeOf);
    const isSame = nodes.length === place.children.length && nodes.every((node, at) => node === place.children[at]);
    if (!isSame) place.replaceChildren(...nodes);
    if (shown.size > 400) shown.clear();
    none.hidden = found.length > 0;
    if (more) more.hidden = found.length <= rows.length;
    count.textContent = field?.value ? Dor.say("hits", { number: found.length }) : "";
  }

  // Until the list is on the tablet, what the server drew stays, and only what fits is seen of it.
  function hide() {
    const wanted = Dor.fold(field.value).split(" ").filter(Boolean).map((word) => ` ${word}`);
    for (const row of place.children) row.hidden = !wanted.every((word) => ` ${row.dataset.words}`.includes(word));
  }

  function nodeOf(row) {
    const sign = signOf(row);
    const before = shown.get(row.id);
    if (before?.sign === sign) return before.node;
    const focus = before?.node.contains(document.activeElement);
    const node = draw(row);
    shown.set(row.id, { node, sign });
    if (focus) requestAnimationFrame(() => document.activeElement === document.body && node.querySelector("button, input")?.focus({ preventScroll: true }));
    return node;
  }

  // Up and down: from the field to the button of each row, and back.
  function step(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [field, ...place.querySelectorAll(".g-btn, .g-more, input[type=checkbox]")];
    const at = stops.indexOf(document.activeElement);
    const to = by && at >= 0 ? stops[at + by] : null;
    if (!to) return;
    event.preventDefault();
    to.focus();
  }

  function next() {
    if (!field) return;
    field.value = "";
    pieces = 1;
    show();
    if (!document.body.classList.contains("scanning")) field.focus({ preventScroll: true });
  }

  function pick(yes) {
    picking = yes;
    picked.clear();
    document.body.classList.toggle("picking", yes);
    show();
    Dor.tell("picked", picked);
  }

  function start() {
    if (!place) return;
    field.form.classList.add("live");
    field.addEventListener("input", () => {
      pieces = 1;
      show();
    });
    field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      place.querySelector(".guest .g-btn, .guest input")?.focus();
    });
    addEventListener("keydown", step);
    place.addEventListener("change", ({ target }) => {
      if (target.type !== "checkbox") return;
      const id = Number(target.value) || target.value;
      target.checked ? picked.add(id) : picked.delete(id);
      Dor.tell("picked", picked);
    });
    if (more) {
      const further = () => (pieces += 1) && show();
      more.addEventListener("click", further);
      new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && further(), { rootMargin: "600px" }).observe(more);
    }
    Dor.on("changed", show);
    show();
    field.focus({ preventScroll: true });
  }

  return { start, show, next, pick, picked, isPicking: () => picking, field };
})();
