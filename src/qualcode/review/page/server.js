// The server: what is asked, and what waits until it is on the disk.
import { $, say } from "./dom.js";

const given = new URLSearchParams(location.hash.slice(1)).get("t");
if (given) {
  sessionStorage.token = given;
  history.replaceState(null, "", location.pathname); // no address bar or picture shows it
}
const headers = { Authorization: `Bearer ${sessionStorage.token ?? ""}`, "Content-Type": "application/json" };

/** @param {any} error */
export function whyNot(error) {
  if (!("status" in error)) throw error; // a mistake of the page itself
  return say({ 0: "no-server", 409: "corrected", 503: "learning", 507: "disk" }[Number(error.status)] ?? "refused", { why: error.message });
}

/** @param {object} [body] @returns {Promise<any>} */
export async function ask(path = "", body) {
  const options = body === undefined ? { headers } : { headers, method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(`/api/${path}`, options).catch(() => null);
  const said = await answer?.json().catch(() => null);
  if (!said || !answer?.ok) throw Object.assign(new Error(said?.error), { status: (said && answer?.status) || 0 }); // 0: no answer
  return said;
}

/** A name for a line, of 60 bits that nobody else draws. */
export const newId = () => crypto.randomUUID().replaceAll("-", "").slice(0, 16);

export const pathOf = (transcript = "") => `transcripts/${transcript.split("/").map(encodeURIComponent).join("/")}`;

/** Paths to which something waits to be sent.
 * @type {string[]} */
const waiting = [];
/** @type {Promise<unknown>} */
let last = Promise.resolve();
const later = (ms = 0) => new Promise((done) => setTimeout(done, ms));

/** The next frame does not wait for what is sent; a tab that is not shown has none. */
const painted = () => Promise.race([new Promise(requestAnimationFrame).then(() => later()), later(50)]);

function tell(state = "", n = 0) {
  const time = new Date().toTimeString().slice(0, 8);
  Object.assign($("#saved"), { className: `saved ${state}`, textContent: say(state, { n, time }) });
}

/** Keep something, one after the other; what cannot be sent now is tried again.
 * @param {object} body @returns {Promise<any>} */
export function keep(path = "", body) {
  waiting.push(path);
  tell("saving", waiting.length); // at once: the page never says saved of what is only painted
  const kept = last.then(() => send(path, body));
  last = kept.catch(() => {});
  return kept;
}

/** What settles once all that was kept is answered. */
export const answered = () => last;

export const pending = (path = "") => waiting.includes(path);

/** @param {object} body */
async function send(path = "", body) {
  await painted();
  for (;;) {
    tell("saving", waiting.length);
    try {
      const answer = await ask(path, body);
      gone("saved");
      return answer;
    } catch (/** @type {any} */ error) {
      const waits = { 0: "unsaved", 423: "other-writer" }[Number(error.status)];
      if (!waits) {
        gone("not-kept");
        throw error;
      }
      tell(waits, waiting.length);
      await later(1500);
    }
  }
}

function gone(state = "") {
  waiting.shift();
  if (!waiting.length) tell(state);
}

addEventListener("beforeunload", (event) => {
  if (waiting.length) event.preventDefault();
});
