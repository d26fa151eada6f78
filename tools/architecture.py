"""Draw the house from its imports: rooms in their layers, their size, and which room imports which.

    python tools/architecture.py            write docs/architecture.svg
    python tools/architecture.py --check    exit 1 when the picture is not what the imports are now

Rows are the layers that import-linter holds (pyproject.toml), from the top. An arrow that follows from other arrows is
left out, so that the picture shows the shape and not every import.
"""

import ast
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "qualcode"
PICTURE = ROOT / "docs" / "architecture.svg"
WIDTH, HEIGHT, GAP, ROW = 150, 44, 26, 74
ABOUT = {
    "cli": "parses, calls a verb, shows", "api": "the verbs; class Study", "exchange": "REFI-QDA, sheets",
    "export": "tables as files", "checks": "what can be wrong", "agreement": "coders compared",
    "figures": "tables drawn for papers",
    "topics": "topic models",
    "printed": "tables as people read them",
    "tables": "codings -> columns", "codings": "who coded what", "corpus": "transcripts, speakers",
    "anchoring": "where a coding stands", "codebook": "YAML -> Codebook", "rules": "the engine",
    "executors": "who does the parts",
    "index": "text as columns", "readers": "bytes -> turns", "store": "paths, atomic writes",
    "text": "tokens, sentences", "languages": "one pack a language", "model": "frozen records",
    "report": "the offline page",
    "review": "the reading room", "propose": "suggestions", "identifiers": "names, traces",
    "pseudonyms": "a copy, its key", "privacy": "withdraw, share",
}  # fmt: skip
"""What a room is for, in the words that fit its box."""


def main(arguments: list[str]) -> int:
    drawn = draw(layers(), sizes(), reduced(imports()))
    if arguments != ["--check"]:
        PICTURE.write_text(drawn, encoding="utf-8")
        return 0
    same = PICTURE.is_file() and PICTURE.read_text(encoding="utf-8") == drawn
    if not same:
        print("docs/architecture.svg is not what the imports are now: run `python tools/architecture.py`")
    return int(not same)


def layers() -> list[list[str]]:
    """Rooms of each layer, from the top, without those that are only planned."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    named = next(each["layers"] for each in contracts if each["id"] == "layers")
    rows = [[room.strip(" ()") for room in row.split("|")] for row in named]
    rows = [[room for room in row if (PACKAGE / room).is_dir()] for row in rows]
    return [row for row in rows if row]


def files() -> dict[str, list[Path]]:
    """Room -> its files."""
    found = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).parts
        if len(parts) > 1:
            found[parts[0]].append(path)
    return found


def sizes() -> dict[str, str]:
    """Room -> how many files and lines it has, rounded so that a small edit draws nothing anew."""
    lines = {room: sum(len(path.read_text("utf-8").splitlines()) for path in paths) for room, paths in files().items()}
    return {room: f"{len(paths)} files, {lines[room] / 1000:.1f}k lines" for room, paths in files().items()}


def imports() -> dict[str, set[str]]:
    """Room -> rooms that it imports, at the top of a file or inside a function."""
    found: dict[str, set[str]] = defaultdict(set)
    for room, paths in files().items():
        for path in paths:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qualcode"):
                    found[room].update(other for other in _rooms(node) if other != room)
    return found


def _rooms(node: ast.ImportFrom) -> Iterable[str]:
    parts = (node.module or "").split(".")
    names = parts[1:2] if len(parts) > 1 else [alias.name for alias in node.names]
    return [name for name in names if (PACKAGE / name).is_dir()]


def reduced(arrows: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The arrows that follow from no others."""
    return {
        here: {there for there in targets if not any(there in _below(arrows, other) for other in targets - {there})}
        for here, targets in arrows.items()
    }


def _below(arrows: Mapping[str, set[str]], room: str) -> set[str]:
    below, waiting = set(), [room]
    while waiting:
        for other in arrows.get(waiting.pop(), set()) - below:
            below.add(other)
            waiting.append(other)
    return below


def draw(rows: list[list[str]], size: Mapping[str, str], arrows: Mapping[str, set[str]]) -> str:
    """The picture as SVG, in colours that a dark page shows as well."""
    widest = max(map(len, rows))
    wide = widest * (WIDTH + GAP) + 2 * GAP + 120
    at = {
        room: (wide / 2 + (place - (len(row) - 1) / 2) * (WIDTH + GAP), GAP + level * ROW)
        for level, row in enumerate(rows)
        for place, room in enumerate(row)
    }
    lines = [_arrow(at, here, there) for here, targets in sorted(arrows.items()) for there in sorted(targets)]
    boxes = [_box(room, *at[room], size[room]) for row in rows for room in row]
    high = len(rows) * ROW + GAP
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high}" '
            'font-family="sans-serif" role="img">',
            "<title>Rooms of qualcode in their layers, and which room imports which</title>",
            '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
            '<path d="M0 0L8 4L0 8z" fill="#888"/></marker></defs>',
            f'<rect width="{wide:.0f}" height="{high}" fill="#fff"/>',
            *lines,
            *boxes,
            "</svg>\n",
        ]
    )


def _box(room: str, x: float, y: float, size: str) -> str:
    about = escape(ABOUT[room])
    return (
        f'<g><rect x="{x - WIDTH / 2:.0f}" y="{y:.0f}" width="{WIDTH}" height="{HEIGHT}" rx="5" fill="#eef4fb" '
        f'stroke="#3b6ea5"/><text x="{x:.0f}" y="{y + 15:.0f}" text-anchor="middle" font-size="12" font-weight="bold">'
        f'{room}</text><text x="{x:.0f}" y="{y + 27:.0f}" text-anchor="middle" font-size="9">{about}</text>'
        f'<text x="{x:.0f}" y="{y + 38:.0f}" text-anchor="middle" font-size="8" fill="#666">{size}</text></g>'
    )


def _arrow(at: Mapping[str, tuple[float, float]], here: str, there: str) -> str:
    (x, y), (to_x, to_y) = at[here], at[there]
    down = y + HEIGHT
    rows = round((to_y - y) / ROW)
    if rows <= 1:
        path = f"M{x:.0f} {down:.0f}L{to_x:.0f} {to_y:.0f}"
    else:  # past the rows between, in a bow to the side
        side = (WIDTH / 2 + GAP + 8 * rows) * (1 if to_x >= x else -1)
        bow = f"{x + side:.0f} {down + 20:.0f} {to_x + side:.0f} {to_y - 20:.0f}"
        path = f"M{x:.0f} {down:.0f}C{bow} {to_x:.0f} {to_y:.0f}"
    return f'<path d="{path}" fill="none" stroke="#888" marker-end="url(#a)"/>'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
