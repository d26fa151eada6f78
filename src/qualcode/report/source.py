"""What a report is made of: a coded study, the tables of it that are shown, and what may be shown."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from qualcode.agreement.state_changes import StateChanges
from qualcode.codings.agreed import CodingDifference
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, participants
from qualcode.export.methods import ASSERTION, KINDS
from qualcode.languages.catalogue import Messages
from qualcode.model.codebook import Codebook
from qualcode.model.coding import ASSERTIONS
from qualcode.model.table import Table
from qualcode.report.quotes import ReportQuotes, choose_report_quotes
from qualcode.tables import TABLES
from qualcode.tables.groups import Groups, groups_by
from qualcode.tables.kind import TableKind, TableOptions
from qualcode.tables.listing import labels
from qualcode.tables.notes import nonempty_sentences
from qualcode.tables.reading import looked_note, uncounted, uncounted_note
from qualcode.tables.redaction import RedactedStudy

BARRIER = "barrier"
"""Kind of code that a report ranks first, where the codebook has such codes."""
CODE_COLOURS = 8
"""Codes that have a colour of their own; the others share the last one."""


@dataclass(frozen=True, eq=False)
class TwoCoders:
    """Two coders side by side."""

    names: tuple[str, str]
    """Who they are."""
    scores: Table | None
    """How far they agree, by code; None where they have looked at nothing together."""
    alike: int
    """Codings that both gave."""
    differences: Sequence[tuple[str, CodingDifference]]
    """All on which they differ with their transcripts, in order of text, and what was decided."""


@dataclass(frozen=True, eq=False)
class ReportSource:
    """A coded study as a report sees it."""

    title: str
    """Title of the study."""
    frame: Frame
    """Who said what where."""
    codings: Codings
    """One coder's codings in force."""
    codebook: Codebook
    """The codebook, with its definitions."""
    options: TableOptions
    """Language, and whether the page is redacted or without quotes."""
    method: str
    """The page on method, in Markdown."""
    command: str
    """The command that makes this page."""
    attributes: tuple[str, ...] = ()
    """Attributes by which respondents are grouped."""
    agreements: Sequence[tuple[str, Table]] = ()
    """Coders whom the rules were compared with, and the scores by code."""
    between: TwoCoders | None = None
    """Two coders whose disagreements are shown; None: nobody asked for them."""
    changes: StateChanges | None = None
    """What changed since another state of the study; None: nobody asked for it."""
    topics: Mapping[str, TableKind] | None = None
    """Tables of the topics that were found last; None: there are none."""
    licence: str = ""
    """Licence of the interviews."""
    every_quote: bool = False
    """True: also of a large study, every quote is kept."""
    sections: tuple[str, ...] = ()
    """Names of the sections, in order."""

    @cached_property
    def say(self) -> Messages:
        """What the page says, in its language."""
        return Messages(self.options.lang)

    @cached_property
    def redacted(self) -> RedactedStudy:
        """What may be told of the study: one plan for all tables of the page."""
        return RedactedStudy(self.frame, self.codings)

    @property
    def survey(self) -> bool:
        """Whether all that is read are the answers of a survey, which are no interviews."""
        return len(self.frame.surveys) == len(self.frame.transcripts)

    @property
    def quoted(self) -> bool:
        """Whether the page holds what participants said, so that counts can open it."""
        return "quotes" in self.sections and not (self.options.redact or self.options.no_quotes)

    def table(self, name: str, **asked: object) -> Table:
        """A table of the study, as `qualcode export` makes it with these options."""
        return TABLES[name](self.frame, self.codings, self.table_options(**asked), self.redacted)

    def table_options(self, **asked: object) -> TableOptions:
        """The options of the page with those of one table."""
        return replace(self.options, **asked)  # type: ignore[arg-type]

    @cached_property
    def main(self) -> str:
        """The table that is ranked: `barriers` where the codebook has some, else `codes`."""
        return "barriers" if any(code.kind == BARRIER for code in self.codings.codes) else "codes"

    @cached_property
    def ranked(self) -> Table:
        """The barriers (or codes) with their intervals."""
        return self.table(self.main, interval=True)

    @cached_property
    def every_code(self) -> Table:
        """All codes of the codebook."""
        return self.table("codes")

    @cached_property
    def groups(self) -> Mapping[str, Groups]:
        """Attribute -> the groups that it makes."""
        return {name: groups_by(self.frame, name) for name in self.attributes}

    @cached_property
    def all_quotes(self) -> ReportQuotes:
        """Every mention, and what is put otherwise than affirmed, also where the page does not keep it."""
        order = [self.number[code] for code in self.every_code.data["code"]]
        return choose_report_quotes(self.frame, self.codings, order, every=self.every_quote)

    @cached_property
    def quotes(self) -> ReportQuotes:
        """The quotes that the page keeps."""
        return self.all_quotes.take(self.all_quotes.kept)

    @property
    def left_out(self) -> int:
        """Quotes that the page does not keep."""
        return len(self.all_quotes) - len(self.quotes)

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Code -> its number in the codebook."""
        return {code.code: at for at, code in enumerate(self.codings.codes)}

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Code -> its name for people."""
        named = labels(self.codings, self.options)
        return {code.code: label for code, label in zip(self.codings.codes, named, strict=True)}

    @cached_property
    def colour(self) -> Mapping[str, int]:
        """Code -> number of its colour, by its place among the ranked codes; none for others."""
        return {code: min(at, CODE_COLOURS - 1) for at, code in enumerate(self.ranked.data["code"])}

    @cached_property
    def top(self) -> tuple[str, ...]:
        """The ranked codes that stand under no other ranked code: together they count each passage of a code once."""
        ranked = set(self.ranked.data["code"])
        return tuple(code for code in self.ranked.data["code"] if not ranked & set(self._above(code)))

    def _above(self, code: str) -> list[str]:
        """The codes above one, the nearest first."""
        line: list[str] = []
        while (code := self.codings.codes[self.number[code]].parent) in self.number and code not in line:
            line.append(code)
        return line

    def in_language(self, written: Mapping[str, Sequence[str]]) -> tuple[Sequence[str], str]:
        """What the codebook writes in the language of the page, else in another; and the language that it is in."""
        wanted = (self.options.lang, "", *self.codings.source.languages, *written)
        return next(((written[lang], lang) for lang in wanted if written.get(lang)), ("", ""))

    def lang(self, language: str) -> str:
        """The attribute that says the language of a text where it is not that of the page."""
        return f' lang="{language}"' if language and language != (self.options.lang or "en") else ""

    @cached_property
    def counted(self) -> Mapping[str, Mapping[str, Any]]:
        """Code -> its row in the table of codes."""
        data = self.every_code.data
        return {
            row["code"]: row
            for row in (dict(zip(data, each, strict=True)) for each in zip(*data.values(), strict=True))
        }

    @cached_property
    def put_otherwise(self) -> Mapping[tuple[str, str], int]:
        """Code and assertion -> passages of participants that are put so, and not counted."""
        mine = participants(self.frame)[self.codings.turn]
        pairs = zip(self.codings.code[mine].tolist(), self.codings.assertion[mine].tolist(), strict=True)
        often = Counter((self.codings.codes[code].code, ASSERTIONS[put]) for code, put in pairs)
        return {key: number for key, number in often.items() if key[1] != "affirmed"}

    @cached_property
    def reading(self) -> tuple[str, ...]:
        """What was read and what is not counted, where that is not everything."""
        why = uncounted(self.frame, self.codings)
        said = (
            looked_note(self.frame, self.codings, self.options),
            uncounted_note(why, len(self.codings), self.options),
        )
        return nonempty_sentences(said)

    def kind_name(self, kind: str) -> str:
        """What a kind of code is called."""
        return self.say(kind) if kind in KINDS else kind

    def assertion_word(self, assertion: str) -> str:
        """How a passage is put, in a word or two."""
        return self.say(ASSERTION[assertion])

    def label_of(self, attribute: str) -> str:
        """Name of an attribute for people."""
        declared = self.frame.declared.get(attribute)
        return (declared.called(self.options.lang) if declared else "") or attribute.replace("_", " ")

    def in_stated_order(self, attribute: str, groups: Iterable[str | None]) -> list[str | None]:
        """Groups of an attribute in the order in which its values are stated; those without a value last."""
        stated = [*declared.values] if (declared := self.frame.declared.get(attribute)) else []
        return sorted(groups, key=lambda name: (name is None, stated.index(name) if name in stated else len(stated)))

    def respondent(self, number: int) -> str:
        """The alias of a respondent, else the name."""
        name = self.frame.respondents[number]
        return self.frame.aliases.get(name, name)

    def value_called(self, attribute: str, value: str, *, group: bool = False) -> str:
        """What one person of a value of an attribute is called, or the group."""
        declared = self.frame.declared.get(attribute)
        called = declared.value_called(value, self.options.lang, group=group) if declared else value
        return called.replace("_", " ") if called == value else called
