"""`export --redact --all`: the whole set of a study, and each of its tables asked for alone."""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from lxml import html

from qualcode.figures import figures_of
from study import Folder
from tables.attack import Attacker, narrowed, read
from tables.told import chapter_grids, counts_in_words, counts_of, grids, table_grid

ROOT = Path(__file__).parents[2]
SHIPPED = ("qualcode.yaml", "codebooks", "corpora")
CODEBOOK = """\
format: 1
codebook: shop
languages: [en]
codes:
  - {code: queue, kind: barrier, label: {en: Queues}, terms: [queue]}
  - {code: price, kind: barrier, label: {en: Prices}, terms: [price]}
  - {code: staff, kind: actor, label: {en: Staff}, terms: [staff]}
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Folder:
    """Fourteen people in two towns: half of each say `queue`, one says `price`, all but one say `staff`."""
    folder = Folder(tmp_path_factory.mktemp("redacted"))
    folder.write("codebooks/shop.yaml", CODEBOOK)
    folder.write("qualcode.yaml", "format: 1\ncodebook: codebooks/shop.yaml\ncorpus: default\n")
    rows = ["transcript,town,name"]
    for at in range(14):
        words = ["The queue." if at % 4 < 2 else "No.", "The price." if at == 3 else "", "The staff." if at else ""]
        folder.write(f"corpora/default/sources/p{at:02}.txt", f"Interviewer: Well?\nParticipant: {' '.join(words)}\n")
        rows.append(f"p{at:02},{'ab'[at % 2]},n{at}")
    folder.write("meta.csv", "\n".join(rows) + "\n")
    folder.done("ingest", "corpora/default/sources", "--meta", "meta.csv")
    folder.done("code")
    return folder


def test_the_set_holds_every_table_that_may_be_given_away(study):
    ended = study.done("export", "--redact", "--all", "-o", "give")
    written = {Path(name).name for name in study.tree("give")}
    tables = {f"{name}{by}-redact.csv" for name in ("codes", "barriers") for by in ("", "-by-town")}
    assert written == tables | {"compare-by-town-redact.csv", "methods-redact.md", "datapackage.json"}
    assert "Wrote give/codes-by-town-redact.csv." in ended.err
    codes = read(study.path.joinpath("give/codes-redact.csv").read_bytes())
    assert [(row["code"], row["respondents"]) for row in codes] == [("queue", "8")]


def test_a_table_asked_for_alone_is_one_of_the_set(study):
    study.done("export", "--redact", "--all", "-o", "give")
    for table, *options in (("codes",), ("barriers", "--by", "town"), ("compare", "--by", "town"), ("methods",)):
        name = "-".join([table, *(word.strip("-") for word in options), "redact"])
        ending = ".md" if table == "methods" else ".csv"
        alone = study.done("export", table, *options, "--redact", "-o", "-").data
        assert study.path.joinpath(f"give/{name}{ending}").read_bytes() == alone


def test_the_set_is_written_in_other_formats_and_languages_and_not_in_a_dry_run(study):
    study.done("export", "--redact", "--all", "-o", "word", "--to", "docx", "--lang", "id")
    assert "word/codes-by-town-id-redact.docx" in study.tree("word")
    study.done("export", "--redact", "--all", "-o", "nowhere", "-n")
    assert not study.path.joinpath("nowhere").exists()
    listed = study.done("--json", "export", "--redact", "--all", "-o", "give").json
    assert "give/codes-redact.csv" in listed["files"]


def test_other_files_of_the_folder_are_named(study):
    study.write("mixed/codes.csv", "code,respondents\nprice,1\n")
    ended = study.done("export", "--redact", "--all", "-o", "mixed")
    assert "warning: the folder holds other files, too: codes.csv; give away only those" in ended.err


@pytest.mark.parametrize(
    "options",
    [
        ("--all",),
        ("codes", "--all", "--redact"),
        ("--all", "--redact", "--by", "town"),
        ("--all", "--redact", "-o", "-"),
    ],
)
def test_all_goes_with_redact_and_nothing_of_single_tables(study, options):
    assert study.run("export", *options).code == 2


def test_an_attribute_that_cannot_group_is_refused_and_the_others_are_named(study):
    ended = study.run("export", "codes", "--by", "name", "--redact")
    assert (ended.code, "`name` cannot group a redacted table" in ended.err) == (2, True)
    assert "these can: town" in ended.err


def test_a_question_in_sql_is_asked_of_redacted_tables_or_refused(study):
    asked = study.done("--json", "sql", "select code, respondents from codes", "--redact").json
    assert asked["table"]["rows"] == [{"code": "queue", "respondents": 8}]
    ended = study.run("sql", "select respondent, quote from segments", "--redact")
    assert (ended.code, "table `segments` takes no --redact" in ended.err) == (2, True)


@pytest.mark.slow
def test_nothing_can_be_solved_from_the_set_of_the_shipped_study(tmp_path):
    """Every file of the set as an attacker reads it, who also has a list of the respondents and all their attributes.

    The tables by one attribute, exported alone on other days, are the same files.
    """
    for name in SHIPPED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    folder = Folder(tmp_path)
    folder.done("ingest")
    folder.done("code")
    people = respondents(folder)
    whole = read(folder.done("export", "codes", "-o", "-").data)
    parents = {row["code"]: row["parent"] for row in whole}
    labels = {row["label"]: row["code"] for row in whole}
    for coder in ("rules", "reader-1"):
        attacker = Attacker(people, parents)
        folder.done("export", "--redact", "--all", "--coder", coder, "-o", coder)
        files = [file for file in folder.path.joinpath(coder).glob("*.csv") if not file.name.startswith("topic")]
        for file in files:
            attacker.take(read(file.read_bytes()))
        assert len(files) > 4
        pages = list(printed(folder, coder, labels, len(people)))
        assert len(pages) > 200
        for others in (in_chapter(folder, coder, labels, len(people)), drawn(folder, coder, labels)):
            told = list(others)
            assert told
            pages += told
        for by in {row["by"] for row in pages}:
            attacker.take([row for row in pages if row["by"] == by])
        found = list(attacker.solve())
        assert len(found) > 100
        assert [each for each in found if each.recovered or narrowed(each, len(people))] == []


def printed(folder: Folder, coder: str, labels: dict[str, str], people: int):
    """The counts in the printed tables of the set, and in the report as a page."""
    values = called(folder)
    for how in ("md", "html", "tex", "xlsx", "docx"):
        out = f"{coder}-{how}"
        folder.done("export", "--redact", "--all", "--coder", coder, "-o", out, "--to", how)
        for file in folder.path.joinpath(out).glob(f"*-redact.{how}"):
            by = re.search(r"-by-(\w+)-|$", file.name)[1] or ""
            for grid in [] if file.name.startswith(("topic", "methods")) else grids(how, file.read_bytes()):
                yield from named(counts_of(grid, labels, people, by), values)
    page = folder.done("report", "--redact", "--coder", coder, "-o", "-", "--lang", "en").data
    for table in html.fromstring(page.decode()).iter("table"):
        rows = counts_of(table_grid(table), labels, people, table.get("data-table").partition(":")[2])
        yield from named(rows, values)


def in_chapter(folder: Folder, coder: str, labels: dict[str, str], people: int):
    """The counts in the tables of the report as a document."""
    folder.done("report", "--redact", "--coder", coder, "--to", "docx", "-o", "chapter.docx", "--lang", "en")
    names = {f"By {each['label']['en']}": name for name, each in attributes(folder).items()}
    for by, grid in chapter_grids(folder.path.joinpath("chapter.docx").read_bytes(), names):
        yield from named(counts_of(grid, labels, people, by), called(folder))


def drawn(folder: Folder, coder: str, labels: dict[str, str]):
    """The counts under each figure of each table of the set."""
    for file in folder.path.joinpath(coder).glob("*-redact.csv"):
        table, by = file.name.partition("-")[0], re.search(r"-by-(\w+)-|$", file.name)[1] or ""
        rows = read(file.read_bytes())
        for figure in figures_of(table) if rows else ():
            asked = ("export", table, *(("--by", by) if by else ()), "--figure", figure, "--lang", "en")
            said = folder.done(*asked, "--to", "svg", "--redact", "--coder", coder, "-o", "-", "--json").json
            told = counts_in_words(said["alt"], labels, rows[0]["respondents_total"], by)
            yield from named(told, called(folder))


def named(rows, values: dict[str, str]):
    """Rows whose groups have the names of data, not those of pages."""
    return [row | {"group": values.get(row["group"], row["group"])} for row in rows]


def called(folder: Folder) -> dict[str, str]:
    """What a page calls a group -> its value."""
    values = [pair for each in attributes(folder).values() for pair in each["values"].items()]
    return {words["en"] if isinstance(words["en"], str) else words["en"][-1]: value for value, words in values}


def attributes(folder: Folder) -> dict[str, dict]:
    """What the shipped corpus says of its attributes."""
    return yaml.safe_load((folder.path / "corpora/smart-city/corpus.yaml").read_text("utf-8"))["attributes"]


def respondents(folder: Folder) -> list[dict[str, str]]:
    """What anybody may know of the people who were asked: every attribute of each."""
    whole = read(folder.done("export", "matrix", "-o", "-").data)
    known = (
        "city",
        "manner",
        "province",
        "date",
        "institution",
        "institution_type",
        "interview_language",
        "position",
        "split",
        "stakeholder",
    )
    return [{name: row[name] for name in known if row[name]} for row in whole]
