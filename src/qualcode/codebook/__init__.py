"""The codebook language: YAML in, a `Codebook` out, every mistake with its line and column.

A file passes through four hands: `text/yaml_parse` (bytes to nodes with places), `text/records` with the declarations
in `fields` (nodes to drafts), `lexicons` (word lists into rules), and `build` (inheritance, then the codebook);
`load` brings in the files that it includes. A report collects findings on the way; none of them stops at the first.
"""

from qualcode.codebook.load import load_codebook

__all__ = ["load_codebook"]
