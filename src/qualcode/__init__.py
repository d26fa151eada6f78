"""qualcode: interview transcripts and a codebook become coded segments and barrier tables.

`import qualcode` loads nothing heavy; the functions below are loaded when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcode.rules.patterns import compile


__version__ = "0.1.0"
__all__ = ["__version__", "compile"]
_HOMES = {"compile": "qualcode.rules.patterns"}


def __getattr__(name: str) -> Any:
    """Load a public function from its room when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """List the public names, also those that are not loaded yet."""
    return sorted({*globals(), *_HOMES})
