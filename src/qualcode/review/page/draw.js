// Drawing: of the margins and lists only what is another one than before, after all is measured.
import { $, $$, changes, el, say, span, visible } from "./dom.js";
import { drawBook } from "./codebook.js";
import { drawStripes } from "./margin.js";
import { drawMemos } from "./memos.js";
import { drawActions, drawPanel } from "./panel.js";
import { queueCounts, queueTitle } from "./go.js";
import { codesLike, digitOf, hueOf, itemsOf, keyOf, labelOf, numberOf, room } from "./room.js";
import { inSight, paint, rows } from "./text.js";

/** Show the state of things: what is chosen, the lists, the bar, and the margins of turns in sight. */
export function draw() {
  const items = itemsOf();
  const { current, unit, doc, view } = room;
  const now = items.find((each) => each.key === current?.key) ?? items.find((each) => each.suggestion && each.suggestion === current?.suggestion) ?? null;
  room.current = now;
  drawMargins(items); // first: it measures, which is cheap before changes
  paint("now", now ? [now] : unit?.transcript === doc.transcript ? [unit] : [], 1);
  paint("match", (now?.matched ?? []).map(([start, end]) => ({ turn: now?.turn, start, end })), 2);
  for (const row of $$(".t.now")) row.classList.remove("now");
  rows.get(room.turn)?.row.classList.add("now");
  if (view === "memos") drawMemos();
  else if (view === "codebook") drawBook();
  else drawPanel(now, { n: now ? items.indexOf(now) + 1 : 0, all: items.length });
  for (const tab of $$("#tabs button")) tab.ariaPressed = String(tab.dataset.action === view);
  drawActions(now);
  drawCodes();
  drawBar();
}

/** Draw what is in sight: stripes, and lines under the words of codings. */
export function drawMargins(items = itemsOf()) {
  const seen = items.filter((each) => inSight.has(each.turn));
  paint("own", seen.filter((each) => !["open", "reject", "settled"].includes(each.state)));
  drawStripes(seen);
}

/** The codes at the left, with what is given of each. */
function drawCodes() {
  const codes = codesLike($("#filter").value.trim());
  if (changes($("#codes"), codes)) $("#codes").replaceChildren(...byKind(codes, "h2", (some) => [el("ul", {}, ...some.map((each) => el("li", {}, codeButton(each.code))))]));
  const counts = Map.groupBy(room.doc.codings, (each) => each.code);
  for (const button of $$("#codes button")) {
    const { code } = button.dataset;
    button.querySelector(".n").textContent = counts.get(code)?.length ?? "";
    button.ariaPressed = String(room.only === code);
    button.classList.toggle("now", code === room.current?.code);
  }
}

/** Codes under headings of their kinds. @param {Code[]} codes @param {string} heading @param {(some: Code[]) => any[]} drawSome */
export const byKind = (codes, heading, drawSome) => [...Map.groupBy(codes, (each) => each.kind)].flatMap(([kind, some]) => [el(heading, {}, say(kind || "other")), ...drawSome(some)]);

function codeButton(code = "") {
  const digit = digitOf(code);
  return el("button", { "--c": hueOf(code), "data-code": code },
    el("span", { class: "dot" }), span(labelOf(code)), el("span", { class: "n" }), digit ? el("kbd", {}, keyOf(digit)) : el("span"));
}

function drawBar() {
  const { doc, study, only } = room;
  const { decided, all } = queueCounts();
  const said = all ? say("decided", { n: decided, all }) : "";
  $("#count").textContent = said;
  Object.assign($("#track"), { hidden: !all, ariaLabel: said, max: all || 1, value: decided });
  $("#where b").textContent = visible(doc.transcript);
  $("#where span").textContent = `${numberOf(doc.transcript) + 1} / ${study.transcripts.length}${only ? ` · ${say("filtered", { code: labelOf(only) })}` : ""}`;
  $("#queue b").textContent = queueTitle(room.queue);
  $("#finish span").textContent = say(doc.finished ? "finished" : doc.hidden ? "finish-blind" : "finish");
  $("#hidden").hidden = !doc.hidden;
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
