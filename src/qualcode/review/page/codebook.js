// The codebook beside the text: codes are read, added, renamed, merged, after a look at the change.
import { $, $$, copyOf, el, inLanguage, language, on, say, tell } from "./dom.js";
import { aboutCode, byKind } from "./draw.js";
import { load } from "./go.js";
import { codesLike, hueOf, labelOf, room } from "./room.js";
import { ask, whyNot } from "./server.js";

const form = $("#change");
const said = $("#change-said");

on("click", (_, target) => target.dataset.do && change(target.dataset.do, target.closest("li")?.dataset.code));
form.oninput = () => void ($("#change-do").disabled = true); // what is done was looked at
$("#change-close").onclick = () => {
  form.hidden = true;
  drawBook();
};

export function drawBook() {
  if (!form.hidden) return;
  $("#book").replaceChildren(...byKind(codesLike($("#filter").value), "h3", entry));
  $("#book [open]")?.scrollIntoView({ block: "nearest" });
}

/** @param {Code} code */
function entry(code) {
  const { code: name, parent, definition } = code;
  const under = parent && say("under", { code: labelOf(parent) });
  const made = copyOf("code-entry", { label: labelOf(name), name, definition: inLanguage(definition), under, colour: hueOf(name), ...aboutCode(code) });
  made.dataset.code = name;
  made.querySelector("details").toggleAttribute("open", name === (room.current?.code || room.only));
  return made;
}

function change(deed = "", code = "") {
  const { codes } = room.study;
  form.dataset.deed = deed; // and its fields
  form.hidden = false;
  $("#change h2").textContent = say(`${deed}-code`, { code: labelOf(code) });
  $("#kinds").replaceChildren(...[...new Set(codes.map((each) => each.kind))].map((value) => el("option", { value })));
  $("#change-into").replaceChildren(...codes.filter((each) => each.code !== code).map((each) => el("option", { value: each.code }, labelOf(each.code))));
  for (const field of $$("#change :is(input, textarea)")) field.value = "";
  $("#change-name").value = code;
  said.textContent = say("change-hint");
  $("#change-do").disabled = $("#diff").hidden = true;
  $("#change-look").onclick = () => send(deed, code);
  $("#change-do").onclick = () => send(deed, code, true);
  $(`#change [data-for~=${deed}] :is(input, select)`).focus();
}

function wish(deed = "", code = "") {
  const value = (name = "") => $(`#change-${name}`).value.trim();
  if (deed !== "add") return { code, to: value(deed === "merge" ? "into" : "name") };
  const text = (name = "") => ({ [language]: value(name) });
  return { code: value("name"), kind: value("kind"), label: text("label"), definition: text("definition") };
}

async function send(deed = "", code = "", write = false) {
  try {
    const { codings, findings, diff, kept } = await ask("codes", { do: deed, write, ...wish(deed, code) });
    if (!write) {
      said.textContent = [say("would-change", { n: codings }), ...findings].join(" ");
      $("#diff").textContent = diff;
      $("#change-do").disabled = $("#diff").hidden = false;
      return;
    }
    room.study = await ask("study");
    form.hidden = true;
    await load(room.doc.transcript);
    tell(say("said-code-changed", { where: kept }));
  } catch (error) {
    said.textContent = whyNot(error);
  }
}
