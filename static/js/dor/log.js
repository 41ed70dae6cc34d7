// What happened at this door and is not handed in yet. A scan leaves only when the server says "stored" for its id.
Dor.log = (() => {
  const waiting = new Map(); // id → scan, the same as "queue" on the disk
  const unwritten = new Set(); // ids the disk had no room for: they live here only
  let facts = {};

  async function load() {
    const [people, queue, known] = await Promise.all([Dor.store.all("people"), Dor.store.all("queue"), Dor.store.facts()]);
    facts = known;
    Dor.time.remember(facts.offset);
    Dor.setZone(facts.day?.zone);
    for (const id of waiting.keys()) if (!unwritten.has(id)) waiting.delete(id);
    queue.forEach((scan) => waiting.set(scan.id, scan));
    Dor.people.load(facts.day?.id === Dor.day ? people : []);
    replay();
  }

  const mine = () => [...waiting.values()].filter((scan) => scan.day === Dor.day);
  const replay = () => mine().sort((a, b) => a.trueAt.localeCompare(b.trueAt)).forEach(Dor.people.apply);

  // Written before anything is shown as done.
  async function record(kind, { person = null, code = null, data = {} } = {}) {
    const isServers = typeof person === "number";
    const scan = {
      id: Dor.uuid(),
      day: Dor.day,
      kind,
      registration: isServers ? person : null,
      guest: isServers ? null : person,
      code,
      data,
      at: Dor.time.rawIso(),
      trueAt: Dor.time.iso(),
      offset: Math.round(Dor.time.offset() / 1000),
      shift: facts.shift ?? null,
    };
    waiting.set(scan.id, scan);
    try {
      await Dor.store.change({ put: { queue: [scan] } });
    } catch {
      unwritten.add(scan.id);
    }
    Dor.people.apply(scan);
    Dor.tell("changed");
    return scan;
  }

  // What the server stored goes, and what it said of the person stays: in one transaction.
  async function stored(answers) {
    const done = answers.filter((answer) => waiting.has(answer.stored));
    const people = done.map((answer) => settle(waiting.get(answer.stored), answer)).filter(Boolean);
    done.forEach((answer) => waiting.delete(answer.stored) && unwritten.delete(answer.stored));
    const rows = [...new Map(people.map((row) => [row.id, row])).values()];
    try {
      await Dor.store.change({ remove: { queue: done.map((answer) => answer.stored) }, put: { people: rows } });
    } catch {
      // It will be sent once more, and be stored once all the same.
    }
    Dor.tell("changed");
    return done.length;
  }

  function settle(scan, answer) {
    if (scan.day !== Dor.day) return null;
    let row = Dor.people.get(scan.registration ?? scan.guest ?? scan.id);
    if (answer.registration && row && typeof row.id !== "number") {
      Dor.people.drop(row.id);
      row = { ...row, id: answer.registration, guest: scan.guest ?? scan.id };
    }
    if (!row || typeof row.id !== "number") return null;
    if (["in", "already"].includes(answer.verdict)) Object.assign(row, { at: answer.at, door: answer.elsewhere ?? "" });
    if (answer.verdict === "out") row.at = "";
    Dor.people.merge([row]);
    const { words, own, ...kept } = row;
    return kept;
  }

  async function takeList(news) {
    facts = { ...facts, day: news.day, last: news.last, stamp: news.stamp, offset: Dor.time.offset() };
    Dor.setZone(news.day.zone);
    Dor.people.load(news.people);
    await keep({ clear: ["people"], put: { people: news.people, facts: asRows(facts) } });
    replay();
    Dor.tell("changed");
  }

  async function takeChanges(news) {
    facts = { ...facts, last: news.last, offset: Dor.time.offset() };
    if (news.people.length) {
      Dor.people.merge(news.people);
      replay();
    }
    await keep({ put: { people: news.people, facts: asRows(facts) } });
    Dor.tell("changed");
  }

  const asRows = (values) => Object.entries(values).map(([key, value]) => ({ key, value }));

  async function keep(change) {
    try {
      await Dor.store.change(change);
      facts.full = false;
    } catch {
      facts.full = true; // the list is on the screen, and not on the disk
    }
  }

  async function setFact(key, value) {
    facts[key] = value;
    await keep({ put: { facts: [{ key, value }] } });
  }

  async function wipe() {
    facts = {};
    Dor.people.load([]);
    await Dor.store.forget().catch(() => {});
    await Dor.store.forgetOld().catch(() => {});
    Dor.tell("changed");
  }

  const unsent = () => [...waiting.values()].filter((scan) => scan.kind !== "trial");
  const oldest = () => unsent().reduce((first, scan) => (first && first < scan.trueAt ? first : scan.trueAt), "");

  return {
    load,
    record,
    stored,
    takeList,
    takeChanges,
    setFact,
    wipe,
    pending: mine,
    unsent,
    oldest,
    facts: () => facts,
    isUnwritten: () => unwritten.size > 0,
  };
})();
