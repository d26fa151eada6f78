"""Proposals: what one coder's codings teach about turns, learnt once and asked many times.

`next` gives turns to code now, `for_code` a review list, `of_turn` the codes of one turn, and `look_again` answers that
surprise. Commands ask for one of them; the page of `qualcode review` may ask for several.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np

from qualcode.agreement.coders import kind_of
from qualcode.agreement.units import CodingUnits, among_units, codes_of_units, speech_units, unit_text
from qualcode.codings.apply import apply
from qualcode.codings.cache import current_rules
from qualcode.codings.coders import in_split, load_person, open_codebook
from qualcode.codings.looked import turns_answered
from qualcode.corpus.build import frame, question_turns
from qualcode.corpus.frame import Bools, Floats, Frame, Int64s
from qualcode.corpus.index import index
from qualcode.corpus.speakers import OpenCorpus
from qualcode.corpus.words import load_analyser, save_analyser
from qualcode.model.codebook import Codebook
from qualcode.model.finding import Finding, study_error, unknown_name
from qualcode.propose.card import (
    LearntModel,
    parse_model,
    score_elsewhere,
)
from qualcode.propose.choose import (
    Choice,
    choose_for_code,
    choose_next,
    codes_of_turn,
    give_reason,
    look_again,
    random_order,
    read_at_random,
)
from qualcode.propose.judge import Judged, Learnable, Remaining, estimate_remaining, expected, judge
from qualcode.propose.learner import Features, TurnScores, make_features, score_turns
from qualcode.propose.material import CodeTexts, Material, code_texts
from qualcode.rules.lookup import Analyser
from qualcode.store.doors import read_through
from qualcode.store.study import OpenStudy, in_own_languages
from qualcode.text.marks import without_mark_text
from qualcode.topics.kept import kept_vectors, text_vectors

SHORTEST = 3
"""Words of the shortest turn that is proposed: *iya* and *betul sekali* hold no code of their own."""


@dataclass(frozen=True)
class ProposeOptions:
    """From whom is learnt, and where is looked."""

    coder: str = ""
    """Whose codings; empty: those of the coder who has most."""
    codebook: str = ""
    """Codebook file; empty: the study's, or the one used last."""
    split: str = ""
    """Transcripts of this split only, or of `all`; empty: all but those that are set aside for testing."""
    model: str = ""
    """File of a model learnt elsewhere; empty: the one beside the codebook, where there is one."""


@dataclass(frozen=True)
class Proposal:
    """A turn and a code that it may have, or may not."""

    transcript: str
    turn: int
    code: str
    """Code; empty where a turn was drawn at random."""
    chance: float | None
    """How likely the coder would give the code; None: too little was coded to say."""
    expected: bool
    """Whether the code is expected: of the likeliest turns, as many as promise the best F1."""
    given: bool | None
    """Whether the coder gave it; None: the coder has not said."""
    nearest: str
    """The turn with this code that is most like it, as `transcript:turn`; empty: there is none."""
    words: tuple[str, ...]
    """Words in it that speak for the code."""
    ruled: bool
    """Whether a rule of the code finds it."""
    question: str
    """What the interviewer asked before."""
    text: str
    """The turn."""


@dataclass(frozen=True)
class CodeOutlook:
    """How far a code is."""

    code: str
    found: int
    """Turns with it so far, of those that were looked at."""
    learnt_from: Literal["turns", "few turns", "definition", "model", "nothing"]
    """What the order of turns is learnt from; fewer than three turns count as few."""
    learnable: Learnable
    """How well it can be learnt, judged on people who did not teach it."""
    early: tuple[int, int]
    """Turns with it in the first fifth of a list of what was looked at, and all; chance puts a fifth there."""
    remaining: Remaining | None
    """What is left; None: too few turns were read at random."""


@dataclass(frozen=True, eq=False)
class Proposals:
    """What was learnt from one coder, to be asked."""

    corpus: OpenCorpus
    made: CodingUnits
    """The turns, one a row of the material."""
    material: Material
    features: Features
    coder: str
    model: str
    analyser: Analyser
    codebook: Codebook
    findings: tuple[Finding, ...]

    @property
    def frame(self) -> Frame:
        """Who said what where."""
        return self.corpus.frame

    @cached_property
    def scores(self) -> TurnScores:
        """Scores of all turns."""
        return score_turns(self.material, self.features)

    @cached_property
    def judged(self) -> Judged:
        """What they are worth."""
        return judge(self.material, self.features)

    @cached_property
    def order(self) -> Int64s:
        """The random order of the turns."""
        return random_order([self.place(turn) for turn in range(len(self.made))])

    @cached_property
    def at_random(self) -> Bools:
        """Turns that were read in random order."""
        return read_at_random(self.order, self.material.looked)

    def place(self, row: int) -> tuple[str, int]:
        """Transcript and turn of a row."""
        turn = int(self.made.turn[row])
        return self.frame.transcripts[int(self.frame.turn_transcript[turn])], int(self.frame.turn_number[turn])

    def rows_to_code(self, number: int, code: str = "") -> Int64s:
        """Rows of turns to code now, best first; with a code those that are likeliest to have it."""
        if code:
            return choose_for_code(self.material, self.scores, self.number(code))[:number]
        return np.array([each.turn for each in self._next(number)], np.int64)

    def next(self, number: int) -> tuple[Proposal, ...]:
        """Turns to code now; every fifth one is drawn at random and has no code."""
        return self._shown(self._next(number), self._chances)

    def for_code(self, code: str, top: int = 0) -> tuple[Proposal, ...]:
        """Turns that the coder has not answered for one code, the likeliest first; `top` 0 means all."""
        own = self.number(code)
        rows = choose_for_code(self.material, self.scores, own)
        return self._shown([Choice(row, own) for row in rows[: top or None].tolist()], self._chances)

    def of_turn(self, row: int, top: int = 3) -> tuple[Proposal, ...]:
        """The likeliest codes of one turn."""
        codes = codes_of_turn(self.scores, self._chances, row)
        return self._shown([Choice(row, code) for code in codes[: top or None].tolist()], self._chances)

    def look_again(self, top: int = 0) -> tuple[Proposal, ...]:
        """Answers of the coder that surprise most: codes given and doubted, or not given and expected."""
        if self.judged.unseen is None:
            return ()
        chances = self.judged.chances(self.material, self.judged.unseen.within)
        return self._shown(look_again(self.material, chances)[: top or None], chances)

    def outlook(self, codes: Sequence[int]) -> Iterator[CodeOutlook]:
        """How far codes are."""
        left = estimate_remaining(self.material, self.at_random)
        for code in codes:
            found = int(self.material.positives[code])
            basis = self._basis(code, found)
            learnable, early = self.judged.learnable[code], self.judged.early[code]
            remaining = left[code] if left else None
            yield CodeOutlook(self.material.codes[code].code, found, basis, learnable, early, remaining)

    def number(self, code: str) -> int:
        """Index of a code among those in use."""
        names = [each.code for each in self.material.codes]
        if code not in names:
            raise unknown_name("code", code, names)
        return names.index(code)

    def _next(self, number: int) -> list[Choice]:
        return choose_next(self.material, self.scores, self._chances, self.order, number)

    @cached_property
    def _chances(self) -> Floats:
        return self.judged.chances(self.material, self.scores.within)

    @cached_property
    def _expected(self) -> Bools:
        return expected(self.material, self._chances)

    @cached_property
    def _asked(self) -> Any:
        return question_turns(self.frame)

    def _basis(self, code: int, found: int) -> Any:
        if found:
            return "turns" if found > 2 else "few turns"
        if (self.material.definitions.code == code).any():
            return "definition"
        ranked = not np.isnan(self.scores.within[:, code]).all()
        return "model" if ranked else "nothing"

    def _shown(self, choices: Sequence[Choice], chances: Floats) -> tuple[Proposal, ...]:
        return tuple(self._proposal(each, chances) for each in choices)

    def _proposal(self, choice: Choice, chances: Floats) -> Proposal:
        row, code, (transcript, turn) = choice.turn, choice.code, self.place(choice.turn)
        asked = int(self._asked[int(self.made.turn[row])])
        question = self.frame.text(asked) if asked >= 0 else ""
        text = unit_text(self.frame, self.made, row)
        if code < 0:
            return Proposal(transcript, turn, "", None, False, None, "", (), False, question, text)
        why = give_reason(self.material, self.features, self.scores, row, code)
        chance = float(chances[row, code])
        nearest = "{}:{}".format(*self.place(why.nearest)) if why.nearest >= 0 else ""
        return Proposal(
            transcript,
            turn,
            self.material.codes[code].code,
            None if np.isnan(chance) else chance,
            bool(self._expected[row, code]),
            bool(self.material.has[row, code]) if self.material.known[row, code] else None,
            nearest,
            why.words,
            why.ruled,
            question,
            text,
        )


@in_own_languages
def open_proposals(study: OpenStudy, options: ProposeOptions | None = None) -> Proposals:
    """Learn from a coder, in seconds; sentences that were never encoded before take a second for each few hundred.

    Raises:
        StudyError: there are no transcripts, no codebook, or no such coder or split.
    """
    asked = options or ProposeOptions()
    codebook, findings = open_codebook(study, asked.codebook)
    corpus, analyser = frame(study, index(study)), load_analyser(study)
    made = _units(corpus.frame, asked.split)
    most = _most_coded(study)
    coder = (asked.coder or most) if most else ""  # whoever codes first may name herself before
    has, known, more = _answers(study, corpus, codebook, coder, made)
    in_use = np.array([at for at, code in enumerate(codebook.codes) if not code.retired], np.int64)
    codes = tuple(codebook.codes[at] for at in in_use.tolist())
    texts = [without_mark_text(unit_text(corpus.frame, made, unit)) for unit in range(len(made))]
    defined = [(at, text) for at, code in enumerate(codes) for text in code_texts(code) if text.strip()]
    every = [*texts, *(text for _, text in defined)]
    kept = kept_vectors(study, every)
    vectors = text_vectors(study, every) if kept is None else kept
    about = CodeTexts(
        tuple(text for _, text in defined), np.array([at for at, _ in defined], np.int64), vectors[len(texts) :]
    )
    rules = _rules(study, corpus, codebook, analyser, made)[:, in_use]
    material = Material(
        texts, vectors[: len(texts)], made.people, codes, has[:, in_use], known[:, in_use], about, rules
    )
    features = make_features(material, analyser)
    model = _model(study, asked.model, codebook)
    if model is not None:
        material = replace(material, elsewhere=score_elsewhere(model, codes, texts, features.reader))
    save_analyser(study, analyser)
    name = model.file if model else ""
    return Proposals(
        corpus, made, material, features, coder, name, analyser, codebook, (*findings, *more)
    )  # fmt: skip


def _units(columns: Frame, split: str) -> CodingUnits:
    """Turns of participants that are long enough to be proposed."""
    words = np.bincount(columns.turn_counted, columns.turn_words, len(columns.turn_number))
    made = speech_units(columns, "turn", in_split(columns, split))
    made = among_units(made, words[made.place] >= SHORTEST)
    if not len(made):
        message = f"no turn of a participant has {SHORTEST} words or more"
        raise study_error("nothing-to-propose", message, "see `qualcode status`")
    return made


def _most_coded(study: OpenStudy) -> str:
    """The coder, no rules, with codings in most transcripts, by name on ties; empty: there is none."""
    names = [name for name in study.layout.coder_names(study.name) if kind_of(study, name).kind != "rules"]
    coded = {name: len(study.layout.coded_ids(study.name, name)) for name in names}
    return min((name for name in names if coded[name]), key=lambda name: (-coded[name], name), default="")


def _answers(
    study: OpenStudy, corpus: OpenCorpus, codebook: Codebook, coder: str, made: CodingUnits
) -> tuple[Bools, Bools, tuple[Finding, ...]]:
    """Which codes the coder gave to each turn, and to which the coder said yes or no.

    A coder who used none of these codes, but others, read for another codebook: of drafts nothing is answered yet.
    """
    nothing = np.zeros((len(made), len(codebook.codes)), np.bool_)
    if not coder:
        return nothing, nothing, ()
    codings, findings = load_person(study, corpus, codebook, coder)
    has, known = codes_of_units(corpus.frame, codings, made), nothing
    if not has.any() and any(each.code == "unknown-code" for each in findings):
        return has, known, tuple(findings)
    row = {int(turn): at for at, turn in enumerate(made.place.tolist())}
    number = {code.code: at for at, code in enumerate(codebook.codes)}
    for name in coder.split("+"):
        looked, rejected = turns_answered(study, corpus.frame, kind_of(study, name.strip()))
        known = known | looked[made.place][:, None]
        for turn, code in rejected:
            at = row.get(int(corpus.frame.turn_counted[turn]))
            if at is not None and code in number:
                known[at, number[code]] = True
    return has, known | has, tuple(findings)


def _rules(study: OpenStudy, corpus: OpenCorpus, codebook: Codebook, analyser: Analyser, made: CodingUnits) -> Bools:
    """Where the rules of each code find it affirmed; nowhere for a codebook of definitions only."""
    if not any(code.rules for code in codebook.codes):
        return np.zeros((len(made), len(codebook.codes)), np.bool_)
    found = current_rules(study, corpus, codebook)
    return codes_of_units(corpus.frame, apply(corpus, codebook, analyser) if found is None else found, made)


MODEL_BESIDE = ".model.json"
"""Ending of the model that lies beside a codebook, in place of `.yaml`."""


def _model(study: OpenStudy, file: str, codebook: Codebook) -> LearntModel | None:
    """The model that is named, or the one that lies beside the codebook.

    Raises:
        StudyError: there is no such file, or it is no model.
    """
    beside = study.layout.root / Path(codebook.file).with_suffix(MODEL_BESIDE)
    path = Path(file) if file else beside
    if not path.is_file():
        if not file:
            return None
        raise study_error(
            "no-model", "there is no such file", "`qualcode propose --export-model FILE` writes one", file
        )
    return parse_model(study.layout.relative(path), read_through("settings", path))
