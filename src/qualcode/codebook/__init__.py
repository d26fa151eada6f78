"""The codebook language: YAML in, a `Codebook` out, every mistake with its line and column.

A file passes through five hands, each a file here: `decode` (bytes to text), `parse` (text to nodes with places),
`records` with the declarations in `fields` (nodes to drafts), `hierarchy` and `lexicons` (inheritance, word lists),
`build` (drafts to the codebook); `includes` brings in other files. `report` collects findings on the way; none of them
stops at the first. `schema` says the same declarations as JSON Schema, for editors.
"""

from qualcode.codebook.load import load_codebook

__all__ = ["load_codebook"]
