// The door's scripts, in the order a page names them, share one name: Dor. This is what all of them use.
const Dor = (() => {
  // The same folding as the server's (inkludering/text.py): å→a, æ→ae, ø→o, đ→d, no accents, hyphen as a space.
  const letters = { æ: "ae", ø: "o", å: "a", đ: "d", ð: "d", þ: "th", ß: "ss", ł: "l", œ: "oe", ŋ: "n", ŧ: "t" };
  const fold = (text) =>
    text
      .toLowerCase()
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .replace(/[æøåđðþßłœŋŧ]/g, (letter) => letters[letter])
      .replace(/[^\p{L}\p{N}@.+]+/gu, " ")
      .trim();

  const page = document.querySelector("[data-door]");
  const words = JSON.parse(document.getElementById("door-words")?.textContent || "{}");
  const day = Number(location.pathname.match(/^\/dor\/(\d+)\//)?.[1] ?? 0);
  const say = (key, values = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const path = (rest = "") => `/dor/${day}/${rest}`;

  // A random id (version 4). crypto.randomUUID needs https; this does not.
  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  const listeners = new Map();
  const on = (name, listener) => listeners.set(name, [...(listeners.get(name) ?? []), listener]);
  const tell = (name, what) => (listeners.get(name) ?? []).forEach((listener) => listener(what));

  let zone = "Europe/Oslo";
  const setZone = (name) => (zone = name || zone);
  const clock = (iso) =>
    new Date(iso).toLocaleTimeString("nb-NO", { hour: "2-digit", minute: "2-digit", timeZone: zone }).replace(":", ".");

  // A copy of what stands in <template id="…">; ``fill`` puts text where data-fill names it.
  function clone(id, texts = {}) {
    const copy = document.getElementById(id).content.firstElementChild.cloneNode(true);
    for (const [name, text] of Object.entries(texts)) {
      for (const place of copy.querySelectorAll(`[data-fill="${name}"]`)) place.textContent = text;
    }
    return copy;
  }

  // A sentence with its {name} in bold.
  function bold(key, name, values = {}) {
    const [before, after] = say(key, { ...values, name: "\u0001" }).split("\u0001");
    const strong = document.createElement("b");
    strong.textContent = name;
    return after === undefined ? [before] : [before, strong, after];
  }

  const digest = async (text) => {
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  return { fold, page, day, say, path, uuid, on, tell, clock, setZone, clone, bold, digest };
})();
