"""Where two coders differ: how far they agree, and each disagreement side by side with what was decided."""

from collections.abc import Mapping, Sequence

from qualcode.codings.agreed import CodingDifference
from qualcode.model.line import DecisionLine
from qualcode.report.markup import Head, note, rows_of, scrolled, text
from qualcode.report.passages import Passages
from qualcode.report.sections.agreement import scores_table
from qualcode.report.source import ReportSource, TwoCoders

MOST_DIFFERENCES = 200
"""Disagreements that are shown, in order of text."""


def side_by_side(passages: Passages) -> str:
    """Scores of two coders and their disagreements; nothing on a redacted page, since they are single codings."""
    of = passages.of
    if of.between is None or of.options.redact:
        return ""
    two = of.between
    unmeasured = of.say("How far they agree is not measured: nothing is known that both read on their own.")
    scores = f"<p>{text(unmeasured)}</p>" if two.scores is None else scores_table(passages, two.names, two.scores)
    return _counted(of, two) + scores + _differences(passages, two)


def _counted(of: ReportSource, two: TwoCoders) -> str:
    say, decided = of.say, sum(bool(each.decisions) for _, each in two.differences)
    said = say(
        "{one} and {other} gave the same code to the same words {alike} times and differ {times} times; {decided} of "
        "these are decided, {open} are open.",
        one=two.names[0],
        other=two.names[1],
        alike=say.number(two.alike),
        times=say.number(len(two.differences)),
        decided=say.number(decided),
        open=say.number(len(two.differences) - decided),
    )
    return f"<p>{text(said)}</p>"


def _differences(passages: Passages, two: TwoCoders) -> str:
    of, say = passages.of, passages.of.say
    if not two.differences:
        return ""
    heads = [Head(text(say("Turn")), "turn", number=False)]
    heads += [Head(text(name), name, number=False, wide="words") for name in two.names]
    heads += [Head(text(say("Decided")), "decided", number=False, wide="words")]
    turns = _turns(of)
    rows = []
    for transcript, each in two.differences[:MOST_DIFFERENCES]:
        turn = turns.get((transcript, each.place[0]))
        place = _place(passages, turn) or text(f"{transcript}, {say('turn {turn}', turn=each.place[0])}")
        row = [place, *(_side(of, side) for side in each.sides), _decision(of, each)]
        rows.append(rows_of([("", row)], heads) + _whole_turn(passages, turn, len(heads)))
    caption = text(say("Each line is one passage on which they differ."))
    left = say("{left} more are left out here.", left=say.number(len(two.differences) - MOST_DIFFERENCES))
    head = f"<tr>{''.join(each.html() for each in heads)}</tr>"
    made = scrolled(text(say("Disagreements")), caption, head, "\n".join(rows), "between", marks="passages")
    return made + note(text(left) if len(two.differences) > MOST_DIFFERENCES else "")


def _turns(of: ReportSource) -> Mapping[tuple[str, int], int]:
    """Transcript and number -> the turn of the corpus."""
    frame = of.frame
    named = (frame.transcripts[at] for at in frame.turn_transcript.tolist())
    return {key: turn for turn, key in enumerate(zip(named, frame.turn_number.tolist(), strict=True))}


def _place(passages: Passages, turn: int | None) -> str:
    """Who said it where; nothing of a turn that is not in the corpus."""
    return "" if turn is None else f'{passages.who(turn)} <small class="place">{passages.where(turn)}</small>'


def _whole_turn(passages: Passages, turn: int | None, columns: int) -> str:
    """A line with the whole turn and what was asked before, folded away."""
    if turn is None or passages.of.options.no_quotes:
        return ""
    summary = text(passages.of.say("The whole turn"))
    told = f"<details><summary>{summary}</summary>{passages.asked(turn)}{passages.speech(turn)}</details>"
    return f'<tr class="folded"><td colspan="{columns}">{told}</td></tr>'


def _side(of: ReportSource, line: DecisionLine | None) -> str:
    """What one coder gave; a dash where the other one alone gave something."""
    return "–" if line is None else _coded(of, [line])


def _decision(of: ReportSource, each: CodingDifference) -> str:
    """What was decided and by whom."""
    if not each.decisions:
        return text(of.say("open"))
    kept = [line for line in each.decisions if line.do != "reject"]
    by, memo = each.decisions[0].by, each.decisions[0].memo
    why = f" – {text(memo)}" if memo and not of.options.no_quotes else ""
    return f"{_coded(of, kept) if kept else text(of.say('neither'))}{f' <small>{text(by)}</small>' if by else ''}{why}"


def _coded(of: ReportSource, lines: Sequence[DecisionLine]) -> str:
    """Codes with the words that they were given to, and how these are put where that is not affirmed."""
    made = []
    for line in lines:
        put = f" ({text(of.assertion_word(line.assertion))})" if line.assertion not in ("", "affirmed") else ""
        words = "" if of.options.no_quotes else f': <span lang="">{text(line.quote)}</span>'
        made.append(f"<b>{text(of.labels.get(line.code, line.code))}</b>{put}{words}")
    return "; ".join(made)
