// The door: filter while typing, so that three letters and one tap are enough. Without a script the form asks the server.
const field = document.getElementById("search");
const count = document.querySelector("[data-count]");
const none = document.querySelector(".none");

// The same folding as the server's (inkludering/text.py): å→a, æ→ae, ø→o, đ→d, no accents, hyphen as a space.
const letters = { æ: "ae", ø: "o", å: "a", đ: "d", ð: "d", þ: "th", ß: "ss", ł: "l", œ: "oe", ŋ: "n", ŧ: "t" };
const fold = (text) =>
  text
    .toLowerCase()
    .replace(/[æøåđðþßłœŋŧ]/g, (letter) => letters[letter])
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}@.+]+/gu, " ")
    .trim();

const guests = [...document.querySelectorAll(".guest")].map((row) => ({ row, words: ` ${row.dataset.words}` }));

function filter() {
  const wanted = fold(field.value).split(" ").filter(Boolean).map((word) => ` ${word}`);
  let hits = 0;
  for (const { row, words } of guests) {
    const fits = wanted.every((word) => words.includes(word));
    row.hidden = !fits;
    hits += fits ? 1 : 0;
  }
  none.hidden = hits > 0;
  count.textContent = `${hits} ${count.dataset.count}`;
}

field.form.classList.add("live");
field.form.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("input", filter);
field.focus();
