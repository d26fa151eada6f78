"""Run the notebook of the docs in a fresh copy of the shipped study, and keep what its cells show.

    python -m tools.notebook            write it
    python -m tools.notebook --check    exit 1 when a stored output is not what the cell shows now

A small runner instead of Jupyter: each cell is run in order, and its last expression is shown as text and, where it
has a form for notebooks, as HTML.
"""

import ast
import contextlib
import io
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from tools.docs import ROOT, copy_of

NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


def main(arguments: list[str]) -> int:
    old = NOTEBOOK.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        new = executed(old, copy_of(None, Path(folder) / "study"))
    if arguments != ["--check"]:
        NOTEBOOK.write_text(new, "utf-8")
    elif new != old:
        print("docs/notebook.ipynb is not what its cells show now; run `python -m tools.notebook`")
        return 1
    return 0


def executed(text: str, folder: Path) -> str:
    """The notebook with the outputs of its cells, run in a folder."""
    notebook = json.loads(text)
    names: dict[str, Any] = {"__name__": "__main__"}
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    with contextlib.chdir(folder):
        for number, cell in enumerate(code, 1):
            cell["execution_count"] = number
            cell["outputs"] = list(_outputs("".join(cell["source"]), names, number))
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _outputs(source: str, names: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """What a cell prints, and what its last expression is."""
    *before, last = ast.parse(source).body
    printed, value = io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        if isinstance(last, ast.Expr):
            exec(compile(ast.Module(before, []), "cell", "exec"), names)
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
        else:
            exec(compile(source, "cell", "exec"), names)
    stream = {"name": "stdout", "output_type": "stream", "text": printed.getvalue().splitlines(keepends=True)}
    result = {"data": _shown(value), "execution_count": number, "metadata": {}, "output_type": "execute_result"}
    return [*([stream] if printed.getvalue() else []), *([result] if value is not None else [])]


def _shown(value: Any) -> dict[str, list[str]]:
    html = {"text/html": value._repr_html_().splitlines(keepends=True)} if hasattr(value, "_repr_html_") else {}
    return {**html, "text/plain": repr(value).splitlines(keepends=True)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
