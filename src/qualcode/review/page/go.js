// Going about: from passage to passage, turn to turn, transcript to transcript.
import { $, $$, el, language, say, speak, visible } from "./dom.js";
import { draw, drawBar, drawCurrent, drawTurn, forgetStripes, tell } from "./draw.js";
import { giveCode } from "./decide.js";
import { pick } from "./picker.js";
import { queueTitle, setQueue } from "./queue.js";
import { codesLike, digitOf, hueOf, itemsOf, keyOf, labelOf, matches, room, same } from "./room.js";
import { Refusal, ask, readTranscript } from "./server.js";
import { quoteOf, renderTurns, rows, selectedSpan, showSpan } from "./text.js";

/** Show a passage and let keys act on it. @param {any} item */
export function choose(item) {
  const before = room.current?.turn;
  room.current = item;
  room.turn = item.turn;
  const { queue, doc } = room;
  const at = queue.items.findIndex((each) => each.transcript === doc.transcript && same(each, item));
  if (at >= 0) queue.at = at;
  if (room.view === "memos") room.view = "passage";
  drawCurrent();
  for (const turn of new Set([before, item.turn])) if (turn) drawTurn(turn);
  showSpan(item);
  $("#position").textContent = say("suggestion-label", { code: labelOf(item.code), state: say(item.state), turn: item.turn, quote: quoteOf(item) });
}

/** The next passage of the queue, or the one before; at the end of a text, the next one that has some. @param {number} [step] */
export async function next(step = 1) {
  const { queue, current, doc, study } = room;
  if (queue.name !== "text") return goTo(queue.at + step);
  const items = itemsOf();
  const at = items.findIndex((each) => each.key === current?.key);
  const item = items[at < 0 && step < 0 ? items.length - 1 : at + step];
  if (item) return choose(item);
  const number = study.transcripts.findIndex((each) => each.transcript === doc.transcript);
  const more = step > 0 && study.transcripts.slice(number + 1).find((each) => each.open || !each.finished);
  if (more && !doc.hidden) await open(more.transcript);
  else tell(say(doc.hidden ? "blind" : "no-more"));
}

/** Show an item of the queue, wherever it stands. @param {number} at */
export async function goTo(at) {
  const item = room.queue.items[at];
  if (!item) return tell(say("no-more"));
  room.queue.at = at;
  if (item.transcript !== room.doc.transcript) await load(item.transcript);
  const own = itemsOf().find((each) => same(each, item));
  room.unit = item.code ? null : item;
  if (own) return choose(own);
  room.current = null;
  room.turn = item.turn;
  draw();
  showSpan(item);
}

export function turnBy(/** @type {number} */ step) {
  const numbers = [...rows.keys()];
  goToTurn(numbers[Math.max(0, Math.min(numbers.length - 1, numbers.indexOf(room.turn) + step))]);
}

function goToTurn(/** @type {number} */ turn) {
  for (const row of $$(".t.now")) row.classList.remove("now");
  room.turn = turn;
  const row = /** @type {HTMLElement} */ (rows.get(turn)?.row);
  row.classList.add("now");
  row.querySelector("p")?.scrollIntoView({ block: "nearest" });
  $("#position").textContent = `${say("turn", { turn })}: ${row.querySelector(".words")?.textContent}`;
}

/** Show the passages of one code only, or all again. @param {string} code */
export function filter(code) {
  room.only = room.only === code ? "" : code;
  room.current = null;
  draw();
}

/** Read a transcript and show it, with nothing chosen. @param {string} name */
export async function load(name) {
  room.doc = await readTranscript(name);
  room.current = null;
  room.turn = room.doc.turns[0]?.turn ?? 1;
  render();
  $("#text").scrollTo(0, 0);
  document.title = "qualcode review"; // a title with a name would stand in the history of the browser
  draw();
}

/** Draw all turns of the open transcript anew. */
function render() {
  forgetStripes();
  renderTurns(room.doc, (row) => drawTurn(Number(row.dataset.turn)));
}

/** Open a transcript at a place, or at what is to be decided first. @param {string} name @param {any} [at] */
export async function open(name, at = null) {
  if (name !== room.doc?.transcript) await load(name);
  const first = itemsOf().find((each) => each.state === "open");
  room.unit = at;
  if (at) {
    room.current = null;
    room.turn = at.turn;
    draw();
    showSpan(at);
    if (room.queue.name !== "sample") room.unit = null;
  } else if (first) choose(first);
}

/** Choose a code by typing. */
export function pickCode() {
  const span = selectedSpan();
  pick("type-code", codesLike, (each) => [el("i", { "--c": hueOf(each.code) }), el("span", {}, labelOf(each.code)), digitOf(each.code) && el("kbd", {}, keyOf(digitOf(each.code)))],
    (each) => giveCode(each.code, span));
}

/** Choose a transcript by its name or by what is known of it. */
export function pickTranscript() {
  pick("type-transcript", (typed) => room.study.transcripts.filter((each) => matches(`${each.transcript} ${each.about}`, typed)),
    (each) => [el("span", {}, visible(each.transcript), el("small", {}, ` ${visible(each.about)}`)), el("span", { class: "n" }, [each.finished ? "✓" : "", each.codings || "", each.open ? `+${each.open}` : ""].filter(Boolean).join(" "))],
    async (each) => {
      await setQueue("text");
      open(each.transcript);
    });
}

/** Choose an order in which passages come. */
export function pickQueue() {
  const { study } = room;
  const titled = study.queues.map(({ name, about }) => ({ name, about, title: queueTitle(name, about) }));
  pick("type-queue", (typed) => titled.filter((each) => matches(each.title, typed)), (each) => [each.about.code && el("i", { "--c": hueOf(each.about.code) }), el("span", {}, each.title)],
    (each) => startQueue(each.name, each.about));
}

/** Begin a queue at its first open item. @param {string} name @param {any} [about] */
export async function startQueue(name, about) {
  await setQueue(name, about);
  room.only = "";
  const first = room.queue.items.findIndex((each) => each.state === "open");
  if (room.queue.items.length) await goTo(Math.max(first, 0));
  else if (name !== "text") tell(say("empty-queue"));
  draw();
}

/** Search all transcripts, or go to a turn by its number or its time. */
export function search() {
  let asked = 0;
  const find = async (/** @type {string} */ typed) => {
    const own = ++asked;
    if (/^[\d:]+$/.test(typed)) return turnsAt(typed);
    if (typed.length < 2) return [];
    await new Promise((done) => setTimeout(done, 150));
    if (own !== asked) return null;
    try {
      return (await ask("find", { terms: typed })).slice(0, 100);
    } catch (error) {
      if (error instanceof Refusal) return [];
      throw error;
    }
  };
  const drawn = (/** @type {Found} */ each) => each.quote === undefined ? [el("span", {}, say("turn", each)), el("small", {}, each.time)] : [el("span", { lang: "" }, visible(`…${each.before}`), el("b", {}, visible(each.quote ?? "")), visible(`${each.after}…`), el("small", {}, ` ${visible(each.transcript)} ${each.turn}`))];
  pick("type-term", find, drawn, async (each) => {
    if (each.quote === undefined) return goToTurn(each.turn);
    await open(each.transcript, each);
    room.unit = each;
    drawCurrent();
    room.unit = null;
  });
}

/** The turn of a number, and the one that is spoken at a time. @param {string} typed */
function turnsAt(typed) {
  const seconds = typed.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  const spoken = typed.includes(":") && room.doc.turns.findLast((each) => each.start !== null && each.start <= seconds);
  const numbered = room.doc.turns.find((each) => String(each.turn) === typed);
  return [spoken, numbered].flatMap((each) => (each ? [{ ...each, quote: undefined, time: typed }] : []));
}

export async function speakOther() {
  await speak(language === "en" ? "id" : "en");
  localStorage.setItem("language", language);
  render();
  draw();
  drawBar();
  if (room.current) showSpan(room.current);
}
