"""A crafted source costs what it is long: nothing grows with its square."""

import time

import pytest

from qualcode.readers import read

MUCH = 200_000
CRAFTED = {
    "blanks in a line with a time": "Budi, 10:20" + " " * MUCH + "x\n",
    "blanks after a label": "Budi: halo\n" + " " * MUCH + "x\nAni: ya\n",
}


@pytest.mark.parametrize("which", CRAFTED)
def test_a_long_run_of_one_sign_is_read_at_once(which):
    read("warm.txt", b"Budi: halo\n")
    began = time.process_time()
    read("a.txt", CRAFTED[which].encode())
    assert time.process_time() - began < 5  # minutes, where it grows with the square
