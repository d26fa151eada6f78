"""The corpus and codebook on which other packages were measured: the same hits, to the last one."""

import re
import subprocess
import sys

import pytest

import qualcode


@pytest.mark.slow
@pytest.mark.parametrize(("patterns", "hits"), [(500, 87_479)])
def test_hits_are_those_of_every_exact_package(bench, tmp_path, patterns, hits):
    corpus, codebook = tmp_path / "corpus.txt", tmp_path / "codebook.yaml"
    subprocess.run([sys.executable, bench / "gen_corpus.py", "100000", corpus], cwd=bench, check=True)
    subprocess.run([sys.executable, "-B", bench / "gen_codebook.py", str(patterns), codebook], cwd=bench, check=True)
    terms = re.findall(r'^  - "(.*)"$', codebook.read_text(encoding="utf-8"), re.MULTILINE)
    found = qualcode.compile(terms, level="exact").find(corpus)
    assert len(found) == hits
    lines = corpus.read_text(encoding="utf-8").split("\n")
    for at in range(0, hits, 997):
        said = lines[found.segment[at]][found.start[at] : found.end[at]]
        pattern = r"\W+".join(re.escape(word).replace(r"\*", r"[\w'’-]*") for word in terms[found.pattern[at]].split())
        assert re.fullmatch(pattern, said, re.IGNORECASE)
