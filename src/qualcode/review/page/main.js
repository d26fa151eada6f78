// The reading room begins: words of the page, the study, and the first transcript with something to do.
import { $, $$, say, speak } from "./dom.js";
import { drawMargins, tell } from "./draw.js";
import { open, startQueue } from "./go.js";
import "./keys.js";
import { keyOf, room } from "./room.js";
import { ask, whyNot } from "./server.js";
import { watchTurns } from "./text.js";

async function begin() {
  await speak();
  room.study = await ask("study");
  $("#saved").textContent = say("coder", { name: room.study.coder });
  const { transcripts, sample, between } = room.study;
  document.body.classList.toggle("between", between.length > 0);
  for (const [at, name] of ["first", "second"].entries()) $(`#act [data-action=${name}] b`).textContent = between[at] ?? "";
  addEventListener("resize", () => drawMargins());
  watchTurns(() => drawMargins());
  for (const key of $$("[data-key]")) key.textContent = keyOf(key.dataset.key);
  const first = transcripts.find((each) => each.open || !each.finished) ?? transcripts[0];
  await open(first.transcript);
  if (sample) await startQueue("sample");
}

begin().catch((error) => tell(whyNot(error)));
