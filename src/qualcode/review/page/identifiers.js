// What may tell who somebody is: a key decides each candidate; the key outside the study keeps that.
import { $, $$, copyOf, el, on, put, say, showCount, speak, speakOther, tell } from "./dom.js";
import { ask, keep, whyNot } from "./server.js";

/** @type {Candidate[]} */
let all = [];
let at = 0;
/** Places of those decided here.
 * @type {number[]} */
const done = [];

/** @type {Record<string, () => unknown>} */
const ACTIONS = { next: () => show(at + 1), previous: () => show(at - 1), undo, language: () => speakOther(show) };
/** What is no action is a decision. */
const act = (name = "") => all.length && (ACTIONS[name] ?? (() => decide(name)))();

function show(number = at) {
  at = Math.max(0, Math.min(number, all.length - 1));
  showCount(all.filter((each) => each.decision).length, all.length);
  const { name, kind, count, titles, places, decision, seldom, short_for: longer } = all[at];
  const about = [say(`i-${kind}`), say("i-count", { count }), ...titles, seldom && say("i-seldom"), longer && say("i-short", { name: longer })];
  put($("#candidate"), {
    rank: say("of", { n: at + 1, all: all.length }), name, about: about.filter(Boolean).join(" · "),
    state: decision && say(decision === "keep" ? "i-kept" : "i-replaced", { kind: say(`i-${kind}`) }),
    places: places.map(({ place, words }) => copyOf("place", { where: place, words: marked(words) })),
  });
}

/** Words around a candidate, which stands in brackets. */
function marked(words = "") {
  const [before, name, after = ""] = words.split(/\[(.*)\](?=[^\]]*$)/);
  return name ? [before, el("b", {}, name), after] : [before];
}

/** Show a decision at once and go on; it is taken back where it is refused. */
async function decide(decision = "", number = at) {
  const one = all[number];
  const before = { ...one };
  const kept = keep("identifiers", { name: one.name, decision });
  one.decision = decision;
  if (decision) done.push(number);
  const open = [...all.keys()].map((each) => (each + number) % all.length).find((each) => !all[each].decision);
  show(decision ? open : number);
  try {
    Object.assign(one, await kept);
  } catch (error) {
    Object.assign(one, before);
    tell(say("taken-back", { what: one.name, transcript: say("i-key"), why: whyNot(error) }));
  }
  show();
}

function undo() {
  const number = done.pop();
  if (number !== undefined) decide("", number);
}

on("keydown", (event) => {
  const button = !event.ctrlKey && !event.metaKey && !event.altKey && $$("[data-key]").find((each) => each.dataset.key === event.key);
  if (!button) return;
  event.preventDefault();
  button.click();
});
on("click", (_, target) => {
  const name = target.closest("[data-do]")?.dataset.do;
  if (name) act(name);
});

async function begin() {
  const { candidates, key } = await ask("identifiers");
  all = candidates;
  at = Math.max(0, all.findIndex((each) => !each.decision));
  $("#key").textContent = key.split(/[\\/]/).slice(-2).join("/"); // its folder and name
  await speak();
  if (all.length) show();
}

begin().catch((error) => tell(whyNot(error)));
