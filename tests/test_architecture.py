"""The shape of the house: imports run one way, and `import qualcode` stays light."""

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import qualcode

ROOT = Path(__file__).parent.parent
HEAVY = ("docx", "numpy", "openpyxl", "pyarrow", "scipy", "simplemma", "sklearn", "spacy", "wordfreq", "yaml")


def test_imports_run_one_way():
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_importing_qualcode_loads_nothing_heavy():
    program = f"import sys, qualcode; print([name for name in {HEAVY!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_names_of_the_package_are_loaded_when_asked_for():
    assert "compile" in dir(qualcode)
    assert callable(qualcode.compile)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = qualcode.no_such_name


def test_the_version_is_stated_once():
    try:
        assert version("qualcode") == qualcode.__version__
    except PackageNotFoundError:
        pytest.skip("qualcode is not installed here")
