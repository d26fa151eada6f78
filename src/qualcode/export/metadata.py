"""RO-Crate: the research object of a study's results, as `ro-crate-metadata.json` describes it (version 1.1).

The standard: Sefton et al., RO-Crate Metadata Specification 1.1, https://w3id.org/ro/crate/1.1. Data entities are the
files of the folder; corpus, codebook and lock lie outside it and are described as contextual entities. Participants'
words stand in none of them.
"""

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from qualcode.export.facts import StudyFacts
from qualcode.model.table import Table

CRATE_FILE = "ro-crate-metadata.json"
"""Name that the standard gives the file."""
CRATE_PROFILE = "https://w3id.org/ro/crate/1.1"
"""The version that is conformed to."""
MEDIA = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".sav": "application/x-spss-sav",
    ".svg": "image/svg+xml",
    ".tex": "application/x-tex",
    ".tsv": "text/tab-separated-values",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Ending of a file -> its media type."""
_SPDX = re.compile(r"[A-Za-z0-9.+-]+")
"""A licence given by its identifier, such as `CC-BY-4.0`."""
Entity = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """One file of the folder."""

    path: str
    """Where it lies in the folder, with `/`."""
    size: int
    """Bytes."""
    sha256: str
    """Hash of its bytes."""
    title: str = ""
    """What is in it, where that is known."""


@dataclass(frozen=True)
class Crate:
    """What the description of a folder is made from."""

    facts: StudyFacts
    """The study."""
    description: str
    """The study in a few sentences."""
    lang: str
    """Language of the description."""
    parts: Sequence[Part]
    """The files."""
    licence: str
    """Licence under which the study may be passed on; empty where it states none."""
    time: str
    """When the results were made, ISO 8601, as the record of the run says; empty where there is none."""
    lock_sha256: str
    """Hash of `qualcode.lock`; empty where there is none."""


def crate(of: Crate) -> bytes:
    """The description as JSON-LD; files sorted by path."""
    parts = sorted(of.parts, key=lambda part: part.path)
    descriptor = {"@id": CRATE_FILE, "@type": "CreativeWork", "conformsTo": _to(CRATE_PROFILE), "about": _to("./")}
    graph = [descriptor, _root(of, parts), *map(_file, parts), *_sources(of), *_made(of, parts), *_licence(of)]
    described = {"@context": f"{CRATE_PROFILE}/context", "@graph": graph}
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _root(of: Crate, parts: Sequence[Part]) -> Entity:
    material = of.facts.material
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": material.title or material.corpus,
        "description": of.description,
        "inLanguage": of.lang,
    }
    if of.time:
        root["datePublished"] = of.time[:10]
    if material.synthetic:
        root["keywords"] = "synthetic"
    return root | {
        "license": _to(_licence(of)[0]["@id"]),
        "hasPart": [_to(_address(part)) for part in parts],
        "isBasedOn": [_to(source["@id"]) for source in _sources(of)],
        "mentions": _to("#run"),
    }


def _address(part: Part) -> str:
    return quote(part.path)


def _file(part: Part) -> Entity:
    described: Entity = {"@id": _address(part), "@type": "File", "name": part.title or part.path}
    media = MEDIA.get(PurePosixPath(part.path).suffix.lower())
    if media:
        described["encodingFormat"] = media
    return described | {"contentSize": str(part.size), "sha256": part.sha256}


def _sources(of: Crate) -> list[Entity]:
    """What the results were made from, none of it in the folder."""
    sources = [_corpus(of), _codebook(of)]
    if of.lock_sha256:
        lock = {"name": "qualcode.lock", "description": "Hashes of all that the results depend on."}
        sources.append({"@id": "#lock", "@type": "CreativeWork", **lock, "identifier": f"sha256:{of.lock_sha256}"})
    return sources


def _corpus(of: Crate) -> Entity:
    material = of.facts.material
    kind = "Invented interviews (synthetic)" if material.synthetic else "Interviews"
    spoken = [lang for lang in ("id", "en") if material.languages.get(lang) or material.languages.get("mixed")]
    return {
        "@id": "#corpus",
        "@type": "Collection",
        "name": material.title or material.corpus,
        "alternateName": material.corpus,
        "description": f"{kind}: transcripts {material.transcripts}, respondents {material.respondents}.",
        "inLanguage": spoken,
        **({"license": _to(_licence(of)[0]["@id"])} if of.licence else {}),
    }


def _codebook(of: Crate) -> Entity:
    book = of.facts.book
    return {
        "@id": "#codebook",
        "@type": "DefinedTermSet",
        "name": book.title.get(of.lang) or book.codebook,
        "alternateName": book.codebook,
        **({"version": book.version} if book.version else {}),
        "description": f"{book.file}: codes {book.codes}, rules {book.rules}.",
        "identifier": f"sha256:{book.sha256}",
    }


def _made(of: Crate, parts: Sequence[Part]) -> list[Entity]:
    """How the files were made, and with what."""
    coding, versions = of.facts.coding, of.facts.versions
    run: Entity = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": "qualcode",
        "description": f"Coder: {coding.coder} ({coding.kind}).",
        **({"endTime": of.time} if of.time else {}),
        "instrument": _to("#qualcode"),
        "object": [_to(source["@id"]) for source in _sources(of)],
        "result": [_to(_address(part)) for part in parts],
    }
    software: list[Entity] = [
        {"@id": f"#{name}", "@type": "SoftwareApplication", "name": name, "softwareVersion": version}
        for name, version in versions.items()
    ]
    others = [_to(each["@id"]) for each in software if each["name"] != "qualcode"]
    return [
        run,
        *(each | {"softwareRequirements": others} if each["name"] == "qualcode" else each for each in software),
    ]


def _licence(of: Crate) -> list[Entity]:
    """The licence: that of the corpus, from which the results are made."""
    if not of.licence:
        return [{"@id": "#licence", "@type": "CreativeWork", "name": "No licence", "description": "None is stated."}]
    known = bool(_SPDX.fullmatch(of.licence))
    address = f"https://spdx.org/licenses/{of.licence}" if known else "#licence"
    return [{"@id": address, "@type": "CreativeWork", "name": of.licence, "description": "Licence of the corpus."}]


def _to(address: str) -> dict[str, str]:
    return {"@id": address}


GENERATOR = "qualcode"
"""Marks the descriptions that may be brought up to date; others are never touched."""
PRIMARY_KEYS = {"barriers": ["code"], "codes": ["code"], "turns": ["transcript", "turn"]}
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
    package: dict[str, Any] = {"profile": "tabular-data-package", "generator": GENERATOR, "name": package_slug(name)}
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
        "name": package_slug(resource.path.removesuffix(".csv")),
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
    return described | {"schema": table_schema(table), "notes": list(table.notes), "meta": dict(table.meta)}


def table_schema(table: Table) -> dict[str, Any]:
    """The columns of a table as a Table Schema; its primary key where the rows of this table have one."""
    fields = [{"name": column.name, "type": column.type, "description": column.definition} for column in table.columns]
    key = PRIMARY_KEYS.get(table.name, [])
    return {"fields": fields, "missingValues": [""], **({"primaryKey": key} if _tells_apart(table, key) else {})}


def _tells_apart(table: Table, key: Sequence[str]) -> bool:
    """True when no two rows have the same values in these columns, and none is missing."""
    if not key or not set(key) <= set(table.data):
        return False
    rows = list(zip(*(table.data[name] for name in key), strict=True))
    return len(set(rows)) == len(rows) and not any(None in row for row in rows)


def package_slug(name: str) -> str:
    """A name as data packages allow it: lower case letters, digits, `.`, `_`, `-`."""
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-") or "table"
