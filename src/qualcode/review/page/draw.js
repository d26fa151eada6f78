// Drawing: only the turns whose stripes changed are drawn anew, and of the lists only what is new in them.
import { $, $$, el, say, span, visible } from "./dom.js";
import { drawBook } from "./codebook.js";
import { drawStripes } from "./margin.js";
import { drawMemos } from "./memos.js";
import { drawActions, drawPanel } from "./panel.js";
import { queueCounts, queueTitle } from "./go.js";
import { codeOf, codesLike, digitOf, hueOf, itemsOf, keyOf, labelOf, numberOf, room } from "./room.js";
import { paint, rows } from "./text.js";

/** @type {Map<number, string>} */
const drawn = new Map();

export const forgetStripes = () => drawn.clear();

/** Draw the stripes of a turn, where they are not as they should be. @param {number} turn @param {any[]} [items] */
export function drawTurn(turn, items = itemsOf().filter((each) => each.turn === turn)) {
  const now = items.find((each) => each.key === room.current?.key);
  const wanted = JSON.stringify([now?.key, items.map((each) => [each.key, each.state, each.code, each.start, each.end])]);
  if (drawn.get(turn) === wanted || (!items.length && !drawn.has(turn))) return;
  drawn.set(turn, wanted);
  drawStripes(turn, items, now);
}

export function draw() {
  const items = itemsOf();
  const { current } = room;
  room.current = items.find((each) => each.key === current?.key) ?? items.find((each) => each.suggestion && each.suggestion === current?.suggestion) ?? null;
  paint("own", items.filter((each) => !["open", "reject", "settled"].includes(each.state)));
  drawCurrent(items);
  drawCodes();
  drawBar();
  const byTurn = Map.groupBy(items, (each) => each.turn);
  for (const turn of rows.keys()) if (isShown(turn)) drawTurn(turn, byTurn.get(turn) ?? []);
    else drawn.set(turn, ""); // drawn when it comes into sight
}

export function drawCurrent(items = itemsOf()) {
  const { current, unit, doc } = room;
  const here = unit && unit.transcript === doc.transcript ? [unit] : [];
  paint("now", current ? [current] : here, 1);
  paint("match", (current?.matched ?? []).map((/** @type {number[]} */ [start, end]) => ({ turn: current?.turn, start, end })), 2);
  for (const row of $$(".t.now")) row.classList.remove("now");
  rows.get(current?.turn ?? here[0]?.turn ?? room.turn)?.row.classList.add("now");
  for (const button of $$("#codes .now")) button.classList.remove("now");
  if (current) $(`#codes [data-code="${current.code}"]`)?.classList.add("now");
  const about = { n: items.findIndex((each) => each.key === current?.key) + 1, all: items.length };
  if (room.view === "memos") drawMemos();
  else if (room.view === "codebook") drawBook();
  else drawPanel(current, current && codeOf(current.code), about);
  for (const tab of $$("#tabs button")) tab.ariaPressed = String(tab.dataset.action === room.view);
  drawActions(current);
}

export function isShown(turn = 0) {
  const box = $("#text").getBoundingClientRect();
  const own = rows.get(turn)?.row.getBoundingClientRect();
  return own && own.bottom > box.top - 400 && own.top < Math.min(box.bottom, innerHeight) + 400;
}

let listed = "";

/** The codes at the left with what is given of each; the list itself is made anew only when it is another one. */
export function drawCodes() {
  const codes = codesLike($("#filter").value.trim());
  const list = JSON.stringify(codes.map((each) => [each.code, each.kind, labelOf(each.code), digitOf(each.code), say("open")]));
  if (list !== listed) {
    listed = list;
    const kinds = Map.groupBy(codes, (each) => each.kind);
    $("#codes").replaceChildren(...[...kinds].flatMap(([kind, some]) => [el("h2", {}, kindName(kind)), el("ul", {}, ...some.map((each) => el("li", {}, codeButton(each.code))))]));
  }
  const counts = Map.groupBy(room.doc.codings, (each) => each.code);
  for (const button of $$("#codes button")) {
    const { code } = button.dataset;
    button.querySelector(".n").textContent = counts.get(code)?.length ?? "";
    button.ariaPressed = String(room.only === code);
    button.classList.toggle("now", code === room.current?.code);
  }
}

/** What codes of a kind are called, where the page has a word for it. */
export const kindName = (kind = "") => say(kind || "other");

function codeButton(code = "") {
  const digit = digitOf(code);
  return el("button", { "--c": hueOf(code), "data-code": code },
    el("span", { class: "dot" }), span(labelOf(code)), el("span", { class: "n" }), digit ? el("kbd", {}, keyOf(digit)) : el("span"));
}

export function drawBar() {
  const { doc, study, only } = room;
  const { decided, all } = queueCounts();
  const said = all ? say("decided", { n: decided, all }) : "";
  $("#count").textContent = said;
  Object.assign($("#track"), { hidden: !all, ariaLabel: said, max: all || 1, value: decided });
  $("#where b").textContent = visible(doc.transcript);
  $("#where span").textContent = `${numberOf(doc.transcript) + 1} / ${study.transcripts.length}${only ? ` · ${say("filtered", { code: labelOf(only) })}` : ""}`;
  $("#queue b").textContent = queueTitle(room.queue.name, room.queue.about);
  $("#finish span").textContent = say(doc.finished ? "finished" : doc.hidden ? "finish-blind" : "finish");
  $("#hidden").hidden = !doc.hidden;
  $("#language").textContent = say("other-language");
}

let timer = 0;
/** Say what happened, at the bottom and to a screen reader. @param {string} sentence */
export function tell(sentence, undoable = false) {
  const box = $("#said");
  box.replaceChildren(sentence, ...(undoable ? [" ", el("kbd", {}, keyOf("undo")), ` ${say("undoes")}`] : []));
  box.classList.add("on");
  clearTimeout(timer);
  timer = setTimeout(() => box.classList.remove("on"), undoable ? 2200 : 6000);
}
