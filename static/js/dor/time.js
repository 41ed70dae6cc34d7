// The right time on a tablet whose clock is wrong: measured against the server at each contact.
Dor.time = (() => {
  let offset = 0; // milliseconds the server is ahead of this clock
  let anchor = null; // the server's time at a moment of the browser's own stopwatch, which nobody sets

  const raw = () => Date.now();
  // The stopwatch stands still while the tablet sleeps, so the later of the two is right.
  const now = () => Math.max(anchor ? anchor.server + (performance.now() - anchor.at) : 0, raw() + offset);

  function learn(serverIso, askedAt, answeredAt) {
    const server = Date.parse(serverIso);
    if (!Number.isFinite(server)) return;
    anchor = { server: server + (answeredAt - askedAt) / 2, at: answeredAt };
    offset = anchor.server + (performance.now() - anchor.at) - raw();
  }

  return {
    now,
    learn,
    remember: (known) => (offset = known || 0),
    offset: () => now() - raw(),
    iso: () => new Date(now()).toISOString(),
    rawIso: () => new Date(raw()).toISOString(),
  };
})();
