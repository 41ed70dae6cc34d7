// Where the door is opened: an earlier day's list is forgotten here, and what was not handed in is told of.
(async () => {
  const NAME = "dor";
  const known = indexedDB.databases ? await indexedDB.databases() : [];
  if (indexedDB.databases && !known.some((one) => one.name === NAME)) return;
  const facts = await Dor.store.facts().catch(() => ({}));
  const left = (await Dor.store.all("queue").catch(() => [])).filter((scan) => scan.kind !== "trial");
  const isShell = document.querySelector("[data-shell]");
  const isOver = facts.day && Date.now() + (facts.offset || 0) > Date.parse(facts.day.wipe_at);
  if (isShell && facts.day && !isOver) return location.replace(`/dor/${facts.day.id}/`);
  const isLeaving = document.querySelector("[data-leave]"); // asked first; nothing is forgotten yet
  if ((!isShell && !isLeaving) || isOver) await Dor.store.forget().catch(() => {});
  await Dor.store.forgetOld().catch(() => {});
  const note = document.querySelector("[data-left]");
  if (!note || !left.length) return;
  note.hidden = false;
  note.textContent = Dor.say(left.length === 1 ? "left_one" : "left_number", { number: left.length });
})();
