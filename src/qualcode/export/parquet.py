"""Arrow and Parquet: typed columns for pandas, polars, R and DuckDB, with definitions and notes inside the file."""

import json
from io import BytesIO
from typing import Any

from qualcode.model.table import Table


def to_parquet(table: Table) -> bytes:
    """A table as a Parquet file, with the columns, types and metadata of `to_arrow`."""
    from pyarrow.parquet import write_table

    made = BytesIO()
    write_table(to_arrow(table), made, compression="zstd")
    return made.getvalue()


def to_arrow(table: Table) -> Any:
    """A table as a `pyarrow.Table`: int64, double, boolean and string columns; missing values are null.

    Its metadata has `name`, `title`, and as JSON `notes` and `meta`; each field has its `definition`.
    """
    import pyarrow as pa

    types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    fields = [
        pa.field(column.name, types[column.type], metadata={"definition": column.definition})
        for column in table.columns
    ]
    columns = [pa.array(table.data[field.name], field.type) for field in fields]
    return pa.Table.from_arrays(columns, schema=pa.schema(fields, _about(table)))


def _about(table: Table) -> dict[str, str]:
    said = {"notes": list(table.notes), "meta": dict(table.meta)}
    return {
        "name": table.name,
        "title": table.title,
        **{key: json.dumps(value, ensure_ascii=False) for key, value in said.items()},
    }
