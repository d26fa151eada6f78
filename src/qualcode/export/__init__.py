"""Export: tables written as bytes, one file a format.

`TABLE_FORMATS` is what a user can name: ours, then those of plug-ins (`qualcode.exporters`). The same table gives the
same bytes, always; nothing here opens a file. Each exporter imports the heavy packages that it needs when it is called.
"""

from collections.abc import Callable, Mapping

from qualcode.export.cells import format_problems
from qualcode.export.delimited import to_csv, to_tsv
from qualcode.export.docx import table_to_docx
from qualcode.export.html import table_to_html
from qualcode.export.json import table_to_json, to_jsonl
from qualcode.export.md import table_to_md
from qualcode.export.metadata import Resource, datapackage, merge_datapackage
from qualcode.export.parquet import to_parquet
from qualcode.export.sav import to_sav
from qualcode.export.tex import to_tex
from qualcode.export.xlsx import to_xlsx
from qualcode.model.registry import registered
from qualcode.model.table import Table

_OURS: Mapping[str, Callable[[Table], bytes]] = {
    "csv": to_csv,
    "tsv": to_tsv,
    "json": table_to_json,
    "jsonl": to_jsonl,
    "md": table_to_md,
    "xlsx": to_xlsx,
    "tex": to_tex,
    "docx": table_to_docx,
    "parquet": to_parquet,
    "html": table_to_html,
    "sav": to_sav,
}
TABLE_FORMATS = registered("qualcode.exporters", _OURS)
"""Name, which is the file's extension too -> what writes the table."""
__all__ = ["TABLE_FORMATS", "Resource", "datapackage", "format_problems", "merge_datapackage"]
