"""Regenerate what README and docs show, so that all of it is real output.

    python tools/docs.py            write it
    python tools/docs.py --check    exit 1 when something on a page is not what the commands print now

A page holds markers, each followed by a fenced block:

    <!-- output: qualcode run -->      filled with what a shell command prints
    <!-- terminal -->                  each line `$ command` is followed by what the command prints
    <!-- file: codebooks/x.yaml -->    written to that file before the next command runs
    <!-- change: codebooks/x.yaml -->  a diff, applied to that file before the next command runs
    <!-- made by: tables -->           filled with text made from a registry (a function `_tables` of this file)

The commands of one page run one after the other in the same fresh copy of the shipped study, or of the folder that the
page names with `<!-- folder: docs/tutorial -->`. Pages are independent of each other and run side by side.
"""

import contextlib
import inspect
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STUDY = ("qualcode.yaml", "codebooks", "corpora")
FOLDER = re.compile(r"^<!-- folder: (.+?) -->$", re.MULTILINE)
BLOCK = re.compile(
    r"(?P<head><!-- (?P<kind>terminal|output|file|change)(: (?P<subject>.+?))? -->\n```\w*\n)"
    r"(?P<text>.*?)(?P<tail>^```$)",
    re.DOTALL | re.MULTILINE,
)
QUALCODE = re.compile(r"(?P<qualcode>qualcode [^|&;<>$`]*?)(?P<silent> 2>/dev/null)?( \| (?P<filter>.+))?")
"""One command of qualcode, perhaps without what it says on stderr, perhaps with its result piped on."""
MADE = re.compile(r"(<!-- made by: (?P<name>\w+) -->\n)(?P<text>.*?)(^<!-- end -->$)", re.DOTALL | re.MULTILINE)


def main(arguments: list[str]) -> int:
    check = arguments == ["--check"]
    os.environ.update(PYTHONUTF8="1", NO_COLOR="1", QUALCODE_PROGRESS="off")
    with ProcessPoolExecutor() as pool:
        changed = list(pool.map(partial(refresh, check=check), pages()))
    stale = [page for page, is_stale in zip(pages(), changed, strict=True) if is_stale]
    for page in stale:
        print(f"{page.relative_to(ROOT)}: {'is not what the commands print now' if check else 'written'}")
    if check and stale:
        print("run `python tools/docs.py` and look at what changed")
    return int(check and bool(stale))


def pages() -> list[Path]:
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def refresh(page: Path, *, check: bool) -> bool:
    """Bring a page up to date and say whether it was not."""
    os.environ["QUALCODE_LANG"] = "id" if page.name.endswith(".id.md") else "en"
    old = page.read_text(encoding="utf-8")
    new = MADE.sub(lambda found: found[1] + MAKERS[found["name"]]() + found[4], old)
    if BLOCK.search(new):
        with tempfile.TemporaryDirectory() as folder:
            place = copy_of(FOLDER.search(new), Path(folder) / "study")
            new = BLOCK.sub(lambda found: found["head"] + step(found, place) + found["tail"], new)
    if new != old and not check:
        page.write_text(new, encoding="utf-8")
    return new != old


def copy_of(folder: re.Match[str] | None, place: Path) -> Path:
    """A fresh copy of the folder that a page names, else of the shipped study."""
    if folder:
        return Path(shutil.copytree(ROOT / folder[1], place))
    place.mkdir()
    for name in STUDY:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, place / name)
        else:
            shutil.copy(source, place / name)
    return place


def step(found: re.Match[str], place: Path) -> str:
    """Do what a marker says, and give the text that its block must hold."""
    kind, subject, text = found["kind"], found["subject"], found["text"]
    if kind == "output":
        return printed(subject, place)
    if kind == "terminal":
        commands = [line for line in text.splitlines() if line.startswith("$ ")]
        return "\n".join(f"{line}\n{printed(line[2:], place)}".rstrip("\n") + "\n" for line in commands)
    file = place / subject
    now = text if kind == "file" else patched(file.read_text(encoding="utf-8"), text)
    file.write_text(now, encoding="utf-8")
    return text


def patched(text: str, diff: str) -> str:
    """The text after a change; the lines that the diff takes out or keeps must stand in it exactly once."""
    lines = diff.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] in " -")
    after = "".join(line[1:] for line in lines if line[0] in " +")
    if text.count(before) != 1:
        raise ValueError(f"a change does not fit its file:\n{diff}")
    return text.replace(before, after)


def printed(command: str, place: Path) -> str:
    """What a command prints, both streams together, without blanks at line ends."""
    known = QUALCODE.fullmatch(command)
    if known is None:
        said = of_shell(command, place)
    else:
        result, remarks = of_qualcode(
            shlex.split(known["qualcode"])[1:], place, apart=bool(known["silent"] or known["filter"])
        )
        said = of_shell(known["filter"], place, result) if known["filter"] else result
        said = said if known["silent"] else remarks + said
    return "\n".join(line.rstrip() for line in said.splitlines()).strip("\n") + "\n"


def of_qualcode(arguments: list[str], place: Path, *, apart: bool) -> tuple[str, str]:
    """What a command says on stdout and on stderr, or all of it in order as the first.

    It runs in this process: starting Python anew for each command would take most of the time.
    """
    from qualcode.cli.main import run_command_line

    kept = os.dup(1), os.dup(2)
    with tempfile.TemporaryFile() as result, tempfile.TemporaryFile() as remarks, contextlib.chdir(place):
        sys.stdout.flush()
        os.dup2(result.fileno(), 1)
        os.dup2((remarks if apart else result).fileno(), 2)
        try:
            run_command_line(arguments)
            sys.stdout.flush()
        finally:
            for stream, old in enumerate(kept, start=1):
                os.dup2(old, stream)
                os.close(old)
        result.seek(0)
        remarks.seek(0)
        return result.read().decode("utf-8"), remarks.read().decode("utf-8")


def of_shell(command: str, place: Path, given: str = "") -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=place,
        env={**os.environ, "PATH": path},
        input=given.encode("utf-8"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode("utf-8")


def _tables() -> str:
    """A section for each table: what it says, its options, its columns and what they mean."""
    from qualcode.tables import TABLES
    from qualcode.tables.kind import option_flags
    from qualcode.topics.tables import TOPIC_TABLES

    kinds = {**TABLES, **{name: table.of(None) for name, table in TOPIC_TABLES.items()}}
    return "\n".join(
        f"## {name}\n\n{kind.about} Options: {', '.join(f'`{flag}`' for flag in option_flags(kind))}.\n\n"
        "| column | type | meaning |\n| --- | --- | --- |\n"
        + "".join(f"| `{column.name}` | {column.type} | {column.definition} |\n" for column in kind.columns)
        for name, kind in kinds.items()
    )


def _readers() -> str:
    from qualcode.readers import READERS

    readers = READERS.values()
    rows = [f"| {reader.name} | {', '.join(f'`{ending}`' for ending in reader.endings)} |\n" for reader in readers]
    return "| format | endings |\n| --- | --- |\n" + "".join(rows)


def _figures() -> str:
    from qualcode.figures import FIGURES

    rows = [
        f"| `{name}` | {', '.join(f'`{table}`' for table in kind.tables)} | {kind.about} |\n"
        for name, kind in FIGURES.items()
    ]
    return "| figure | of the tables | what it shows |\n| --- | --- | --- |\n" + "".join(rows)


def _rule_kinds() -> str:
    from qualcode.rules.kinds import RULE_KINDS

    rows = [f"| `{name}` | {kind.hit} |\n" for name, kind in RULE_KINDS.items()]
    return "".join(["| field | a hit is |\n| --- | --- |\n", *rows])


def _checks() -> str:
    """All checks in a table, and a section for each."""
    from qualcode.checks import CHECKS

    rows = [f"| [{check.code}](#{check.code.lower()}) | {check.name} | {check.level} |\n" for check in CHECKS]
    sections = [
        f"\n## {check.code}\n\n`{check.name}`, {check.level}. {check.reason}.\n\n"
        f"Wrong:\n\n```text\n{check.bad}\n```\n\nRight:\n\n```text\n{check.good}\n```\n"
        for check in CHECKS
    ]
    return "".join(["| code | name | level |\n| --- | --- | --- |\n", *rows, *sections])


def _commands() -> str:
    """The help of every command."""
    from qualcode.cli.commands import COMMAND_NAMES

    anywhere = Path(tempfile.gettempdir())
    helps = {name: printed(f"qualcode {name} --help", anywhere) for name in COMMAND_NAMES}
    return "\n".join(f"## qualcode {name}\n\n```text\n{text}```\n" for name, text in helps.items())


def _api() -> str:
    """Every method of `Study` with its parameters, what it gives, and its first sentence."""
    from qualcode import Study

    own = {name: getattr(member, "__func__", member) for name, member in vars(Study).items() if name[0] != "_"}
    rows = [
        f"| `{name}{_parameters(method)}` | {_given(method)} | {_first_sentence(method)} |\n"
        for name, method in own.items()
        if callable(method)
    ]
    return "| method | gives | |\n| --- | --- | --- |\n" + "".join(rows)


def _parameters(method: Callable[..., object]) -> str:
    """The parameters without their types; keywords that are options of tables are named by their class."""
    signature = inspect.signature(method)
    own = [each.replace(annotation=each.empty) for each in list(signature.parameters.values())[1:]]
    return str(signature.replace(parameters=own, return_annotation=signature.empty))


def _given(method: Callable[..., object]) -> str:
    kind = inspect.signature(method).return_annotation
    return f"`{kind.rpartition('.')[2] if isinstance(kind, str) else kind.__name__}`"


def _first_sentence(method: Callable[..., object]) -> str:
    return " ".join((inspect.getdoc(method) or "").partition("\n\n")[0].split())


MAKERS: dict[str, Callable[[], str]] = {
    "api": _api,
    "checks": _checks,
    "rule_kinds": _rule_kinds,
    "tables": _tables,
    "readers": _readers,
    "figures": _figures,
    "commands": _commands,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
