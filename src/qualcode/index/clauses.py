"""Clauses: the tokens before which punctuation ends one."""

import numpy as np

from qualcode.index.arrays import Bytes, Ints, places

_ENDS = np.zeros(256, np.bool_)
_ENDS[list(b',;:.!?()\n"')] = True
_GENERAL_PUNCTUATION = 0xE2
"""First byte of the dashes and the ellipsis in UTF-8; the second is 0x80."""
_DASHES_AND_ELLIPSIS = (0x93, 0x94, 0xA6)
"""Third bytes of en dash, em dash and ellipsis."""


def clause_breaks(text: Bytes, starts: Ints) -> Ints:
    """Tokens before which a comma, stop, bracket, quotation mark, dash, ellipsis or line end stands."""
    ends = places(text, lambda block: _ENDS[block])
    wide = places(text, lambda block: block == _GENERAL_PUNCTUATION)
    wide = wide[wide < len(text) - 2]
    wide = wide[(text[wide + 1] == 0x80) & np.isin(text[wide + 2], _DASHES_AND_ELLIPSIS)]
    if len(wide):
        ends = np.sort(np.concatenate([ends, wide]))
    tokens = np.searchsorted(starts, ends.astype(starts.dtype)).astype(np.int32)
    return tokens[np.diff(tokens, prepend=-1) > 0]
