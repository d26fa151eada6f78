"""Init: write the commented files with which a study starts."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from qualcode.codebook import fields
from qualcode.identifiers.tellers import looks_like_person
from qualcode.languages.catalogue import N_, Messages, written_languages
from qualcode.model.finding import study_error, unknown_name
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.layout import StudyLayout
from qualcode.store.modes import made_private
from qualcode.store.study import OpenStudy, in_own_languages

_TEMPLATE = N_("""\
# yaml-language-server: $schema={schema}
# The codebook: which codes there are, what they mean, and which words suggest them.
# Lines that begin with # are remarks. Texts with a comma, a colon or a leading @ * ! % & need quotes.
format: 1
codebook: {title}
version: 0.1.0
languages: [id, en] # the first one is the language of tables

# Word lists that several rules share. A rule names one in quotes: "@shortage".
lexicons:
  shortage:
    id: [kurang, belum ada, tidak ada, terbatas]
    en: [lack of, not enough, missing]

codes:
  # A barrier's label names the lack.
  - code: resources
    kind: barrier
    label: {{id: Kurangnya sumber daya, en: Lack of resources}}
    definition:
      id: Pembicara mengatakan bahwa sesuatu yang dibutuhkan kurang atau tidak ada.
      en: The speaker says that something needed is short or missing.
    include: [a shortage that is felt now, or that has stopped something]
    exclude: [a shortage that was solved]

  # A child inherits the kind, level, negation and case of its parent, and is counted with it.
  - code: staff
    parent: resources
    label: {{id: Kurangnya tenaga, en: Lack of staff}}
    definition:
      id: Tenaga atau petugas kurang.
      en: There are too few people to do the work.
    rules:
      # One word of each list, with at most 6 words from the first to the last.
      - rule: staff-missing
        near: [{{id: [petugas, tenaga, pegawai], en: [staff, officer]}}, "@shortage"]
        within: 6
        unless: [sudah cukup, no longer]
    # Examples are tests: the rules must find the code in the first two and not in the third.
    examples:
      - {{text: "Petugas kami kurang, Bu.", expect: true}}
      - {{text: We have a lack of staff., expect: true}}
      - {{text: Sekarang petugasnya sudah cukup., expect: false}}
""")


def template(title: str, language: str = "") -> str:
    """The starter codebook as YAML text: two codes in two languages, a lexicon, a rule, examples; remarks in one.

    Its first line tells editors that the schema lies beside it.
    """
    visible = "".join(character if character.isprintable() else " " for character in title)
    # Without invisible characters, a JSON string is a YAML string.
    return _template(language, _quoted(" ".join(visible.split()) or "codebook"))


def _template(language: str, title: str) -> str:
    return Messages(language)(_TEMPLATE, schema=fields.CODEBOOK_SCHEMA_FILE, title=title)


STUDY = N_("""\
# A qualcode study. Everything here is optional; `qualcode run` does it all.
format: 1
title: {title}
languages: [id, en]            # the first one is that of tables and pages
corpus: interviews             # folder under corpora/
codebook: codebooks/barriers.yaml
segment: sentence              # or turn, paragraph, line
# private: false               # others on this computer may open what qualcode makes of participants' words
""")
CORPUS_FILE_TEXT = N_("""\
# What is known about these interviews. What you write here, qualcode leaves as it is.
format: 1
title: {title}
synthetic: false               # true: every table says that the interviews are invented
licence: ""                    # under which others may use the transcripts
consent: ""                    # what participants agreed to: none, analysis, quotes or share

# Who is who, in every transcript. A label that is not listed is inferred, and you are told.
# interviewers: [Peneliti]
# speakers:
#   Informan 1: {{role: participant, respondent: R01}}

# What is known of one transcript: the name of its source without extension.
# transcripts:
#   kelurahan-01:
#     attributes: {{city: Kota Contoh, position: petugas}}
#     session: S1
#     speakers: {{Penerjemah: other}}
""")
GITIGNORE = N_("""\
# Participants' words stay out of git. Remove lines only if the participants agreed to sharing.

# Sheets to code, tables and projects quote them: whatever `sample` and `export` write, in every folder. Give a file of
# your own back to git below, as in `!paper/article.tex`. Of tables as md only a warning tells you: git needs README.md.
*.[cC][sS][vV]
*.[tT][sS][vV]
*.[xX][lL][sS][xX]
*.[dD][oO][cC][xX]
*.[hH][tT][mM][lL]
*.[jJ][sS][oO][nN]
*.[jJ][sS][oO][nN][lL]
*.[pP][aA][rR][qQ][uU][eE][tT]
*.[sS][aA][vV]
*.[tT][eE][xX]
*.[qQ][dD][pP][xX]
/quotes*.[mM][dD]
/segments*.[mM][dD]
!/codebooks/**
!/docs/**
!corpora/*/respondents.csv
!corpora/*/samples/**
!corpora/*/coding/test-uses.jsonl
!corpora/*/withdrawn.jsonl

corpora/*/sources/*
corpora/*/transcripts/
# Codings quote them too. They are people's work: keep a copy of corpora/*/coding/ where only you can read it. While
# this line stands, branches carry no codings: `qualcode merge FOLDER` brings a colleague's.
corpora/*/coding/*/**/*.jsonl
corpora/*/taken-back/
# So do memos, translations, and projects of other programs as they came.
corpora/*/memos/
corpora/*/translations/
corpora/*/foreign/
# Which source became which opaque id.
corpora/*/opaque-ids.jsonl
out/
!corpora/*/sources/.gitkeep

# Rebuilt at any time.
.qualcode/
""")
GITATTRIBUTES = N_("""\
* text=auto eol=lf
*.docx binary
*.xlsx binary
corpora/*/sources/** -text
# What two people add to the same file is kept, all of it: lines are never edited, and equal ones count once.
corpora/*/coding/*/**/*.jsonl merge=union
corpora/*/coding/*/*.jsonl merge=union
corpora/*/memos/*.jsonl merge=union
corpora/*/translations/*.jsonl merge=union
corpora/*/taken-back/*.jsonl merge=union
corpora/*/samples/*.looked-at.jsonl merge=union
corpora/*/sources-seen.jsonl merge=union
""")


@dataclass(frozen=True)
class InitReport:
    """The files of a new study."""

    folder: Path
    written: tuple[str, ...]
    """Files written."""
    kept: tuple[str, ...]
    """Files that were there already and stay as they are."""
    persons: bool
    """Whether files in the folder, or in its folders, are named like persons; `ingest` counts the interviews."""


def init(folder: Path, title: str = "", *, language: str = "", dry_run: bool = False) -> InitReport:
    """Write the files of a new study into a folder, their remarks in a language; whatever is there already stays.

    Raises:
        StudyError: the folder is a study already.
    """
    layout = StudyLayout(folder.resolve())
    if layout.study_file.exists():
        file = str(layout.study_file)
        raise study_error("study-exists", "this folder is a study already", "see `qualcode status`", file)
    title = " ".join(title.split()) or folder.resolve().name
    say = Messages(language)
    files = {
        layout.study_file: say(STUDY, title=_quoted(title)),
        layout.codebooks / "barriers.yaml": template(title, language),
        layout.codebooks / fields.CODEBOOK_SCHEMA_FILE: fields.codebook_schema_text(),
        layout.corpus_file("interviews"): say(CORPUS_FILE_TEXT, title=_quoted(title)),
        layout.sources("interviews") / ".gitkeep": "",
        layout.root / ".gitignore": say(GITIGNORE),
        layout.root / ".gitattributes": say(GITATTRIBUTES),
    }
    kept = [path for path in files if path.exists()]
    written = [path for path in files if path not in kept]
    if not dry_run:
        with made_private(layout.root):
            for path in (*written[1:], *written[:1]):  # `qualcode.yaml` last: it says that a study is there
                write_bytes(path, files[path].encode("utf-8"))
    there = (path for places in ("*", "*/*", "corpora/*/sources/*") for path in layout.root.glob(places))
    persons = any(looks_like_person(path.stem) for path in there if path.is_file())
    names = [tuple(layout.relative(path) for path in paths) for paths in (written, kept)]
    return InitReport(layout.root, names[0], names[1], persons)


def is_example(codebook: Path) -> bool:
    """Whether a codebook is still the one that `init` wrote: its codes are nobody's."""
    text = codebook.read_text("utf-8", "replace") if codebook.is_file() else ""
    named = re.search(r"^codebook: (\".*\")$", text, re.MULTILINE)
    return named is not None and any(text == _template(each, named[1]) for each in written_languages())


@in_own_languages
def is_begun(study: OpenStudy) -> bool:
    """Whether `corpus.yaml` is as `init` wrote it: nobody's work is in it yet."""
    path = study.layout.corpus_file(study.name)
    title = _quoted(study.corpus.title)
    written = {Messages(each)(CORPUS_FILE_TEXT, title=title).encode() for each in written_languages()}
    return path.is_file() and read_bytes(path).replace(b"\r\n", b"\n") in written


def _quoted(text: str) -> str:
    """A text as a double-quoted YAML scalar."""
    return json.dumps(text, ensure_ascii=False)


def schema(name: str) -> str:
    """The schema of a kind of file.

    Raises:
        StudyError: there is no such kind.
    """
    if name != "codebook":
        raise unknown_name("schema", name, ["codebook"])
    return fields.codebook_schema_text()
