"""Tables as figures need them, made of random numbers and of labels as long as people write them."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from hypothesis import strategies as st

from qualcode.figures import FIGURES, Drawing, FigureOptions, FigureSource, draw_figure
from qualcode.model.table import Column, Table

LABELS = (
    "Infrastruktur",
    "Organisasi politik dan birokrasi yang terpecah-belah",
    "Lack of change in civil servants' work culture",
    "Rendahnya kepercayaan warga",
    "x",
    "Ketidakbertanggungjawaban antarkementerian/lembaga dan pemerintah daerah",
    "Solusi 100 % $andal$ & aman",
)
GROUPS = ("warga", "pejabat pemerintah kota", "Front-line staff", None)
PEOPLE = ("kelurahan-loket/1", "r2", "expert-13-fgd-kelurahan-lubuk-rantai/12", "warga sunda")
TYPES: Mapping[type, Any] = {str: "string", int: "integer", float: "number", bool: "boolean"}


def table(name: str, rows: list[dict[str, Any]], language: str = "en", **meta: object) -> Table:
    """A table of rows that are all alike."""
    columns = []
    for key in rows[0]:
        kind = next((TYPES[type(row[key])] for row in rows if row[key] is not None), "string")
        columns.append(Column(key, kind, f"What {key} is.", "open", LABELS[1] if key.startswith("code_1") else ""))
    data = {column.name: [row[column.name] for row in rows] for column in columns}
    notes = ("N = 12 respondents.", "Coder: ani (person).", "Codebook: clinic 1.0.0.")
    return Table(name, f"{name}: corpus c, coder ani", tuple(columns), data, notes, {"n": 12, **meta}, language)


def share(part: int, whole: int) -> dict[str, Any]:
    percent = round(100 * part / whole, 1)
    return {
        "respondents": part,
        "respondents_total": whole,
        "respondents_pct": percent,
        "respondents_pct_low": max(percent - 17.5, 0.0),
        "respondents_pct_high": min(percent + 12.5, 100.0),
    }


numbers = partial(st.integers, 0)


@st.composite
def dots(draw_: st.DrawFn) -> FigureSource:
    whole = draw_(st.integers(1, 250))
    found = draw_(st.lists(numbers(whole), min_size=1, max_size=9))
    rows = [{"code": f"c{at}", "label": LABELS[at % 7], **share(n, whole)} for at, n in enumerate(sorted(found)[::-1])]
    return FigureSource(table("barriers", rows))


@st.composite
def groups(draw_: st.DrawFn, most: int = 30) -> FigureSource:
    sizes = draw_(st.lists(st.integers(1, most), min_size=1, max_size=4))
    rows = [
        {
            "by": "city",
            "group": GROUPS[at],
            "code": f"c{code}",
            "label": LABELS[code],
            **share(draw_(numbers(size)), size),
        }
        for at, size in enumerate(sizes)
        for code in range(3)
    ]
    return FigureSource(table("compare", rows))


@st.composite
def matrix(draw_: st.DrawFn) -> FigureSource:
    codes, blocks = draw_(st.integers(1, 6)), draw_(st.booleans())
    rows = []
    for at in range(draw_(st.integers(1, 9))):
        counts = [draw_(st.sampled_from((0, 0, 1, 2, 15))) for _ in range(codes)]
        block = {"by": "city", "group": GROUPS[at % 4]} if blocks else {}
        who = {
            "respondent": f"{PEOPLE[at % 4]}{at}",
            "transcript": "t",
            "words": 9,
            "sex": "fm"[at % 2],
            "split": "test",
        }
        flags = {f"code_{code}": int(n > 0) for code, n in enumerate(counts)}
        rows.append({**block, **who, **flags, **{f"code_{code}__n": n for code, n in enumerate(counts)}})
    return FigureSource(table("matrix", rows))


@st.composite
def pairs(draw_: st.DrawFn, codes: int = 5) -> FigureSource:
    alone = [draw_(st.integers(20, 400)) for _ in range(codes)]
    rows = [
        {
            "code_a": f"c{a}",
            "label_a": LABELS[a % 7],
            "code_b": f"c{b}",
            "label_b": LABELS[b % 7],
            "unit": "turn",
            "n": draw_(st.integers(1, 20)),
            "n_a": alone[a],
            "n_b": alone[b],
            "units": 900,
        }
        for a in range(codes)
        for b in range(a)
        if draw_(st.booleans()) or b == 0
    ]
    return FigureSource(table("cooccurrence", rows))


def turns(transcripts: int, words: list[int], codes: list[str | None]) -> Table:
    rows = [
        {
            "transcript": PEOPLE[at],
            "respondent": "Ibu" if turn % 2 else "Bapak",
            "turn": turn + 1,
            "role": "participant",
            "words": words[turn],
            "codes": codes[turn],
        }
        for at in range(transcripts)
        for turn in range(len(words))
    ]
    return table("turns", rows)


@st.composite
def lanes(draw_: st.DrawFn) -> FigureSource:
    words = draw_(st.lists(st.integers(1, 80), min_size=1, max_size=9))
    carried = [draw_(st.sampled_from((None, "c0", "c1;child", "c2;c0"))) for _ in words]
    rows = [{"code": f"c{at}", "kind": "barrier", "parent": None, "label": LABELS[at + 3]} for at in range(3)]
    rows.append({"code": "child", "kind": "theme", "parent": "c2", "label": "Child"})
    return FigureSource(turns(draw_(st.integers(1, 3)), words, carried), {"codes": table("codes", rows)})


@st.composite
def kwic(draw_: st.DrawFn) -> FigureSource:
    terms = draw_(
        st.lists(st.sampled_from(("data", "aplikasi pelaporan warga", "x", "tidak bisa")), min_size=1, unique=True)
    )
    rows = [
        {
            "docname": PEOPLE[draw_(numbers(2))],
            "from": draw_(st.integers(1, 90)),
            "pattern": term,
            "respondent": draw_(st.sampled_from(("r1", "r2", None))),
        }
        for term in terms
        for _ in range(draw_(st.integers(1, 9)))
    ]
    return FigureSource(table("kwic", rows, terms=terms), {"turns": turns(3, [40, 50], [None, None])})


@st.composite
def keyness(draw_: st.DrawFn) -> FigureSource:
    rows = []
    for group in draw_(st.lists(st.sampled_from(GROUPS[:3]), min_size=1, unique=True)):
        for at in range(draw_(st.integers(1, 8))):
            ratio = draw_(st.integers(-70, 70)) / 10 or 0.5
            rows.append(
                {
                    "by": "city",
                    "group": group,
                    "word": ("dinas", "ketidakbertanggungjawaban", "yang", "kami")[at % 4] + str(at),
                    "sign": "positive" if ratio > 0 else "negative",
                    "respondents": draw_(numbers(9)),
                    "respondents_total": 19,
                    "other_respondents": draw_(numbers(120)),
                    "other_total": 130,
                    "g2": 9.5,
                    "log_ratio": ratio,
                }
            )
    return FigureSource(table("keyness", rows))


@st.composite
def coverage(draw_: st.DrawFn) -> FigureSource:
    found = sorted(draw_(st.lists(st.integers(1, 30), min_size=1, max_size=40)))
    rows = [
        {
            "interview": at,
            "codes": n,
            "codes_total": 30,
            "shuffled_median": n,
            "shuffled_low": n - 1,
            "shuffled_high": n + 1,
        }
        for at, n in enumerate(found, 1)
    ]
    return FigureSource(table("code_coverage", rows))


@st.composite
def saturation(draw_: st.DrawFn) -> FigureSource:
    found = [None, *draw_(st.lists(st.integers(0, 900).map(lambda n: n / 10), min_size=1, max_size=15))]
    rows = [{"interview": at, "new_information_pct": n} for at, n in enumerate(found, 1)]
    return FigureSource(table("saturation", rows, threshold_pct=5, base=4, run=2))


@st.composite
def topics(draw_: st.DrawFn) -> FigureSource:
    rows = [
        {
            "topic": at,
            "label": label,
            "share_pct": draw_(st.integers(1, 300)) / 10,
            "respondents": draw_(numbers(30)),
            "respondents_total": 30,
        }
        for at, label in enumerate(LABELS)
    ]
    return FigureSource(table("topics", rows))


@st.composite
def topic_groups(draw_: st.DrawFn) -> FigureSource:
    rows = []
    for at in range(draw_(st.integers(1, 4))):
        for topic in range(4):
            mean = draw_(st.integers(0, 200)) / 10
            rows.append(
                {
                    "by": "city",
                    "group": GROUPS[at],
                    "topic": topic,
                    "label": LABELS[topic],
                    "respondents": draw_(numbers(9)),
                    "respondents_total": 9,
                    "mean_share_pct": mean,
                    "mean_share_low": mean / 2,
                    "mean_share_high": mean + 3,
                }
            )
    return FigureSource(table("topic_by", rows))


@st.composite
def scores(draw_: st.DrawFn, name: str = "evaluation") -> FigureSource:
    rows = []
    for at in range(draw_(st.integers(1, 8))):
        value = draw_(st.none() | st.integers(-90, 100).map(lambda n: n / 100))
        ends = (None, None) if value is None else (max(value - 0.2, -1), min(value + 0.1, 1))
        if name == "agreement":
            rows.append(
                {
                    "code": "(all)",
                    "coders": "ani, budi",
                    "name": f"Coefficient {at}",
                    "weights": None,
                    "value": value,
                    "low": ends[0],
                    "high": ends[1],
                }
            )
        else:
            both = {
                f"{kind}{end}": n
                for kind in ("f1", "alpha")
                for end, n in zip(("", "_low", "_high"), (value, *ends), strict=True)
            }
            rows.append({"code": f"political_organization_{at}", "units": 90, **both})
    return FigureSource(table(name, rows))


@st.composite
def frequencies(draw_: st.DrawFn) -> FigureSource:
    found = sorted(draw_(st.lists(st.integers(1, 900), min_size=1, max_size=25)), reverse=True)
    about = {"respondents_total": 12}
    rows = [{"word": f"kata{n}", "frequency": n, "respondents": min(n, 12), **about} for n in found]
    return FigureSource(table("frequencies", rows))


SOURCES: Mapping[str, st.SearchStrategy[FigureSource]] = {
    "dots": dots(),
    "groups": groups(),
    "matrix": matrix(),
    "heat-map": pairs(),
    "network": pairs(),
    "heat-map-and-network": pairs(),
    "lanes": lanes(),
    "dispersion": kwic(),
    "frequencies": kwic(),
    "word-frequencies": frequencies(),
    "keyness": keyness(),
    "coverage": coverage(),
    "saturation": saturation(),
    "topics": topics(),
    "topics-by-group": topic_groups(),
    "evaluation": scores(),
    "coefficients": scores("agreement"),
}
"""Figure -> tables for it."""


def drawn(name: str, source: FigureSource, **how: Any) -> Drawing:
    return draw_figure(FIGURES[name], source, FigureOptions(**how))[0]


def lines(drawing: Drawing, marker: str = "o", axes: int | None = None) -> list[tuple[float, float]]:
    """Points that are drawn with a marker, by rows from above."""
    fields = drawing.figure.axes if axes is None else [drawing.figure.axes[axes]]
    return [
        (float(x), float(y))
        for field in fields
        for line in field.lines
        if line.get_marker() == marker
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]


def segments(field: Any) -> list[list[list[float]]]:
    """Ends of all lines that are drawn as collections."""
    return [
        segment.tolist()
        for each in field.collections
        if hasattr(each, "get_segments")
        for segment in each.get_segments()
    ]


def texts(drawing: Drawing) -> list[str]:
    """Every text of a figure."""
    return [text.get_text() for text in drawing.figure.findobj(lambda one: hasattr(one, "get_text")) if text.get_text()]
