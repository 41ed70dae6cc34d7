// Codes: the camera with a reader of our own, its torch, and scanners that type what they read.
Dor.camera = (() => {
  const panel = document.querySelector(".door-camera");
  const opener = document.querySelector("[data-camera]");
  const video = panel?.querySelector("video");
  const canvas = document.createElement("canvas");
  const EVERY = 120;
  let stream = null;
  let reader = null;

  // The reader is fetched from our own address only, and lies in the tablet's cache like the rest.
  function loadReader() {
    reader ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = panel.dataset.reader;
      script.onload = () => {
        ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => panel.dataset.wasm }, fireImmediately: true });
        resolve(ZXingWASM);
      };
      script.onerror = reject;
      document.head.append(script);
    });
    reader.catch(() => (reader = null));
    return reader;
  }

  async function open() {
    panel.hidden = false;
    document.body.classList.add("scanning");
    try {
      const wanted = { facingMode: "environment", width: { ideal: 1280 } };
      stream = await navigator.mediaDevices.getUserMedia({ video: wanted });
      video.srcObject = stream;
      await video.play();
      const track = stream.getVideoTracks()[0];
      panel.querySelector("[data-torch]").hidden = !track.getCapabilities?.().torch;
      look(await loadReader());
    } catch {
      close();
      Dor.said.bar("unknown", Dor.said.plain("no_camera"));
    }
  }

  async function look(zxing) {
    const paper = canvas.getContext("2d", { willReadFrequently: true });
    while (stream) {
      if (video.videoWidth) {
        Object.assign(canvas, { width: video.videoWidth, height: video.videoHeight });
        paper.drawImage(video, 0, 0);
        const picture = paper.getImageData(0, 0, canvas.width, canvas.height);
        const found = await zxing.readBarcodes(picture, { formats: ["QRCode"], maxNumberOfSymbols: 1 });
        if (found.length && stream) await Dor.acts.code(found[0].text);
      }
      await new Promise((done) => setTimeout(done, EVERY));
    }
  }

  function close() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    panel.hidden = true;
    document.body.classList.remove("scanning");
    opener.focus();
  }

  let isLit = false;
  async function torch() {
    isLit = !isLit;
    await stream?.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: isLit }] }).catch(() => {});
    panel.querySelector("[data-torch]").setAttribute("aria-pressed", isLit);
  }

  // A scanner on USB types the code quickly and ends with Enter, wherever the focus is.
  let typed = "";
  let typedAt = 0;
  function hearKeys(event) {
    const isCode = (text) => /^[A-Z2-7]{26}$/i.test(text.trim());
    const field = Dor.list?.field;
    if (event.key === "Enter") {
      const text = event.target === field && isCode(field.value) ? field.value : typed;
      typed = "";
      if (!isCode(text)) return;
      event.preventDefault();
      if (field) field.value = "";
      Dor.list?.show();
      return Dor.acts.code(text);
    }
    if (event.key.length !== 1) return;
    typed = performance.now() - typedAt < 80 ? typed + event.key : event.key;
    typedAt = performance.now();
  }

  function start() {
    addEventListener("keydown", hearKeys, true);
    if (!panel) return;
    opener.hidden = !navigator.mediaDevices?.getUserMedia;
    opener.addEventListener("click", () => (stream ? close() : open()));
    panel.querySelector("[data-close]").addEventListener("click", close);
    panel.querySelector("[data-torch]").addEventListener("click", torch);
  }

  return { start };
})();
