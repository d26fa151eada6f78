"""Write constraints.txt: versions with which all of this was tested, for those who rebuild a thesis in five years.

python tools/constraints.py            resolve the newest versions and write them
python tools/constraints.py --check    exit 1 when a dependency of pyproject.toml is missing in the file

pip install qualcode -c constraints.txt
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "constraints.txt"
HEAD = "# Versions with which qualcode was tested (python tools/constraints.py): pip install . -c constraints.txt\n"


def main(arguments: list[str]) -> int:
    if arguments != ["--check"]:
        FILE.write_text(HEAD + resolved(), encoding="utf-8")
        return 0
    missing = sorted(wanted() - listed())
    for name in missing:
        print(f"constraints.txt: {name} is missing; run `python tools/constraints.py`")
    return int(bool(missing))


def resolved() -> str:
    """The newest versions that fit together, on every system, extras included."""
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--all-extras", "--no-annotate"),
        *("--no-header", "--python-version", "3.11", str(ROOT / "pyproject.toml")),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def wanted() -> set[str]:
    """Packages that pyproject.toml names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)]
    return {_plain(each) for each in named} - {"qualcode"}


def listed() -> set[str]:
    """Packages that the file pins."""
    lines = FILE.read_text("utf-8").splitlines() if FILE.is_file() else []
    return {_plain(line) for line in lines if line and not line.startswith("#")}


def _plain(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement)[0]).lower()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
