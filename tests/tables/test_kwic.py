"""Keyword in context, through the index: the counting page's table, and each line against its transcript."""

import csv
import io
import re
from collections.abc import Iterator

import pytest

from qualcode.text import marks, tokens
from study import Folder, mixed
from tables.test_counting import SEGMENTS, page_table

PEOPLE = {"Ana": "participant, respondent: Ana", "Budi": "participant, respondent: Budi",
          "Citra": "participant, respondent: Citra", "Peserta": "participant, respondent: none",
          "Pewawancara": "interviewer", "X": "unknown"}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Folder:
    made = mixed(tmp_path_factory.mktemp("kwic"))
    made.done("ingest", "interviews")
    return made


def page_study(path) -> Folder:
    folder = Folder(path)
    for name in dict.fromkeys(segment["transcript"] for segment in SEGMENTS):
        turns: dict[tuple[str, str], list[str]] = {}
        for segment in SEGMENTS:
            if segment["transcript"] == name:
                turns.setdefault((segment["turn"], segment["speaker"]), []).append(segment["text"])
        lines = [f"{speaker}\t{' '.join(texts)}\n" for (_, speaker), texts in turns.items()]
        folder.write(f"talks/{name}.tsv", "speaker\ttext\n" + "".join(lines))
    speakers = "".join(f"  {name}: {{role: {role}}}\n" for name, role in PEOPLE.items())
    folder.write("corpora/default/corpus.yaml", f"format: 1\nspeakers:\n{speakers}")
    folder.done("ingest", "talks")
    return folder


def test_the_page_shows_what_the_command_writes(tmp_path):
    folder = page_study(tmp_path)
    made = folder.done("export", "kwic", "--term", "warga", "--window", "2", "--to", "csv", "-o", "-").out
    assert list(csv.DictReader(io.StringIO(made))) == page_table("docname", "from")


def kwic(folder: Folder, *options: str) -> list[dict]:
    return folder.done("export", "kwic", *options, "--to", "json", "-o", "-").json["rows"]


def spoken(folder: Folder, transcript: str) -> Iterator[tuple[int, str]]:
    """Turn and key of each word outside marks."""
    for number, (_, text) in enumerate(folder.turns(transcript), 1):
        for key in tokens.keys(marks.blank(text.encode()).decode()):
            yield number, key


def test_each_line_is_its_words_in_the_transcript(folder):
    rows = kwic(folder, "--term", "jaringan", "--term", "not enough", "--term", "kur*", "--window", "3")
    assert {row["pattern"] for row in rows} == {"jaringan", "not enough", "kur*"}
    for row in rows:
        words = list(spoken(folder, row["docname"]))
        own = [(at, key) for at, (turn, key) in enumerate(words, 1) if turn == row["turn"]]
        assert [key for at, key in own if row["from"] <= at <= row["to"]] == tokens.keys(row["keyword"])
        pre = [key for at, key in own if row["from"] - 3 <= at < row["from"]]
        post = [key for at, key in own if row["to"] < at <= row["to"] + 3]
        assert [tokens.keys(re.sub(r"\[.*?\]", "", row[side])) for side in ("pre", "post")] == [pre, post]


def test_only_participants_are_listed_and_inflected_forms_are_found(folder):
    keywords = [row["keyword"] for row in kwic(folder, "--term", "jaringan")]
    assert keywords == ["Jaringannya", "jaringan", "jaringan"]
    assert kwic(folder, "--term", "jaringan", "--level", "exact") == kwic(folder, "--term", "jaringan")[1:]
    assert (
        "Not listed: 2 in turns of interviewers."
        in folder.done("export", "kwic", "--term", "nurse", "--to", "md", "-o", "-").out
    )


def test_nothing_found_is_an_empty_table_that_says_so(folder):
    ended = folder.done("export", "kwic", "--term", "jaringam")
    assert folder.read("out/kwic-jaringam.csv").startswith("docname,from,to,pre,keyword,post,pattern,")
    assert "No participant says `jaringam`; written much the same: jaringan." in ended.err
    assert "written much the same" not in folder.done("export", "kwic", "--term", "zzzz").err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "needs --term"),
        (("--term", "?!"), "no letter or digit"),
        (("--term", "x", "--level", "lite"), "did you mean `light`?"),
        (("--term", "x", "--redact"), "takes no --redact: it is made of participants' words"),
        (("--term", "x", "--kind", "barrier"), "takes no --kind"),
    ],
)
def test_what_cannot_be_is_refused_with_the_way_out(folder, options, said):
    ended = folder.run("export", "kwic", *options)
    assert (ended.code, said in ended.err) == (2, True)
