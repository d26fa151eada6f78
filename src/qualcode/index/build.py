"""Build a shard from the text of turns."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.index.clauses import clause_breaks
from qualcode.index.keep import Keep, in_memory
from qualcode.index.segments import segment_starts
from qualcode.index.shard import Shard
from qualcode.index.vocabulary import tokenise
from qualcode.text import marks
from qualcode.text.blocks import line_starts, places

_CONTINUATION_ENDS = -64
"""UTF-8 continuation bytes are 0x80 to 0xBF: read as signed numbers, all below this one."""


def build(turns: Sequence[str], how: str = "sentence") -> Shard:
    """Index the text of some turns, cut into segments `how` (`sentence`, `turn`, `paragraph`, `line`).

    Words inside transcriber marks such as `[tertawa]` are no tokens: nobody said them.
    """
    text = "\n".join([*turns, ""]).encode("utf-8")
    return build_text(text, _turn_starts(text, turns), turns, how)


def build_text(text: bytes, turn_starts: Ints, turns: Sequence[str], how: str, keep: Keep = in_memory) -> Shard:
    """Index turns whose text is at hand as UTF-8, each followed by LF; `turns` are looked at to cut them only.

    The long columns are kept with `keep`.
    """
    starts = segment_starts(np.frombuffer(text, np.uint8), turn_starts, turns, how)
    shard = assemble(text, turn_starts, starts, marks.blank, keep)
    return replace(shard, breaks=keep("breaks", clause_breaks(shard.text, shard.starts)))


def _turn_starts(text: bytes, turns: Sequence[str]) -> Ints:
    """First byte of each turn, and the length of the text at the end."""
    starts = line_starts(text)
    if len(starts) == len(turns) + 1:  # every turn is one line
        return starts
    sizes = [len(turn) + 1 if turn.isascii() else len(turn.encode("utf-8")) + 1 for turn in turns]
    return np.cumsum([0, *sizes], dtype=np.int64)


def build_lines(text: bytes) -> Shard:
    """Index a text of which every line is one turn and one segment, all its words; the last line ends with LF.

    For finding words only: clauses and languages are left out.
    """
    starts = line_starts(text)
    return assemble(text, starts, starts)


def assemble(
    text: bytes,
    turn_starts: Ints,
    segment_starts: Ints,
    silence: Callable[[bytes], bytes] = bytes,
    keep: Keep = in_memory,
) -> Shard:
    """Put the columns of a shard together; `silence` blanks what nobody said in some lines, and keeps their length."""
    view = np.frombuffer(text, np.uint8)
    keep("text", [view])
    tokens = tokenise(text, silence, keep)
    turn_tokens = _first_tokens(tokens.starts, turn_starts)
    same = turn_starts is segment_starts
    return Shard(
        text=view,
        turn_starts=turn_starts,
        segment_starts=segment_starts,
        keys=tokens.keys,
        widths=tokens.widths,
        types=tokens.types,
        starts=tokens.starts,
        postings=tokens.postings,
        posting_starts=tokens.posting_starts,
        continuation=places(view.view(np.int8), lambda block: block < _CONTINUATION_ENDS),
        breaks=np.empty(0, np.int32),
        segment_tokens=turn_tokens if same else _first_tokens(tokens.starts, segment_starts),
        turn_tokens=turn_tokens,
    )


def _first_tokens(starts: Ints, begins: Ints) -> Ints:
    """The first token at or after each of some bytes, for bytes of the same type as `starts`: no copy of millions."""
    return np.searchsorted(starts, begins.astype(starts.dtype))
