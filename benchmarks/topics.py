"""Topics beside other programs: coherence, stability and CPU seconds; and whether a topic holds two languages.

    python -m benchmarks.topics [FOLDER] > docs/measured/topics.md

FOLDER holds `data` (real texts) and `bench` (the generator of the common corpus); without it, only the shipped study
is looked at. tomotopy and gensim are measured where they are installed.
"""

import csv
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.commands import QUALCODE
from benchmarks.measure import measure
from benchmarks.practice import write_study
from qualcode.corpus.build import frame
from qualcode.corpus.index import index
from qualcode.corpus.words import load_analyser
from qualcode.store.study import open_study
from qualcode.topics.fit import METHODS
from qualcode.topics.fitted import COARSE, TopicMaterial, TopicOptions, topic_units
from qualcode.topics.judge import pair_topics, topic_npmi, tops
from qualcode.topics.terms import count_terms, spoken_words

ROOT = Path(__file__).resolve().parent.parent
BESIDE = ROOT.parent / "shared"
K, SEEDS = 20, (1, 2, 3, 4, 5)
KEPT = 0.8
"""Share of units in each sample."""
Fit = Callable[[Any, int], Any]
"""Counts and a seed -> weights of terms, shape (topics, terms)."""


@dataclass(frozen=True, eq=False)
class Said:
    """What all programs get of one corpus."""

    counts: Any
    """Shape (segments, terms): segments that hold a term."""
    turns: Any
    """Shape (turns, terms): the same words, counted in turns."""


@dataclass(frozen=True)
class Score:
    """What one program made of one corpus."""

    topic_npmi: float
    in_turns: float
    distinct: float
    by_seed: float
    by_sample: float
    cpu_s: float


def ours(method: str) -> Fit:
    return lambda counts, seed: METHODS[method].fit(TopicMaterial(counts), K, seed, TopicOptions()).components


def random_nmf(counts: Any, seed: int) -> Any:
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfTransformer

    words = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    return NMF(K, init="random", random_state=seed).fit(words).components_


def sklearn_lda(counts: Any, seed: int) -> Any:
    from sklearn.decomposition import LatentDirichletAllocation

    return LatentDirichletAllocation(K, random_state=seed).fit(counts).components_


def tomotopy_lda(counts: Any, seed: int) -> Any:
    import tomotopy

    model = tomotopy.LDAModel(k=K, seed=seed)
    for row in range(counts.shape[0]):
        part = slice(counts.indptr[row], counts.indptr[row + 1])
        model.add_doc(np.repeat(counts.indices[part], counts.data[part].astype(int)).astype(str).tolist())
    model.train(200, workers=1)
    made = np.zeros((K, counts.shape[1]))
    made[:, np.array([int(word) for word in model.used_vocabs])] = [model.get_topic_word_dist(at) for at in range(K)]
    return made


def gensim_lda(counts: Any, seed: int) -> Any:
    from gensim.matutils import Sparse2Corpus
    from gensim.models import LdaModel

    corpus = Sparse2Corpus(counts, documents_columns=False)
    names = {at: str(at) for at in range(counts.shape[1])}
    return LdaModel(corpus, num_topics=K, id2word=names, passes=5, random_state=seed).get_topics()


PROGRAMS: dict[str, tuple[str, Fit]] = {
    "**qualcode, default (NMF)**": ("sklearn", ours("nmf")),
    "scikit-learn NMF, random start": ("sklearn", random_nmf),
    "scikit-learn LDA": ("sklearn", sklearn_lda),
    "tomotopy LDA, 200 rounds": ("tomotopy", tomotopy_lda),
    "gensim LDA, 5 passes": ("gensim", gensim_lda),
}
"""Name -> package, and what it does with counts."""


def scored(said: Said, fit: Fit) -> Score:
    """Mean NPMI and CPU seconds over the seeds, and how much of the top ten two models share."""
    counts, found, cpu = said.counts, [], []
    for seed in SEEDS:
        began = time.process_time()
        found.append(tops(fit(counts, seed)))
        cpu.append(time.process_time() - began)
    samples = [tops(fit(counts[_sample(counts.shape[0], seed)], seed)) for seed in SEEDS[:3]]
    by_segment, by_turn = (
        float(np.mean([topic_npmi(each, own).mean() for own in found])) for each in (counts, said.turns)
    )
    distinct = float(np.mean([len(np.unique(own)) / own.size for own in found]))
    return Score(by_segment, by_turn, distinct, _alike(found), _alike(samples), float(np.median(cpu)))


def _sample(size: int, seed: int) -> Any:
    return np.sort(np.random.default_rng(seed).choice(size, int(KEPT * size), replace=False))


def _alike(found: list[Any]) -> float:
    """Mean Jaccard of the ten heaviest terms, topics matched, over all pairs of models."""
    return float(np.mean([_jaccard(one, other) for one, other in combinations(found, 2)]))


def _jaccard(one: Any, other: Any) -> float:
    both = (one[:, None, :, None] == other[None, :, None, :]).any(axis=3).sum(axis=2)
    like = both / (2 * one.shape[1] - both)
    return float(like[pair_topics(like)].mean())


def said_in(folder: Path, corpus: str = "") -> Said:
    """Counts of terms as `qualcode topics` makes them, units without a term left out."""
    opened = open_study(folder, corpus)
    corpus = frame(opened, index(opened))
    made = topic_units(corpus.frame)
    counts = count_terms(spoken_words(opened, corpus, load_analyser(opened)), made, TopicOptions()).counts
    rows = np.flatnonzero(np.diff(counts.indptr))
    return Said(counts[rows], _summed(counts[rows], made.turn[rows]))


def _summed(counts: Any, turn: Any) -> Any:
    from scipy.sparse import csr_array

    _, number = np.unique(turn, return_inverse=True)
    return csr_array((np.ones(len(turn)), (number, np.arange(len(turn))))) @ counts


def corpora(folder: Path, scratch: Path) -> Iterator[tuple[str, Said]]:
    """Each corpus with its counts."""
    data = folder / "data"
    for name, file, column in (
        ("hotel reviews (HoASA), Indonesian", data / "hoasa-reviews-dev" / "train_preprocess.csv", "review"),
        ("survey answers (ANES 2008), English", data / "anes2008-dev" / "dataset1.csv", "verbatim"),
    ):
        if file.is_file():
            yield name, _lines(file, column, scratch / file.parent.name)
        else:
            print(f"\nLeft out: {name}; it does not lie in {file.parent}.")
    talks = data / "pdpilot-interviews" / "transcripts"
    if talks.is_dir():
        yield "7 research interviews (PDPilot), English", _ingested(scratch / "pdpilot", *sorted(talks.glob("*.pdf")))
    yield "shipped study, both languages", said_in(_shipped(scratch))
    yield "practice turns (invented), both languages", said_in(_practice(scratch), "practice")


def _shipped(scratch: Path) -> Path:
    study = scratch / "shipped"
    study.mkdir()
    for name in ("qualcode.yaml", "codebooks", "corpora"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, study / name)
    return study


def _practice(scratch: Path) -> Path:
    study = scratch / "practice"
    if not study.is_dir():
        write_study(study)
    return study


def _lines(file: Path, column: str, study: Path) -> Said:
    """One respondent a row."""
    study.mkdir()
    with file.open(encoding="utf-8", newline="") as opened:
        said = [" ".join(row[column].split()) for row in csv.DictReader(opened)]
    (study / "lines.txt").write_text("\n".join(filter(None, said)) + "\n", encoding="utf-8")
    return _ingested(study, study / "lines.txt", "--each", "line", "--segment", "line")


def _ingested(study: Path, *arguments: Path | str) -> Said:
    study.mkdir(exist_ok=True)
    subprocess.run([*QUALCODE, "ingest", "-q", *map(str, arguments)], cwd=study, check=True, capture_output=True)
    return said_in(study)


def _compare(folder: Path, scratch: Path) -> None:
    missing = sorted({package for package, _ in PROGRAMS.values() if importlib.util.find_spec(package) is None})
    for package in missing:
        print(f"\nLeft out: {package} is not installed.")
    for name, said in corpora(folder, scratch):
        counts = said.counts
        print(f"\n### {name[0].upper()}{name[1:]}: {counts.shape[0]:,} segments, {counts.shape[1]:,} terms\n")
        print("| program | NPMI | in turns | distinct | kept, other seed | kept, other 80 % of segments | CPU s |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        for program, (package, fit) in PROGRAMS.items():
            if package not in missing:
                score = scored(said, fit)
                print(f"| {program} | {score.npmi:+.3f} | {score.in_turns:+.3f} | {score.distinct:.2f}", end="")
                print(f" | {score.by_seed:.2f} | {score.by_sample:.2f}", end="")
                print(f" | {score.cpu_s:.1f} |", flush=True)


def _large(folder: Path, scratch: Path) -> None:
    """A hundred thousand segments."""
    if not (folder / "bench" / "gen_corpus.py").is_file():
        print(f"\nLeft out: 100,000 segments, because {folder / 'bench'} has no gen_corpus.py.")
        return
    study = shutil.copytree(folder / "bench", scratch / "large")
    measure([sys.executable, "gen_corpus.py", "100000", "c.txt"], study, runs=1, warm_up=False)
    counts = _ingested(study, "c.txt", "--each", "line", "--segment", "line").counts
    print(f"\n### The common corpus: {counts.shape[0]:,} segments, {counts.shape[1]:,} terms, {K} topics\n")
    print("| what | CPU s |\n| --- | ---: |")
    for program in ("minibatch", "nmf"):
        began = time.process_time()
        METHODS[program].fit(TopicMaterial(counts), K, 1, TopicOptions(tol=COARSE))  # as the command does from MANY on
        print(f"| one model, method {program} | {time.process_time() - began:.1f} |", flush=True)
    whole = measure([*QUALCODE, "topics", "--k", str(K), "-q"], study, runs=1)
    print(f"| `qualcode topics --k {K}`, whole command with stability | {whole.cpu_s:.1f} |")


def main(folder: str = "") -> None:
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from threadpoolctl import threadpool_limits

    from benchmarks import meaning

    print("# Topics, measured\n")
    print("Written by `python -m benchmarks.topics > docs/measured/topics.md`; do not edit.\n")
    print(f"Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} shared cores, one thread.")
    print(f"{K} topics, seeds {SEEDS[0]} to {SEEDS[-1]}; all programs get the same counts of the same terms. NPMI is")
    print("the mean over the ten heaviest terms of each topic (-1 to 1; 0 is chance) and over seeds, with shares of")
    print("segments as probabilities: most segments are one sentence, in which few of ten terms have room. *In turns*:")
    print("the same terms, with shares of turns. *Distinct*: different terms among the ten of all topics; low NPMI is")
    print(
        "easily raised by topics that repeat each other. *Kept*: Jaccard of the ten heaviest terms of matched topics,"
    )
    print("of models with other seeds and of models of other samples. CPU seconds: the median of one model.")
    print("\n## Beside other programs")
    with tempfile.TemporaryDirectory() as scratch, threadpool_limits(limits=1):
        _compare(Path(folder) if folder else BESIDE, Path(scratch))
        print("\n## Many segments")
        _large(Path(folder) if folder else BESIDE, Path(scratch))
        print("\n## One topic, two languages (`--method meaning`)\n")
        meaning.report(_practice(Path(scratch)))


if __name__ == "__main__":
    main(*sys.argv[1:])
