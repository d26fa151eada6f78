"""qualcode: interview transcripts and a codebook become coded segments and barrier tables.

`import qualcode` loads nothing heavy; what is named below is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcode.api.check import CheckOptions
    from qualcode.api.evaluate import EvaluateOptions
    from qualcode.api.export import TableResult
    from qualcode.api.import_codings import ImportOptions
    from qualcode.api.sample import SampleOptions
    from qualcode.api.study import Study, read_codebook
    from qualcode.api.topics import TopicsRequest
    from qualcode.corpus.source import IngestOptions
    from qualcode.exchange.codings_in import ProjectOptions
    from qualcode.model.finding import Finding, StudyError
    from qualcode.readers.reading import ReadOptions
    from qualcode.rules.patterns import compile
    from qualcode.tables.kind import TableOptions


__version__ = "0.1.0"
__all__ = [
    "CheckOptions",
    "EvaluateOptions",
    "Finding",
    "ImportOptions",
    "IngestOptions",
    "ProjectOptions",
    "ReadOptions",
    "SampleOptions",
    "Study",
    "StudyError",
    "TableOptions",
    "TableResult",
    "TopicsRequest",
    "__version__",
    "compile",
    "read_codebook",
]
_HOMES = {
    "CheckOptions": "qualcode.api.check",
    "EvaluateOptions": "qualcode.api.evaluate",
    "Finding": "qualcode.model.finding",
    "ImportOptions": "qualcode.api.import_codings",
    "IngestOptions": "qualcode.corpus.source",
    "ProjectOptions": "qualcode.exchange.codings_in",
    "ReadOptions": "qualcode.readers.reading",
    "SampleOptions": "qualcode.api.sample",
    "Study": "qualcode.api.study",
    "StudyError": "qualcode.model.finding",
    "TableOptions": "qualcode.tables.kind",
    "TableResult": "qualcode.api.export",
    "TopicsRequest": "qualcode.api.topics",
    "compile": "qualcode.rules.patterns",
    "read_codebook": "qualcode.api.study",
}
"""Public name -> the module that it lives in."""


def __getattr__(name: str) -> Any:
    """Load a public name from its room when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """List the public names, also those that are not loaded yet."""
    return sorted({*globals(), *_HOMES})
