"""Print a command of the README: the fenced block after `<!-- command: NAME -->`.

python3 .ci/readme_command.py README.md test
"""

import re
import sys
from pathlib import Path


def command(text: str, name: str) -> str | None:
    block = rf"<!-- command: {re.escape(name)} -->\s*^```(?:bash|sh|console)?[ ]*\n(.*?)^```[ ]*$"
    found = re.search(block, text, re.DOTALL | re.MULTILINE)
    return found.group(1) if found else None


def main(file: str, name: str) -> None:
    readme = Path(file)
    if not readme.is_file():
        sys.exit(f"{file} is not there: it must hold the project's two commands")
    text = command(readme.read_text(encoding="utf-8"), name)
    if text is None:
        sys.exit(f"{file} has no fenced block after <!-- command: {name} -->")
    print(text, end="")


if __name__ == "__main__":
    main(*sys.argv[1:])
