"""What changed since another state of the study: people and words, codes, counts, and passages that came or went."""

from collections.abc import Sequence
from typing import Any

from qualcode.agreement.coding_changes import GAINED, LOST, CodingChange
from qualcode.agreement.state_changes import StateChanges
from qualcode.report.markup import Head, note, records, simple_table, text
from qualcode.report.passages import Passages
from qualcode.report.source import ReportSource

MOST_MOVED = 100
"""Passages that came, and as many that went, which are shown; of more, the first ones of the codebook's order."""


def since_then(passages: Passages) -> str:
    """What became of the study; nothing on a redacted page, since the changes count single codings."""
    of, changes = passages.of, passages.of.changes
    if changes is None or of.options.redact:
        return ""
    came, went = ([each for each in changes.moved if each.how == how] for how in (GAINED, LOST))
    return (
        _facts(of, changes)
        + _codebooks(of, changes)
        + _counts(of, changes)
        + _moved(of, changes, of.say("Passages that came"), came)
        + _moved(of, changes, of.say("Passages that went"), went)
        + _gone(of, changes)
    )


def _facts(of: ReportSource, changes: StateChanges) -> str:
    say = of.say
    names = (say("Respondents"), say("Interviews"), say("Words of respondents"))
    heads = [Head(text(say("The material")), number=False), Head(text(changes.before.name)), Head(text(say("now")))]
    body = [
        ("", [text(name), *(say.number(number) for number in pair)])
        for name, pair in zip(names, changes.facts, strict=True)
    ]
    caption = text(say("Compared with {state}.", state=changes.before.name))
    return simple_table(text(say("The material")), caption, heads, body, "changes:facts", marks="others")


def _codebooks(of: ReportSource, changes: StateChanges) -> str:
    """Codes that came, went, or have another name."""
    say, old, new = of.say, changes.before.codebook, of.codebook
    named = {each.old: each.new for each in changes.renamed}
    before, now = (
        {code.code for code in old.codes if not code.retired},
        {code.code for code in new.codes if not code.retired},
    )
    lists = {
        say("New codes: {codes}."): [of.labels[code] for code in of.labels if code in now - before - {*named.values()}],
        say("Codes that are gone: {codes}."): [
            _called(of, changes, code) for code in sorted(before - now - named.keys())
        ],
        say("Codes that have another name: {codes}."): [f"{one} → {other}" for one, other in named.items()],
    }
    said = [words.replace("{codes}", ", ".join(codes)) for words, codes in lists.items() if codes]
    nothing = say("The codes are the same.")
    versions = say("Codebook: {before} before, {now} now.", before=old.version or "–", now=new.version or "–")
    return f"<p>{text(' '.join([versions, *(said or [nothing])]))}</p>"


def _counts(of: ReportSource, changes: StateChanges) -> str:
    """Codes whose counts are others than before."""
    say, state = of.say, changes.before.name
    rows = [row for row in records(changes.table.data) if _differs(row)]
    if not rows:
        return f"<p>{text(say('No count of a code has changed.'))}</p>"
    heads = [
        Head(text(say("Code")), "label", number=False),
        Head(text(say("Respondents, {state}", state=state)), "respondents_old"),
        Head(text(say("Respondents, now")), "respondents_new"),
        Head(text(say("Mentions, {state}", state=state)), "mentions_old"),
        Head(text(say("Mentions, now")), "mentions_new"),
        Head(text(say("came")), "gained"),
        Head(text(say("went")), "lost"),
    ]
    columns = [head.column for head in heads[1:]]
    body = [
        (
            f' data-code="{text(row["code"])}"',
            [text(_called(of, changes, row["code"])), *(_number(of, row[each]) for each in columns)],
        )
        for row in rows
    ]
    caption = text(say("Codes whose counts are others than before; came and went count passages."))
    return simple_table(text(say("Counts")), caption, heads, body, "changes:counts", marks="others")


def _differs(row: dict[str, Any]) -> bool:
    pairs = ((row[f"{name}_old"], row[f"{name}_new"]) for name in ("respondents", "mentions"))
    return bool(row["gained"] or row["lost"]) or any(old != new for old, new in pairs)


def _number(of: ReportSource, value: int | None) -> str:
    return "–" if value is None else of.say.number(value)


def _called(of: ReportSource, changes: StateChanges, code: str) -> str:
    """The name of a code; of one that is gone its short name, too, since another one may be called like it now."""
    old = {each.code: each for each in changes.before.codebook.codes}
    words = of.in_language(old[code].label)[0] if code in old else ""
    return of.labels.get(code) or f"{''.join(words)} ({code})".strip()


def _moved(of: ReportSource, changes: StateChanges, title: str, moved: Sequence[CodingChange]) -> str:
    if not moved or of.options.no_quotes:
        return ""
    say = of.say
    heads = [
        Head(text(say("Code")), "label", number=False),
        Head(text(say("Quote")), "quote", number=False, wide="words"),
        Head(text(say("Place")), "place", number=False, wide="words"),
    ]
    body = [
        ("", [text(_called(of, changes, each.code)), _quote(each), _place(of, each)]) for each in moved[:MOST_MOVED]
    ]
    left = say("{left} more are left out here.", left=say.number(len(moved) - MOST_MOVED))
    made = simple_table(text(title), text(title), heads, body, "changes:moved", marks="passages")
    return made + note(text(left) if len(moved) > MOST_MOVED else "")


def _quote(each: CodingChange) -> str:
    return f'<span lang="">{text(each.quote or "")}</span>'


def _place(of: ReportSource, each: CodingChange) -> str:
    put = f"; {of.say('put otherwise')}" if each.otherwise else ""
    return text(f"{each.transcript}, {of.say('turn {turn}', turn=each.turn)}{put}")


def _gone(of: ReportSource, changes: StateChanges) -> str:
    """Passages whose turns are not in the study any more."""
    if not changes.gone:
        return ""
    said = of.say(
        "{n} more passages stood in turns that are not in the study any more; they are counted and not quoted.",
        n=of.say.number(changes.gone),
    )
    return f"<p>{text(said)}</p>"
