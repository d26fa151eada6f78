// The server: what is asked, and decisions that wait until they are on the disk.
import { $, say } from "./dom.js";

const given = new URLSearchParams(location.hash.slice(1)).get("t");
if (given) {
  sessionStorage.setItem("token", given);
  history.replaceState(null, "", location.pathname); // the address bar, bookmarks and pictures show no token
}
const headers = { Authorization: `Bearer ${sessionStorage.getItem("token") ?? ""}`, "Content-Type": "application/json" };

/** An answer that is an error, with its status and sentence. */
export class Refusal extends Error {
  /** @param {number} status @param {string} why */
  constructor(status, why) {
    super(why);
    this.status = status;
  }
}

/** @param {string} path @param {any} [body] @returns {Promise<any>} */
export async function ask(path, body) {
  const options = body === undefined ? { headers } : { headers, method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(`/api/${path}`, options);
  const said = await answer.json();
  if (!answer.ok) throw new Refusal(answer.status, said.error ?? "");
  return said;
}

/** A name for a line, of 60 bits that nobody else draws. */
export const newId = () => crypto.randomUUID().replaceAll("-", "").slice(0, 16);

const path = (transcript = "") => `transcripts/${transcript.split("/").map(encodeURIComponent).join("/")}`;
export const readTranscript = (name = "") => ask(path(name));

/** @type {Waiting[]} */
const waiting = [];
let busy = false;

/** Say in the bar whether all is on the disk: `saving`, `saved`, `unsaved` or `other-writer`. */
function tell(state = "", n = 0) {
  const time = new Date().toTimeString().slice(0, 8);
  $("#saved").className = `saved ${state}`;
  $("#saved").textContent = say(state, { n, time });
}

/** Keep decisions, one request after the other; what cannot be sent now waits and is tried again.
 * @param {string} transcript @param {any[]} lines @returns {Promise<any>} */
export function keep(transcript, lines) {
  return new Promise((done, refused) => {
    waiting.push({ transcript, lines, done, refused });
    send();
  });
}

export const pending = (name = "") => waiting.some((each) => each.transcript === name);

async function send() {
  if (busy || !waiting.length) return;
  busy = true;
  tell("saving", waiting.length);
  const next = waiting[0];
  try {
    const answer = await ask(`${path(next.transcript)}/lines`, { lines: next.lines });
    waiting.shift();
    next.done(answer);
    if (!waiting.length) tell("saved", 0);
  } catch (error) {
    const gone = !(error instanceof Refusal);
    if (gone || error.status === 423) {
      tell(gone ? "unsaved" : "other-writer", waiting.length);
      setTimeout(again, 1500);
      return;
    }
    waiting.shift();
    next.refused(error);
  }
  again();
}

function again() {
  busy = false;
  send();
}

addEventListener("beforeunload", (event) => {
  if (waiting.length) event.preventDefault();
});
