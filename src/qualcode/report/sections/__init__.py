"""Sections of a report, one file each; `REPORT_SECTIONS` is what `--sections` can name, in the order of the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qualcode.languages.catalogue import N_
from qualcode.report.passages import Passages
from qualcode.report.sections import (
    agreement,
    barriers,
    between,
    changes,
    codebook,
    codes,
    cooccurrence,
    groups,
    interviews,
    keyness,
    method,
    quotes,
    saturation,
    topics,
)
from qualcode.report.source import ReportSource


@dataclass(frozen=True)
class SectionKind:
    """One section that can be asked for."""

    title: str
    """Its heading."""
    make: Callable[[Passages], str]
    """Makes its HTML; empty where there is nothing to show."""
    missing: str = ""
    """Why it can be missing, for the page on method."""

    def why_missing(self, of: ReportSource) -> str:
        """Why it is not on a page; empty where nobody expects it."""
        if of.options.redact and self.missing:
            return N_("a redacted page does not show it")
        if self.make is interviews.lanes and of.survey:
            return N_("the answers of a survey are not interviews")
        return N_("there is no mention") if self.make is quotes.by_code and of.quoted else self.missing


REPORT_SECTIONS: Mapping[str, SectionKind] = {
    "barriers": SectionKind(N_("Barriers"), barriers.ranking),
    "groups": SectionKind(N_("Who names them"), groups.by_groups, N_("no attribute divides the respondents")),
    "interviews": SectionKind(N_("Where in the interviews"), interviews.lanes, N_("there is no mention")),
    "cooccurrence": SectionKind(N_("What stands together"), cooccurrence.pairs, N_("no two codes stand in one turn")),
    "codes": SectionKind(N_("Other codes"), codes.others, N_("the codebook has no other codes")),
    "keyness": SectionKind(
        N_("Whose words they are"), keyness.key_words, N_("no attribute makes groups whose words can be compared")
    ),
    "topics": SectionKind(N_("Topics"), topics.found_topics, N_("no topics have been looked for")),
    "saturation": SectionKind(
        N_("Saturation"), saturation.curve, N_("it can be shown only for codes that a person made while reading")
    ),
    "agreement": SectionKind(
        N_("How far coders agree"), agreement.scores_by_code, N_("nobody else has coded the same turns")
    ),
    "between": SectionKind(N_("Where two coders differ"), between.side_by_side),
    "changes": SectionKind(N_("What changed"), changes.since_then),
    "quotes": SectionKind(N_("Quotes"), quotes.by_code, N_("the page holds none of the participants' words")),
    "codebook": SectionKind(N_("Codebook"), codebook.definitions),
    "method": SectionKind(N_("Method"), method.how_it_was_made),
}
"""Name -> the section."""
