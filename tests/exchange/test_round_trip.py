"""Out and in again: the same texts, codes, coders and codings, on the same words."""

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.exchange.positions import Passage, Scale, decide, weigh_offset_units
from qualcode.exchange.project_out import ProjectHeader, project, render_turns
from qualcode.exchange.refi_read import read_project
from qualcode.exchange.refi_write import packed, project_root
from qualcode.exchange.texts_in import locate_turns, turn_spans
from qualcode.model.codebook import Code, Codebook
from qualcode.model.coding import Coder, PersonCoding
from qualcode.model.transcript import Turn
from study import Folder

ROOT = Path(__file__).resolve().parents[2]
BOOK = Codebook("b", (Code("fear"), Code("cost", parent="fear")), languages=("en",))
WORDS = st.text(st.sampled_from("ab \u0301😅👩‍👧🏠é\ufe0f,.\n\r\u2028"), min_size=1, max_size=30).filter(str.strip)
TALKS = st.lists(WORDS, min_size=1, max_size=6)
CODES = st.sampled_from(["fear", "cost"])
SPOKEN = """\
Pewawancara: Apa kendala di kantor ini, Bu?

Informan: Jaringannya kurang 😅, sinyal belum ada.
Aplikasinya sulit dipakai e\u0301tat.

Pewawancara: Lalu anggarannya?

Informan: Anggaran kurang 👩‍👩‍👧, and nobody trained us. Kalau ada pelatihan, kami ikut.
"""


def coding(turns: list[Turn], at: int, low: int, high: int, code: str, coder: str) -> PersonCoding:
    text = turns[at].text
    start, end = sorted((low % (len(text) + 1), high % (len(text) + 1)))
    start, end = (start, end) if start < end else (0, len(text))
    return PersonCoding(coder, "t", at + 1, code, start, end, text[start:end], time="2026-01-02T03:04:05+00:00")


@given(
    TALKS, st.lists(st.tuples(*[st.integers(0, 99)] * 3, st.sampled_from(["fear", "cost"]), st.booleans()), max_size=8)
)
def test_codings_come_back_on_their_words_whatever_the_text(said, marked):
    turns = [Turn(number, f"S{number % 2}", text.strip()) for number, text in enumerate(said, 1)]
    codings = [coding(turns, at % len(turns), low, high, code, "ab"[who]) for at, low, high, code, who in marked]
    told = ProjectHeader(
        "x", "c", "qualcode 0", BOOK, coders=(Coder("a"), Coder("b")), codings=codings, transcripts={"t": turns}
    )
    sent = project(told)
    received = read_project(
        "x.qdpx", packed(project_root(sent), {source.guid: source.text for source in sent.sources})
    ).project
    assert received == sent
    (source,) = received.sources
    scale = Scale(source.text)
    passages = [Passage(each.start, each.end, each.name) for each in source.selections]
    decided = decide(weigh_offset_units(scale, passages, marked=source.marked), [], received.origin)
    assert not decided.doubtful
    stretches = locate_turns(render_turns(turns).starts, turns)
    codes = {code.guid: name for code, name in zip(received.every_code(), ("fear", "cost"), strict=True)}
    users = {user.guid: user.name for user in received.users}
    back = set()
    for selection, span in zip(source.selections, decided.spans, strict=True):
        (place,) = turn_spans(stretches, *span)
        for each in selection.codings:
            back.add((users[each.user], codes[each.code], place.turn + 1, place.start, place.end))
    assert back == {(each.coder, each.code, each.turn, each.start, each.end) for each in codings}


def study(path: Path) -> Folder:
    """The shipped codebook on invented talk, coded by its rules and by a person."""
    folder = Folder(path)
    path.mkdir()
    folder.write(
        "qualcode.yaml", "format: 1\ntitle: Round\ncorpus: talk\ncodebook: codebooks/smart-city-barriers.yaml\n"
    )
    for file in (ROOT / "codebooks").rglob("*.yaml"):
        folder.write(f"codebooks/{file.relative_to(ROOT / 'codebooks').as_posix()}", file.read_bytes())
    for name, text in {"satu": SPOKEN, "dua/tiga": SPOKEN.replace("Informan", "Bu Ani")}.items():
        folder.write(f"corpora/talk/sources/{name}.txt", text)
    folder.done("ingest")
    folder.done("code")
    sheet = "transcript,quote,codes,note\nsatu,Aplikasinya sulit,{0},lihat lagi\nsatu,nobody trained us,{0},\n"
    code = json.loads(folder.done("export", "codes", "--to", "json", "-o", "-").out)["rows"][0]["code"]
    folder.write("sheet.csv", sheet.format(code))
    folder.done("import", "codings", "sheet.csv", "--coder", "ani")
    return folder


@pytest.mark.slow
def test_a_study_goes_out_comes_into_a_new_one_and_goes_out_the_same(tmp_path):
    first = study(tmp_path / "first")
    first.done("export", "project", "-o", "out/x.qdpx", "--coder", "rules+ani")
    second = Folder(tmp_path / "second")
    second.path.mkdir()
    second.write(
        "qualcode.yaml", "format: 1\ntitle: Round\ncorpus: talk\ncodebook: codebooks/smart-city-barriers.yaml\n"
    )
    said = second.done("import", "project", str(first.path / "out/x.qdpx"), "--json").json
    assert said["refused"] == 0
    assert set(said["coders"]) == {"ani", "rules of smart-city-barriers"}
    coder = "rules of smart-city-barriers+ani"
    second.done("export", "project", "-o", "out/x.qdpx", "--coder", coder)
    assert parts(second.path / "out/x.qdpx") == parts(first.path / "out/x.qdpx")


def parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(file.read_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.slow
@settings(max_examples=6)
@given(st.data())
def test_a_new_study_keeps_every_quote_of_talk_in_odd_letters(tmp_path_factory, data):
    words = st.text(st.sampled_from("ab 😅👩‍👧🏠é\u0301"), min_size=1, max_size=12).map(str.strip).filter(bool)
    said = data.draw(st.lists(words, min_size=4, max_size=8))
    text = "\n\n".join(f"{('Pewawancara', 'Informan')[at % 2]}: {each}" for at, each in enumerate(said)) + "\n"
    crlf = data.draw(st.booleans())
    first, second = (Folder(tmp_path_factory.mktemp(name)) for name in ("first", "second"))
    first.write("talk/a.txt", text.replace("\n", "\r\n") if crlf else text)
    first.write("b.yaml", "format: 1\ncodebook: b\ncodes: [{code: fear}]\n")
    first.done("ingest", "talk")
    turns = first.turns("a")
    lines = [{"format": 1}]
    for number, (_, spoken) in enumerate(turns, 1):
        start = data.draw(st.integers(0, len(spoken) - 1))
        end = data.draw(st.integers(start + 1, len(spoken)))
        lines.append({"turn": number, "code": "fear", "start": start, "end": end, "quote": spoken[start:end]})
    first.write("corpora/default/coding/ani/a.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    first.done("export", "project", "-o", "x.qdpx", "--coder", "ani", "-b", "b.yaml")
    second.done("import", "project", str(first.path / "x.qdpx"))
    assert second.turns("a") == turns
    kept = [json.loads(line) for line in second.read("corpora/default/coding/ani/a.jsonl").splitlines()]
    names = ("turn", "code", "start", "end", "quote")
    assert [[each[name] for name in names] for each in kept[1:]] == [
        [each[name] for name in names] for each in lines[1:]
    ]


def test_a_respondent_alone_in_a_transcript_keeps_name_and_attributes(tmp_path):
    first, second = Folder(tmp_path / "first"), Folder(tmp_path / "second")
    for folder in (first, second):
        folder.path.mkdir()
    first.write("talk/a.txt", SPOKEN)
    first.write("b.yaml", "format: 1\ncodebook: b\ncodes: [{code: fear}]\n")
    who = "{Pewawancara: interviewer, Informan: {respondent: B01, attributes: {age: 47}}}"
    first.write(
        "corpora/default/corpus.yaml", f"format: 1\ntranscripts: {{a: {{attributes: {{city: X}}, speakers: {who}}}}}\n"
    )
    first.done("ingest", "talk")
    first.done("export", "project", "-o", "x.qdpx", "-b", "b.yaml")
    second.done("import", "project", str(first.path / "x.qdpx"))
    text = second.read("corpora/default/corpus.yaml")
    assert "city: X" in text
    assert re.search(r"Informan:\s+role: participant\s+respondent: B01", text)
    assert re.search(r"age: ['\"]?47", text)


def test_attributes_of_a_transcript_without_a_participant_survive(tmp_path):
    first, second = Folder(tmp_path / "first"), Folder(tmp_path / "second")
    for folder in (first, second):
        folder.path.mkdir()
    first.write("talk/a.txt", SPOKEN)
    first.write("b.yaml", "format: 1\ncodebook: b\ncodes: [{code: fear}]\n")
    who = "{Pewawancara: interviewer, Informan: other}"
    first.write(
        "corpora/default/corpus.yaml", f"format: 1\ntranscripts: {{a: {{attributes: {{city: X}}, speakers: {who}}}}}\n"
    )
    first.done("ingest", "talk")
    first.done("export", "project", "-o", "x.qdpx", "-b", "b.yaml")
    second.done("import", "project", str(first.path / "x.qdpx"))
    assert "city: X" in second.read("corpora/default/corpus.yaml")
