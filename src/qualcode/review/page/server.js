// The server: what is asked, and decisions that wait until they are on the disk.
import { $, any, anys, say } from "./dom.js";

const given = new URLSearchParams(location.hash.slice(1)).get("t");
if (given) {
  sessionStorage.setItem("token", given);
  history.replaceState(null, "", location.pathname); // the address bar, bookmarks and pictures show no token
}
const headers = { Authorization: `Bearer ${sessionStorage.getItem("token") ?? ""}`, "Content-Type": "application/json" };

/** An answer that is an error, with its status and sentence; status 0: there was no answer. */
class Refusal extends Error {
  constructor(status = 0, why = "") {
    super(why);
    this.status = status;
  }
}

/** Why something was refused, in a sentence. */
export function whyNot(error = any) {
  if (!(error instanceof Refusal)) throw error;
  return say({ 0: "no-server", 409: "corrected", 503: "learning", 507: "disk" }[error.status] ?? "refused", { why: error.message });
}

export async function ask(path = "", body = any) {
  const options = body === undefined ? { headers } : { headers, method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(`/api/${path}`, options).catch(() => null);
  const said = await answer?.json().catch(() => null);
  if (!said || !answer?.ok) throw new Refusal(said ? Number(answer?.status) : 0, said?.error);
  return said;
}

/** A name for a line, of 60 bits that nobody else draws. */
export const newId = () => crypto.randomUUID().replaceAll("-", "").slice(0, 16);

const path = (transcript = "") => `transcripts/${transcript.split("/").map(encodeURIComponent).join("/")}`;
export const readTranscript = (name = "") => ask(path(name));

/** @type {Waiting[]} */
const waiting = [];
let busy = false;

/** Say in the bar whether all is on the disk. */
function tell(state = "", n = 0) {
  const time = new Date().toTimeString().slice(0, 8);
  $("#saved").className = `saved ${state}`;
  $("#saved").textContent = say(state, { n, time });
}

/** Keep decisions, one after the other; what cannot be sent now is tried again. @returns {Promise<any>} */
export function keep(transcript = "", lines = anys) {
  return new Promise((done, refused) => {
    waiting.push({ transcript, lines, done, refused });
    setTimeout(send); // the frame does not wait for it
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
    if (!waiting.length) tell("saved");
  } catch (/** @type {any} */ error) {
    const waits = { 0: "unsaved", 423: "other-writer" }[Number(error.status)];
    if (waits) {
      tell(waits, waiting.length);
      setTimeout(again, 1500);
      return;
    }
    waiting.shift();
    next.refused(error);
    if (!waiting.length) tell("not-kept");
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
