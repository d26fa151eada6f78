"""A table whose texts are as awkward as people's."""

from qualcode.model.table import Column, PageChoices, Table

TEXTS = (
    "baris satu\nbaris dua",
    'kata "kutip", koma',
    "emoji 😀 dan é",
    "pemisah\u2028baris\u2029dan\x85akhir",
    "=1+1",
    "+62 812",
    "-",
    "@nama",
    "https://example.org/a",
    "00123",
    "1e5",
    "[tertawa] <noise> *ya* | `a` _b_ c_d & \\ ~x~",
    "tab\tdi sini",
    "lone\rreturn",
    "  tepi  ",
    "שלום‏ ",
    "_x0041_",
)


def table(texts=TEXTS, notes=("N = 3 respondents.", "Frequency is not importance.")) -> Table:
    size = len(texts)
    return Table(
        name="segments",
        title="Coded segments: corpus mini, coder rules",
        columns=(
            Column("turn", "integer", "Number of the turn."),
            Column("share", "number", "A share, rounded to 1 decimal."),
            Column("prompted", "boolean", "True when prompted."),
            Column("quote", "string", "The coded words."),
        ),
        data={
            "turn": list(range(1, size + 1)),
            "share": [None if at % 3 == 0 else at / 10 for at in range(size)],
            "prompted": [(True, False, None)[at % 3] for at in range(size)],
            "quote": list(texts),
        },
        notes=notes,
        meta={"n": 3, "synthetic": True},
        page=PageChoices(("all",)),
    )


def rows(made: Table) -> list[list]:
    return [list(row) for row in zip(*(made.data[column.name] for column in made.columns), strict=True)]
