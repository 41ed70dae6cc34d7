// What the tablet keeps, in IndexedDB: the list of its day, and what it has not handed in yet. Nothing else.
Dor.store = (() => {
  const NAME = "dor";
  const VERSION = 1; // a new shape gets a new number and keeps "queue" as it is
  let opened;

  function open() {
    opened ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, VERSION);
      asked.onupgradeneeded = () => {
        const database = asked.result;
        for (const [store, keyPath] of [["facts", "key"], ["people", "id"], ["queue", "id"]]) {
          if (!database.objectStoreNames.contains(store)) database.createObjectStore(store, { keyPath });
        }
      };
      asked.onsuccess = () => {
        asked.result.onversionchange = () => asked.result.close();
        asked.result.onclose = () => (opened = undefined);
        resolve(asked.result);
      };
      asked.onerror = () => reject(asked.error);
      asked.onblocked = () => reject(new Error("blocked"));
    });
    opened.catch(() => (opened = undefined));
    return opened;
  }

  async function all(store) {
    const database = await open();
    return new Promise((resolve, reject) => {
      const asked = database.transaction(store).objectStore(store).getAll();
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  // One transaction: clear, delete, then put. Resolves only when it is on the disk.
  async function change({ clear = [], remove = {}, put = {} }) {
    const database = await open();
    const names = [...new Set([...clear, ...Object.keys(remove), ...Object.keys(put)])];
    return new Promise((resolve, reject) => {
      const work = database.transaction(names, "readwrite", { durability: "strict" });
      work.oncomplete = () => resolve();
      work.onabort = () => reject(work.error ?? new Error("aborted"));
      clear.forEach((name) => work.objectStore(name).clear());
      for (const [name, keys] of Object.entries(remove)) keys.forEach((key) => work.objectStore(name).delete(key));
      for (const [name, rows] of Object.entries(put)) rows.forEach((row) => work.objectStore(name).put(row));
      work.commit?.(); // at once, so that it also lands when the page is left this very moment
    });
  }

  const facts = async () => Object.fromEntries((await all("facts")).map(({ key, value }) => [key, value]));
  const setFacts = (values) => change({ put: { facts: Object.entries(values).map(([key, value]) => ({ key, value })) } });

  // The list and all that was said of it; what is not handed in yet stays until it is.
  const forget = () => change({ clear: ["people", "facts"] });

  // What is left of the queue a week after its day names nobody: it can no longer be handed in.
  const WEEK = 7 * 24 * 3600 * 1000;

  // By this clock as it was then, or as somebody may have set it right since: a clock that is years off makes nothing old.
  const age = ({ trueAt, offset }) => Math.min(...[0, offset * 1000].map((off) => Math.abs(Date.now() + off - Date.parse(trueAt))));

  async function forgetOld() {
    const old = (await all("queue")).filter((scan) => age(scan) > WEEK).map((scan) => scan.id);
    if (old.length) await change({ remove: { queue: old } });
  }

  const persist = () => navigator.storage?.persist?.().catch(() => false);

  return { all, change, facts, setFacts, forget, forgetOld, persist };
})();
