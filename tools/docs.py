"""Regenerate what README and docs show, so that all of it is real output.

    python tools/docs.py            write it
    python tools/docs.py --check    exit 1 when something on a page is not what the commands print now

A page holds markers, each followed by a fenced block that this program fills:

    <!-- output: qualcode run -->      what a shell command prints, in a fresh copy of the shipped study
    <!-- made by: tables -->           text made from a registry (a function `_tables` of this file)

The commands of one page run one after the other in the same copy.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STUDY = ("qualcode.yaml", "codebooks", "corpora")
OUTPUT = re.compile(r"(<!-- output: (?P<command>.+?) -->\n```\w*\n)(?P<text>.*?)(^```$)", re.DOTALL | re.MULTILINE)
MADE = re.compile(r"(<!-- made by: (?P<name>\w+) -->\n)(?P<text>.*?)(^<!-- end -->$)", re.DOTALL | re.MULTILINE)


def main(arguments: list[str]) -> int:
    check = arguments == ["--check"]
    stale = [page for page in pages() if refresh(page, check=check)]
    for page in stale:
        print(f"{page.relative_to(ROOT)}: {'is not what the commands print now' if check else 'written'}")
    if check and stale:
        print("run `python tools/docs.py` and look at what changed")
    return int(check and bool(stale))


def pages() -> list[Path]:
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def refresh(page: Path, *, check: bool) -> bool:
    """Bring a page up to date and say whether it was not."""
    old = page.read_text(encoding="utf-8")
    new = MADE.sub(lambda found: found[1] + MAKERS[found["name"]]() + found[4], old)
    if OUTPUT.search(new):
        with tempfile.TemporaryDirectory() as folder:
            study = copy_study(Path(folder))
            new = OUTPUT.sub(lambda found: found[1] + printed(found["command"], study) + found[4], new)
    if new != old and not check:
        page.write_text(new, encoding="utf-8")
    return new != old


def copy_study(folder: Path) -> Path:
    study = folder / "study"
    study.mkdir()
    for name in STUDY:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, study / name)
        else:
            shutil.copy(source, study / name)
    return study


def printed(command: str, study: Path) -> str:
    """What a command prints, both streams together, without blanks at line ends."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=study,
        env={**os.environ, "PATH": path, "PYTHONUTF8": "1", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    lines = [line.rstrip() for line in done.stdout.decode("utf-8").splitlines()]
    return "\n".join(lines).strip("\n") + "\n"


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

    rows = [f"| {reader.name} | {', '.join(f'`{ending}`' for ending in reader.endings)} |\n" for reader in READERS]
    return "| format | endings |\n| --- | --- |\n" + "".join(rows)


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


MAKERS: dict[str, Callable[[], str]] = {
    "checks": _checks,
    "tables": _tables,
    "readers": _readers,
    "commands": _commands,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
