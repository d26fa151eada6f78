"""The files: a zip for a project, XML for a codebook; the same study gives the same bytes."""

from qualcode.export.refi.xml import FOLDER, codebook_xml, project_xml
from qualcode.export.repack import pack
from qualcode.model.project import Project

MANIFEST = "project.qde"
"""Name of the XML in the zip."""


def to_qdpx(project: Project) -> bytes:
    """A project with its texts: UTF-8 without a mark, LF."""
    texts = ((f"{FOLDER}/{source.guid}.txt", source.text.encode()) for source in project.sources)
    return pack([(MANIFEST, project_xml(project)), *texts])


def to_qdc(project: Project) -> bytes:
    """The codebook alone; it holds no participant's words."""
    return codebook_xml(project)
