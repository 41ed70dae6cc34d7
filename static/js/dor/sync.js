// The way to the server. Whatever answers instead of it (a login page of the venue's network, an error, silence),
// nothing is lost: only "stored" for its id makes a scan leave the queue.
Dor.sync = (() => {
  const EVERY = 5000;
  const SLOW = 2000; // without an answer for so long the host reads "no network"
  const GIVE_UP = 15000;
  const BATCH = 60;
  let mode = "loading"; // loading, ready, away, portal, trouble, closed, elsewhere
  let token = "";
  let pretends = false;
  let sending = null;
  let batch = BATCH;

  function setMode(to) {
    if (mode === to) return;
    mode = to;
    Dor.tell("mode", to);
  }

  class Refused extends Error {
    constructor(why, status = 0) {
      super(why);
      Object.assign(this, { why, status });
    }
  }

  async function ask(rest, options = {}) {
    if (pretends) throw new Refused("away");
    const slow = setTimeout(() => setMode("away"), SLOW);
    const askedAt = performance.now();
    try {
      const answer = await fetch(Dor.path(rest), {
        cache: "no-store",
        redirect: "manual",
        signal: AbortSignal.timeout(GIVE_UP),
        ...options,
        headers: { "X-Requested-With": "fetch", ...options.headers },
      });
      return await read(answer, askedAt);
    } catch (error) {
      throw error instanceof Refused ? error : new Refused("away");
    } finally {
      clearTimeout(slow);
    }
  }

  // Ours is only what says so itself.
  async function read(answer, askedAt) {
    const text = answer.type === "opaqueredirect" ? "" : await answer.text();
    const answeredAt = performance.now();
    let data = null;
    try {
      data = JSON.parse(text);
    } catch {
      data = null;
    }
    const isOurs = data?.app === "dor";
    if (isOurs && answer.ok) {
      Dor.time.learn(data.now, askedAt, answeredAt);
      token = data.csrf ?? token;
      return data;
    }
    if (isOurs && answer.status === 401) throw new Refused("closed", 401);
    if (isOurs && answer.status === 404) throw new Refused("elsewhere", 404);
    if (answer.type === "opaqueredirect" || answer.ok) throw new Refused("portal", answer.status);
    throw new Refused("trouble", answer.status);
  }

  function fail(error) {
    if (error.why === "closed") Dor.tell("closed");
    setMode(error.why ?? "away");
  }

  async function flush() {
    sending ??= sendAll().finally(() => (sending = null));
    return sending;
  }

  async function sendAll() {
    const put_aside = new Set(); // ids the server said nothing of: the others go on without them
    for (;;) {
      const scans = Dor.log.pending().filter((scan) => !put_aside.has(scan.id));
      if (!scans.length) return true;
      const some = scans.sort((a, b) => a.trueAt.localeCompare(b.trueAt)).slice(0, batch);
      try {
        const answers = await send(some);
        const gone = new Set(answers.map((answer) => answer.stored));
        some.filter((scan) => !gone.has(scan.id)).forEach((scan) => put_aside.add(scan.id));
        await Dor.log.stored(answers.filter((answer) => some.some((scan) => scan.id === answer.stored)));
        Dor.tell("answers", answers);
        batch = Math.min(BATCH, batch * 2);
      } catch (error) {
        if (![400, 413].includes(error.status)) {
          fail(error);
          return false;
        }
        if (some.length === 1) put_aside.add(some[0].id);
        batch = Math.max(1, Math.floor(some.length / 2));
        if (put_aside.size) setMode("trouble");
      }
    }
  }

  async function send(scans) {
    token ||= (await ask(changesPath())).csrf;
    try {
      return await post(scans);
    } catch (error) {
      if (error.status !== 403) throw error;
      token = (await ask(changesPath())).csrf; // the token of an old page
      return post(scans);
    }
  }

  async function post(scans) {
    const body = JSON.stringify({ scans: scans.map(({ trueAt, day, ...scan }) => scan) });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const said = await ask("skann/", { method: "POST", body, headers });
    if (!Array.isArray(said.answers)) throw new Refused("trouble");
    return said.answers;
  }

  function changesPath() {
    const { last = 0, shift = "" } = Dor.log.facts();
    const skew = Math.round(-Dor.time.offset() / 1000);
    const unsent = Dor.log.unsent().length;
    const said = { since: last, unsent, unsent_since: Dor.log.oldest(), skew, shift: shift ?? "", version: Dor.page.dataset.version };
    return `endringer/?${new URLSearchParams(said)}`;
  }

  async function hear() {
    const facts = Dor.log.facts();
    const isEmpty = facts.day?.id !== Dor.day;
    const news = isEmpty ? null : whole(await ask(changesPath()), "stamp");
    if (isEmpty || news.stamp !== facts.stamp) await Dor.log.takeList(whole(await ask("folk/"), "day"));
    else await Dor.log.takeChanges(news);
  }

  // An answer that lacks its people, or what else it must have, changes nothing here.
  function whole(news, name) {
    if (!Array.isArray(news.people) || news[name] === undefined) throw new Refused("trouble");
    return news;
  }

  // One round: hand in, then hear. Never two at once.
  let round = null;
  function contact() {
    round ??= (async () => {
      try {
        const isSent = await flush();
        if (isSent || mode === "trouble") await hear(); // a server that takes nothing now may still say and hear much
        if (isSent) {
          setMode(Dor.log.pending().length && mode === "trouble" ? "trouble" : "ready");
          Dor.tell("contact");
        }
      } catch (error) {
        fail(error);
      }
    })().finally(() => (round = null));
    return round;
  }

  function pretend(yes) {
    pretends = yes;
    return yes ? setMode("away") : contact();
  }

  function start() {
    setInterval(contact, EVERY);
    addEventListener("online", contact);
    addEventListener("focus", contact);
    addEventListener("offline", () => setMode("away"));
    document.addEventListener("visibilitychange", () => document.hidden || contact());
    return contact();
  }

  return { start, contact, flush, pretend, mode: () => mode, isPretending: () => pretends };
})();
