"""Read `--meta FILE.csv`: attributes of transcripts, one row a transcript."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from qualcode.model import Finding
from qualcode.steps.errors import StepError
from qualcode.store.atomic import read_bytes
from qualcode.store.respondents import read_keyed

KEYS = ("transcript", "file", "source")
"""Names of the column that says which transcript a row is about."""


def read_meta(file: str) -> tuple[Mapping[str, Mapping[str, str]], tuple[Finding, ...]]:
    """Transcript -> attribute -> value; a file name with extension names its transcript too.

    Raises:
        StepError: the file is not such a table.
    """
    if not file:
        return {}, ()
    rows, findings = read_keyed(file, read_bytes(Path(file)), KEYS)
    if rows is None:
        raise StepError(*findings)
    return {
        key: row for name, row in rows.items() for key in (name, PurePosixPath(name).with_suffix("").as_posix())
    }, findings
