// What everybody on the form costs in all, while it is filled in. Without this file the receipt says it.
const line = document.querySelector("[data-total]");

const english = document.documentElement.lang.startsWith("en");

// As the server writes sums: "1 345,50", in English "1,345.50"; the pattern is "0 kr" with a space that never breaks.
function written(hundredths) {
  const whole = Math.floor(hundredths / 100).toString().replace(/\B(?=(\d{3})+$)/g, english ? "," : "\u00a0");
  const rest = hundredths % 100;
  const decimals = rest ? (english ? "." : ",") + rest.toString().padStart(2, "0") : "";
  return line.dataset.pattern.replace("0", whole + decimals);
}

if (line) {
  const form = line.closest("form");
  const prices = Object.fromEntries(line.dataset.prices.split(" ").map((pair) => pair.split(":")));
  const said = (name) => form.elements[name]?.value?.trim() ?? "";

  // A block for a colleague that was left empty is as if it were not there; whoever has a code pays nothing.
  const comes = (prefix) => !prefix || ["first_name", "last_name", "email"].some((name) => said(prefix + name));
  const costs = (prefix) => (said(`${prefix}fee_code`) ? 0 : Number(prices[said(`${prefix}fee`)] ?? 0));

  const count = () => {
    const others = [...Array(Number(said("colleagues") || 0)).keys()].map((number) => `colleague${number}-`);
    const people = ["", ...others].filter(comes);
    line.querySelector("b").textContent = written(people.reduce((sum, one) => sum + costs(one), 0));
    line.hidden = !people.some((one) => said(`${one}fee`) || said(`${one}fee_code`));
  };
  form.addEventListener("input", count);
  count();
}
