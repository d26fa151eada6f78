"""Table results: a table of the study for notebooks and scripts, with what was wrong and ways to take it elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, cast

from qualcode.api.export import save_table
from qualcode.export.html import table_to_figure
from qualcode.export.parquet import to_arrow
from qualcode.model.finding import Finding, study_error, unknown_name
from qualcode.model.table import Table
from qualcode.store.study import OpenStudy
from qualcode.tables.kind import TableOptions

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

MOST_ROWS_SHOWN = 30
"""A notebook shows so many rows of a longer table."""


class ShortOptions(TypedDict, total=False):
    """The options of tables as keywords; `TableOptions` says what each means."""

    by: str
    kind: str
    codes: str | Sequence[str]
    unit: str
    terms: str | Sequence[str]
    level: str
    window: int
    top: int
    test: bool
    interval: bool
    shuffles: int
    seed: int
    base: int
    run: int
    lang: str
    speakers: bool
    redact: bool
    no_quotes: bool


_LISTS = ("codes", "terms")
"""Options that are several words; one word alone is written as it is."""


def merged_options(options: TableOptions | None, short: ShortOptions) -> TableOptions:
    """The options of a table, those given as keywords first.

    Raises:
        StudyError: there is no such option.
    """
    known = [each.name for each in fields(TableOptions)]
    for name in short:
        if name not in known:
            raise unknown_name("option", name, known)
    given = cast(dict[str, Any], short)
    lists = {name: _words(given[name]) for name in _LISTS if name in given}
    return replace(options or TableOptions(), **{**given, **lists})


def _words(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _need(package: str) -> None:
    """Refuse what needs a package that is not here."""
    if find_spec(package) is None:
        raise study_error("missing-package", f"this needs the package {package}", f"run pip install {package}")


@dataclass(frozen=True, repr=False)
class TableResult(Table):
    """A table, and what was guessed or wrong when it was made."""

    findings: tuple[Finding, ...] = ()
    """What was guessed or wrong."""
    file: str = ""
    """File that it was written to; empty: none."""
    study: OpenStudy | None = field(default=None, compare=False)
    """The study that it was made of."""

    def __repr__(self) -> str:
        return f"<{self.name}: {self.rows:,} rows of {', '.join(column.name for column in self.columns)}>"

    def _repr_html_(self) -> str:
        """The table as a notebook shows it: its first rows, N and the other notes below, everything escaped."""
        if self.rows <= MOST_ROWS_SHOWN:
            return table_to_figure(self)
        first = {name: values[:MOST_ROWS_SHOWN] for name, values in self.data.items()}
        shown = f"The first {MOST_ROWS_SHOWN} of {self.rows:,} rows."
        return table_to_figure(replace(self, data=first, notes=(shown, *self.notes)))

    def to_arrow(self) -> "pyarrow.Table":
        """The table as a `pyarrow.Table`: int64, double, boolean and string columns; missing values are null.

        Definitions of columns, notes and facts for machines stand in its metadata.
        """
        return to_arrow(self)

    def to_pandas(self) -> "pandas.DataFrame":
        """The table as a pandas data frame; whole numbers and booleans keep their type where some are missing.

        Raises:
            StudyError: pandas is not installed.
        """
        _need("pandas")
        import pandas
        import pyarrow as pa

        whole = {pa.int64(): pandas.Int64Dtype(), pa.bool_(): pandas.BooleanDtype()}
        return self.to_arrow().to_pandas(types_mapper=whole.get)

    def to_polars(self) -> "polars.DataFrame":
        """The table as a polars data frame.

        Raises:
            StudyError: polars is not installed.
        """
        _need("polars")
        import polars

        return cast(polars.DataFrame, polars.from_arrow(self.to_arrow()))

    def save(self, file: str | Path, format: str = "") -> tuple[Finding, ...]:
        """Write the table in the format that the file's ending says, or that is named.

        A csv file gets a `datapackage.json` beside it. Gives what the format loses of the table, and a warning where
        git would take up participants' words.

        Raises:
            StudyError: there is no such format, or it cannot hold the table.
        """
        if self.study is None:
            raise study_error("no-study", "this table belongs to no study", "make it with `Study.export`")
        return save_table(self.study, self, Path(file), format)
