"""Store errors are one sentence, and survive the way from a worker process."""

import pickle
from pathlib import Path

from qualcode.model.finding import StoreError


def test_an_error_comes_back_from_another_process():
    error = pickle.loads(pickle.dumps(StoreError(Path("a"), "is a folder")))
    assert (str(error), error.path, error.message) == ("a: is a folder", Path("a"), "is a folder")
