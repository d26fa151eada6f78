"""Patterns found in a file: hits, CPU seconds (imports apart) and whether the hits are the known number.

usage: python -m benchmarks.patterns CORPUS CODEBOOK [EXPECTED_HITS]

The corpus has one segment a line; the codebook is `code:` lines with `  - "pattern"` lines under them.
"""

import json
import re
import sys
import time
from pathlib import Path


def main(corpus: str, codebook: str, expected: str = "") -> None:
    import numpy  # noqa: F401  # imports are not measured
    import pyarrow.compute  # noqa: F401
    import scipy.sparse  # noqa: F401

    import qualcode.rules.patterns

    patterns = re.findall(r'^  - "(.*)"$', Path(codebook).read_text(encoding="utf-8"), re.MULTILINE)
    began = time.process_time()
    hits = qualcode.compile(patterns, level="exact").find(corpus)
    seconds = time.process_time() - began
    megabytes = Path(corpus).stat().st_size / 1e6
    figures = {
        "patterns": len(patterns),
        "hits": len(hits),
        "cpu_s": round(seconds, 3),
        "mb_per_cpu_s": megabytes / seconds,
    }
    print(json.dumps(figures))
    if expected and len(hits) != int(expected):
        sys.exit(f"expected {expected} hits, found {len(hits)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
