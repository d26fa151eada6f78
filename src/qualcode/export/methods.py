"""Methods: the paragraphs on method of a thesis or paper, in Indonesian or English, from the facts of the study.

Each sentence states one fact and nothing is said that is not known. The same facts give the same bytes.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from itertools import chain

from qualcode.export import methods_id
from qualcode.export.cells import visible
from qualcode.export.facts import AgreementFacts, CodebookFacts, Coding, InterviewFacts, StudyFacts
from qualcode.languages import language_name
from qualcode.rules.kinds import RULE_KINDS

LANGUAGE = {"id": "Indonesian", "en": "English", "mixed": "both mixed", "und": "undetermined"}
ROLE = {"interviewer": "interviewers", "other": "other roles", "unknown": "speakers of unknown role"}
ASSERTION = {
    "negated": "negated",
    "resolved": "described as resolved",
    "hypothetical": "hypothetical",
    "question": "in a question",
}
UNIT = {"sentence": "sentence-like segments", "turn": "whole turns", "paragraph": "paragraphs", "line": "lines"}
LEVEL = {
    "exact": "are found in the given form only",
    "light": "with their inflections",
    "root": "with all words of the same root",
}
DENIED = {"count": "count negated passages as affirmed", "drop": "discard negated passages"}


def page(facts: StudyFacts) -> str:
    """The whole page."""
    parts = {
        "# Method": "",
        "## Material": material(facts.material),
        "## Codebook": _book(facts.book, rules=facts.coding.kind == "rules"),
        "## Coding": _coding(facts.coding),
        "## Counting": _counting(facts.coding),
        "## Validation": _validation(facts),
        "## Exclusions": _exclusions(facts.material, facts.coding),
        "## Software": _software(facts),
    }
    return "\n\n".join(part for heading, text in parts.items() for part in (heading, text) if part) + "\n"


def material(of: InterviewFacts) -> str:
    """What the interviews are, and who is counted in them."""
    title = f", “{of.title}”," if of.title else ""
    total = sum(of.languages.values())
    shares = [
        f"{100 * n / total:.1f} % {LANGUAGE.get(name) or language_name(name, 'en')}"
        for name, n in of.languages.items()
        if n
    ]
    said = [
        f"The corpus `{of.corpus}`{title} consists of {_many(of.transcripts, 'transcript')} of "
        f"{_many(of.sessions, 'session')} with N = {of.respondents:,} respondents: participants who can be told apart "
        "and said at least one word.",
        "The interviews are invented (synthetic); no statement about real people follows from them."
        if of.synthetic
        else "",
        f"The participants spoke {_many(of.turns, 'turn')} with {_many(of.words, 'word')}, not counting the "
        f"transcribers' marks; the text was divided into {_many(of.segments, 'unit')} of coding ({UNIT[of.unit]}).",
        f"Language was determined automatically for each segment: {_and(shares)}." if shares else "",
    ]
    return _joined(said)


def _book(of: CodebookFacts, *, rules: bool) -> str:
    title = of.title.get("en") or next(iter(of.title.values()), "")
    kinds = [f"{n} of kind {kind}" if kind else f"{n} without a kind" for kind, n in of.kinds.items()]
    said = [
        f"The codebook `{of.codebook}`{f' ({title})' if title else ''}{_version(of)} has {_many(of.codes, 'code')} in "
        f"use{f' ({_and(kinds)})' if kinds else ''}{f' and {of.retired} retired' if of.retired else ''}.",
        f"Its file `{of.file}` has the SHA-256 hash `{of.sha256}`."
        if not of.included
        else f"Its file `{of.file}` and {_many(of.included, 'file')} that it includes have together the SHA-256 hash "
        f"`{of.sha256}`.",
        _rules(of) if rules else "",
    ]
    return _joined(said)


def _version(of: CodebookFacts) -> str:
    return f", version {of.version}," if of.version else ""


def _rules(of: CodebookFacts) -> str:
    shapes = [f"{n} {_verb(n, 'require')} {RULE_KINDS[name].sentence}" for name, n in of.shapes.items()]
    levels = [f"{n:,} {LEVEL[name]}" for name, n in of.levels.items()]
    denied = [f"{n} {DENIED[name]}" for name, n in of.denied.items()]
    said = [
        f"The codes are found by {_many(of.rules, 'rule')}: {_and(shapes)}." if shapes else "No code has a rule.",
        f"Of the distinct terms, matched as whole words, {_and(levels)}." if levels else "",
        f"{_many(of.patterns, 'term')} {_are(of.patterns)} regular expressions or token patterns."
        if of.patterns
        else "",
        f"{_many(of.unless, 'rule')} {_have(of.unless)} exceptions: terms whose presence in the same segment cancels "
        "the match."
        if of.unless
        else "",
        f"With {_many(of.supported, 'code')}, matches of these rules count only where the words around them are "
        "worth a number of points that the codebook states."
        if of.supported
        else "",
        f"{_many(of.questions, 'rule')} {_verb(of.questions, 'code')} yes-or-no answers by the question before them."
        if of.questions
        else "",
        f"Of the rules, {_and(denied)}." if denied else "",
    ]
    return _joined(said)


def _coding(of: Coding) -> str:
    method = f"The study's record of this coder says: “{of.method}”" if of.method else ""
    if of.kind == "rules":
        return _joined([
            "The codings were made by the rules of the codebook, without a person reading the passages, and apply the "
            "codebook in the same way to every transcript.",
            "Rules suggest passages; whether a passage means what its code says is for a reader to judge.",
            "Whether a match is affirmed was decided by rule: a match after a negator in the same clause is marked "
            "as negated unless the negator belongs to the term or another one cancels it; matters described as "
            "resolved, hypothetical statements and questions are marked likewise.",
        ])  # fmt: skip
    if of.kind == "model":
        return _joined([f"The codings were made by a model (`{of.coder}`), not by a person.", method or _NOT_SAID])
    return _joined([f"The codings were made by a person (`{of.coder}`).", method or _NOT_SAID])


_NOT_SAID = "The study does not record how this coder worked."


def _counting(of: Coding) -> str:
    others = [f"{n:,} {ASSERTION[name]}" for name, n in of.assertions.items() if name != "affirmed" and n]
    affirmed = of.assertions.get("affirmed", 0)
    passages = (
        "overlapping or adjacent matches of one code in one segment are one coding"
        if of.kind == "rules"
        else "one coded passage is one coding, however many segments it covers"
    )
    said = [
        f"A mention is one affirmed coding of a participant's words; {passages}.",
        "A code with subcodes counts a passage once, also where several of its subcodes apply to it.",
        f"In all there {_are(affirmed)} {_many(affirmed, 'affirmed coding')}; those of subcodes are not counted again "
        "under the codes above them.",
        f"The other codings are listed, but not counted as mentions: {_and(others)}." if others else "",
        f"{_many(of.prompted, 'affirmed coding')} {_are(of.prompted)} prompted: the interviewer's question had already "
        "named the topic."
        if of.kind == "rules"
        else "",
        "Respondents are counted once per code, however often they mention it; percentages of respondents refer to N.",
        "Frequency is not importance.",
    ]
    return _joined(said)


def _validation(facts: StudyFacts) -> str:
    if facts.coding.kind != "rules":
        return "No agreement between coders is reported here; `qualcode evaluate` measures it where two coders coded."
    if not facts.checks and facts.kept_aside:
        return "Codings in transcripts set aside for testing exist; they were not looked at for this page."
    if not facts.checks:
        why = "the study holds no codings that they could be compared with"
        if facts.unread:
            who = _and([f"`{coder}`" for coder in facts.unread])
            why = f"the study does not say which transcripts coder {who} read whole"
        return (
            f"The rules have not been validated: {why}. "
            "How many relevant passages they miss, and how many they find wrongly, is not known."
        )
    return "\n\n".join(map(_check, facts.checks))


def _check(of: AgreementFacts) -> str:
    who = "a person" if of.kind == "person" else "a model, not a person"
    weighted = f" drawn as sample `{of.sample}` and weighted by the chance of each unit" if of.sample else ""
    said = [
        f"The rules were compared with coder `{of.coder}` ({who}), {of.unit} by {of.unit}: "
        f"{_many(of.units, of.unit)} of {_many(of.transcripts, 'transcript')}{weighted}, {_many(of.codes, 'code')}.",
        f"Precision is {_score(of.precision)} ({of.both:,} of {of.found:,} assignments of the rules), recall "
        f"{_score(of.recall)} ({of.both:,} of {of.there:,} assignments of the coder), F1 {_score(of.f1)} (over all "
        "pairs of unit and code).",
        "These transcripts were open to tuning of the rules, so the figures are optimistic; transcripts set aside for "
        "testing are not part of them."
        if of.tuned
        else "The study does not record whether these transcripts were set aside while the rules were written; if they "
        "were not, the figures are optimistic.",
        f"The study's record of the coder says: “{of.method}”" if of.method else "",
    ]
    return _joined(said)


def _exclusions(of: InterviewFacts, coding: Coding) -> str:
    others = [f"{_many(n, 'turn')} of {ROLE[role]}" for role, n in of.others.items() if n]
    said = [
        f"Not counted are {_and(others)}." if others else "Every turn is a participant's; none was excluded.",
        f"{_many(of.voices, 'turn')} of participants who cannot be told apart {_are(of.voices)} counted in words and "
        "mentions, never in N."
        if of.voices
        else "",
        f"{_many(coding.left_out, 'coding')} in turns of other or unknown roles {_are(coding.left_out)} left out."
        if coding.left_out
        else "",
    ]
    return _joined(said)


def _software(facts: StudyFacts) -> str:
    own = facts.versions["qualcode"]
    others = [f"{name} {version}" for name, version in facts.versions.items() if name != "qualcode"]
    said = [
        f"The analysis was made with qualcode {own} ({', '.join(others)}).",
        "The file `qualcode.lock` states the hashes of transcripts and codebook." if facts.locked else "",
    ]
    return _joined(said) + f"\n\nThe qualcode authors. *qualcode* (version {own}) [Computer software]."


def _score(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.2f}"


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _verb(number: int, what: str) -> str:
    return f"{what}s" if number == 1 else what


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _and(parts: list[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def _joined(sentences: list[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


NAME_OR_TITLE = re.compile(r"`([^`]+)`|\*([^*]+)\*")
"""What a paragraph may hold beside words: names as they are written, and titles in italics."""
HEADING_PATTERN = re.compile(r"(#+) (.*)")


def page_to_md(page: str, lang: str) -> bytes:
    """The page as it is."""
    return page.encode()


def page_to_html(page: str, lang: str) -> bytes:
    """The page as a fragment, without scripts, colours or fonts of its own."""
    lines = [f'<article class="qualcode" lang="{lang}">', *map(_html, _blocks(page)), "</article>"]
    return "".join(f"{line}\n" for line in lines).encode()


def page_to_docx(page: str, lang: str) -> bytes:
    """The page in Word, its looks from the styles `Title`, `Heading 1` and `Normal`."""
    from docx import Document

    from qualcode.export.docx import DOCUMENT_CREATED
    from qualcode.export.package import pack, package_parts

    document = Document()
    about = document.core_properties
    about.author, about.comments, about.language = "", "", lang
    about.created = about.modified = DOCUMENT_CREATED
    for level, text in _blocks(page):
        paragraph = document.add_paragraph() if level < 0 else document.add_heading(level=level)
        for style, words in _runs(text):
            run = paragraph.add_run(visible(words))
            run.italic = style == "em" or None
            if style == "code":
                run.font.name = "Consolas"
        if level == 0:
            about.title = text
    return pack(package_parts(document.part.package))


PROSE: Mapping[str, Callable[[str, str], bytes]] = {"md": page_to_md, "docx": page_to_docx, "html": page_to_html}
"""Ending of the file -> what writes the page, given it and its language."""


def _blocks(page: str) -> Iterator[tuple[int, str]]:
    """Headings with their level, 0 for the page's, and paragraphs with -1."""
    for block in page.strip().split("\n\n"):
        heading = HEADING_PATTERN.fullmatch(block)
        yield (len(heading[1]) - 1, heading[2]) if heading else (-1, " ".join(block.split("\n")))


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Stretches of a paragraph, each with the element that it is: none, `code` or `em`."""
    at = 0
    for found in chain(NAME_OR_TITLE.finditer(text), [None]):
        end = found.start() if found else len(text)
        if end > at:
            yield "", text[at:end]
        if found:
            yield ("code", found[1]) if found[1] else ("em", found[2])
            at = found.end()


def _html(block: tuple[int, str]) -> str:
    level, text = block
    runs = [f"<{style}>{escape(words)}</{style}>" if style else escape(words) for style, words in _runs(text)]
    name = f"h{level + 1}" if level >= 0 else "p"
    return f"<{name}>{visible(''.join(runs))}</{name}>"


METHODS_LANGUAGES: Mapping[str, Callable[[StudyFacts], str]] = {"id": methods_id.page, "en": page}
"""Language -> what writes the page."""


def methods(facts: StudyFacts, lang: str, how: str = "md") -> bytes:
    """The page in a format of `PROSE`."""
    return PROSE[how](METHODS_LANGUAGES[lang](facts), lang)
