// The screen lock: a PIN says who is on shift. It keeps curious hands off the screen; the device's own key is elsewhere.
Dor.lock = (() => {
  const dialog = document.getElementById("door-lock");
  const isKiosk = Boolean(document.querySelector("[data-kiosk]"));
  const IDLE = 5 * 60 * 1000;
  const TRIES = 10;
  const REST = 5 * 60 * 1000; // after ten wrong ones
  const ROUNDS = 20000; // as inkludering does it (participants/services/door_shifts.py)

  const shifts = () => Dor.log.facts().day?.shifts ?? [];
  let afterwards = null; // what the PIN was asked for
  const isOffered = () => Boolean(dialog && crypto.subtle && shifts().length);
  const seen = () => Number(sessionStorage.getItem("door-seen") || 0);
  const see = () => sessionStorage.setItem("door-seen", Date.now());

  async function fits(shift, pin) {
    const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: new TextEncoder().encode(shift.salt), iterations: ROUNDS };
    const bits = new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
    return [...bits].map((byte) => byte.toString(16).padStart(2, "0")).join("") === shift.digest;
  }

  async function whose(pin) {
    for (const shift of shifts()) if (await fits(shift, pin)) return shift;
    return null;
  }

  function lock() {
    if (!isOffered() || dialog.open) return;
    sessionStorage.removeItem("door-seen");
    dialog.querySelector("[name=pin]").value = "";
    dialog.showModal();
  }

  async function unlock(event) {
    event.preventDefault();
    const field = dialog.querySelector("[name=pin]");
    const wrong = Dor.log.facts().wrong ?? 0;
    const until = Dor.log.facts().locked_until ?? 0;
    if (Dor.time.now() < until) return refuse("pin_rest");
    const shift = await whose(field.value.trim());
    field.value = "";
    if (!shift) {
      const number = wrong + 1;
      await Dor.log.setFact("wrong", number % TRIES);
      if (number >= TRIES) await Dor.log.setFact("locked_until", Dor.time.now() + REST);
      return refuse(number >= TRIES ? "pin_rest" : "pin_wrong");
    }
    await Dor.log.setFact("wrong", 0);
    await Dor.log.setFact("shift", shift.id);
    see();
    dialog.close();
    refuse("");
    name();
    if (afterwards) return afterwards();
    Dor.list?.field?.focus();
  }

  // Ask for the PIN before something is done; whoever has none stays where they are.
  function ask(what) {
    afterwards = what;
    refuse("");
    lock();
  }

  function refuse(key) {
    dialog.querySelector("[data-wrong]").textContent = key ? Dor.say(key) : "";
  }

  function name() {
    const shift = shifts().find((one) => one.id === Dor.log.facts().shift);
    const place = document.querySelector("[data-shift]");
    if (place) place.textContent = shift ? Dor.say("on_shift", { name: shift.name }) : "";
  }

  function start() {
    if (!dialog) return;
    dialog.addEventListener("cancel", (event) => isKiosk || event.preventDefault());
    dialog.querySelector("form").addEventListener("submit", unlock);
    dialog.querySelector("[data-stay]")?.addEventListener("click", () => dialog.close());
    if (isKiosk) return sessionStorage.removeItem("door-seen"); // whichever way a guest finds out of here, it is locked
    for (const what of ["pointerdown", "keydown"]) addEventListener(what, () => dialog.open || see());
    const button = document.querySelector("[data-lock]");
    button?.addEventListener("click", lock);
    const check = () => {
      if (button) button.hidden = !isOffered();
      if (Date.now() - seen() > IDLE) lock();
      name();
    };
    Dor.on("contact", check);
    setInterval(check, 15000);
    check();
  }

  return { start, ask, isOffered };
})();
