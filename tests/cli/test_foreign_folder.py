"""A command that is refused leaves a folder that is no study exactly as it was."""

import pytest

from qualcode.cli.commands import COMMAND_NAMES
from study import CODEBOOK, Folder

REFUSED = """
help nosuch
completion nosuch
check
check qualcode.yaml
code
code -b clinic.yaml
code -b clinic.yaml --dry-run
code -b clinic.yaml --watch
codes
codes rename access reach
codes rename staff nurses -b no.yaml --yes
codes rename stuff nurses -b clinic.yaml --yes
diff clinic.yaml other.yaml
diff clinic.yaml no.yaml
agreement nosuch.csv
memos --kind nosuch
show a
report
report -b clinic.yaml -o sub/report.html
report --dry-run
review --coder ani --json
review --coder ani -b clinic.yaml --no-browser
evaluate --against ani
evaluate --against ani -b clinic.yaml
explain a -b no.yaml
export barriers
export barriers -b clinic.yaml
export barriers -b clinic.yaml -o -
export barriers --dry-run
export bariers
export crate
export methods
export segments -b clinic.yaml -o sub/x.csv
import codings sheet.csv --coder ani
import codings sheet.csv --coder ani -b clinic.yaml
ingest
ingest nowhere
ingest empty
ingest notes/nothing.txt
identifiers
identifiers --decide no.csv
init --titel x
lock
lock --check
propose
propose next -b clinic.yaml
propose staff -b no.yaml
propose --export-model sub/m.json -b clinic.yaml
pseudonymise
pseudonymise --to sub/copy
pseudonymise --to ../copy
run
sample
sample -o sheet.xlsx
sample -o sheet.xlsx -b clinic.yaml
schema codebok
sql barriers
share -n
share -o sub/s.zip
withdraw
withdraw R01 -n
withdraw R01 --yes
sql from/**/barriers
sql from/**/barriers -o sub/x.csv
status --corpus
suggest staff
suggest stuff -b clinic.yaml
suggest staff -b clinic.yaml
codings move a b
codings move a b --yes
merge empty --yes
merge nosuch
topics
topics --dry-run
topics -b clinic.yaml
topics --match no.yaml
verify
verify sheet.csv
words
words a --level deep
""".strip().splitlines()


@pytest.fixture
def folder(tmp_path) -> Folder:
    """Somebody's folder, with notes in it and a codebook."""
    foreign = Folder(tmp_path)
    foreign.write("notes/nothing.txt", "")
    foreign.write("clinic.yaml", CODEBOOK)
    foreign.write("other.yaml", CODEBOOK)
    foreign.write("sheet.csv", "transcript,turn,quote,codes\na,1,Perawat,staff\n")
    (tmp_path / "empty").mkdir()
    return foreign


def everything(folder: Folder) -> set[str]:
    return {path.relative_to(folder.path).as_posix() for path in folder.path.rglob("*")}


@pytest.mark.parametrize("command", REFUSED)
def test_nothing_is_left_behind(folder, command):
    files, before = folder.tree(), everything(folder)
    ended = folder.run(*command.split())
    assert (ended.code, ended.err.startswith("error: ")) == (2, True)
    assert everything(folder) == before
    assert folder.tree() == files


def test_every_command_is_tried():
    assert {command.split()[0] for command in REFUSED} == {*COMMAND_NAMES}


def test_what_was_made_by_an_earlier_command_stays(folder):
    folder.write("notes/a.txt", "Pewawancara: Apa?\nInforman: Perawat kurang.\n")
    folder.done("ingest", "notes/a.txt")
    before = folder.tree()
    assert folder.run("export", "barriers").code == 2
    assert folder.tree() == before
