// Each count opens exactly its quotes, each quote its turn. Without this script both are links.
const drawer = document.getElementById("drawer"), found = document.getElementById("found");
const words = drawer.dataset, every = (marks) => [...document.querySelectorAll("#quotes .q" + marks)];
const mark = (quote, letter) => [...quote.classList].find((name) => new RegExp("^" + letter + "\\d+$").test(name)) ?? "";

function quotesOf(count) {
  const { q, other } = count.dataset;
  if (!other) return every(q);
  const one = every(q), two = every(other), turns = (list) => new Set(list.map((quote) => mark(quote, "u")));
  const here = turns(one), there = turns(two);
  return [...one, ...two].filter((quote) => here.has(mark(quote, "u")) && there.has(mark(quote, "u")));
}

function copy(quote) {
  const made = quote.cloneNode(true);
  made.removeAttribute("id");
  return made;
}

function groups(quotes, by) {
  const made = new Map();
  for (const quote of quotes) {
    const key = by && mark(quote, by);
    if (!made.has(key)) made.set(key, []);
    made.get(key).push(quote);
  }
  return made;
}

function heading(quotes, by) {
  const made = document.createElement("h3"), where = { r: "cite", s: ".place b", u: ".place" }[by];
  made.textContent = quotes[0].querySelector(where).textContent;
  return made;
}

function title(count) {
  const row = count.closest("tr"), part = count.closest("section.code");
  const name = row?.querySelector("th") ?? part?.querySelector("h3") ?? count.closest("div")?.querySelector("dt");
  const column = row && count.closest("table").matches(".groups") ? ` · ${count.closest("table").tHead.rows[0].cells[count.closest("td").cellIndex].firstChild.textContent}` : "";
  const both = row && count.dataset.other ? ` + ${row.cells[1].textContent}` : "";
  return (name?.firstChild?.textContent ?? "") + both + column;
}

function show(quotes, about, by) {
  const made = groups(quotes, by), number = document.documentElement.lang;
  document.getElementById("about").textContent = about;
  const said = [by && words[by].replace("{n}", made.size.toLocaleString(number)), quotes.length === 1 ? words.quote : words.quotes.replace("{n}", quotes.length.toLocaleString(number)), words.left];
  document.getElementById("many").textContent = said.filter(Boolean).join(" · ");
  found.replaceChildren(...[...made.values()].flatMap((some) => (by ? [heading(some, by), ...some.map(copy)] : some.map(copy))));
  found.dataset.by = by;
  drawer.showModal();
  drawer.scrollTop = 0;
}

function whole(link) {
  const figure = link.closest(".q"), open = figure.querySelector(".turn");
  if (open) return open.remove(), (link.textContent = link.dataset.words), link.setAttribute("aria-expanded", "false");
  const turn = document.querySelector(link.hash).cloneNode(true), speech = turn.querySelector(".speech"), text = speech.firstChild;
  turn.removeAttribute("id");
  turn.querySelector(".back").remove();
  const [start, end] = figure.dataset.at.split(" ").map(Number), marked = document.createElement("mark");
  const quote = text.splitText(start);
  quote.splitText(end - start);
  quote.replaceWith(marked);
  marked.append(quote);
  figure.append(turn);
  link.dataset.words = link.textContent;
  link.textContent = words.less;
  link.setAttribute("aria-expanded", "true");
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const count = event.target.closest("a.n"), link = event.target.closest("a.whole"), tick = event.target.closest("rect[data-quote]");
  if (count) show(quotesOf(count), title(count), count.dataset.by ?? "");
  else if (link) whole(link);
  else if (tick) show([document.getElementById("q" + tick.dataset.quote)], tick.closest("tr").querySelector("th").firstChild.textContent, "");
  else if (event.target === drawer || event.target.closest("#drawer button")) drawer.close();
  else return;
  event.preventDefault();
});

const links = [...document.querySelectorAll("nav a")];
const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) links.forEach((link) => link.hash === "#" + entry.target.id ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"));
}, { rootMargin: "-10% 0px -80% 0px" });
document.querySelectorAll("main > header, main > section").forEach((part) => seen.observe(part));
