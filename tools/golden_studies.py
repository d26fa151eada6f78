"""The studies and commands whose outputs `golden.py` keeps: the shipped study, a survey, interviews, and refusals."""

import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from golden_made import ASKED, CODEBOOK, SAID, SETTINGS, fill_sheet, said, write_sheet, write_source

if TYPE_CHECKING:
    from golden import Recorder

PROJECT = Path(__file__).resolve().parent.parent
FORMATS = ["csv", "tsv", "json", "jsonl", "xlsx", "docx", "html", "md", "tex", "parquet", "sav"]
TABLES = ["segments", "barriers", "codes", "turns", "matrix", "cooccurrence", "speakers", "languages", "kwic", "quotes"]
TABLES += ["code_coverage", "saturation", "compare", "keyness", "topics", "topic_terms", "topic_segments", "topic_by"]
TABLES += ["topic_pairs", "crosswalk"]
NEEDED = {"kwic": ["--term", "aplikasi"], "compare": ["--by", "{by}", "--test"], "keyness": ["--by", "{by}"]}
NEEDED |= {"topic_by": ["--by", "{by}"], "code_coverage": ["--shuffles", "50"], "saturation": ["--coder", "{coder}"]}
WHOLE = [
    "code_coverage",
    "saturation",
    "topics",
    "topic_terms",
    "topic_segments",
    "topic_pairs",
    "crosswalk",
    "speakers",
]
COMMANDS = [
    "init",
    "ingest",
    "code",
    "check",
    "export",
    "run",
    "status",
    "verify",
    "lock",
    "explain",
    "sample",
    "import",
]
COMMANDS += ["evaluate", "diff", "words", "suggest", "topics", "codes", "schema"]


def tables(golden: "Recorder", by: str, coder: str, main: tuple[str, ...], languages: tuple[str, ...]) -> None:
    """Every table as csv or json and redacted, main ones in every format; all options if two languages."""
    for table in TABLES:
        needed = [each.format(by=by, coder=coder) for each in NEEDED.get(table, [])]
        blocks = [] if table in WHOLE or "--by" in needed else ["--by", by]
        ways = [["--lang", each, "--to", "csv" if each == "id" else "json"] for each in languages]
        ways += [[*blocks, "--redact"]]
        if len(languages) > 1:
            ways += [["--lang", "en", "--to", "csv"], ["--lang", "id", "--to", "json"], ["--redact", "--to", "docx"]]
            ways += [["--coder", coder], ["--coder", coder, "--json"], blocks, ["--no-quotes"], ["--interval"]]
            ways += [["--speakers"], ["--unit", "turn"]]
        if table in main:
            others = [to for to in FORMATS if to not in ("csv", "json")]
            ways += [["--lang", language, "--to", to] for language in languages for to in others]
        for way in ways:
            to = way[way.index("--to") + 1] if "--to" in way else "csv"
            golden.run("export", table, *needed, *way, "-o", f"g/{table}.{to}")


def commands(golden: "Recorder", by: str, coder: str, code: str, book: str, explained: int = 2) -> None:
    """What is not a table: checks, documents, projects, explanations, topics, agreement; each also with --json."""
    first = min(path.stem for path in golden.folder.glob("corpora/*/transcripts/*.jsonl"))
    for to in ("text", "json", "github", "sarif", "junit"):
        golden.run("check", "--format", to, "--exit-zero")
    golden.run("check", "--quotes", "--select", "QC1")
    asked = [["explain", said] for said in SAID[:explained]] + [
        ["explain", SAID[3], "--all"],
        ["explain", f"{first}:2"],
    ]
    asked += [["words", "percaya"], ["words", "aplikasi*"], ["words", "--regex", r"(ter|ke)lambat\w*"]]
    asked += [
        ["words", "lack of", "--level", "light"],
        ["suggest", code],
        ["suggest", code, "--coder", coder, "--top", "5"],
    ]
    asked += [["codes"], ["codes", "show", code], ["codes", "rename", code, "renamed"], ["status"], ["verify"]]
    tuned = ["evaluate", "--against", coder, "--split", "development", "-n"]
    asked += [tuned, [*tuned, "--by", by, "--no-quotes"]]
    asked += [["topics", "--k", "4", "--samples", "4", "-n"], ["topics", "--suggest", "--k", "3", "--samples", "2"]]
    asked += [["diff", book, "edited.yaml"], ["diff", book, "edited.yaml", "--no-quotes"], ["export", "barriers", "-n"]]
    edited = (golden.folder / book).read_text("utf-8").replace("terms: [", "terms: [petugas, ", 1)
    (golden.folder / Path(book).parent / "edited.yaml").write_text(
        edited.replace("level: light", "level: exact", 1), "utf-8"
    )
    asked = [[str(Path(book).parent / each) if each == "edited.yaml" else each for each in given] for given in asked]
    for given in asked:
        golden.run(*given)
        golden.run(*given, "--json")
    golden.run(
        "evaluate", "--against", coder, "-o", "g/scores.csv", "--misses", "g/misses.xlsx", "--report", "g/page.md"
    )
    golden.run("export", "project", "--to", "qdc", "-o", "g/codes.qdc")
    golden.run("export", "project", "--coder", coder, "--redact", "-o", "g/person.qdpx")
    for language in ("id", "en"):
        for to in ("md", "docx", "html"):
            golden.run("export", "methods", "--lang", language, "--to", to, "-o", f"g/methods.{to}")
        golden.run("export", "project", "--lang", language, "-o", f"g/study-{language}.qdpx")
    for given in (["run"], ["export", "crate"], ["verify"], ["lock"], ["lock", "--check", "--json"], ["status", "-v"]):
        golden.run(*given)


def export_project(golden: "Recorder", coder: str) -> None:
    """Keep the study's project beside it."""
    golden.run("export", "project", "--coder", f"rules+{coder}", "-o", f"../{golden.study}.qdpx")


def import_project(golden: "Recorder", coder: str) -> None:
    """The project goes into an empty study, and its tables come out again."""
    project = f"../{golden.study}.qdpx"
    golden.enter(f"{golden.study}-imported")
    for given in (["init"], ["import", "project", project, "--json"], ["ingest"], ["codes"], ["status"], ["check"]):
        golden.run(*given)
    for table in ("segments", "codes", "turns", "matrix"):
        golden.run("export", table, "--coder", coder.split("+")[0], "-o", f"g/{table}.csv")
    golden.run("export", "project", "--coder", coder, "-o", "g/again.qdpx")


def shipped(golden: "Recorder") -> None:
    """The study that the project ships."""
    folder = golden.enter("shipped")
    shutil.copytree(PROJECT / "codebooks", folder / "codebooks")
    shutil.copytree(PROJECT / "corpora/smart-city", folder / "corpora/smart-city")
    shutil.copy(PROJECT / "qualcode.yaml", folder)
    for given in (
        ["ingest", "--json"],
        ["ingest", "--reset"],
        ["code", "--json"],
        ["topics", "--k", "5", "--samples", "4"],
    ):
        golden.run(*given)
    tables(golden, "stakeholder", "reader-1", ("barriers",), ("id",))
    commands(golden, "stakeholder", "reader-1", "infrastructure", "codebooks/smart-city-barriers.yaml")
    export_project(golden, "reader-1")
    import_project(golden, "reader-1")


def begin(golden: "Recorder", study: str, first: str) -> Path:
    """A made study: settings, codebook and an empty folder for sources."""
    folder = golden.enter(study)
    for path, text in (("qualcode.yaml", SETTINGS.format(first, study)), ("codebooks/clinic.yaml", CODEBOOK)):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    (folder / f"corpora/{study}/sources").mkdir(parents=True)
    return folder


def person(golden: "Recorder", coder: str, unit: str) -> None:
    """A blind sample is drawn, filled and read as a person's codings."""
    golden.run("sample", "-o", "sheet.csv", "--per-code", "12", "--uncoded", "15", "--unit", unit)
    golden.run("sample", "-o", "sheet.xlsx", "--per-code", "3", "--uncoded", "5", "--name", "second", "--json")
    fill_sheet(golden.folder / "sheet.csv")
    golden.run("import", "codings", "sheet.csv", "--coder", coder, "--method", "Read once.")


def survey(golden: "Recorder") -> None:
    """150 open answers, a respondent in each row."""
    folder, chance = begin(golden, "survey", "en, id"), random.Random(3)
    rows = [["respondent", "city", "age", "answer"]]
    for number in range(1, 151):
        said = " ".join(chance.sample(SAID, chance.choice((0, 1, 1, 2, 3))))
        rows.append([f"r{number:03}", chance.choice(("Alpha", "Beta", "Gamma")), str(chance.randint(18, 80)), said])
    write_sheet(folder / "corpora/survey/sources/survey.csv", rows)
    columns = ["corpora/survey/sources/survey.csv", "--each", "row", "--columns", "text=answer,id=respondent"]
    for given in (["ingest", *columns, "--explain"], ["ingest", *columns], ["code", "--json"]):
        golden.run(*given)
    person(golden, "ani", "turn")
    golden.run("topics", "--k", "4", "--samples", "4", "--by-language", "--save", "topics.yaml")
    tables(golden, "city", "ani", ("codes",), ("en",))
    commands(golden, "city", "ani", "network", "codebooks/clinic.yaml")
    export_project(golden, "ani")
    import_project(golden, "ani")


def interviews(golden: "Recorder") -> None:
    """Nine mixed conversations in five formats, a focus group and odd files among them, read by two people."""
    folder, chance = begin(golden, "interviews", "id, en"), random.Random(7)
    sources = folder / "corpora/interviews/sources"
    about = []
    for number, name in enumerate("abcdefgh"):
        turns = [
            (("Pewawancara", chance.choice(ASKED)) if at % 2 == 0 else ("Informan", said(chance))) for at in range(24)
        ]
        write_source(sources, name, number % 4, turns)
        split = "test" if number % 3 == 2 else "development"
        about.append([name, "Alpha" if number % 2 else "Beta", chance.choice("pl"), split])
    people = ("Moderator", "Ani", "Budi", "Citra")
    group = [(people[at % 4], said(chance) if at % 4 else chance.choice(ASKED)) for at in range(40)]
    write_source(sources, "fgd", 1, group)
    write_source(sources, "one-turn", 0, [("Informan", "Sinyal hilang.")])
    write_sheet(
        folder / "about.csv", [["transcript", "city", "gender", "split"], *about, ["fgd", "Beta", "", "development"]]
    )
    (sources / "empty.txt").write_text("", "utf-8")
    (sources / "broken.docx").write_bytes(b"PK no archive")
    options = ["--meta", "about.csv", "--interviewer", "Pewawancara,Moderator"]
    for given in (
        ["ingest", "-n"],
        ["ingest", "--explain", str(sources.relative_to(folder) / "a.txt")],
        ["ingest", *options, "--json"],
        ["ingest"],
        ["code"],
    ):
        golden.run(*given)
    person(golden, "ani", "turn")
    rows = [["transcript", "turn", "codes", "assertion"]]
    for at in range(2, 25, 2):
        rows += [[name, str(at), chance.choice(("network", "waiting;app", "-", "trust")), ""] for name in "abc"]
    write_sheet(folder / "read.csv", rows)
    golden.run("import", "codings", "read.csv", "--coder", "budi", "--read-whole")
    golden.run("evaluate", "--against", "ani", "--coder", "budi", "--json")
    golden.run("evaluate", "--against", "budi", "--split", "test", "--report", "g/page.md")
    golden.run("topics", "--k", "4", "--samples", "4", "--json")
    tables(golden, "city", "budi", ("segments", "barriers", "matrix", "quotes"), ("id", "en"))
    commands(golden, "city", "budi", "network", "codebooks/clinic.yaml", explained=len(SAID))
    export_project(golden, "ani+budi")
    changes(golden, sources)
    import_project(golden, "ani+budi")


def changes(golden: "Recorder", sources: Path) -> None:
    """A source is corrected, codes are renamed, merged and retired, and the study follows."""
    corrected = (sources / "a.txt").read_text("utf-8").replace("sekali", "sekalii").replace("Sinyal", "Sinyaal")
    (sources / "a.txt").write_text("Pewawancara: Selamat pagi.\n" + corrected, "utf-8")
    (sources / "one-turn.txt").unlink()
    for given in (
        ["status"],
        ["ingest"],
        ["ingest", "--move-codings", "-n"],
        ["ingest", "--move-codings", "--set-aside"],
    ):
        golden.run(*given)
    actions = (
        ["rename", "network", "networks"],
        ["merge", "waiting", "networks"],
        ["retire", "trust", "--replaced-by", "app"],
    )
    for action in actions:
        golden.run("codes", *action)
        golden.run("codes", *action, "--yes", "--json")
    for given in (
        ["lock", "--check"],
        ["code"],
        ["ingest", "--prune"],
        ["run"],
        ["verify"],
        ["export", "codes", "-o", "-"],
    ):
        golden.run(*given)


def refusals(golden: "Recorder") -> None:
    """What is refused, and how it is said."""
    folder = begin(golden, "refusals", "id")
    for given in (["export", "codes"], ["code"], ["status"], ["ingest", "nowhere"], ["topics"]):
        golden.run(*given)
    write_source(folder / "corpora/refusals/sources", "a", 0, [("Interviewer", "Why?"), ("Participant", SAID[0])])
    golden.run("run")
    books = {
        "tab": CODEBOOK.replace("  - code: access", "\t- code: access"),
        "bracket": CODEBOOK.replace("hilang, putus]", "x"),
    }
    books["fields"] = (
        CODEBOOK.replace("label:", "lable:").replace("level: light", "level: deep").replace("@lack", "@lak")
    )
    books["twice"] = CODEBOOK + "  - {code: staff, kind: barrier, rules: [{near: [a], any: [b], within: 0}]}\n"
    books["regex"] = CODEBOOK + "  - {code: bad, terms: [{regex: '(a'}, {pattern: [{LOER: x}]}, '*', '']}\n"
    for name, text in books.items():
        (folder / f"codebooks/{name}.yaml").write_text(text, "utf-8")
        for given in (["check"], ["check", "--json"], ["code", "-b"]):
            golden.run(*given, f"codebooks/{name}.yaml")
    write_sheet(
        folder / "wrong.csv",
        [["transcript", "turn", "codes"], ["a", "2", "nosuch"], ["zz", "1", "staff"], ["a", "x", "-"]],
    )
    wrong = [["export", "nosuch"], ["export", "codes", "--to", "pdf"], ["export", "codes", "--by", "nosuch"], ["frob"]]
    wrong += [["export", "kwic"], ["export", "compare"], ["export", "codes", "--code", "nosuch"], ["explain", "zz:1"]]
    wrong += [["codes", "show", "nosuch"], ["codes", "rename", "staff", "trust"], ["suggest", "nosuch"], ["words", "*"]]
    wrong += [
        ["import", "codings", "wrong.csv", "--coder", "x"],
        ["import", "project", "wrong.csv"],
        ["schema", "nosuch"],
    ]
    wrong += [
        ["evaluate", "--against", "nosuch"],
        ["sample"],
        ["export", "codes", "--lang", "xx"],
        ["check", "--select", "QC9"],
    ]
    wrong += [
        ["export", "codes", "--top", "-1"],
        ["--corpus", "nosuch", "status"],
        ["-C", "nosuch", "status"],
        ["ingest", "--each", "x"],
    ]
    for given in wrong:
        golden.run(*given)
        golden.run("--json", *given)
    (folder / "qualcode.yaml").write_text("format: 9\nsegmnt: [a\n", "utf-8")
    golden.run("status")


def helped(golden: "Recorder") -> None:
    """What needs no study: help, versions, schemas, lists of checks, a new study."""
    golden.enter("help")
    for given in (
        [],
        ["--help"],
        ["--version"],
        ["schema", "codebook"],
        ["check", "--list"],
        ["check", "--list", "--json"],
    ):
        golden.run(*given)
    for command in COMMANDS:
        golden.run(command, "--help")
    for check in ("QC101", "QC104", "QC107", "QC110", "QC201", "QC301", "QC999"):
        golden.run("check", "--explain", check)
    golden.run("init", "new", "--title", "New: study", "--json")


STUDIES = {"help": helped, "refusals": refusals, "survey": survey, "interviews": interviews, "shipped": shipped}


def all_studies(golden: "Recorder", only: str) -> dict[str, str]:
    """Run the studies whose name begins so, or from whose project the one named so is imported."""
    for name, study in STUDIES.items():
        if name.startswith(only) or (only and only.startswith(name)):
            study(golden)
    return golden.kept
