"""A model as a file: what was learnt in one study, for use in another one, with a card on its origin.

It contains single words that three respondents share, by their lemma keys, with weights for each code; no sentences, no
pairs of words, no names. The card says what it was learnt from and how well it performs.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any

import msgspec
import numpy as np

from qualcode.corpus.frame import Floats, Int64s
from qualcode.model.codebook import Code
from qualcode.model.finding import Finding, StudyError, study_error
from qualcode.propose.judge import Learnable
from qualcode.propose.learner import lesson, regress
from qualcode.propose.material import Material, TermReader, TermWeights

MODEL_FORMAT = 1
"""Newest format of these files."""
SHARED = 3
"""Fewest respondents who must have used a word, since words of one or two might identify them."""
FEWEST_TURNS = 3
"""Fewest turns with a code that the model covers."""
DECIMALS = 2
"""Decimals of weights; a weight of 0 is left out."""
_Number = Annotated[float, msgspec.Meta(ge=-1e6, le=1e6)]


@dataclass(frozen=True)
class ModelCard:
    """Where a model is from."""

    made_with: str
    """Program and version."""
    date: str
    """Day on which it was learnt."""
    corpus: str
    """Title of the corpus, or its name."""
    synthetic: bool
    """True if the interviews were invented."""
    licence: str
    """Licence of the corpus; empty: none is stated."""
    codebook: str
    """Codebook and version."""
    coder: str
    """Kind of the coder who taught it: `person` or `model`."""
    turns: int
    """Turns that it was learnt from."""
    respondents: int
    """People who said them."""


@dataclass(frozen=True)
class LearntCode:
    """What a model knows of a code."""

    turns: int
    """Turns with the code that it was learnt from."""
    learnable: Learnable
    """How well it could be learnt there."""
    early: tuple[int, int]
    """Turns with it in the first fifth of a list of unseen people's turns, and all of them."""
    weights: Mapping[str, _Number]
    """Term -> weight as evidence for the code (above 0) or against it."""


@dataclass(frozen=True)
class LearntModel:
    """A model learnt from turns."""

    card: ModelCard
    codes: Mapping[str, LearntCode]
    terms: Mapping[str, _Number]
    """Term -> inverse document frequency."""
    file: str = ""
    """File that it was read from."""


def shared_words(
    texts: Sequence[str], people: Int64s, reader: TermReader, names: Collection[str]
) -> dict[str, int]:  # fmt: skip
    """Words, by lemma key, that enough respondents use, with the number of turns that contain each.

    `people`: respondent of each turn; -1, a voice that cannot be identified, does not count.
    """
    users, turns = defaultdict[str, set[int]](set), defaultdict[str, int](int)
    for text, who in zip(texts, people.tolist(), strict=True):
        for term in {term for term, _ in reader.words(text)}:
            users[term] |= {who} - {-1}
            turns[term] += 1
    kept = (term for term in sorted(users) if len(users[term]) >= SHARED and term.isalpha() and term not in names)
    return {term: turns[term] for term in kept}


def learn_model(
    material: Material, reader: TermReader, words: Mapping[str, int], card: ModelCard,
    judged: Mapping[str, tuple[Learnable, tuple[int, int]]],
) -> LearntModel:  # fmt: skip
    """Learn from shared words alone: a regression for each code, on turns looked at and the codebook's texts."""
    from threadpoolctl import threadpool_limits

    idf = np.log((1 + card.turns) / (1 + np.array(list(words.values()), np.float64))) + 1
    weights = TermWeights({word: at for at, word in enumerate(words)}, np.round(idf, DECIMALS))
    texts = [*material.texts, *material.definitions.texts]
    rows = weights.rows([[term for term, _ in reader.words(text)] for text in texts])
    codes = {}
    for code in np.flatnonzero(material.positives >= FEWEST_TURNS).tolist() if words else ():
        chosen, answers = lesson(material, code)
        if answers.all():
            continue
        with threadpool_limits(1):
            _, learnt = regress(rows, chosen, answers, len(material.texts))
        rounded = zip(words, np.round(learnt, DECIMALS).tolist(), strict=True)
        name = material.codes[code].code
        kept = {word: weight for word, weight in rounded if weight}
        codes[name] = LearntCode(int(material.positives[code]), *judged[name], kept)
    return LearntModel(card, codes, dict(zip(words, weights.idf.tolist(), strict=True)))


def format_model(model: LearntModel) -> bytes:
    """The bytes of a file: a readable card, and each code with its thousands of words on one line."""
    said = asdict(model)
    card = json.dumps({"format": MODEL_FORMAT, "card": said["card"]}, ensure_ascii=False, indent=1)
    codes = ",\n".join(
        f"  {json.dumps(name)}: {json.dumps(each, ensure_ascii=False)}" for name, each in said["codes"].items()
    )
    terms = json.dumps(said["terms"], ensure_ascii=False)
    return (card.removesuffix("\n}") + f',\n "codes": {{\n{codes}\n }},\n "terms": {terms}\n}}\n').encode()


def parse_model(name: str, data: bytes) -> LearntModel:
    """Read a file's bytes.

    Raises:
        StudyError: this is no model, or one of a newer qualcode.
    """
    try:
        read: Any = msgspec.json.decode(data)
        stated = read.pop("format") if isinstance(read, dict) and "format" in read else None
        if isinstance(stated, int) and stated > MODEL_FORMAT:
            message = f"this model has format {stated}; this qualcode reads formats up to {MODEL_FORMAT}"
            raise study_error("newer-format", message, "update qualcode", name)
        if stated != MODEL_FORMAT:
            raise msgspec.ValidationError("`format` is missing")
        return msgspec.convert({**read, "file": name}, LearntModel)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        hint = "`qualcode propose --export-model FILE` writes one"
        raise StudyError(Finding("error", "bad-model", f"this is no model: {error}", name, hint=hint)) from error


def score_elsewhere(model: LearntModel, codes: Sequence[Code], texts: Sequence[str], reader: TermReader) -> Floats:
    """The scores of turns by a model, shape (turns, codes); nan for codes that it does not know."""
    weights = TermWeights({word: at for at, word in enumerate(model.terms)}, np.array(list(model.terms.values())))
    rows = weights.rows([[term for term, _ in reader.words(text)] for text in texts])
    said = np.full((len(texts), len(codes)), np.nan)
    for at, code in enumerate(codes):
        if code.code in model.codes:
            own = model.codes[code.code].weights
            said[:, at] = rows @ np.array([own.get(word, 0.0) for word in model.terms])
    return said
