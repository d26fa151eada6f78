// Lists to type into: codes, transcripts, queues, places. Enter takes the first, or what arrows reach.
import { giveCode } from "./decide.js";
import { $, copyOf, el, on, say } from "./dom.js";
import { open, queueTitle, setQueue, startQueue } from "./go.js";
import { codesLike, digitOf, hueOf, labelOf, matches, room } from "./room.js";
import { ask } from "./server.js";
import { selectedSpan, within } from "./text.js";

const dialog = $("#picker");
const input = $("#picker input");
const list = $("#found");
let at = 0;
let asked = 0;
let choose = () => {};

/** Choose one of the entries that `find` gives for what is typed; `draw` says what a row shows.
 * @template T @param {(typed: string) => T[] | Promise<T[]>} find @param {(entry: T) => Shown} draw @param {(entry: T) => unknown} take */
function pick(hint = "", find, draw, take) {
  choose = () => {};
  list.replaceChildren();
  input.value = "";
  input.ariaLabel = input.placeholder = say(hint);
  input.oninput = async () => {
    const own = ++asked;
    const entries = await find(input.value.trim());
    if (own !== asked) return; // something else was typed meanwhile
    list.replaceChildren(...entries.map((entry) => copyOf("option", draw(entry))));
    if (!entries.length) list.append(copyOf("no-option"));
    mark(0);
    choose = () => {
      if (!entries.length) return;
      dialog.close();
      take(entries[at]);
    };
  };
  dialog.showModal();
  input.oninput(new Event("input"));
}

function mark(number = 0) {
  at = within(0, number, list.children.length - 1);
  for (const [place, row] of [...list.children].entries()) {
    row.id = place === at ? "chosen" : ""; // the field names it as its active descendant
    row.ariaSelected = String(place === at);
  }
  $("#chosen")?.scrollIntoView({ block: "nearest" });
}

on("click", (_, target) => {
  const row = target.closest("#found li");
  if (!row) return;
  mark([...list.children].indexOf(row));
  choose();
});
input.onkeydown = (/** @type {KeyboardEvent} */ event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) mark(at + step);
  else if (event.key === "Enter") choose();
  else return;
  event.preventDefault();
};

export function pickCode() {
  const chosen = selectedSpan();
  pick("type-code", codesLike, ({ code }) => ({ colour: hueOf(code), text: labelOf(code), key: digitOf(code) }),
    (each) => giveCode(each.code, chosen));
}

export function pickTranscript() {
  pick("type-transcript", (typed) => room.study.transcripts.filter((each) => matches(`${each.transcript} ${each.about}`, typed)),
    ({ transcript, about, finished, codings, open }) => ({ text: transcript, about, n: [finished && "✓", codings, open && `+${open}`].filter(Boolean).join(" ") }),
    async (each) => {
      await setQueue();
      open(each.transcript);
    });
}

export function pickQueue() {
  pick("type-queue", (typed) => room.study.queues.filter((each) => matches(queueTitle(each), typed)),
    (each) => ({ colour: each.about.code && hueOf(each.about.code), text: queueTitle(each) }),
    (each) => startQueue(each.name, each.about));
}

export function search() {
  /** @returns {Promise<Found[]>} */
  const find = async (typed = "") => (typed ? (await ask("find", { terms: typed, transcript: room.doc.transcript })).slice(0, 100) : []);
  pick("type-term", find, ({ transcript, turn, before, quote, after }) => ({ speech: [`…${before}`, el("b", {}, quote), `${after}…`], about: `${transcript} ${turn}` }),
    (each) => open(each.transcript, each));
}
