// The codebook beside the text: codes are read, added, renamed and merged, after a look at the change.
import { $, $$, copyOf, el, inLanguage, language, say } from "./dom.js";
import { byKind, tell } from "./draw.js";
import { load } from "./go.js";
import { aboutCode } from "./panel.js";
import { codesLike, hueOf, labelOf, room } from "./room.js";
import { ask, whyNot } from "./server.js";

$("#codebook").onclick = (/** @type {any} */ { target }) => target.dataset.do && change(target.dataset.do, target.closest("details")?.dataset.code);
$("#change").oninput = () => void ($("#change-do").disabled = true); // what is done was looked at
$("#change-close").onclick = close;

// The codes that the field at the left finds; an open form stays as it is.
export function drawBook() {
  if (!$("#change").hidden) return;
  $("#book").replaceChildren(...byKind(codesLike($("#filter").value.trim()), "h3", (some) => some.map(entry)));
  $("#book details[open]")?.scrollIntoView({ block: "nearest" });
}

/** @param {Code} code */
function entry(code) {
  const { code: name, parent } = code;
  const made = copyOf("code-entry", { label: labelOf(name), name, definition: inLanguage(code.definition), under: parent && say("under", { code: labelOf(parent) }), ...aboutCode(code) });
  made.style.setProperty("--c", hueOf(name));
  made.dataset.code = name;
  made.toggleAttribute("open", name === (room.current?.code || room.only));
  return made;
}

function change(deed = "", code = "") {
  const { codes } = room.study;
  showForm(true);
  for (const label of $$("#change label")) label.hidden = !label.dataset.for.split(" ").includes(deed);
  $("#change h2").textContent = say(`${deed}-code`, { code: labelOf(code) });
  $("#kinds").replaceChildren(...new Set(codes.map((each) => each.kind)).values().map((kind) => el("option", { value: kind })));
  $("#change-into").replaceChildren(...codes.filter((each) => each.code !== code).map((each) => el("option", { value: each.code }, labelOf(each.code))));
  for (const field of $$("#change :is(input, textarea)")) field.value = "";
  $("#change-name").value = code;
  $("#change-said").textContent = say("change-hint");
  $("#change-do").disabled = $("#diff").hidden = true;
  $("#change-look").onclick = () => send(deed, code, false);
  $("#change-do").onclick = () => send(deed, code, true);
  $$("#change label:not([hidden]) :is(input, select)")[0].focus();
}

function showForm(shown = false) {
  $("#change").hidden = !shown;
  $("#codes-beside").hidden = shown;
}

function close() {
  showForm();
  drawBook();
}

function wish(deed = "", code = "", write = false) {
  const value = (name = "") => $(`#change-${name}`).value.trim();
  if (deed !== "add") return { do: deed, code, to: value(deed === "merge" ? "into" : "name"), write };
  const text = (name = "") => ({ [language]: value(name) });
  return { do: deed, code: value("name"), kind: value("kind"), label: text("label"), definition: text("definition"), write };
}

async function send(deed = "", code = "", write = false) {
  const said = $("#change-said");
  try {
    const answer = await ask("codes", wish(deed, code, write));
    if (!write) {
      said.textContent = [say("would-change", { n: answer.codings }), ...answer.findings].join(" ");
      $("#diff").textContent = answer.diff;
      $("#diff").hidden = false;
      $("#change-do").disabled = false;
      return;
    }
    room.study = await ask("study");
    showForm();
    await load(room.doc.transcript);
    tell(say("said-code-changed", { where: answer.kept }));
  } catch (error) {
    said.textContent = whyNot(error);
  }
}
