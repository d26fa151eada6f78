"""The words of qualcode as frozen records: no input, no output, no imports of ours.

Import the records from here (``from qualcode.model import Turn``); each lives in the file of its noun.
"""

from qualcode.model.codebook import Code, Codebook, Example, Rule, Term
from qualcode.model.coding import ASSERTIONS, Coder, PersonCoding
from qualcode.model.corpus import (
    ATTRIBUTE_LEVELS,
    ROLES,
    Attribute,
    CheckSettings,
    Corpus,
    NamedTopic,
    Speaker,
    StudySettings,
    TopicSettings,
)
from qualcode.model.finding import Finding, FindingLevel
from qualcode.model.table import Column, Table
from qualcode.model.transcript import Header, HowRead, LineTurns, Reading, Transcript, Turn

__all__ = [
    "ASSERTIONS",
    "ATTRIBUTE_LEVELS",
    "ROLES",
    "Attribute",
    "CheckSettings",
    "Code",
    "Codebook",
    "Coder",
    "Column",
    "Corpus",
    "Example",
    "Finding",
    "FindingLevel",
    "Header",
    "HowRead",
    "LineTurns",
    "NamedTopic",
    "PersonCoding",
    "Reading",
    "Rule",
    "Speaker",
    "StudySettings",
    "Table",
    "Term",
    "TopicSettings",
    "Transcript",
    "Turn",
]
