// The codebook beside the text: what each code means; codes are added, renamed and merged, after a look at the change.
import { $, $$, any, copyOf, el, inLanguage, language, link, note, say } from "./dom.js";
import { byKind, tell } from "./draw.js";
import { load } from "./go.js";
import { aboutCode } from "./panel.js";
import { codesLike, hueOf, labelOf, room } from "./room.js";
import { ask, whyNot } from "./server.js";

// The codes that the field at the left finds; an open form stays as it is.
export function drawBook() {
  if ($("#change")) return;
  const add = el("button", { class: "plain", id: "add-code", onclick: () => change("add", "") }, say("add-code"));
  $("#item").replaceChildren(el("div", { class: "row" }, add), ...byKind(codesLike($("#filter").value.trim()), "h3", (some) => some.map(entry)));
  $("#item details[open]")?.scrollIntoView({ block: "nearest" });
}

function entry(code = any) {
  const parent = code.parent && note(say("under", { code: labelOf(code.parent) }));
  return el("details", { "--c": hueOf(code.code), open: code.code === (room.current?.code || room.only) },
    el("summary", {}, labelOf(code.code)),
    el("p", { class: "definition" }, inLanguage(code.definition)), parent, ...aboutCode(code),
    el("div", { class: "row" }, el("code", {}, code.code),
      link("rename", () => change("rename", code.code)), link("merge", () => change("merge", code.code))));
}

/** A form for one change. */
function change(deed = "", code = "") {
  $("#item").replaceChildren(copyOf("code-form"));
  for (const label of $$("#change label")) label.hidden = !label.dataset.for.split(" ").includes(deed);
  const { codes } = room.study;
  $("#change h2").textContent = say(`${deed}-code`, { code: labelOf(code) });
  $("#kinds").replaceChildren(...new Set(codes.map((each) => each.kind)).values().map((kind) => el("option", { value: kind })));
  $("#change-into").replaceChildren(...codes.filter((each) => each.code !== code).map((each) => el("option", { value: each.code }, labelOf(each.code))));
  $("#change-name").value = code;
  $("#change").oninput = () => void ($("#change-do").disabled = true); // what is done was looked at
  $("#change-look").onclick = () => send(deed, code, false);
  $("#change-do").onclick = () => send(deed, code, true);
  $("#change-close").onclick = close;
  $$("#change label:not([hidden]) :is(input, select)")[0].focus();
}

function close() {
  $("#change")?.remove();
  drawBook();
}

function wish(deed = "", code = "", write = false) {
  const value = (name = "") => $(`#change-${name}`).value.trim();
  if (deed !== "add") return { do: deed, code, to: value(deed === "merge" ? "into" : "name"), write };
  const text = (name = "") => ({ [language]: value(name) });
  return { do: deed, code: value("name"), kind: value("kind"), label: text("label"), definition: text("definition"), write };
}

/** Show what a change would do, or do it. */
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
    $("#change").remove();
    await load(room.doc.transcript);
    tell(say("said-code-changed", { where: answer.kept }));
  } catch (error) {
    said.textContent = whyNot(error);
  }
}
