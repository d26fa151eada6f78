"""Apply a codebook to a framed corpus."""

from qualcode.model import ROLES, Codebook
from qualcode.rules.analyser import Analyser
from qualcode.rules.engine import Scope, run
from qualcode.rules.lookup import Lookup
from qualcode.rules.program import compile_codebook
from qualcode.steps.frame import Framed, asked
from qualcode.steps.index import Progress
from qualcode.steps.layer import join_coded
from qualcode.tables import Codings


def apply(framed: Framed, codebook: Codebook, analyser: Analyser, progress: Progress | None = None) -> Codings:
    """The codings that a codebook's rules find in the turns of participants."""
    program = compile_codebook(codebook)
    coded, questions = framed.frame.turn_role == ROLES.index("participant"), asked(framed.frame)
    found = []
    for number, piece in enumerate(framed.indexed.pieces):
        if progress:
            progress("code", number, len(framed.indexed.pieces))
        base = framed.turn_base[number]
        own = slice(base, base + piece.shard.turns)
        scope = Scope(coded[own], questions[own] - base)
        found.append(run(program, piece.shard, Lookup(piece.shard.keys, analyser), scope))
    return join_coded(found, framed, codebook)
