"""Material that is not part of the project: it lies beside the checkout, or these tests are skipped."""

from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture
def pdpilot() -> Path:
    """Seven research interviews (DanielKerrigan/PDPilotUserStudy, BSD-3-Clause)."""
    return _there(BESIDE / "data" / "pdpilot-interviews" / "transcripts")


@pytest.fixture
def bench() -> Path:
    """Generators of the common corpus and codebook."""
    return _there(BESIDE / "bench")


def _there(folder: Path) -> Path:
    if not folder.is_dir():
        pytest.skip(f"{folder.relative_to(BESIDE.parent)} does not lie beside the checkout")
    return folder
