"""Kappa, weighted and not, and its standard error as the package vcd of R has them; skipped where R is not there."""

import json
import shutil
import subprocess

import pytest

from agreement.published import crossed
from qualcode.agreement import cohen

TABLES = (
    [[88, 14, 18], [10, 40, 10], [2, 6, 12]],
    [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]],
    [[118, 5], [2, 0]],
    [[5, 1, 0, 0, 2], [0, 7, 1, 0, 0], [3, 0, 4, 1, 1], [0, 2, 0, 9, 0], [1, 0, 0, 0, 3]],
)
SCRIPT = """
suppressMessages(library(vcd))
for (numbers in list({tables})) {{
  table <- matrix(numbers, sqrt(length(numbers)), byrow = TRUE)
  for (weights in c("Equal-Spacing", "Fleiss-Cohen")) {{
    found <- Kappa(table, weights = weights)
    cat(sprintf("%.12g ", c(found$Unweighted, found$Weighted)), "\\n")
  }}
}}
"""


@pytest.mark.slow
def test_kappa_is_that_of_r():
    if not shutil.which("Rscript"):
        pytest.skip("R is not here: apt-get install r-base-core r-cran-vcd")
    tables = ", ".join(f"c({', '.join(str(each) for row in table for each in row)})" for table in TABLES)
    ended = subprocess.run(
        ["Rscript", "-e", SCRIPT.format(tables=tables)], capture_output=True, text=True, check=False, timeout=120
    )
    if "no package called" in ended.stderr:
        pytest.skip("R has no package vcd: apt-get install r-cran-vcd")
    assert not ended.returncode, ended.stderr
    lines = iter(ended.stdout.splitlines())
    for table in TABLES:
        for weights in ("linear", "quadratic"):
            theirs = [json.loads(each) for each in next(lines).split()]
            own = [cohen(crossed(table)), cohen(crossed(table), weights=weights)]
            assert [figure for each in own for figure in (each.value, each.se)] == pytest.approx(theirs, abs=1e-9)
