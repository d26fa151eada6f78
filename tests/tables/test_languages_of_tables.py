"""Titles, notes and definitions stand in English and in Indonesian: no sentence of the one is left in the other."""

import ast
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import qualcode.tables
import qualcode.topics.tables
from qualcode.corpus.frame import Looked, TermOccurrences
from qualcode.model.codebook import Code, Rule, Term
from qualcode.model.corpus import Attribute
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from qualcode.tables.redaction import RedactedStudy
from qualcode.topics.tables import TOPIC_TABLES
from tables.study import Given, Said, codings, frame
from topics.by_hand import by_hand

MEANT = 7
"""Seed with which topics are asked for that know what units mean."""
CODES = (
    Code("net", "barrier", label={"en": "Network", "id": "Jaringan"}, rules=(Rule("r", "any", ((Term("satu"),),)),)),
    Code("wifi", "barrier", "net", label={"en": "Wifi", "id": "Wifi"}),
    Code("will", "theme", label={"en": "Will", "id": "Kemauan"}),
)


def person(name, city, day, words="satu dua tiga. Empat lima.", **others):
    attributes = {"city": city, "half": "ab"[day % 2], "date": f"2024-01-{day:02}"} if city else {}
    return Said(words, f"t{day}", name, respondent=name, attributes=attributes, **others)


SAID = [
    *(person(name, "Ambon", day) for day, name in enumerate("ABCDE", 1)),
    *(
        person(name, "Bogor", day, words="One two. Satu lima.", languages=("en", "id"))
        for day, name in enumerate("FGH", 6)
    ),
    person("I", "Cirebon", 9),
    person("J", "", 10, words="satu " * 300 + "dua"),
    Said("satu", "t1", "V", respondent=None, attributes={"city": "Ambon"}),
    Said("satu", "t2", "W", respondent=None, attributes={"city": "Dumai"}),
    Said("satu?", "t1", "P", role="interviewer", respondent=None),
]
GIVEN = [
    *(Given(at, "net", "satu dua") for at in range(4)),
    *(Given(at, "will", "dua") for at in (0, 1, 2, 3, 8)),
    *(Given(at, "wifi", "tiga") for at in (0, 1, 2)),
    Given(9, "net", "satu " * 290),
    Given(10, "net", "satu"),
    Given(12, "net", "satu"),
]


def without(name):
    """The study without an attribute."""
    return [
        replace(turn, attributes={key: value for key, value in turn.attributes.items() if key != name}) for turn in SAID
    ]


STUDIES = {
    "coded": (SAID, GIVEN),
    "uncoded": (SAID, []),
    "apart": (SAID, [Given(0, "net", "satu"), Given(0, "will", "Empat")]),
    "few": (SAID, [Given(0, "net", "satu"), Given(0, "will", "dua")]),
    "dated": ([turn for turn in SAID if turn.attributes.get("date")], GIVEN[:4]),
    "undated": (without("date"), GIVEN),
    "unclear": (
        [replace(turn, attributes={"date": f"1{day % 3 + 1}/02/2024"}) for day, turn in enumerate(SAID)],
        GIVEN,
    ),
    "partly": ([*SAID, person("A", "", 11)], GIVEN),
    "silent": ([SAID[-1]], []),
    "large": ([person(f"R{day}", "Ambon", day) for day in range(1, 15)], GIVEN[:4]),
    "resumed": ([*SAID, Said("lima enam", "t1", "A", respondent="A", continues=1)], GIVEN),
    "read in part": (SAID, GIVEN, Looked(np.arange(len(SAID)) < 9)),
    "drawn": (SAID, GIVEN, Looked(np.arange(len(SAID)) < 9, sample="first")),
    "read by nobody knows": (SAID, GIVEN, Looked(known=False)),
}
"""Turns and codings, and what the coder has looked at where that is not everything."""
KINDS = {**TABLES, **{name: kind.of(None) for name, kind in TOPIC_TABLES.items()}}
ASKED = [
    *((name, {}) for name in KINDS),
    *((name, {"by": "city"}) for name, kind in KINDS.items() if "by" in kind.takes),
    *((name, {"redact": True}) for name, kind in KINDS.items() if kind.redacted and not kind.needs),
    *((name, {"codes": ("wifi",), "kind": "barrier"}) for name, kind in KINDS.items() if "codes" in kind.takes),
    *(("compare", {"by": by, "test": True, "interval": True}) for by in ("city", "half")),
    *((name, {"by": "half"}) for name in ("compare", "keyness")),
    *(("cooccurrence", {"unit": unit, "codes": codes}) for unit in ("turn", "respondent") for codes in ((), ("net",))),
    ("cooccurrence", {"codes": ("wifi",), "kind": "theme"}),
    ("codes", {"kind": "theme", "interval": True}),
    ("barriers", {"interval": True, "validation": "x"}),
    *((name, {"gloss": "jv"}) for name in ("quotes", "segments")),
    ("topic_pairs", {"seed": MEANT}),
    ("topic_by", {"by": "half", "redact": True}),
]


def made(name, asked, lang, study):
    """The table; None where it is refused."""
    kind = KINDS[name]
    options = TableOptions(
        **{**({"by": "city"} if kind.needs == "by" else {}), **asked}, lang=lang, terms=("satu", "x")
    )
    declared = {"city": Attribute("respondent", {"": "Kota"})} if asked.get("by") else {}
    looked = {"looked": study[2]} if len(study) > 2 else {}
    whole = frame(study[0], synthetic=True, declared=declared)
    whole = replace(whole, find=find, near=lambda term: ("satu",), **looked)
    coded = codings(study[0], CODES, study[1], "person" if name == "saturation" else "rules")
    if options.by and options.by not in whole.attribute_names:
        return None
    if options.redact and options.by and options.by not in RedactedStudy(whole, coded).plan.joined:
        return None
    if any(finding.level == "error" for finding in kind.wrong(whole, coded, options)):
        return None
    if name in TOPIC_TABLES:
        coded = coded if study[1] else replace(coded, source=replace(coded.source, codebook=""))
        kind = TOPIC_TABLES[name].of(by_hand(whole, meant=options.seed == MEANT))
    return kind(whole, coded, options)


def find(terms, level, window):
    """The first word of two turns, one of them an interviewer's."""
    turn = np.array([0, 0, -1])
    one = np.ones(3, np.int64)
    return TermOccurrences(one * 0, turn, turn * 0, one, one, one * 0, one * 4, one * 0, one * 4)


def texts(table):
    return [table.title, *table.notes, *(column.definition for column in table.columns)]


@pytest.mark.parametrize(("name", "asked"), ASKED, ids=[f"{name} {asked}" for name, asked in ASKED])
@pytest.mark.parametrize("study", STUDIES.values(), ids=STUDIES)
def test_a_table_is_wholly_in_one_language(name, asked, study):
    english, indonesian = (made(name, asked, lang, study) for lang in ("en", "id"))
    if english is None:
        return
    assert (english.language, indonesian.language) == ("en", "id")
    assert len(texts(english)) == len(texts(indonesian))
    assert set(texts(english)) & set(texts(indonesian)) - {"x"} == set()
    assert all(texts(indonesian))
    assert {name: values for name, values in english.data.items() if "label" not in name} == {
        name: values for name, values in indonesian.data.items() if "label" not in name
    }


@pytest.mark.slow
def test_every_sentence_of_the_tables_is_said_in_this_test(monkeypatch):
    """A sentence that no study of this test shows would not be looked at."""
    plain, said = TableOptions.message, set()

    def noted(options, message, **values):
        frame = sys._getframe(1)
        said.add((_name(frame.f_code.co_filename), frame.f_lineno))
        return plain(options, message, **values)

    monkeypatch.setattr(TableOptions, "message", noted)
    for name, asked in ASKED:
        for study in STUDIES.values():
            made(name, asked, "en", study)
    left = sorted(written() - said)
    assert not left, left


def _name(file):
    """A file with its room: `notes.py` stands in two."""
    return "/".join(Path(file).parts[-3:])


def written():
    """Where the rooms's files ask for a sentence: (file, line)."""
    for_all = set()
    rooms = (Path(room.__file__).parent for room in (qualcode.tables, qualcode.topics.tables))
    for file in (file for room in rooms for file in room.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "message":
                for_all.add((_name(file), node.lineno))
    return for_all
