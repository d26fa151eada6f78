"""A second, naive fold of a coder's lines: it asks of each line what the page `tests/spec/fold.md` says of it."""

from dataclasses import replace


def fold(lines):
    """Codings and rejections in force, looks, and lines that are not applied, each as a set."""
    lines = set(lines)
    named = {line for line in lines if all(before(line, other) for other in lines if other.id == line.id)}
    by_name = {line.id: line for line in named}

    def undone(line):
        undos = [undo for undo in named if undo.do == "undo" and undo.of == line.id and undo != line]
        return any(before(line, undo) and not undone(undo) for undo in undos)

    valid = {line for line in named if not undone(line) and line.do != "undo"}
    entries = [line for line in valid if line.do in ("code", "accept", "reject")]

    def edits(line, *deeds):
        return sorted((e for e in valid if e.do in deeds and e.of == line.id and before(line, e)), key=order)

    standing = [line for line in entries if not edits(line, "remove")]
    decided = {line: span_of(line, edits(line, "move")) for line in standing if line.do != "code" or line.between}
    silenced = set()
    for line in sorted(decided, key=order):
        for other in decided:
            if other not in silenced and other != line and before(other, line) and same(decided[other], decided[line]):
                silenced.add(other)
    kept = [line for line in standing if line not in silenced]
    done = {line.id: finished(line, edits(line, "change", "move", "memo")) for line in kept}
    looks = {line for line in valid if line.do == "looked" and not line.code}
    first = {line for line in looks if all(line == o or o.turn != line.turn or before(line, o) for o in looks)}
    lost = {line for line in lines if line not in named}
    for line in named:
        about = by_name.get(line.of)
        if line.do == "undo" and not undone(line) and not (about and before(about, line) and about != line):
            lost.add(line)
        edits_nothing = about not in entries or not before(about, line)
        if line in valid and line.do in ("change", "move", "memo", "remove") and edits_nothing:
            lost.add(line)
    codings = {done[line.id] for line in kept if line.do != "reject"}
    return codings, {done[line.id] for line in kept if line.do == "reject"}, first, lost


def order(line):
    return line.time, line.id, repr(line)


def before(line, other):
    return order(line) <= order(other)


def span_of(line, moves):
    for move in moves:
        line = finished(line, [move])
    return line


def finished(line, edits):
    for edit in edits:
        if edit.do == "memo":
            line = replace(line, memo=edit.memo)
            continue
        fields = {"code": edit.code, "assertion": edit.assertion}
        if edit.start < edit.end:
            fields |= {"turn": edit.turn, "turn_sha256": edit.turn_sha256}
            line = replace(
                line, start=edit.start, end=edit.end, quote=edit.quote, prefix=edit.prefix, suffix=edit.suffix
            )
        line = replace(line, **{name: value for name, value in fields.items() if value})
    return line


def same(one, other):
    if one.between or other.between:
        return one.time != other.time and any(name in other.between for name in one.between)
    if (one.turn, one.turn_sha256, one.code) != (other.turn, other.turn_sha256, other.code):
        return False
    characters, others = set(range(one.start, one.end)), set(range(other.start, other.end))
    return bool(characters | others) and len(characters & others) / len(characters | others) >= 0.5
