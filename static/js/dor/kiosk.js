// Check yourself in: three letters, at most five names, one confirmation; the next person sees nothing of it.
Dor.kiosk = (() => {
  const page = document.querySelector("[data-kiosk]");
  const LETTERS = 3;
  const HITS = 5;
  const SECONDS = 6;

  function start() {
    if (!page) return;
    const field = page.querySelector("input");
    const place = page.querySelector("[data-hits]");
    const hint = page.querySelector("[data-hint]");
    let timer = null;

    const empty = () => {
      field.value = "";
      place.replaceChildren();
      hint.textContent = Dor.say("kiosk_hint");
      field.focus();
    };

    function show() {
      const letters = Dor.fold(field.value);
      const hits = letters.replace(/ /g, "").length < LETTERS ? [] : Dor.people.search(field.value);
      const found = hits.filter((row) => row.status !== "waiting"); // a seat at the door is for a host to give
      const few = found.length <= HITS ? found : [];
      hint.textContent = Dor.say(found.length > HITS ? "kiosk_many" : letters.length < LETTERS ? "kiosk_hint" : found.length ? "kiosk_tap" : "kiosk_none");
      place.replaceChildren(...few.map(draw));
      clearTimeout(timer);
      timer = setTimeout(empty, 30000); // whoever walks away leaves no name on the screen
    }

    function draw(row) {
      const node = Dor.clone("kiosk-row", { who: `${row.tag || `${row.first} ${row.last}`}`, org: row.org });
      node.querySelector("button").addEventListener("click", () => come(row));
      return node;
    }

    async function come(row) {
      if (!row.at) await Dor.log.record("check_in", { person: row.id });
      place.replaceChildren();
      field.value = "";
      hint.textContent = Dor.say(row.at && !row.own ? "kiosk_already" : "kiosk_welcome", { name: row.tag || row.first });
      Dor.said?.play("in");
      Dor.sync.contact();
      clearTimeout(timer);
      timer = setTimeout(empty, SECONDS * 1000);
    }

    // Only a host leaves: by PIN where the day has some, else by a second tap.
    const out = page.querySelector("[data-out]");
    const sure = document.getElementById("kiosk-sure");
    out.addEventListener("click", (event) => {
      event.preventDefault();
      const leave = () => Dor.status.go(Dor.path());
      if (Dor.lock.isOffered()) return Dor.lock.ask(leave);
      sure.showModal();
      sure.querySelector("[data-yes]").onclick = leave;
    });
    sure.querySelector("[data-stay]").addEventListener("click", () => sure.close());

    field.addEventListener("input", show);
    page.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    empty();
  }

  return { start };
})();
