// Who is expected and who is in: the server's list, with what this tablet has done since on top.
Dor.people = (() => {
  let rows = new Map(); // id → row; a walk-in made here is known by the id of its scan until the server names it
  let order = [];
  let codes = new Map();

  const searchable = (row) => ` ${Dor.fold(`${row.first} ${row.last} ${row.org} ${row.tag ?? ""}`)}`;
  const nameOf = (row) => row.tag || `${row.first} ${row.last}`.trim();

  function load(people) {
    rows = new Map(people.map((row) => [row.id, { ...row, words: searchable(row) }]));
    sort();
  }

  // By first name in Norwegian order, as the server sends them; newcomers find their place among them.
  const collator = new Intl.Collator("nb");
  function sort() {
    order = [...rows.values()].sort((a, b) => collator.compare(`${a.first} ${a.last}`, `${b.first} ${b.last}`));
    codes = new Map(order.filter((row) => row.code).map((row) => [row.code, row]));
  }

  function merge(people) {
    for (const row of people) rows.set(row.id, { ...row, words: searchable(row) });
    if (people.length) sort();
  }

  // One scan of this tablet, on top of what the server knows.
  function apply(scan) {
    const row = rows.get(scan.registration ?? scan.guest ?? scan.id);
    if (scan.kind === "walk_in" && !row) {
      const { first_name: first, last_name: last = "", organisation_name: org = "" } = scan.data;
      const made = { id: scan.id, first, last, org, status: "walk_in", expected: true, at: scan.trueAt, door: "", own: true };
      rows.set(scan.id, { ...made, words: searchable(made) });
      return sort();
    }
    if (!row) return;
    if (scan.kind === "check_in" && !row.at) Object.assign(row, { at: scan.trueAt, own: true });
    if (scan.kind === "undo") row.at = "";
    if (scan.kind === "dinner") row.dinner = scan.data.comes;
    if (scan.kind === "rename") {
      Object.assign(row, { tag: scan.data.name, say: scan.data.pronunciation });
      row.words = searchable(row);
    }
  }

  // Every word typed begins a word of the name or the organisation.
  function search(text) {
    const wanted = Dor.fold(text).split(" ").filter(Boolean).map((word) => ` ${word}`);
    return wanted.length ? order.filter((row) => wanted.every((word) => row.words.includes(word))) : order;
  }

  function numbers() {
    const count = { inside: 0, missing: 0, walkIns: 0, dinners: 0 };
    for (const row of order) {
      if (row.at) {
        count.inside += 1;
        if (row.status === "walk_in") count.walkIns += 1;
        if (row.dinner) count.dinners += 1;
      } else if (row.status === "seat" && row.expected) count.missing += 1;
    }
    return count;
  }

  const get = (id) => rows.get(id);
  const byCode = (digest) => codes.get(digest);
  const all = () => order;
  const drop = (id) => rows.delete(id) && sort();

  return { load, merge, apply, search, numbers, get, byCode, all, drop, nameOf };
})();
