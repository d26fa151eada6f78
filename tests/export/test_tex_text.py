import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.export.tex import paragraph, tex


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("50 % & #1 $2 a_b {c}", r"50 \% \& \#1 \$2 a\_b \{c\}"),
        (r"\input~^", r"\textbackslash{}input\textasciitilde{}\textasciicircum{}"),
        ("[tertawa] *", "{[}tertawa{]} {*}"),
        ("a -- b, ''c''", "a -{}- b, '{}'c'{}'"),
        ("satu\u2028dua\ttiga", "satu dua tiga"),
        ("“é” ķā", "“é” ķā"),
        ("שלום 😀", r"\qualcodechar{05E9 05DC 05D5 05DD}{שלום} \qualcodechar{1F600}{😀}"),
        ("\x1b", r"\qualcodechar{241B}{␛}"),
    ],
)
def test_texts_are_typed_as_they_were_written(text, typed):
    assert tex(text) == typed


def test_lines_end_only_in_columns_of_a_fixed_width():
    assert paragraph("a\nb") == r"a\newline{}b"
    assert tex("a\nb") == "a b"


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_braces_are_balanced_and_no_mark_stands_bare(text):
    typed = tex(text).replace("\\\\", "").replace(r"\{", "").replace(r"\}", "")
    assert typed.count("{") == typed.count("}")
    for mark in "%&#$_":
        assert typed.count(mark) == typed.count(f"\\{mark}")
