"""Build a shard from the text of turns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from qualcode.index.arrays import Bytes, Flags, Ints
from qualcode.index.shard import Shard
from qualcode.index.vocabulary import KeepTypes, in_memory, lists_of_some, tokenise
from qualcode.text import marks
from qualcode.text.sentences import segment_boundaries
from qualcode.text.tokens import BATCH_BYTES, line_starts, places_in_batches

_ENDS = np.array([byte in b',;:.!?()\n"' or byte == 0xE2 for byte in range(256)])
"""Whether a byte ends a clause or begins a character that may."""
_SMALL, _LETTERS = 0x20, 26
"""The bit of small letters in ASCII, and how many letters there are."""
_GENERAL_PUNCTUATION = 0xE2
"""First byte of the dashes and the ellipsis in UTF-8; the second is 0x80."""
_DASHES_AND_ELLIPSIS = (0x93, 0x94, 0xA6)
"""Third bytes of en dash, em dash and ellipsis."""


def clause_breaks(text: Bytes, starts: Ints) -> Iterator[Ints]:
    """Tokens before which a comma, stop, bracket, quotation mark, dash, ellipsis or line end stands; by block."""
    edges = np.searchsorted(starts, np.arange(0, len(text) + BATCH_BYTES, BATCH_BYTES).astype(starts.dtype)).tolist()
    yield np.empty(0, np.int32)
    last = -1
    for block, low in enumerate(range(0, len(text), BATCH_BYTES)):
        own = starts[edges[block] : edges[block + 1]]
        ends = _ends(text, low).astype(starts.dtype)
        tokens = np.searchsorted(own, ends).astype(np.int32) + np.int32(edges[block])
        tokens = tokens[np.diff(tokens, prepend=last) > 0]
        yield tokens
        last = int(tokens[-1]) if len(tokens) else last


def _ends(text: Bytes, low: int) -> Ints:
    """Bytes of the block that begins at a byte where a clause ends."""
    block = text[low : low + BATCH_BYTES]
    signs = np.flatnonzero(((block | _SMALL) - ord("a") >= _LETTERS) & (block != ord(" ")))  # few are left to look up
    ends: Ints = signs[_ENDS[block[signs]]] + low
    wide = np.flatnonzero(text[ends] == _GENERAL_PUNCTUATION)
    if not len(wide):
        return ends
    first = ends[wide]
    following = text[np.minimum(first[:, None] + [1, 2], len(text) - 1)]
    ends_clause = (following[:, 0] == 0x80) & np.isin(following[:, 1], _DASHES_AND_ELLIPSIS) & (first < len(text) - 2)
    return np.delete(ends, wide[~ends_clause])


_LINE_END = bytes(byte == ord("\n") for byte in range(256))
"""One where a line ends."""
_MAY_CUT = {
    "sentence": bytes(byte in b".!?\n" or byte >= 0xC0 for byte in range(256)),
    "paragraph": _LINE_END,
    "line": _LINE_END,
}
"""For each way to cut, one where a byte may end a segment inside a turn, or begins a character that may."""


def segment_starts(text: Bytes, turn_starts: Ints, turns: Sequence[str], how: str) -> Ints:
    """First byte of each segment of all turns, and the length of the text at the end.

    Turns that are one segment as they stand are not looked at one by one: all of them (`turn`), or those without a
    line end, or a stop where sentences are wanted, before their last character.
    """
    filled = np.diff(turn_starts) > 1
    if how == "turn" or (how != "sentence" and filled.all() and _line_ends(text) == len(filled)):
        return turn_starts
    several = np.flatnonzero(filled & _may_be_cut(text, turn_starts, _MAY_CUT[how])).tolist()
    whole = filled.copy()
    whole[several] = False
    starts = [_turn_segments(turns[turn], int(turn_starts[turn]), how) for turn in several]
    return np.sort(np.concatenate([turn_starts[:-1][whole], *starts, turn_starts[-1:]])).astype(np.int64)


def _line_ends(text: Bytes) -> int:
    """Number of line ends."""
    blocks = (text[low : low + BATCH_BYTES] for low in range(0, len(text), BATCH_BYTES))
    return sum(int(np.count_nonzero(block == ord("\n"))) for block in blocks)


def _may_be_cut(text: Bytes, turn_starts: Ints, may_cut: bytes) -> Flags:
    """Which turns hold a byte that may cut them, their last one not counted."""
    found = np.zeros(len(turn_starts), np.bool_)
    for low in range(0, len(text), BATCH_BYTES):
        marked = (
            np.flatnonzero(np.frombuffer(text[low : low + BATCH_BYTES].tobytes().translate(may_cut), np.bool_)) + low
        )
        turn = np.searchsorted(turn_starts, marked, side="right") - 1
        found[turn[marked < turn_starts[turn + 1] - 2]] = True
    return found[:-1]


def _turn_segments(turn: str, base: int, how: str) -> Ints:
    """First byte of each segment of one turn that begins at the byte `base`."""
    starts = segment_boundaries(turn, how)  # type: ignore[arg-type]  # api checks the word
    if turn.isascii():
        return np.array(starts, np.int64) + base
    widths = [len(turn[low:high].encode("utf-8")) for low, high in zip([0, *starts], starts, strict=False)]
    return np.cumsum(widths) + base


_CONTINUATION_ENDS = -64
"""UTF-8 continuation bytes are 0x80 to 0xBF: read as signed numbers, all below this one."""


def build_shard(turns: Sequence[str], how: str = "sentence") -> Shard:
    """Index the text of some turns, cut into segments `how` (`sentence`, `turn`, `paragraph`, `line`).

    Words inside transcriber marks such as `[tertawa]` are no tokens: nobody said them.
    """
    text = "\n".join([*turns, ""]).encode("utf-8")
    return build_text(text, _turn_starts(text, turns), turns, how)


def build_text(
    text: bytes | memoryview, turn_starts: Ints, turns: Sequence[str], how: str, keep: KeepTypes = in_memory
) -> Shard:
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
    """Index a text of which every line is one turn and one segment; the last line ends with LF.

    For finding words once: clauses, languages and inverted lists are left out (`with_lists`).
    """
    starts = line_starts(text)
    return assemble(text, starts, starts, post=False)


def with_lists(shard: Shard, types: Ints) -> Shard:
    """The shard with inverted lists of some types alone: who looks for few words has no use for the others'."""
    postings, starts = lists_of_some(shard.types, types, len(shard.keys))
    return replace(shard, postings=postings, posting_starts=starts)


def assemble(
    text: bytes | memoryview,
    turn_starts: Ints,
    segment_starts: Ints,
    silence: Callable[[bytes], bytes] = bytes,
    keep: KeepTypes = in_memory,
    *,
    post: bool = True,
) -> Shard:
    """Put the columns of a shard together; `silence` blanks what nobody said in some lines, and keeps their length."""
    view = np.frombuffer(text, np.uint8)
    keep("text", [view])
    tokens = tokenise(text, silence, keep, post=post)
    turn_tokens = _first_tokens(tokens.starts, turn_starts)
    same = turn_starts is segment_starts
    return Shard(
        text=view,
        turn_starts=turn_starts,
        segment_starts=segment_starts,
        **tokens._asdict(),
        continuation=places_in_batches(view.view(np.int8), lambda block: block < _CONTINUATION_ENDS),
        breaks=np.empty(0, np.int32),
        segment_tokens=turn_tokens if same else _first_tokens(tokens.starts, segment_starts),
        turn_tokens=turn_tokens,
    )


def _first_tokens(starts: Ints, begins: Ints) -> Ints:
    """The first token at or after each of some bytes, for bytes of the same type as `starts`: no copy of millions."""
    return np.searchsorted(starts, begins.astype(starts.dtype))
