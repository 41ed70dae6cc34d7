// After one second a form that takes its time says so, with a bar. The answer comes all the same.
const PATIENCE = 1000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.slow || event.defaultPrevented) return;
  setTimeout(() => {
    const box = document.createElement("p");
    const bar = document.createElement("progress");
    box.className = "slow";
    box.setAttribute("role", "status");
    bar.setAttribute("aria-label", form.dataset.slow);
    box.append(bar, form.dataset.slow);
    form.after(box);
  }, PATIENCE);
});
