"""REFI-QDA: a study as the file that other programs for qualitative research open.

The standard: REFI-QDA 1.5 (25 September 2019), schemas `urn:QDA-XML:project:1.0` and `urn:QDA-XML:codebook:1.0`. A
project (`.qdpx`) is a zip of `project.qde` and one text a transcript; a codebook (`.qdc`) is XML alone. Positions are
Unicode code points from 0, as section 10.2 asks, and a selection ends *after* its last character, as the programs of
the standard's own examples write it (Annex A.2: `granola` is 62 to 69).
"""

from qualcode.export.refi.package import to_qdc, to_qdpx
from qualcode.export.refi.texts import Rendered, render

__all__ = ["Rendered", "render", "to_qdc", "to_qdpx"]
