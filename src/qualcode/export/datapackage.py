"""The description that stands beside csv files: a Frictionless `datapackage.json`."""

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from qualcode.model import Table

GENERATOR = "qualcode"
"""Marks the descriptions that may be brought up to date; others are never touched."""

KEYS = {"barriers": ["code"], "codes": ["code"], "turns": ["transcript", "turn"]}
"""Table -> columns that tell its rows apart, where it is not made in blocks."""


@dataclass(frozen=True)
class Resource:
    """One csv file and the table that it holds."""

    path: str
    """Where the file lies, relative to the datapackage.json, with `/`."""
    table: Table
    """The table in it."""
    data: bytes | None = None
    """The file's bytes, where its size and hash shall be stated."""


def datapackage(resources: Sequence[Resource], name: str, title: str = "", licence: str = "") -> bytes:
    """Describe csv files so that programs and people load them with types and definitions; sorted by path."""
    ordered = sorted(resources, key=lambda resource: resource.path)
    package: dict[str, Any] = {"profile": "tabular-data-package", "generator": GENERATOR, "name": slug(name)}
    if title:
        package["title"] = title
    if licence:
        package["licenses"] = [{"name": re.sub(r"\s+", "-", licence.strip()), "title": licence}]
    package["resources"] = [_resource(resource) for resource in ordered]
    return _encode(package)


def merge_datapackage(old: bytes | None, new: bytes, present: Collection[str]) -> bytes:
    """The new description with those files of an older one that are still `present`; sorted by path.

    Raises:
        ValueError: the older one is not such a description, so it is somebody else's and must not be replaced.
    """
    package = json.loads(new)
    described = {resource["path"] for resource in package["resources"]}
    package["resources"] += [
        resource for resource in _resources(old) if resource["path"] in present and resource["path"] not in described
    ]
    package["resources"].sort(key=lambda resource: resource["path"])
    return _encode(package)


def _resources(package: bytes | None) -> list[dict[str, Any]]:
    """Resources of a description of ours."""
    if package is None:
        return []
    read = json.loads(package)
    if not isinstance(read, dict) or read.get("generator") != GENERATOR:
        raise ValueError("not written by qualcode")
    resources: list[dict[str, Any]] = read["resources"]
    return resources


def _encode(package: dict[str, Any]) -> bytes:
    return (json.dumps(package, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _resource(resource: Resource) -> dict[str, Any]:
    table = resource.table
    described: dict[str, Any] = {
        "profile": "tabular-data-resource",
        "name": slug(resource.path.removesuffix(".csv")),
        "path": resource.path,
        "title": table.title,
        "description": " ".join(table.notes),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
    }
    if resource.data is not None:
        described |= {"bytes": len(resource.data), "hash": f"sha256:{sha256(resource.data).hexdigest()}"}
    return described | {"schema": schema(table), "notes": list(table.notes), "meta": dict(table.meta)}


def schema(table: Table) -> dict[str, Any]:
    """The columns of a table as a Table Schema; its primary key where the rows of this table have one."""
    fields = [{"name": column.name, "type": column.type, "description": column.definition} for column in table.columns]
    key = KEYS.get(table.name, [])
    return {"fields": fields, "missingValues": [""], **({"primaryKey": key} if _tells_apart(table, key) else {})}


def _tells_apart(table: Table, key: Sequence[str]) -> bool:
    """True when no two rows have the same values in these columns, and none is missing."""
    if not key or not set(key) <= set(table.data):
        return False
    rows = list(zip(*(table.data[name] for name in key), strict=True))
    return len(set(rows)) == len(rows) and not any(None in row for row in rows)


def slug(name: str) -> str:
    """A name as data packages allow it: lower case letters, digits, `.`, `_`, `-`."""
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-") or "table"
