"""The words of qualcode as frozen records: no input, no output, no imports of ours.

Import the records from here (``from qualcode.model import Turn``); each lives in the file of its noun.
"""

from qualcode.model.codebook import Code, Codebook, Example, Rule, Term
from qualcode.model.coding import ASSERTIONS, Coder, PersonCoding
from qualcode.model.corpus import ATTRIBUTE_LEVELS, ROLES, Attribute, Corpus, Speaker
from qualcode.model.finding import Finding, Level
from qualcode.model.study import CheckSettings, Study, TopicSettings
from qualcode.model.table import Column, Table
from qualcode.model.topics import NamedTopic
from qualcode.model.transcript import Header, How, Lines, Reading, Transcript, Turn

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
    "Header",
    "How",
    "Level",
    "Lines",
    "NamedTopic",
    "PersonCoding",
    "Reading",
    "Rule",
    "Speaker",
    "Study",
    "Table",
    "Term",
    "TopicSettings",
    "Transcript",
    "Turn",
]
