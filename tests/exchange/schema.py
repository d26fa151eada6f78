"""The schemas of the standard (MIT; the notice stands in Project.xsd, which the specification prints both with)."""

import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

from lxml import etree


@cache
def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(__file__).with_name(name)))


def valid(data: bytes, name: str) -> etree._Element:
    """The root of XML that its schema accepts."""
    root = etree.fromstring(data)
    schema(name).assertValid(root)
    return root


def valid_project(data: bytes) -> etree._Element:
    """The root of a project's XML."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return valid(archive.read("project.qde"), "Project.xsd")
