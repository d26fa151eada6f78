// The reading room: what is open, what is chosen, and what each key does.
import { $, el, inLanguage, language, say, speak, visible } from "./dom.js";
import { drawStripes } from "./margin.js";
import { drawActions, drawPanel } from "./panel.js";
import { pick } from "./picker.js";
import { Refusal, ask, keep, newId, onSaving, readTranscript } from "./server.js";
import { moveEdge, paint, quoteOf, renderTurns, rows, selectWords, selectedSpan, showSpan } from "./text.js";

/** @type {any} */
let study;
/** @type {any} */
let doc;
/** @type {any} */
let current = null;
let currentTurn = 1;
let lastCode = "";
let only = "";

// ---- what is in force -------------------------------------------------------------------------------------------

/** Codings and suggestions as the page shows them, in order of text; an accepted suggestion is its coding. */
function itemsOf() {
  const codings = doc.codings.map((/** @type {any} */ each) => ({ ...each, state: each.do === "accept" ? "accept" : "own", key: each.id }));
  const byId = new Map(codings.map((/** @type {any} */ each) => [each.id, each]));
  for (const each of doc.suggestions) {
    const coding = byId.get(each.of);
    if (coding) Object.assign(coding, { matched: each.matched, asked: each.asked, rules: each.rules, suggestion: each.id });
  }
  const open = doc.suggestions.filter((/** @type {any} */ each) => each.state === "open" || each.state === "reject");
  const all = [...codings, ...open.map((/** @type {any} */ each) => ({ ...each, key: each.id, suggestion: each.id }))];
  return all.filter((each) => !only || each.code === only).sort((a, b) => a.turn - b.turn || a.start - b.start || a.end - b.end);
}

const codeOf = (/** @type {string} */ name) => study.codes.find((/** @type {any} */ each) => each.code === name);
const labelOf = (/** @type {string} */ name) => inLanguage(codeOf(name)?.label ?? {}) || name;
const hueOf = (/** @type {string} */ name) => `var(--c${Math.max(0, study.codes.findIndex((/** @type {any} */ each) => each.code === name)) % 8})`;
const looks = (/** @type {string} */ name) => ({ label: labelOf(name), hue: hueOf(name) });
const keyed = () => study.codes.slice(0, 9).map((/** @type {any} */ each) => each.code);
const place = (/** @type {any} */ item) => ({ turn: item.turn, start: item.start, end: item.end, sha: rows.get(item.turn)?.turn.sha });

// ---- drawing ----------------------------------------------------------------------------------------------------

function drawTurn(/** @type {number} */ turn, items = itemsOf()) {
  drawStripes(turn, items.filter((each) => each.turn === turn), items.find((each) => each.key === current?.key), looks, (item) => choose(item));
}

function draw() {
  const items = itemsOf();
  const touched = new Set([current?.turn]);
  current = items.find((each) => each.key === current?.key) ?? items.find((each) => each.suggestion && each.suggestion === current?.suggestion) ?? null;
  touched.add(current?.turn);
  paint("own", items.filter((each) => each.state !== "open" && each.state !== "reject"));
  drawCurrent(items);
  drawCodes();
  drawProgress();
  for (const turn of rows.keys()) if (touched.has(turn) || isShown(turn)) drawTurn(turn, items);
}

function drawCurrent(items = itemsOf()) {
  paint("now", current ? [current] : [], 1);
  paint("match", (current?.matched ?? []).map((/** @type {number[]} */ [start, end]) => ({ turn: current.turn, start, end })), 2);
  for (const row of document.querySelectorAll(".t.now")) row.classList.remove("now");
  rows.get(current?.turn ?? currentTurn)?.row.classList.add("now");
  const about = { n: items.findIndex((each) => each.key === current?.key) + 1, all: items.length, hue: current ? hueOf(current.code) : "", hidden: doc.hidden };
  drawPanel(current, current && codeOf(current.code), about, (memo) => edit("memo", { memo }, "said-memo"));
  drawActions(act, current);
}

function isShown(/** @type {number} */ turn) {
  const box = $("#text").getBoundingClientRect();
  const own = rows.get(turn)?.row.getBoundingClientRect();
  return own && own.bottom > box.top - 400 && own.top < box.bottom + 400;
}

function drawCodes() {
  const wanted = $("#filter").value.trim().toLowerCase();
  const counts = new Map();
  for (const each of doc.codings) counts.set(each.code, (counts.get(each.code) ?? 0) + 1);
  const kinds = [...new Set(study.codes.map((/** @type {any} */ each) => each.kind))];
  $("#codes").replaceChildren(...kinds.flatMap((kind) => {
    const codes = study.codes.filter((/** @type {any} */ each) => each.kind === kind && `${labelOf(each.code)} ${each.code}`.toLowerCase().includes(wanted));
    return codes.length ? [el("h2", {}, say(kind || "other")), el("ul", {}, ...codes.map((/** @type {any} */ each) => el("li", {}, codeButton(each.code, counts.get(each.code) ?? 0))))] : [];
  }));
}

function codeButton(/** @type {string} */ code, /** @type {number} */ count) {
  const digit = keyed().indexOf(code) + 1;
  const give = () => (selectedSpan() ? giveCode(code) : filter(code));
  // The selection would be lost when the button takes the focus.
  return el("button", { "--c": hueOf(code), "data-code": code, class: code === current?.code ? "now" : "", "aria-pressed": String(only === code), onmousedown: (/** @type {Event} */ event) => event.preventDefault(), onclick: give },
    el("span", { class: "dot" }), el("span", {}, labelOf(code)), el("span", { class: "n" }, String(count)), digit ? el("kbd", {}, String(digit)) : el("span"));
}

function drawProgress() {
  const states = doc.suggestions.map((/** @type {any} */ each) => each.state);
  const decided = states.filter((/** @type {string} */ state) => state !== "open").length;
  $("#count").textContent = states.length ? say("decided", { n: decided, all: states.length }) : "";
  $("#track").hidden = !states.length;
  $("#track").setAttribute("aria-label", say("decided", { n: decided, all: states.length }));
  $("#track").setAttribute("aria-valuenow", String(decided));
  $("#track").setAttribute("aria-valuemax", String(states.length));
  $("#fill").style.width = `${states.length ? (100 * decided) / states.length : 0}%`;
  $("#where b").textContent = visible(doc.transcript);
  $("#where span").textContent = `${study.transcripts.findIndex((/** @type {any} */ each) => each.transcript === doc.transcript) + 1} / ${study.transcripts.length}${only ? ` · ${say("filtered", { code: labelOf(only) })}` : ""}`;
  $("#finish span").textContent = say(doc.finished ? "finished" : doc.hidden ? "finish-blind" : "finish");
  $("#language").textContent = say("other-language");
}

let timer = 0;
function tell(/** @type {string} */ sentence, undoable = false) {
  const box = $("#said");
  box.replaceChildren(sentence, ...(undoable ? [" ", el("kbd", {}, "U"), ` ${say("undoes")}`] : []));
  box.classList.add("on");
  clearTimeout(timer);
  timer = setTimeout(() => box.classList.remove("on"), undoable ? 2200 : 6000);
}

// ---- decisions --------------------------------------------------------------------------------------------------

/** Send decisions and show what is in force then. @param {any[]} lines @param {string} sentence @param {any} [then] what is chosen afterwards */
async function decide(lines, sentence, then) {
  const asked = doc;
  const named = lines.map((line) => ({ id: newId(), ...line }));
  try {
    const answer = await keep(doc.transcript, named);
    Object.assign(asked, answer);
    const at = study.transcripts.findIndex((/** @type {any} */ each) => each.transcript === asked.transcript);
    study.transcripts[at] = answer.summary;
    if (asked !== doc) return;
    if (then) current = then(named[0].id);
    draw();
    if (current) showSpan(current);
    tell(sentence, true);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 409) {
      await open(doc.transcript);
      tell(say("corrected", { what: `${named[0].do} ${named[0].code ?? ""}` }));
    } else tell(say(error.status === 507 ? "disk" : "refused", { why: error.message }));
    draw();
  }
}

function giveCode(/** @type {string} */ code) {
  const span = selectedSpan();
  lastCode = code;
  if (span) {
    getSelection()?.removeAllRanges();
    decide([{ do: "code", code, ...place(span) }], say("said-code", { code: labelOf(code) }), (/** @type {string} */ id) => ({ key: id }));
  } else if (current?.state === "open" || current?.state === "reject") {
    const rejection = { do: "reject", code: current.code, rules: current.rules, ...place(current) };
    decide([{ do: "code", code, ...place(current) }, ...(current.state === "open" ? [rejection] : [])], say("said-code", { code: labelOf(code) }), (/** @type {string} */ id) => ({ key: id }));
  } else if (current) edit("change", { code }, "said-change");
  else tell(say("nothing-selected"));
}

function edit(/** @type {string} */ deed, /** @type {any} */ what, /** @type {string} */ sentence) {
  if (current && (current.state === "own" || current.state === "accept")) decide([{ do: deed, of: current.id, ...what }], say(sentence));
}

function judge(/** @type {"accept" | "reject"} */ deed) {
  if (!current || current.state === "own") return;
  if (current.state === deed) return next(true);
  const line = { do: deed, code: current.code, assertion: current.assertion, rules: current.rules, ...place(current) };
  const after = nextOpen(current);
  for (const each of doc.suggestions) if (each.id === current.suggestion) each.state = deed; // painted before it is saved
  const judged = current;
  if (after) current = after;
  drawTurn(judged.turn);
  drawCurrent();
  drawProgress();
  decide([line], say(`said-${deed}`), () => after ?? judged);
}

function nextOpen(/** @type {any} */ item) {
  const items = itemsOf();
  const at = items.findIndex((each) => each.key === item.key);
  return [...items.slice(at + 1), ...items.slice(0, at)].find((each) => each.state === "open");
}

function back(/** @type {"undoes" | "redoes"} */ which) {
  const lines = doc[which].map((/** @type {string} */ of) => ({ do: "undo", of }));
  if (lines.length) decide(lines, say(which === "undoes" ? "said-undo" : "said-redo"));
  else tell(say("nothing-to-undo"));
}

function finish() {
  if (doc.finished) return;
  const read = new Set();
  const turns = doc.turns.filter((/** @type {any} */ turn) => turn.role === "participant" && !read.has(turn.turn));
  decide(turns.map((/** @type {any} */ turn) => ({ do: "looked", turn: turn.turn, sha: turn.sha })), say("said-finish"));
}

function move(/** @type {"start" | "end"} */ edge, /** @type {number} */ step) {
  if (current?.state === "own" || current?.state === "accept") edit("change", place(moveEdge(current, edge, step)), "said-change");
}

function how() {
  const at = study.assertions.indexOf(current?.assertion);
  edit("change", { assertion: study.assertions[(at + 1) % study.assertions.length] }, "said-change");
}

// ---- going about ------------------------------------------------------------------------------------------------

function choose(/** @type {any} */ item) {
  const before = current?.turn;
  current = item;
  currentTurn = item.turn;
  drawCurrent();
  drawCodes();
  for (const turn of new Set([before, item.turn])) if (turn) drawTurn(turn);
  showSpan(item);
}

function next(forward = true) {
  const items = itemsOf();
  const at = items.findIndex((each) => each.key === current?.key);
  const item = items[at < 0 ? (forward ? 0 : items.length - 1) : at + (forward ? 1 : -1)];
  if (item) choose(item);
}

function turnBy(/** @type {number} */ step) {
  const numbers = [...rows.keys()];
  const at = Math.max(0, Math.min(numbers.length - 1, numbers.indexOf(currentTurn) + step));
  rows.get(currentTurn)?.row.classList.remove("now");
  currentTurn = numbers[at];
  const row = /** @type {HTMLElement} */ (rows.get(currentTurn)?.row);
  row.classList.add("now");
  row.querySelector("p")?.scrollIntoView({ block: "nearest" });
}

function filter(/** @type {string} */ code) {
  only = only === code ? "" : code;
  current = null;
  draw();
}

async function open(/** @type {string} */ name, /** @type {any} */ at = null) {
  doc = await readTranscript(name);
  current = null;
  currentTurn = at?.turn ?? doc.turns[0]?.turn ?? 1;
  renderTurns(doc, (row) => drawTurn(Number(row.dataset.turn)));
  $("#text").scrollTo(0, 0);
  document.title = "qualcode review"; // a title with a name would stand in the history of the browser
  const first = itemsOf().find((each) => each.state === "open") ?? null;
  current = at ? null : first;
  draw();
  if (at) {
    showSpan(at);
    paint("now", [at], 1);
  } else if (first) showSpan(first);
}

const matches = (/** @type {string} */ text, /** @type {string} */ typed) => typed.toLowerCase().split(/\s+/).every((word) => text.toLowerCase().includes(word));

function pickCode() {
  const span = selectedSpan();
  const rows_ = (/** @type {string} */ typed) => study.codes.filter((/** @type {any} */ each) => matches(`${labelOf(each.code)} ${each.code}`, typed));
  const drawn = (/** @type {any} */ each) => [el("i", { "--c": hueOf(each.code) }), el("span", {}, labelOf(each.code)), keyed().includes(each.code) ? el("kbd", {}, String(keyed().indexOf(each.code) + 1)) : null];
  pick("type-code", rows_, drawn, (each) => {
    if (span) {
      lastCode = each.code;
      decide([{ do: "code", code: each.code, ...place(span) }], say("said-code", { code: labelOf(each.code) }), (/** @type {string} */ id) => ({ key: id }));
    } else giveCode(each.code);
  });
}

function pickTranscript() {
  const drawn = (/** @type {any} */ each) => [el("span", {}, visible(each.transcript)), el("span", { class: "n" }, [each.finished ? "✓" : "", each.codings, each.open ? `+${each.open}` : ""].filter(Boolean).join(" "))];
  pick("type-transcript", (typed) => study.transcripts.filter((/** @type {any} */ each) => matches(each.transcript, typed)), drawn, (each) => open(each.transcript));
}

function search() {
  let asked = 0;
  const find = async (/** @type {string} */ typed) => {
    const own = ++asked;
    if (typed.length < 2) return [];
    await new Promise((done) => setTimeout(done, 150));
    if (own !== asked) return [];
    try {
      return (await ask("find", { terms: typed })).slice(0, 100);
    } catch (error) {
      if (error instanceof Refusal) return [];
      throw error;
    }
  };
  const drawn = (/** @type {any} */ each) => [el("span", { lang: "" }, visible(`…${each.before}`), el("b", {}, visible(each.quote)), visible(`${each.after}…`), el("small", {}, ` ${visible(each.transcript)} ${each.turn}`))];
  pick("type-term", find, drawn, (each) => (each.transcript === doc.transcript ? (showSpan(each), paint("now", [each], 1)) : open(each.transcript, each)));
}

async function speakOther() {
  await speak(language === "en" ? "id" : "en");
  localStorage.setItem("language", language);
  renderTurns(doc, (row) => drawTurn(Number(row.dataset.turn)));
  draw();
  if (current) showSpan(current);
}

// ---- keys -------------------------------------------------------------------------------------------------------

/** @type {Record<string, () => void>} */
const ACTIONS = {
  accept: () => judge("accept"), reject: () => judge("reject"), code: pickCode, how, memo: () => $("#memo")?.focus(),
  remove: () => edit("remove", {}, "said-remove"), undo: () => back("undoes"), redo: () => back("redoes"),
};
const act = (/** @type {string} */ name) => ACTIONS[name]();
/** @type {Record<string, () => void>} */
const KEYS = {
  j: () => next(true), k: () => next(false), a: ACTIONS.accept, x: ACTIONS.reject, c: pickCode, r: () => lastCode && giveCode(lastCode),
  "[": () => move("start", -1), "]": () => move("start", 1), "{": () => move("end", -1), "}": () => move("end", 1), n: how,
  m: ACTIONS.memo, d: ACTIONS.remove, u: ACTIONS.undo, U: ACTIONS.redo, g: pickTranscript, s: search, f: finish,
  "/": () => $("#filter").focus(), "?": () => $("#keys").showModal(), ArrowDown: () => turnBy(1), ArrowUp: () => turnBy(-1),
};
const HELP = [["J K", "k-next"], ["A", "k-accept"], ["X", "k-reject"], ["1 … 9", "k-digit"], ["C", "k-code"], ["R", "k-again"], ["[ ]", "k-edge"], ["{ }", "k-end"],
  ["N", "k-how"], ["M", "k-memo"], ["D", "k-remove"], ["U", "k-undo"], ["⇧U", "k-redo"], ["↓ ↑", "k-turn"], ["→ ⇧→", "k-words"], ["/", "k-find"],
  ["G", "k-where"], ["S", "k-search"], ["F", "k-finish"], ["?", "k-help"], ["Esc", "k-escape"]];

addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const dialog = /** @type {HTMLDialogElement | null} */ (target.closest("dialog"));
  if (dialog && event.key === "Escape") {
    event.preventDefault(); // the browser would close it a moment later, and lose the key that comes next
    dialog.close();
    return;
  }
  if (target.matches("input, textarea, select")) {
    if (event.key === "Escape") target.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || dialog) return;
  const digit = /^[1-9]$/.test(event.key) ? keyed()[Number(event.key) - 1] : "";
  const sideways = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const key = event.key.length === 1 && event.key !== "U" ? event.key.toLowerCase() : event.key;
  if (digit) giveCode(digit);
  else if (sideways) selectWords(selectedSpan()?.turn ?? currentTurn, sideways, event.shiftKey);
  else if (KEYS[key]) KEYS[key]();
  else return;
  event.preventDefault();
});

function drawHelp() {
  $("#keys dl").replaceChildren(...HELP.flatMap(([keys, name]) => [el("dt", {}, ...keys.split(" ").flatMap((key) => [el("kbd", {}, key), " "])), el("dd", {}, say(name))]));
}

function saving(/** @type {string} */ state, /** @type {number} */ n) {
  const box = $("#saved");
  box.className = `saved ${state}`;
  box.textContent = state === "saved" ? say("saved", { time: new Date().toTimeString().slice(0, 8) }) : say(state, { n });
}

async function begin() {
  await speak(localStorage.getItem("language") ?? (navigator.language.startsWith("id") ? "id" : "en"));
  study = await ask("study");
  onSaving(saving);
  $("#saved").textContent = say("coder", { name: study.coder });
  $("#where").onclick = pickTranscript;
  $("#search").onclick = search;
  $("#finish").onclick = finish;
  $("#language").onclick = speakOther;
  $("#help").onclick = () => (drawHelp(), $("#keys").showModal());
  $("#filter").oninput = drawCodes;
  addEventListener("resize", () => rows.forEach((_, turn) => isShown(turn) && drawTurn(turn)));
  KEYS["?"] = $("#help").onclick;
  const first = study.transcripts.find((/** @type {any} */ each) => each.open || !each.finished) ?? study.transcripts[0];
  await open(first.transcript);
}

begin().catch((error) => tell(error instanceof Refusal ? say("refused", { why: error.message }) : say("no-server")));
