"""Export: tables written as bytes, one file a format.

`FORMATS` is what a user can name. The same table gives the same bytes, always; nothing here opens a file. Each
exporter imports the heavy packages that it needs when it is called.
"""

from collections.abc import Callable, Mapping

from qualcode.export.csv import to_csv
from qualcode.export.datapackage import Resource, datapackage, merge_datapackage
from qualcode.export.docx import to_docx
from qualcode.export.html import to_html
from qualcode.export.json import to_json
from qualcode.export.jsonl import to_jsonl
from qualcode.export.limits import problems
from qualcode.export.md import to_md
from qualcode.export.parquet import to_parquet
from qualcode.export.sav import to_sav
from qualcode.export.tex import to_tex
from qualcode.export.tsv import to_tsv
from qualcode.export.xlsx import to_xlsx
from qualcode.model import Table

FORMATS: Mapping[str, Callable[[Table], bytes]] = {
    "csv": to_csv,
    "tsv": to_tsv,
    "json": to_json,
    "jsonl": to_jsonl,
    "md": to_md,
    "xlsx": to_xlsx,
    "tex": to_tex,
    "docx": to_docx,
    "parquet": to_parquet,
    "html": to_html,
    "sav": to_sav,
}
"""Name, which is the file's extension too -> what writes the table."""

__all__ = ["FORMATS", "Resource", "datapackage", "merge_datapackage", "problems"]
