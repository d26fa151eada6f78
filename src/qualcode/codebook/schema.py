"""The codebook language as JSON Schema, made from the declarations of its fields, for editors and validators."""

import json

from qualcode.codebook.fields import INCLUDED
from qualcode.codebook.shapes import Definitions, JsonSchema

FILE = "codebook.schema.json"
"""The schema as a file: it lies in this folder, and beside the codebooks of a study."""


def schema() -> JsonSchema:
    """The schema of a codebook file, draft 2020-12, also of one that others include and that holds word lists only.

    A file that is loaded without errors fits it. The reverse does not hold: names that are not there, circles,
    regular expressions and the like are seen by `load` only.
    """
    definitions: Definitions = {}
    whole = INCLUDED.object_schema(definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Codebook of qualcode",
        **whole,
        "anyOf": [{"required": ["codes"]}, {"required": ["lexicons"]}, {"required": ["include"]}],
        "$defs": dict(sorted(definitions.items())),
    }


def text() -> str:
    """The schema as the file that is shipped."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
