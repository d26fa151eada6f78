"""Methods: the paragraphs on method of a thesis or paper, from the facts of the study, in each language of tables.

Each sentence states one fact and nothing is said that is not known. The same facts give the same bytes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qualcode.export.facts import AgreementFacts, CodebookFacts, Coding, InterviewFacts, StudyFacts
from qualcode.export.people_prose import how_people_agree, how_the_test_went, score_said, who_coded
from qualcode.export.prose import PROSE
from qualcode.languages import language_name
from qualcode.languages.catalogue import N_, Messages
from qualcode.model.coding import Agreed
from qualcode.rules.kinds import RULE_KINDS
from qualcode.tables.notes import about_layer
from qualcode.text.visible import unbroken

LANGUAGE = {"id": N_("Indonesian"), "en": N_("English"), "mixed": N_("both mixed"), "und": N_("undetermined")}
ROLE = {"interviewer": N_("interviewers"), "other": N_("other roles"), "unknown": N_("speakers of unknown role")}
ASSERTION = {
    "negated": N_("negated"),
    "resolved": N_("described as resolved"),
    "hypothetical": N_("hypothetical"),
    "question": N_("in a question"),
}
UNIT = {
    "sentence": N_("sentence-like segments"),
    "turn": N_("whole turns"),
    "paragraph": N_("paragraphs"),
    "line": N_("lines"),
}
LEVEL = {
    "exact": N_("{n} are found in the given form only"),
    "light": N_("{n} with their inflections"),
    "root": N_("{n} with all words of the same root"),
}
DENIED = {"count": N_("{n} count negated passages as affirmed"), "drop": N_("{n} discard negated passages")}
KINDS = (N_("barrier"), N_("enabler"), N_("actor"), N_("theme"))
"""Kinds of code that have names of their own in other languages."""


def write_page(facts: StudyFacts, lang: str) -> str:
    """The whole page."""
    say, redacted = Messages(lang), facts.redacted
    parts: dict[str, Iterable[str]] = {
        f"# {say('Method')}": [],
        f"## {say('Material')}": _about_material(facts.material, say),
        f"## {say('Codebook')}": _book(facts.book, say, rules=facts.coding.kind == "rules"),
        f"## {say('Coding')}": [*_coding(facts.coding, say, redacted=redacted), _who_coded(facts, say)],
        f"## {say('Counting')}": _counting(facts.coding, say, redacted=redacted),
        f"## {say('Validation')}": ["\n\n".join(filter(None, _validations(facts, say)))],
        f"## {say('Exclusions')}": _exclusions(facts.material, facts.coding, say, redacted=redacted),
        f"## {say('Software')}": [_software(facts, say)],
    }
    written = {heading: " ".join(filter(None, sentences)) for heading, sentences in parts.items()}
    return unbroken("\n\n".join(part for each in written.items() for part in each if part) + "\n")


def material(of: InterviewFacts, lang: str) -> str:
    """What the interviews are, and who is counted in them."""
    return " ".join(_about_material(of, Messages(lang)))


def _about_material(of: InterviewFacts, say: Messages) -> Iterator[str]:
    yield say(
        "The corpus `{corpus}`{title} consists of {transcripts} of {sessions} with N = {n} respondents: "
        "participants who can be told apart and said at least one word.",
        corpus=of.corpus,
        title=f", “{of.title}”," if of.title else "",
        transcripts=say.some(of.transcripts, "transcript"),
        sessions=say.some(of.sessions, "session"),
        n=say.number(of.respondents),
    )
    if of.synthetic:
        yield say("The interviews are invented (synthetic); no statement about real people follows from them.")
    yield say(
        "The participants spoke {turns} with {words}, not counting the transcribers' marks; the text was divided "
        "into {units} of coding ({unit}).",
        turns=say.some(of.turns, "turn"),
        words=say.some(of.words, "word"),
        units=say.some(of.segments, "unit"),
        unit=say(UNIT[of.unit]),
    )
    if shares := _language_shares(of, say):
        yield say("Language was determined automatically for each segment: {shares}.", shares=say.listed(shares))


def _language_shares(of: InterviewFacts, say: Messages) -> list[str]:
    total = sum(of.languages.values())
    return [
        say(
            "{share} % {language}",
            share=say.number(100 * n / total, 1),
            language=say(LANGUAGE[name]) if name in LANGUAGE else language_name(name, say.language),
        )
        for name, n in of.languages.items()
        if n
    ]


def _book(of: CodebookFacts, say: Messages, *, rules: bool) -> Iterator[str]:
    title = of.title.get(say.language) or next(iter(of.title.values()), "")
    kinds = [_kind(kind, say.number(n), say) for kind, n in of.kinds.items()]
    yield say(
        "The codebook `{codebook}`{title}{version} has {codes} in use{kinds}{retired}.",
        codebook=of.codebook,
        title=f" ({title})" if title else "",
        version=say(", version {version},", version=of.version) if of.version else "",
        codes=say.some(of.codes, "code"),
        kinds=f" ({say.listed(kinds)})" if kinds else "",
        retired=say(" and {n} retired", n=say.number(of.retired)) if of.retired else "",
    )
    if of.included:
        yield say(
            "Its file `{file}` and {files} that it includes have together the SHA-256 hash `{sha256}`.",
            file=of.file,
            files=say.some(of.included, "file"),
            sha256=of.sha256,
        )
    else:
        yield say("Its file `{file}` has the SHA-256 hash `{sha256}`.", file=of.file, sha256=of.sha256)
    if rules:
        yield from _rules(of, say)


def _kind(kind: str, n: str, say: Messages) -> str:
    if not kind:
        return say("{n} without a kind", n=n)
    return say("{n} of kind {kind}", n=n, kind=say(kind) if kind in KINDS else kind)


def _rules(of: CodebookFacts, say: Messages) -> Iterator[str]:
    shapes = [
        say("{n} {require} {what}", n=say.number(n), require=_verb(n, "require"), what=say(RULE_KINDS[name].sentence))
        for name, n in of.shapes.items()
    ]
    if shapes:
        rules = say.some(of.rules, "rule")
        yield say("The codes are found by {rules}: {shapes}.", rules=rules, shapes=say.listed(shapes))
    else:
        yield say("No code has a rule.")
    if levels := [say(LEVEL[name], n=say.number(n)) for name, n in of.levels.items()]:
        yield say("Of the distinct terms, matched as whole words, {levels}.", levels=say.listed(levels))
    if of.patterns:
        terms, are = say.some(of.patterns, "term"), _are(of.patterns)
        yield say("{terms} {are} regular expressions or token patterns.", terms=terms, are=are)
    yield from _conditions(of, say)
    if denied := [say(DENIED[name], n=say.number(n)) for name, n in of.denied.items()]:
        yield say("Of the rules, {denied}.", denied=say.listed(denied))


def _conditions(of: CodebookFacts, say: Messages) -> Iterator[str]:
    """What a match needs besides its terms."""
    if of.unless:
        yield say(
            "{rules} {have} exceptions: terms whose presence in the same segment cancels the match.",
            rules=say.some(of.unless, "rule"),
            have="has" if of.unless == 1 else "have",
        )
    if of.supported:
        yield say(
            "With {codes}, matches of these rules count only where the codebook's words for the subject stand around "
            "them.",
            codes=say.some(of.supported, "code"),
        )
    if of.questions:
        yield say(
            "{rules} {code} yes-or-no answers by the question before them.",
            rules=say.some(of.questions, "rule"),
            code=_verb(of.questions, "code"),
        )


def _coding(of: Coding, say: Messages, *, redacted: bool) -> Iterator[str]:
    if isinstance(of.layer, Agreed):
        yield (
            say("Two models, no people, coded the same interviews; where they differed, it was decided what holds.")
            if of.kind == "model"
            else say("Two people coded the same interviews; where they differed, it was decided what holds.")
        )
        yield about_layer(replace(of.layer, numbers=not redacted), say)
    elif of.kind == "rules":
        yield from _made_by_rules(of, say, redacted=redacted)
        yield say(
            "Whether a match is affirmed was decided by rule: a match after a negator in the same clause is marked "
            "as negated unless the negator belongs to the term or another one cancels it; matters described as "
            "resolved, hypothetical statements and questions are marked likewise."
        )
    else:
        yield (
            say("The codings were made by a model (`{coder}`), not by a person.", coder=of.coder)
            if of.kind == "model"
            else say("The codings were made by a person (`{coder}`).", coder=of.coder)
        )
        yield (
            say("The study's record of this coder says: “{method}”", method=of.method)
            if of.method
            else say("The study does not record how this coder worked.")
        )


def _made_by_rules(of: Coding, say: Messages, *, redacted: bool) -> Iterator[str]:
    """Who looked at what rules found."""
    if of.layer:
        yield say(
            "The rules of the codebook suggested codings, in the same way in every transcript, and a person "
            "accepted, changed or rejected suggestions one by one."
        )
        yield about_layer(replace(of.layer, numbers=not redacted), say)
    else:
        yield say(
            "The codings were made by the rules of the codebook, without a person reading the passages, and apply "
            "the codebook in the same way to every transcript."
        )
        yield say("Rules suggest passages; whether a passage means what its code says is for a reader to judge.")


def _counting(of: Coding, say: Messages, *, redacted: bool) -> Iterator[str]:
    passages = (
        say("overlapping or adjacent matches of one code in one segment are one coding")
        if of.kind == "rules"
        else say("one coded passage is one coding, however many segments it covers")
    )
    yield say("A mention is one affirmed coding of a participant's words; {passages}.", passages=passages)
    yield say("A code with subcodes counts a passage once, also where several of its subcodes apply to it.")
    if not redacted:
        yield from _numbers_of_codings(of, say)
    yield say(
        "Respondents are counted once per code, however often they mention it; percentages of respondents refer to N."
    )
    yield say("Frequency is not importance.")


def _numbers_of_codings(of: Coding, say: Messages) -> Iterator[str]:
    affirmed = of.assertions.get("affirmed", 0)
    yield say(
        "In all there {are} {codings}; those of subcodes are not counted again under the codes above them.",
        are=_are(affirmed),
        codings=say.some(affirmed, "affirmed coding"),
    )
    others = [
        f"{say.number(n)} {say(ASSERTION[name])}" for name, n in of.assertions.items() if name != "affirmed" and n
    ]
    if others:
        yield say("The other codings are listed, but not counted as mentions: {others}.", others=say.listed(others))
    if of.kind == "rules":
        yield say(
            "{codings} {are} prompted: the interviewer's question had already named the topic.",
            codings=say.some(of.prompted, "affirmed coding"),
            are=_are(of.prompted),
        )


def _who_coded(facts: StudyFacts, say: Messages) -> str:
    """Who coded, and how much; nothing on a redacted page."""
    return "" if facts.redacted else who_coded(list(facts.coders), say)


def _validations(facts: StudyFacts, say: Messages) -> list[str]:
    """Paragraphs: rules beside people, the test beside them, people beside each other."""
    if facts.redacted:
        compared = facts.checks or facts.test or facts.people
        return [say("Codings were compared; the scores count single codings and are left out.")] if compared else []
    if facts.coding.kind != "rules":
        return [how_people_agree(facts.people, say)]
    people = how_people_agree(facts.people, say) if facts.people else ""
    return [_validation(facts, say), how_the_test_went(facts.test, say), people]


def _validation(facts: StudyFacts, say: Messages) -> str:
    if facts.checks:
        reviewed = [say("What is compared here are the rules' codings as reviewed.")] if facts.coding.layer else []
        return "\n\n".join([*reviewed, *(" ".join(_check(each, say)) for each in facts.checks)])
    if facts.kept_aside:
        return say("Codings in transcripts set aside for testing exist; they were not looked at for this page.")
    why = say("the study holds no codings that they could be compared with")
    if facts.unread:
        coders = say.listed([f"`{coder}`" for coder in facts.unread])
        why = say("the study does not say which transcripts coder {coders} read whole", coders=coders)
    return say(
        "The rules have not been validated: {why}. How many relevant passages they miss, and how many they find "
        "wrongly, is not known.",
        why=why,
    )


def _check(of: AgreementFacts, say: Messages) -> Iterator[str]:
    yield say(
        "The rules were compared with coder `{coder}` ({who}), {unit} by {unit}: {units} of {transcripts}"
        "{weighted}, {codes}.",
        coder=of.coder,
        who=say("a person") if of.kind == "person" else say("a model, not a person"),
        unit=say.noun(1, of.unit),
        units=say.some(of.units, of.unit),
        transcripts=say.some(of.transcripts, "transcript"),
        weighted=say(" drawn as sample `{sample}` and weighted by the chance of each unit", sample=of.sample)
        if of.sample
        else "",
        codes=say.some(of.codes, "code"),
    )
    yield _scores(of, say)
    if of.tuned:
        yield say(
            "These transcripts were open to tuning of the rules, so the figures are optimistic; transcripts set aside "
            "for testing are not part of them."
        )
    else:
        yield say(
            "The study does not record whether these transcripts were set aside while the rules were written; if they "
            "were not, the figures are optimistic."
        )
    if of.method:
        yield say("The study's record of the coder says: “{method}”", method=of.method)


def _scores(of: AgreementFacts, say: Messages) -> str:
    """Scores with the counts that they are made of; an estimate for all units is no quotient of a sample's counts."""
    figures = {name: score_said(getattr(of, name), say) for name in ("precision", "recall", "f1")}
    figures |= {name: say.number(getattr(of, name)) for name in ("both", "found", "there")}
    if of.sample:
        return say(
            "Estimated for all units, precision is about {precision}, recall about {recall}, F1 about {f1} (over all "
            "pairs of unit and code). In the sample itself, {both} of {found} assignments of the rules are the coder's "
            "too, and {both} of {there} assignments of the coder are the rules' too.",
            **figures,
        )
    return say(
        "Precision is {precision} ({both} of {found} assignments of the rules), recall {recall} ({both} of {there} "
        "assignments of the coder), F1 {f1} (over all pairs of unit and code).",
        **figures,
    )


def _exclusions(of: InterviewFacts, coding: Coding, say: Messages, *, redacted: bool) -> Iterator[str]:
    others = [
        say("{turns} of {role}", turns=say.some(n, "turn"), role=say(ROLE[role])) for role, n in of.others.items() if n
    ]
    if others:
        yield say("Not counted are {others}.", others=say.listed(others))
    else:
        yield say("Every turn is a participant's; none was excluded.")
    if of.voices:
        yield say(
            "{turns} of participants who cannot be told apart {are} counted in words and mentions, never in N.",
            turns=say.some(of.voices, "turn"),
            are=_are(of.voices),
        )
    left_out = [
        say("{codings} in turns of {role}", codings=say.some(n, "coding"), role=say(ROLE[role]))
        for role, n in coding.left_out.items()
        if n
    ]
    if left_out and not redacted:
        yield say("Not counted either are {codings}.", codings=say.listed(left_out))


def _software(facts: StudyFacts, say: Messages) -> str:
    own = facts.versions["qualcode"]
    others = ", ".join(f"{name} {version}" for name, version in facts.versions.items() if name != "qualcode")
    made_with = say("The analysis was made with qualcode {version} ({others}).", version=own, others=others)
    if facts.locked:
        made_with += " " + say("The file `qualcode.lock` states the hashes of transcripts and codebook.")
    cited = say("The qualcode authors. *qualcode* (version {version}) [Computer software].", version=own)
    return f"{made_with}\n\n{cited}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _verb(number: int, verb: str) -> str:
    return f"{verb}s" if number == 1 else verb


def methods(facts: StudyFacts, lang: str, how: str = "md") -> bytes:
    """The page in a format of `PROSE`."""
    return PROSE[how](write_page(facts, lang), lang)
