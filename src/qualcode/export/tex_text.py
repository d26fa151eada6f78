"""Text for LaTeX: the same letters on paper, whatever they mean to TeX, and whichever engine sets them."""

import re
import unicodedata

from qualcode.export.cells import LINE, visible

FALLBACK = (
    r"\providecommand{\qualcodechar}[2]{"
    r"\ifdefined\XeTeXversion#2\else\ifdefined\directlua#2\else[U+#1]\fi\fi}"
)
"""A command for what pdfLaTeX has no letter for: the other engines print it, pdfLaTeX its numbers."""
_SPECIAL = str.maketrans({
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "[": "{[}",  # after the end of a row it would begin an option, and so would a star
    "]": "{]}",
    "*": "{*}",
    **{mark: f"\\{mark}" for mark in "#$%&_"},
    "\t": " ",
})  # fmt: skip
_TYPED = {
    **{mark: mark for mark in "‘’“”–—…¡¿§¶†‡©®£°±·"},
    **dict.fromkeys("\u00a0\u202f", "~"),
    "\u00ad": r"\-",
    "\ufffd": "{?}",
}
"""What every engine prints as it is, or has its own way to write; LuaTeX takes U+FFFD for a broken file."""
_LETTERS = "ÆæØøŒœßłŁı"
_MARKS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327"
"""Accents that pdfLaTeX can put on a letter of ASCII."""
_JOINED = re.compile(r"([-',])(?=\1)")
"""Marks that TeX makes a dash or a quotation mark of when two of them meet."""
_BREAK = re.compile(r"(?:\\_|[;:/.])(?=[\w\\])")
"""Marks inside a word after which a line may end; after a hyphen LaTeX knows it."""
_FOREIGN = re.compile("[^\x00-\x7f]+")


def tex(text: str) -> str:
    """A text on one line."""
    return _on_one_line(LINE.sub(" ", text))


def paragraph(text: str) -> str:
    """A text whose lines end where they end, and which may be broken where a name or list has a mark.

    Only for columns of a fixed width.
    """
    return r"\newline{}".join(_BREAK.sub(r"\g<0>\\allowbreak{}", _on_one_line(line)) for line in LINE.split(text))


def comment(text: str) -> str:
    """A text after `%`."""
    return visible(LINE.sub(" ", text))


def _on_one_line(text: str) -> str:
    typed = _JOINED.sub(r"\1{}", visible(text).translate(_SPECIAL))
    return typed if typed.isascii() else _FOREIGN.sub(_run, typed)


def _run(found: re.Match[str]) -> str:
    """Letters beyond ASCII: those that all engines know as they are, runs of others in the command for them."""
    made, strange = [], ""
    for letter in [*unicodedata.normalize("NFC", found[0]), ""]:
        known = _known(letter) if letter else ""
        if letter and known is None:
            strange += letter
            continue
        if strange:
            numbers = " ".join(f"{ord(each):04X}" for each in strange)
            made.append(rf"\qualcodechar{{{numbers}}}{{{strange}}}")
            strange = ""
        made.append(known or "")
    return "".join(made)


def _known(letter: str) -> str | None:
    if letter in _TYPED:
        return _TYPED[letter]
    if letter in _LETTERS:
        return letter
    base, *marks = list(unicodedata.normalize("NFD", letter))
    accented = "\u00c0" <= letter <= "\u017f" and len(marks) == 1 and marks[0] in _MARKS and base.isascii()
    return letter if accented else None
