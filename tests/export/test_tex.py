import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from export.sample import table
from export.sample_wide import awkward, codes, matrix
from qualcode.export import TABLE_FORMATS
from qualcode.model.table import Column, Table

PAGE = r"""\documentclass[a4paper]{article}
\usepackage[left=4cm,right=3cm]{geometry}
\usepackage{array,booktabs,graphicx,longtable,pdflscape}
\begin{document}
\input{table}
\end{document}
"""
OVERFULL = re.compile(r"Overfull \\hbox \(([0-9.]+)pt")
MOST_OVERFULL = 5.0
ENGINES = ("pdflatex", "xelatex", "lualatex")


def written(made) -> str:
    return TABLE_FORMATS["tex"](made).decode()


def test_a_short_table_floats_with_caption_label_and_rules():
    text = written(codes(2))
    assert r"\caption{Codes: corpus mini, coder rules}\label{tab:codes}" in text
    assert text.index(r"\toprule") < text.index(r"\midrule") < text.index(r"\bottomrule")
    columns = re.search(r"\\begin\{tabular\}\{(.*)\}$", text, re.MULTILINE)[1]
    assert re.sub(r"0\.\d+", "", columns).count("p{\\linewidth}") == 3
    assert columns.count("\\raggedleft") == 2
    assert r"\emph{Note.} N = 3 respondents." in text


def test_a_long_table_runs_over_pages_with_its_header():
    text = written(codes())
    assert r"\begin{longtable}" in text
    assert r"\begin{table}" not in text
    assert text.count("Per 1,000 words") == 2
    assert text.count("Infrastruktur") == 300


def test_the_packages_that_it_needs_are_named():
    assert r"\usepackage{array,booktabs}" in written(table(["a"]))
    assert r"\usepackage{array,booktabs,longtable}" in written(codes())
    assert r"\usepackage{array,booktabs,longtable,pdflscape}" in written(matrix(20))


def test_a_wide_table_is_turned_and_a_high_cell_goes_on_in_the_next_row():
    many = (
        Column("text", "string", "Words.", "Kata."),
        *(Column(f"column_{at}", "string", "X.", "X.") for at in range(9)),
    )
    values = {column.name: ["satu dua tiga empat"] for column in many} | {"text": ["kata " * 400]}
    text = written(Table("anything", "Turns", many, values))
    assert text.index(r"\begin{landscape}") < text.index(r"\footnotesize") < text.index(r"\begin{longtable}")
    assert r"% Needs \usepackage{array,booktabs,longtable,pdflscape}" in text
    body = text[text.index(r"\endfoot") : text.index(r"\end{longtable}")]
    rows = [line for line in body.splitlines() if line.endswith(r"\\")]
    assert len(rows) > 2
    assert [row.count("satu dua tiga empat") for row in rows] == [9] + [0] * (len(rows) - 1)
    assert body.count("kata") == 400


def test_widths_are_shares_of_a_line():
    for made in (awkward(), codes(2), matrix(8)):
        begin = re.search(r"\\begin\{(?:tabular|longtable)\}\{(.*)\}$", written(made), re.MULTILINE)[1]
        gutter = float(re.search(r"tabcolsep\}\{([0-9.]+)\\linewidth", written(made))[1])
        shares = [float(share) for share in re.findall(r"p\{([0-9.]+)\\linewidth\}", begin)]
        assert 0 < sum(shares) + 2 * gutter * len(shares) <= 1.005


def test_names_from_right_to_left_are_spoken_of():
    assert "% Names from right to left: use LuaLaTeX" in written(awkward())
    assert "right to left" not in written(codes(2))


def test_a_page_speaks_the_language_of_the_table():
    made = replace(codes(0), language="id")
    assert r"\multicolumn{3}{l}{Tidak ada baris.}" in written(made)
    assert r"\emph{Catatan.}" in written(made)
    assert r"0,3 \\" in written(replace(codes(2), language="id"))


def test_a_table_without_rows_says_so():
    assert r"\multicolumn{3}{l}{No rows.}" in written(codes(0))


def compiled(engine: str, folder: Path, table: bytes) -> str:
    """What the engine says of a page with the table; empty when it made one."""
    (folder / "table.tex").write_bytes(table)
    (folder / "page.tex").write_text(PAGE, encoding="utf-8")
    run = [engine, "-interaction=nonstopmode", "-halt-on-error", "page.tex"]
    done = subprocess.run(run, cwd=folder, capture_output=True, check=False)
    return "" if (folder / "page.pdf").is_file() else done.stdout.decode(errors="replace")[-2000:]


@cache
def works(engine: str) -> bool:
    """Whether the engine is installed, and with all that it needs."""
    with TemporaryDirectory() as folder:
        return bool(shutil.which(engine)) and not compiled(engine, Path(folder), b"kata")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("made", [awkward(), codes(), codes(0), matrix(20)], ids=["awkward", "long", "empty", "wide"])
def test_it_compiles(engine, made, tmp_path):
    if not works(engine):
        pytest.skip(f"{engine} or a package that it needs is not installed")
    assert compiled(engine, tmp_path, TABLE_FORMATS["tex"](made)) == ""


def signs() -> Table:
    columns = (Column("g2", "number", "G2.", "open"), Column("npmi", "number", "NPMI.", "open"))
    return Table("anything", "Signs × and χ²", columns, {"g2": [12.5, 0.1], "npmi": [-0.12, -0.3]})


def test_signs_of_numbers_are_set_in_every_engine():
    text = written(signs())
    assert "qualcodechar{2" not in text
    assert r"\ensuremath{-}0.12" in text
    assert r"\ensuremath{\times} and \ensuremath{\chi}\ensuremath{^2}" in text
    assert r"G\ensuremath{^2}" in text


def test_parts_of_a_long_table_have_one_number():
    text = written(matrix(60))
    begun = text.count(r"\begin{longtable}")
    assert begun > 2
    assert text.count("\\addtocounter{table}{-1}\n\\begin{longtable}") == begun - 1
    assert text.count(r"\caption{(") == begun


@pytest.mark.slow
@pytest.mark.parametrize("made", [signs(), matrix(60)], ids=["signs", "parts"])
def test_no_line_runs_over_the_page(made, tmp_path):
    if not works("pdflatex"):
        pytest.skip("pdflatex or a package that it needs is not installed")
    assert compiled("pdflatex", tmp_path, TABLE_FORMATS["tex"](made)) == ""
    over = map(float, OVERFULL.findall((tmp_path / "page.log").read_text("latin-1")))
    assert max(over, default=0) <= MOST_OVERFULL
