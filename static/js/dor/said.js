// What the host reads and hears after each tap: words first, colour and sound with them.
Dor.said = (() => {
  const place = document.querySelector(".door-said");
  const TONES = { in: [660, 880], already: [440, 440], out: [520, 390], unknown: [220, 180], trouble: [220, 180] };
  let sound = null;
  let latest = null; // the scan the bar is about

  function play(verdict) {
    if (localStorage.getItem("door-sound") === "off") return;
    try {
      sound ??= new AudioContext();
      (TONES[verdict] ?? TONES.in).forEach((pitch, step) => tone(pitch, sound.currentTime + step * 0.12));
    } catch {
      // A tablet without sound still shows words and colour.
    }
  }

  function tone(pitch, at) {
    const [source, volume] = [sound.createOscillator(), sound.createGain()];
    source.frequency.value = pitch;
    volume.gain.setValueAtTime(0.15, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.11);
    source.connect(volume).connect(sound.destination);
    source.start(at);
    source.stop(at + 0.12);
  }

  function bar(verdict, parts, action = null) {
    if (!place) return;
    const node = Dor.clone("door-bar");
    node.dataset.verdict = verdict;
    node.querySelector("[data-text]").append(...parts);
    const button = node.querySelector("button");
    if (action) {
      button.dataset.act = action.act;
      button.dataset.of = action.of;
      button.querySelector("[data-label]").textContent = Dor.say(action.label);
    } else button.remove();
    const hadFocus = place.contains(document.activeElement);
    place.replaceChildren(node);
    if (hadFocus) (node.querySelector("button") ?? Dor.list?.field)?.focus({ preventScroll: true });
  }

  const plain = (key, values) => [Dor.say(key, values)];

  function show(verdict, row, { at = row?.at, elsewhere = "", scan = null, quiet = false } = {}) {
    latest = { scan: scan?.id, id: row?.id, verdict };
    const name = row ? row.tag || row.first : "";
    const undo = row && { act: "undo", of: row.id, label: "undo" };
    if (verdict === "in") bar(verdict, welcome(row, at), undo);
    if (verdict === "already") bar(verdict, known(row, at, elsewhere), undo);
    if (verdict === "out") bar(verdict, Dor.bold("undone", name), { act: "in", of: row.id, label: "check_in_again" });
    if (verdict === "unknown") bar(verdict, plain("unknown_code"));
    if (verdict === "several") bar("in", plain("several_in", row));
    if (verdict === "noted") bar("in", plain(row.key));
    if (!quiet) play(verdict);
  }

  function welcome(row, at) {
    const parts = [...Dor.bold("hello", row.tag || row.first), " ", Dor.say("in_since", { at: Dor.clock(at) })];
    if (row.line) parts.push(" ", row.line);
    if (row.say) parts.push(" ", Dor.say("is_said", { say: row.say }));
    return parts;
  }

  function known(row, at, elsewhere) {
    const parts = [...Dor.bold("already", row.tag || row.first), " ", Dor.say("since", { at: at ? Dor.clock(at) : "" })];
    if (elsewhere) parts.push(" ", `${elsewhere}.`);
    return parts;
  }

  // What the server says of the scan in the bar, where that is something else than the tablet said.
  function hear(answers) {
    for (const answer of answers) {
      if (answer.stored !== latest?.scan) continue;
      const row = Dor.people.get(answer.registration ?? latest.id);
      if (row && answer.verdict === "already" && latest.verdict === "in" && answer.elsewhere) {
        show("already", row, { at: answer.at, elsewhere: answer.elsewhere, scan: { id: answer.stored } });
      }
      if (row && answer.verdict === "in" && latest.verdict === "unknown") show("in", row, { at: answer.at });
    }
  }

  function refresh() {
    const row = Dor.people.get(latest?.id);
    if (row?.line && latest.verdict === "in") bar("in", welcome(row, row.at), { act: "undo", of: row.id, label: "undo" });
  }

  return { show, hear, refresh, play, bar, plain };
})();
