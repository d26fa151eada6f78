// Queues: in which order passages come, and how far one is in them. What a queue holds, the desk says.
import { say } from "./dom.js";
import { labelOf, room, same } from "./room.js";
import { ask } from "./server.js";

/** @param {string} name @param {any} about */
export const queueTitle = (name, about) => say(`q-${name}`, { code: labelOf(about.code ?? ""), sample: room.study.sample });

/** Make a queue the one that is gone through; in order of text, the open transcript itself is the queue.
 * @param {string} name @param {Record<string, string>} [about] */
export async function setQueue(name, about = {}) {
  const items = name === "text" ? [] : (await ask(`queue?${new URLSearchParams({ order: name, ...about })}`)).items;
  room.queue = { name, about, items, at: -1 };
  room.unit = null;
}

/** Passages of the queue that are decided, and all of them; what the coder coded without a suggestion is not counted. */
export function queueCounts() {
  const { queue, doc } = room;
  const states = (queue.name === "text" ? doc.suggestions : queue.items).map((each) => each.state).filter((state) => state !== "own");
  return { decided: states.filter((state) => state !== "open").length, all: states.length };
}

/** Take over what was decided in the open transcript; a turn that was read is read in all its units. @param {number[]} [looked] */
export function noteInQueue(looked = []) {
  for (const item of room.queue.items) {
    if (item.transcript !== room.doc.transcript) continue;
    const now = room.doc.suggestions.find((each) => same(each, item));
    if (now) item.state = now.state;
    else if (!item.code && looked.includes(item.turn)) item.state = "looked";
  }
}

/** Place of the next open item of the queue, from the one that is chosen; -1: none. */
export function nextInQueue() {
  const { items, at } = room.queue;
  const order = items.map((_, step) => (at + 1 + step) % items.length);
  return order.find((place) => items[place].state === "open") ?? -1;
}
