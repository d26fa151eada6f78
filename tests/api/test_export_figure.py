"""`export TABLE --to svg|pdf|png`: a figure, its data and its caption, end to end."""

import csv
from importlib import util

import pytest

from qualcode.api.export_figure import width_in_mm
from qualcode.figures import FIGURES, figures_of
from qualcode.model.finding import StudyError
from qualcode.tables import TABLES
from study import coded, keep_coding, small

ASKED = "Pewawancara: Apa kendala di sini?\nInforman: {said}\n"
SAID = {
    **dict.fromkeys("abcd", "Jaringannya kurang sekali."),
    "e": "Perawat pergi.",
    **dict.fromkeys("fghi", "Semua lancar."),
}
PEOPLE = {f"{name}.txt": ASKED.format(said=said) for name, said in SAID.items()}
"""Four of nine name a network that is lacking, one a nurse who is not there."""


@pytest.fixture
def study(tmp_path):
    return coded(tmp_path)


def test_a_figure_has_its_data_and_its_caption_beside_it(study):
    ended = study.done("export", "barriers", "--to", "svg")
    assert "Wrote out/figures/barriers.svg." in ended.err
    assert study.read("out/figures/barriers.svg").startswith("<?xml")
    study.done("export", "barriers", "--interval", "-o", "whole.csv")
    with (study.path / "out/figures/barriers.data.csv").open() as file:
        shown = list(csv.DictReader(file))
    with (study.path / "whole.csv").open() as file:
        assert shown == [{name: row[name] for name in shown[0]} for row in csv.DictReader(file)]
    assert study.tree("out/figures").keys() == {
        f"out/figures/{name}"
        for name in ("barriers.svg", "barriers.data.csv", "barriers.caption.txt", "datapackage.json")
    }
    caption = study.read("out/figures/barriers.caption.txt")
    assert caption.startswith("Barriers: corpus default, coder rules.\n\nDots: respondents who name the code")
    for said in (
        "N = 1 respondents",
        "Coder: rules",
        "Codebook: clinic 1.0.0",
        "in per cent of all N",
        "barriers.data.csv",
    ):
        assert said in caption


def test_a_second_run_changes_nothing(study):
    study.done("export", "barriers", "-o", "b.pdf")
    before = study.stamps()
    assert "b.pdf" in before
    study.done("export", "barriers", "-o", "b.pdf")
    assert {name: stamp for name, stamp in study.stamps().items() if not name.startswith(".")} == {
        name: stamp for name, stamp in before.items() if not name.startswith(".")
    }


def test_the_language_of_the_table_is_that_of_the_figure(study):
    said = study.done("export", "barriers", "--to", "svg", "-o", "-", "--lang", "id", "--json").json
    assert said["alt"].startswith("Diagram titik kode menurut informan yang menyebutnya, N = 1: Akses kurang 1")
    assert "Titik: informan yang menyebut kode itu" in said["caption"]
    assert said["files"] == []


def test_ways_to_ask_have_files_of_their_own(study):
    study.done("export", "barriers", "--to", "png", "--width", "17cm", "--grey", "--lang", "id")
    assert "out/figures/barriers-id-170mm-grey.png" in study.tree()


def test_nothing_is_written_in_a_dry_run_and_stdout_is_the_figure_alone(study):
    before = _own(study)
    assert "out/figures/barriers.svg" in study.done("export", "barriers", "--to", "svg", "-n").err
    assert study.done("export", "barriers", "--to", "pdf", "-o", "-").data.startswith(b"%PDF")
    assert _own(study) == before


def _own(study):
    """Files that people see."""
    return {name for name in study.tree() if not name.startswith(".")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("segments", "--to", "svg"), "there is no figure of table `segments`; figures are drawn of barriers, codes"),
        (("barrier", "--to", "svg"), "there is no table `barrier`; did you mean `barriers`?"),
        (("barriers", "--to", "svg", "--figure", "pie"), "there is no figure `pie`; known: dots"),
        (("barriers", "--to", "svg", "--width", "wide"), "--width: `wide` is not a width; write --width 85mm"),
        (
            ("barriers", "--to", "svg", "--width", "5mm"),
            "a figure cannot be 5 mm wide; write --width from 60mm to 300mm",
        ),
        (
            ("barriers", "--to", "svg", "--font", "DejaVu San"),
            "there is no font `DejaVu San`; did you mean `DejaVu Sans`?",
        ),
        (("barriers", "--to", "svg", "-o", "a.pdf"), "the file is named as pdf, and --to asks for svg; leave --to out"),
        (("barriers", "--to", "svg", "--spreadsheet-safe"), "--spreadsheet-safe is for csv and tsv"),
        (("barriers", "--grey"), "--figure, --width, --font and --grey are for one table drawn as svg, pdf or png"),
        (("--redact", "--all", "--to", "svg"), "--figure, --width, --font and --grey are for one table"),
        (("compare", "--to", "svg"), "table `compare` needs --by"),
        (("matrix", "--to", "svg", "--redact"), "table `matrix` takes no --redact"),
        (("turns", "--to", "svg", "--code", "nobody"), "there is no code `nobody`"),
        (("cooccurrence", "--to", "svg", "--by", "city"), "there is no attribute `city`"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_line(arguments, said, study):
    before = _own(study)
    ended = study.run("export", *arguments)
    assert ended.code == 2
    assert ended.err.count("\n") == 1
    assert ended.err.startswith(f"error: {said}")
    assert _own(study) == before


def test_without_matplotlib_the_extra_is_named(study, monkeypatch):
    there = util.find_spec
    monkeypatch.setattr("qualcode.figures.save.find_spec", lambda name: None if name == "matplotlib" else there(name))
    ended = study.run("export", "barriers", "--to", "svg")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == 'error: figures need the package matplotlib; run pip install "qualcode[plots]"\n'


def test_lanes_take_codes_and_stand_where_a_child_does(study):
    said = study.done("export", "turns", "--to", "svg", "-o", "-", "--code", "access", "--json").json
    assert said["alt"] == "Lanes of 1 interviews with the turns that carry each code: Akses kurang 1."
    assert said["table"]["rows"][0].keys() == {"transcript", "turn", "role", "words", "codes"}


def test_terms_are_drawn_before_anything_is_coded(tmp_path):
    folder = small(tmp_path)
    folder.done("ingest", "interviews")
    folder.done("export", "kwic", "--term", "jaringan", "--to", "svg")
    folder.done("export", "kwic", "--term", "jaringan", "--to", "svg", "--figure", "frequencies")
    assert {"out/figures/kwic-jaringan.svg", "out/figures/kwic-jaringan-frequencies.svg"} < folder.tree().keys()


def test_a_redacted_figure_shows_what_the_redacted_table_may(tmp_path):
    folder = coded(tmp_path, PEOPLE)
    said = folder.done("export", "barriers", "--to", "svg", "-o", "-", "--redact", "--json").json
    table = folder.done("export", "barriers", "--interval", "-o", "-", "--redact", "--json").json["table"]
    assert said["table"]["rows"] == [{name: row[name] for name in said["table"]["rows"][0]} for row in table["rows"]]
    hidden = folder.done("export", "codes", "-o", "-", "--json").json["table"]["rows"]
    told = folder.done("export", "codes", "--to", "svg", "-o", "-", "--redact", "--json").json
    labels = {row["label"] for row in told["table"]["rows"]}
    kept_back = [row["label"] for row in hidden if row["label"] not in labels]
    assert kept_back
    assert not any(label in told["alt"] + told["caption"] for label in kept_back)


def test_agreement_is_drawn_where_its_file_says_so(study, tmp_path):
    keep_coding(study, "a", 4, "Perawat")
    study.done("evaluate", "--against", "reader-1", "-o", "scores.svg")
    (tmp_path / "r.csv").write_text("a,b\n1,1\n0,1\n1,1\n0,0\n")
    study.done("agreement", "r.csv", "-o", "agreement.pdf", "--resamples", "0")
    assert {
        "scores.svg",
        "scores.data.csv",
        "scores.caption.txt",
        "agreement.pdf",
        "agreement.data.csv",
    } < study.tree().keys()


def test_every_figure_belongs_to_a_table_and_has_columns_of_it():
    for kind in FIGURES.values():
        assert kind.about.endswith(".")
        for table in set(kind.tables) & set(TABLES):
            assert set(kind.columns) <= {column.name for column in TABLES[table].columns}
            assert figures_of(table)


@pytest.mark.parametrize(("text", "width"), [("85mm", 85), ("8.5cm", 85), ("170", 170), (" 90 mm", 90)])
def test_widths_are_written_as_people_write_them(text, width):
    assert width_in_mm(text) == pytest.approx(width)


@pytest.mark.parametrize("text", ["", "wide", "-3mm", "85pt", "1e9mm"])
def test_what_is_no_width_is_refused(text):
    with pytest.raises(StudyError):
        width_in_mm(text)
