"""How many names and numbers of people `qualcode identifiers` finds, and how many candidates a person must decide.

    python -m benchmarks.identifiers [FOLDER]        FOLDER holds the real texts; ../shared/data unless named

Writes docs/measured/identifiers.md. Texts in news have names marked by others (NERGrit); interviews and forms were
invented and marked for this page. What is called *looked at* was read while the rules were written; what is called
*held out* was not, and its misses are not listed here either.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.identifiers import structured
from qualcode.identifiers.candidates import Candidates, SearchedText, find_candidates
from qualcode.identifiers.tellers import Spot
from qualcode.text.tokens import fold

ROOT = Path(__file__).resolve().parent.parent
OWN = Path(__file__).resolve().parent / "identifiers"
DATA = ROOT.parent / "shared" / "data"
PAGE = ROOT / "docs" / "measured" / "identifiers.md"
KINDS = {"PERSON": "persons", "ORGANISATION": "organisations", "PLACE": "places"}
FIRST_SEEN = {
    "looked-at": ("-", "-"),
    "held-out": ("57 of 58", "2 of 77"),
    "first-sight": ("103 of 108", "10 of 169"),
    "second-sight": ("98 of 100", "10 of 175"),
    "third-sight": ("34 of 34", "7 of 103"),
    "fourth-sight": ("35 of 39", "12 of 162"),
    "fifth-sight": ("77 of 80", "1 of 173"),
    "sixth-sight": ("97 of 101", "8 of 113"),
    "seventh-sight": ("49 of 49", "3 of 120"),
    "eighth-sight": ("90 of 101", "3 of 156"),
    "ninth-sight": ("57 of 60", "1 of 107"),
    "tenth-sight": ("111 of 121", "6 of 209"),
    "eleventh-sight": ("113 of 121", "3 of 231"),
    "twelfth-sight": ("116 of 122", "0 of 231"),
    "thirteenth-sight": ("118 of 122", "1 of 228"),
    "fourteenth-sight": ("127 of 138", "2 of 240"),
    "fifteenth-sight": ("134 of 144", "1 of 248"),
    "sixteenth-sight": ("141 of 149", "0 of 237"),
    "seventeenth-sight": ("135 of 147", "1 of 253"),
    "eighteenth-sight": ("148 of 158", "1 of 268"),
    "nineteenth-sight": ("148 of 163", "0 of 260"),
    "twentieth-sight": ("165 of 193", "1 of 295"),
    "twenty-first-sight": ("130 of 156", "0 of 248"),
    "by-definition": ("214 of 325", "3 of 123"),
    "by-definition-second": ("142 of 170", "8 of 108"),
    "by-definition-third": ("119 of 127", "9 of 125"),
    "by-definition-fourth": ("163 of 200", "3 of 238"),
    "by-definition-fifth": ("202 of 230", "2 of 211"),
}
"""Set of forms -> found, and decoys taken, when it was first measured; only the first set has no such figure."""
_MARK = re.compile(r"\[([POL]) ([^\]]+)\]")
_OF_MARK = {"P": "PERSON", "O": "ORGANISATION", "L": "PLACE"}
_NO_BLANK = frozenset(".,;:!?)]}%”’")


@dataclass(frozen=True)
class Marked:
    """A passage and the names that are marked in it."""

    passage: SearchedText
    names: tuple[tuple[str, int, int], ...] = ()

    def in_small_letters(self) -> "Marked":
        """The same as a recogniser of speech would write it."""
        low = self.passage.text.lower()
        return replace(self, passage=replace(self.passage, text=low if len(low) == len(self.passage.text) else ""))


def news(file: Path, half: int) -> list[Marked]:
    """Sentences of NERGrit, the first half or the second one; each is a text by itself, as they come from many."""
    sentences = file.read_text("utf-8").strip().split("\n\n")
    middle = len(sentences) // 2
    chosen = sentences[middle:] if half else sentences[:middle]
    return [_sentence(number, sentence) for number, sentence in enumerate(chosen)]


def _sentence(number: int, lines: str) -> Marked:
    text, names = "", list[list]()
    inside = False
    for line in lines.split("\n"):
        word, tag = line.split("\t")
        text += " " if text and word not in _NO_BLANK and not text.endswith(("(", "[", "-")) and word != "-" else ""
        start = len(text)
        text += word
        if tag.startswith("B-"):
            names.append([tag[2:], start, len(text)])
        elif tag.startswith("I-") and inside:
            names[-1][2] = len(text)
        inside = tag != "O"
    return Marked(SearchedText(f"news:{number}", text, "news"), tuple((kind, start, end) for kind, start, end in names))


def invented(name: str) -> Iterator[Marked]:
    """Turns of the invented interviews of a file, and the labels of their speakers."""
    transcript = ""
    for number, line in enumerate((OWN / f"{name}.txt").read_text("utf-8").splitlines()):
        if line.startswith("== "):
            transcript = line[3:]
        elif ": " in line and not line.startswith("#"):
            label, said = line.split(": ", 1)
            yield Marked(SearchedText(f"{transcript} (a speaker)", label, named="label"))
            yield _unmarked(SearchedText(f"{transcript}:{number}", said, transcript))


def _unmarked(passage: SearchedText) -> Marked:
    text, names, before = "", [], 0
    for found in _MARK.finditer(passage.text):
        text += passage.text[before : found.start()]
        names.append((_OF_MARK[found[1]], len(text), len(text) + len(found[2])))
        text += found[2]
        before = found.end()
    return Marked(replace(passage, text=text + passage.text[before:]), tuple(names))


def shipped() -> list[Marked]:
    """Turns and labels of the shipped interviews; in turns, a word with a capital that somebody is called is marked."""
    lines = (OWN / "spoken-names.txt").read_text("utf-8").splitlines()
    names = re.compile(rf"\b(?:{'|'.join(line for line in lines if not line.startswith('#'))})\b")
    found = []
    for file in sorted((ROOT / "corpora/smart-city/transcripts").glob("*.jsonl")):
        turns = [json.loads(line) for line in file.read_text("utf-8").splitlines()[1:]]
        labels = sorted({turn["speaker"] for turn in turns})
        found += [Marked(SearchedText(f"{file.stem} (a speaker)", label, named="label")) for label in labels]
        for turn in turns:
            marks = tuple(("PERSON", *each.span()) for each in names.finditer(turn["text"]))
            found.append(Marked(SearchedText(f"{file.stem}:{turn['turn']}", turn["text"], file.stem), marks))
    return found


def pdpilot(folder: Path) -> list[Marked]:
    """Turns of seven real English interviews, in which no names are marked."""
    found = []
    for file in sorted(folder.glob("*.derived.txt")):
        turns = re.split(r"\n(?=\w+: )", file.read_text("utf-8"))
        found += [
            Marked(SearchedText(f"{file.stem}:{at}", turn.partition(":")[2], file.stem))
            for at, turn in enumerate(turns)
        ]
    return found


def row(what: str, texts: Sequence[Marked], *, tail: bool = False) -> str:
    """One row of the table: how many marked names are touched by what must be decided, and how much that is.

    Args:
        what: the texts in words.
        texts: the texts.
        tail: whether the same stands behind it for all that is listed, with the seldom candidates.
    """
    found = find_candidates([each.passage for each in texts])
    seldom = {" ".join(fold(each.text).split()) for each in found.candidates if each.seldom}
    likely = [spot for spot in found.spots if " ".join(fold(spot.text).split()) not in seldom]
    touched, there = _touched(texts, likely)
    shares = [f"{_share(touched[kind], there[kind])} ({there[kind]:,})" if there[kind] else "-" for kind in KINDS]
    cells = [what, f"{found.words:,}", *shares, _in_thousand(len(found.candidates) - len(seldom), found)]
    if tail:
        every, _ = _touched(texts, found.spots)
        persons = _share(every["PERSON"], there["PERSON"]) if there["PERSON"] else "-"
        cells += [persons, _in_thousand(len(found.candidates), found)]
    return f"| {' | '.join(cells)} |"


def _in_thousand(number: int, found: Candidates) -> str:
    return f"{1000 * number / found.words:.1f}"


def _touched(texts: Sequence[Marked], found: Iterable[Spot]) -> tuple[Counter[str], Counter[str]]:
    """Marked names that some candidate's place overlaps, by kind, and all of them."""
    spots: dict[int, list[tuple[int, int]]] = {}
    for spot in found:
        spots.setdefault(spot.number, []).append((spot.start, spot.end))
    touched, there = Counter[str](), Counter[str]()
    for number, each in enumerate(texts):
        for kind, start, end in each.names:
            there[kind] += 1
            touched[kind] += any(low < end and start < high for low, high in spots.get(number, ()))
    return touched, there


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}".lstrip("0") if part < whole else "1.000"


def forms(name: str) -> tuple[str, Counter[str]]:
    """Row of the table of forms: found by kind, and decoys that were taken for something (at the third column)."""
    found, there, wrong = Counter[str](), Counter[str](), Counter[str]()
    for line in (OWN / f"forms-{name}.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, text, *meant = line.replace(r"\n", "\n").split("\t")
        at = text.index(meant[0]) if meant else 0
        end = at + len(meant[0]) if meant else len(text)
        kinds = {spot.kind for spot in structured(0, text) if spot.start < end and at < spot.end}
        there[kind] += 1
        found[kind] += kind in kinds
        wrong[text] += kind == "none" and bool(kinds)
    real = [kind for kind in there if kind != "none"]
    total, right = sum(there[kind] for kind in real), sum(found[kind] for kind in real)
    missed = ", ".join(f"{kind} {found[kind]} of {there[kind]}" for kind in real if found[kind] < there[kind]) or "none"
    decoys = sum(wrong.values())
    first = " | ".join(FIRST_SEEN[name])
    return (
        f"| {name.replace('-', ' ')} | {first} | {right} of {total} | {missed} | {decoys} of {there['none']} |",
        found,
    )


def in_talk(texts: Sequence[Marked]) -> str:
    """How often something in texts without numbers of people is taken for one."""
    said = [each.passage.text for each in texts]
    taken = Counter(spot.kind for text in said for spot in structured(0, text))
    numbers = sum(taken[kind] for kind in ("nik", "npwp", "phone", "account", "plate", "email", "url"))
    digits = sum(any(map(str.isdecimal, text)) for text in said)
    return (
        f"News, shipped and PDPilot interviews have digits in {digits:,} passages. They hold no number of a person, "
        f"and {numbers} were taken\nfor one; dates of birth were found {taken['birth']} times, rightly."
    )


def page(data: Path) -> str:
    """The page."""
    lines = [_INTRODUCTION, _TABLE]
    texts = {
        f"invented interviews, {name.replace('-', ' ')}": list(invented(name)) for name in ("looked-at", "held-out")
    }
    nergrit = data / "nergrit-train" / "train_preprocess.txt"
    if nergrit.is_file():
        texts = {f"news, {name}": news(nergrit, half) for half, name in enumerate(("looked at", "held out"))} | texts
    texts["shipped interviews, persons marked"] = shipped()
    if (data / "pdpilot-interviews").is_dir():
        texts["PDPilot interviews, no names marked"] = pdpilot(data / "pdpilot-interviews" / "transcripts")
    lines += [row(what, each) for what, each in texts.items()]
    lines += ["", _SMALL, _TABLE_SMALL]
    lines += [row(what, [each.in_small_letters() for each in some], tail=True) for what, some in texts.items()]
    lines += ["", _FORMS]
    lines += [forms(name)[0] for name in FIRST_SEEN]
    lines += ["", in_talk([each for what, some in texts.items() if "invented" not in what for each in some])]
    if not nergrit.is_file():
        lines += ["", f"Real texts are missing: there is no {nergrit.name} in the folder."]
    return "\n".join(lines) + "\n"


_TABLE = """\
| texts | words | persons touched (marked) | organisations | places | candidates per 1,000 words |
| --- | ---: | ---: | ---: | ---: | ---: |"""
_TABLE_SMALL = """\
| texts | words | persons touched (marked) | organisations | places | likely per 1,000 words | persons, all | all |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"""
_INTRODUCTION = """\
# Identifiers, measured

Written by `python -m benchmarks.identifiers`. A marked name is *touched* when a candidate stands where it stands, or in
a part of it: whoever decides about that candidate has seen it. The last column counts distinct candidates, each of
which a person decides once, in a thousand running words. News are sentences of NERGrit (IndoNLU, training part), cut in
half: misses of one half were read while rules and lists were written, the other half was only measured, but for one
rule of offices in small letters, for which both were looked at. Its names stand much closer than those of speech, so
that its last column says little about interviews. The invented interviews were written to be full of names (some 90 in
a thousand words, twenty times as many as in real ones): half of them was read, the other half was written when the
rules stood: .974 of its persons were touched when it was first measured, before names that are words too were told by
what they do (*Hope said*). All interviews were written or marked by those who wrote the rules: real transcripts that
nobody tuned on may be harder; the persons of the shipped ones were marked from the candidates of a run with capitals,
so that only their row in small letters says something. Speaker labels are known, as they are in a study.
"""
_SMALL = """\
## The same in small letters

As recognisers of speech write. `qualcode identifiers` says of such a transcript that it has no capitals. A list of
names (`--names`) was not given; a study that has one finds more. Everything is listed; of unknown words the weakest
ones, beyond 59 distinct names in a thousand words (but a hundred in any case), are marked as *seldom*, stand last and
need not be decided. Interviews stay far below that. The first columns are those of the likely ones, which a person
decides; the last two count the seldom ones, too.
"""
_FORMS = """\
## Numbers and addresses

Sentences with one form each (NIK, NPWP, phone, account, plate, e-mail, URL and handle, street address, date of birth,
position and place), and decoys that look like one; all are invented. Each set was written before it was measured. The
misses were mended then, and they were measured again: only the columns *at first* say what to expect of talk that
nobody has seen. The fourth and the fifth were written to be hard by one who had not opened the rules yet and improved
them with the fourth alone; the sixth and the seventh by the same one, who knew them then. The eighth was written by
another one who had not opened the rules: a link to a messenger that was marked as a telephone counts as missed there,
and is marked as an address of a page now. The ninth was written by the same one after the mends, who knew the rules
then, of other topics (schools, fishers, health), and was mended with long after. The tenth and the eleventh were
written together by one who had not opened the rules, as people in offices say and write such things (two decoys turned
out to be forms by the definition: a postcode, the head of an office); the tenth was measured before any mend, the
eleventh after the mends of the tenth, made by who had written both: 224 of 242 forms were found at first (.93), and 9
of 440 decoys taken. The twelfth and the thirteenth were written together by another one who had not opened the rules,
and both were measured before any mend: 234 of 244 forms (.96), and 1 of 459 decoys. The fourteenth and the fifteenth
were written together by one more who had not opened the rules: 261 of 282 forms were found at first with the rules of
that morning (.926), and 269 (.954) with rules that had been rewritten from the definitions before any of the two was
read; 3 of 488 decoys were taken. Of what is still missed there, three are numbers of services, which call no person,
and of the decoys one is a postcode, a form by the definition. The sixteenth and the seventeenth were written together
by yet another one, for officials, health workers, teachers and farmers of five countries; the eighteenth and the
nineteenth are turns of whole interviews, by one more who had not opened the rules: 276 of 296 and 296 of 321 forms
were found at first. The twentieth and the twenty-first, by yet another one, are turns of interviews in eight countries
(Indonesia, the United Kingdom, the United States, Australia, India, Malaysia, Singapore, the Philippines): 295 of 349,
since plates, posts and postcodes of other countries were in no rule. These six say what to expect: together 867 of 966
(.898), where .99 is wanted, and 3 of 1,561 decoys were taken (0.2 in a hundred), where one in a hundred may be. With
mends after the twentieth, by who wrote both, 145 of 156 forms of the twenty-first were found (.929, 130 at first) and
one decoy taken; of the nineteenth, by another one, 158 of 163 (.969, 148 at first). Nobody has read what is missed of
these two.
The five by definition were written from how each kind is said and
written, the first before the rules of that day were changed, the next three each after the mends of the one before, by
who made them: harder than talk is; the fifth by one who had not opened the rules (two of its decoys turned out to be
forms: a year of birth). In the eighth and ninth it was 147 of 161, and 4 of 263. What is missed is written in
ways that nobody thought of: numbers that go over the end of a line, are spelt in part, or have blanks about their
dashes; a place between the word of birth and the date that looks like a word; offices of a section.

| forms | found at first | decoys at first | found | missed | decoys taken |
| --- | ---: | ---: | ---: | --- | ---: |"""


if __name__ == "__main__":
    PAGE.write_text(page(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA), "utf-8")
    print(PAGE.relative_to(ROOT))
