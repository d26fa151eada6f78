"""Checklists that journals ask for: each item with what this study knows of it, and a blank for what it does not.

Numbers and topics are those of the sources; what to state is put in our own words, so read the sources, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.export.facts import StudyFacts
from qualcode.export.people_prose import how_people_agree, who_coded
from qualcode.languages.catalogue import N_, Messages
from qualcode.text.visible import unbroken

BLANK = "____________"
"""Stands where people write."""


@dataclass(frozen=True)
class Checklist:
    """Items that a report must have."""

    title: str
    """Its name."""
    source: str
    """Where it comes from."""
    items: tuple[tuple[str, str, str], ...]
    """Number, topic, and what to state."""
    known: Mapping[str, str]
    """Number -> what the study knows of it: a part of `_said`."""


COREQ = Checklist(
    "COREQ",
    "Tong, A., Sainsbury, P., & Craig, J. (2007). Consolidated criteria for reporting qualitative research (COREQ): a "
    "32-item checklist for interviews and focus groups. International Journal for Quality in Health Care 19(6), "
    "349-357.",
    (
        ("1", N_("Interviewer"), N_("Who held the interviews or led the groups.")),
        ("2", N_("Credentials"), N_("Degrees of the researchers.")),
        ("3", N_("Occupation"), N_("Their work at the time of the study.")),
        ("4", N_("Gender"), N_("Gender of the researchers.")),
        ("5", N_("Experience and training"), N_("What prepared them for such interviews.")),
        ("6", N_("Relationship established"), N_("Whether they and the participants knew each other before.")),
        ("7", N_("What participants knew"), N_("What participants were told of the researcher and of the aims.")),
        (
            "8",
            N_("Interviewer's characteristics"),
            N_("What the interviewer assumes and is interested in, and biases."),
        ),
        ("9", N_("Methodological orientation"), N_("The approach on which the study rests, such as content analysis.")),
        ("10", N_("Sampling"), N_("How participants were chosen.")),
        ("11", N_("Method of approach"), N_("How they were asked to take part.")),
        ("12", N_("Sample size"), N_("How many took part.")),
        ("13", N_("Non-participation"), N_("How many refused or left, and why.")),
        ("14", N_("Setting of data collection"), N_("Where the talks took place.")),
        ("15", N_("Presence of others"), N_("Whether anybody else was there.")),
        ("16", N_("Description of the sample"), N_("Who the participants are, and when data were collected.")),
        ("17", N_("Interview guide"), N_("Which questions and prompts there were, and whether they were tried out.")),
        ("18", N_("Repeat interviews"), N_("Whether people were interviewed again, and how often.")),
        ("19", N_("Recording"), N_("How the talks were recorded.")),
        ("20", N_("Field notes"), N_("Whether notes were taken, during the talks or after.")),
        ("21", N_("Duration"), N_("How long the talks were.")),
        ("22", N_("Data saturation"), N_("Whether saturation was looked for, and how.")),
        ("23", N_("Transcripts returned"), N_("Whether participants could comment on or correct their transcripts.")),
        ("24", N_("Number of data coders"), N_("How many people coded.")),
        ("25", N_("Coding tree"), N_("The codes and how they hang together.")),
        ("26", N_("Derivation of themes"), N_("Whether themes were fixed before or came from the data.")),
        ("27", N_("Software"), N_("Which programs were used.")),
        ("28", N_("Participant checking"), N_("Whether participants commented on the findings.")),
        ("29", N_("Quotations"), N_("Whether quotations show the findings, and who said each of them.")),
        ("30", N_("Data and findings consistent"), N_("Where a reader sees that the findings follow from the data.")),
        ("31", N_("Clarity of major themes"), N_("Where the main themes are set out.")),
        ("32", N_("Clarity of minor themes"), N_("Where cases that differ and lesser themes are discussed.")),
    ),
    {"12": "size", "16": "languages", "24": "coders", "25": "codebook", "26": "derivation", "27": "software"},
)
SRQR = Checklist(
    "SRQR",
    "O'Brien, B. C., Harris, I. B., Beckman, T. J., Reed, D. A., & Cook, D. A. (2014). Standards for reporting "
    "qualitative research: a synthesis of recommendations. Academic Medicine 89(9), 1245-1251.",
    (
        ("S1", N_("Title"), N_("What the study is about, and that it is qualitative.")),
        ("S2", N_("Abstract"), N_("Background, purpose, methods, results and conclusions in short.")),
        ("S3", N_("Problem formulation"), N_("What the problem is, why it matters, and what is known of it.")),
        ("S4", N_("Purpose or research question"), N_("What the study wants to find out.")),
        ("S5", N_("Approach and paradigm"), N_("Which tradition and theory guide the study, and why.")),
        ("S6", N_("Researchers and reflexivity"), N_("Who the researchers are, and what that may do to the study.")),
        ("S7", N_("Context"), N_("The place and circumstances, and why they matter.")),
        ("S8", N_("Sampling strategy"), N_("How and why these people were chosen, and when there were enough.")),
        ("S9", N_("Ethics"), N_("Approval, consent, and how data are kept safe.")),
        ("S10", N_("Data collection"), N_("Which data were collected, how, when, and what was changed on the way.")),
        ("S11", N_("Instruments and technologies"), N_("Guides, questionnaires and devices.")),
        ("S12", N_("Units of study"), N_("How many people, documents or events, and what they are like.")),
        ("S13", N_("Data processing"), N_("Transcription, entry, checking, and how names were taken out.")),
        ("S14", N_("Data analysis"), N_("How codes and themes were found, and by whom.")),
        ("S15", N_("Trustworthiness"), N_("What was done so that the analysis can be believed.")),
        ("S16", N_("Synthesis and interpretation"), N_("The main findings: themes, interpretations, a theory.")),
        ("S17", N_("Links to empirical data"), N_("Quotations, notes or pictures that bear the findings out.")),
        ("S18", N_("Prior work and contribution"), N_("How findings fit earlier work, and where else they may hold.")),
        ("S19", N_("Limitations"), N_("What weakens trust in the findings, and their limits.")),
        ("S20", N_("Conflicts of interest"), N_("What might have influenced the study, and how it was handled.")),
        ("S21", N_("Funding"), N_("Who paid, and what part they had in the study.")),
    ),
    {"S12": "size", "S14": "analysis", "S15": "trust"},
)
CHECKLISTS: Mapping[str, Checklist] = {"coreq": COREQ, "srqr": SRQR}
"""Name -> the checklist."""


def checklist_page(name: str, facts: StudyFacts, lang: str) -> str:
    """The skeleton of a checklist: an item a heading, what to state, what the study knows, and a blank."""
    of, say = CHECKLISTS[name], Messages(lang)
    known = _said(facts, say)
    parts = [
        f"# {of.title}",
        say("What the study records is filled in; the rest is for you to write, with the page of your report."),
        say("Source: {source} The items are put in other words here; read the source.", source=of.source),
    ]
    for number, topic, state in of.items:
        filled = known.get(of.known.get(number, ""), "")
        parts += [f"## {number}. {say(topic)}", say(state), filled, f"{say('Your text and its page')}: {BLANK}"]
    return unbroken("\n\n".join(part for part in parts if part) + "\n")


def _said(facts: StudyFacts, say: Messages) -> Mapping[str, str]:
    """What the study knows, by what it is about."""
    material, book = facts.material, facts.book
    size = say(
        "N = {n} respondents in {sessions}.", n=say.number(material.respondents),
        sessions=say.some(material.sessions, "session"),
    )  # fmt: skip
    codebook = say(
        "Codebook `{codebook}` {version} with {codes} in use; its file is `{file}`.",
        codebook=book.codebook,
        version=book.version,
        codes=say.some(book.codes, "code"),
        file=book.file,
    )
    coders = who_coded(list(facts.coders), say) or say("The study keeps nobody's codings: rules coded.")
    return {
        "size": size,
        "languages": say("The talks were held in {languages}.", languages=_languages(facts, say)),
        "coders": coders,
        "codebook": codebook,
        "derivation": facts.coding.method,
        "software": f"qualcode {facts.versions['qualcode']}.",
        "analysis": f"{coders} {codebook}",
        "trust": how_people_agree(facts.people, say),
    }


def _languages(facts: StudyFacts, say: Messages) -> str:
    """Languages of the talks, by their names."""
    from qualcode.export.methods import LANGUAGE

    spoken = [say(LANGUAGE[name]) for name, n in facts.material.languages.items() if n and name in LANGUAGE]
    return say.listed(spoken) if spoken else say("a language that was not determined")
