"""Who is interviewer and who participant, from the labels of a transcript and from who asks."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qualcode.languages import current, per_languages
from qualcode.model.corpus import ROLES, Role
from qualcode.text import tokens
from qualcode.text.tokens import fold, resembled


@dataclass(frozen=True)
class Asking:
    """How one speaker takes part in a conversation."""

    spoken: int
    """All turns."""
    turns: int
    """Turns that say more than a backchannel."""
    asked: int
    """Those of them that ask something."""
    said: int
    """Words of these turns."""
    first: bool = False
    """True for the speaker who speaks first."""

    @property
    def share(self) -> float:
        """Share of turns that ask, 0 to 1."""
        return self.asked / self.turns if self.turns else 0.0

    @property
    def words(self) -> float:
        """Mean number of words of a turn."""
        return self.said / self.turns if self.turns else 0.0

    def __add__(self, other: "Asking") -> "Asking":
        """Both together, as if one had spoken."""
        return Asking(
            self.spoken + other.spoken, self.turns + other.turns, self.asked + other.asked, self.said + other.said
        )


def measure(turns: Iterable[tuple[str, str]]) -> dict[str, Asking]:
    """Measure for each speaker label how much it asks and speaks, from label and text of all turns in order."""
    found: dict[str, Asking] = {}
    first = ""
    for speaker, text in turns:
        first = first or (speaker if text.strip() else "")
        found[speaker] = found.get(speaker, _SILENT) + measure_turn(text)
    return {speaker: replace(own, first=speaker == first and speaker != "") for speaker, own in found.items()}


_SILENT = Asking(0, 0, 0, 0)


def measure_turn(text: str) -> Asking:
    """Measure one turn; listening sounds are neither questions nor answers."""
    keys = tokens.keys(text)
    if not keys or " ".join(keys) in _listed("backchannels"):
        return Asking(1, 0, 0, 0)
    return Asking(1, 1, int(asks(text, keys)), len(keys))


def asks(text: str, keys: Sequence[str]) -> bool:
    """Tell whether a turn asks: a question mark, a question word in a short turn, or the words of a request to tell.

    Transcripts of recognisers have no question marks; a long turn without one rather tells than asks.
    """
    if "?" in text or "؟" in text:
        return True
    if len(keys) > 40:
        return False
    begin = {" ".join(keys[:count]) for count in (1, 2)}
    if not begin.isdisjoint(_listed("question_openers")):
        return True
    return len(keys) <= 15 and not _listed("question_words").isdisjoint(keys)


@per_languages
def _listed(name: str) -> frozenset[str]:
    return frozenset(current().words(name))


_OPENS_SHOW = re.compile(
    r"\b(?:welcome (?:back )?to (?!(?:my|our|the) (?:home|house|place|village|office))|you'?re listening to "
    r"|(?:selamat datang|balik|kembali|jumpa|ketemu|bertemu)(?: lagi| kembali)? (?:di|ke|dalam) (?!rumah|desa))",
    re.IGNORECASE,
)
_SHOW = re.compile(
    r"\b(?:back to|lagi|kembali|podcast|siniar|show|episode|programme?|acara|channel|kanal|radio)\b", re.I
)
_I_AM = re.compile(r"\b(?:i'?m|i am|my name is|saya|gue|gw|aku|nama saya)[ ,]+(?P<name>[^\W\d_]+)", re.IGNORECASE)
_OPENING = 3
"""Speeches within which a show is opened."""


def hosts(turns: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Labels of those who open a show, where questions alone do not show them and show nobody else.

    *Welcome back to ..., I'm Imogen*, and right below it *And I'm Theo*.
    """
    said = [(label, text.replace("’", "'")) for label, text in turns if label and text.strip()]
    opens = next((at for at, turn in enumerate(said[:_OPENING]) if _opens_show(*turn)), None)
    if opens is None:
        return ()
    below = said[opens + 1] if opens + 1 < len(said) else ("", "")
    found = [said[opens][0], *([below[0]] if _names_itself(*below) and "?" not in said[opens][1] else [])]
    asking = measure(said)
    asks = {label for label, guess in infer(asking).items() if guess.role == "interviewer"}
    if asks.issuperset(found) or not asks.issubset(found):
        return ()
    rest = [own.share for label, own in asking.items() if label not in found]
    alone = len(rest) == 1 or (rest and len(found) > 1)
    return tuple(dict.fromkeys(found)) if alone and max(rest) <= asking[found[0]].share - _SLIGHT else ()


def _opens_show(label: str, text: str) -> bool:
    return _OPENS_SHOW.search(text) is not None and (_names_itself(label, text) or _SHOW.search(text) is not None)


def _names_itself(label: str, text: str) -> bool:
    """Tell whether a speech says *I'm Imogen* of the label *Imogen*."""
    return any(fold(match["name"]) in _LETTERS.findall(fold(label)) for match in _I_AM.finditer(text))


UNRECOGNISED = "(unrecognised)"
"""Speaker of text whose labels could not be understood: several people may speak in it."""
_BEFORE_NAMES = """
pak bu bapak ibu mas mbak mba kak kakak bang abang kang akang teh teteh neng cak cik gus uda uni om tante mang
haji hajah h hj kh ust ustaz ustadz ustadzah dr drs dra ir prof sdr sdri saudara saudari mr mrs ms miss mx sir madam
"""
TITLES = frozenset(_BEFORE_NAMES.split())
"""Words before a name."""
_LETTERS = re.compile(r"[^\W\d_]+")
_RECOGNISER = re.compile(r"(?:s|speaker|spk|spkr|pembicara|penutur|unknown|voice|suara)[\s_#-]*\d+", re.IGNORECASE)
_CLEAR = 0.2
"""Questions per turn by which an interviewer must be ahead of a participant."""
_SLIGHT = 0.08
"""The same where length and order of speech agree."""
_FEW_TURNS = 2
"""Turns that say nothing of how somebody takes part."""
_PAIRS = {"tj": "t", "qa": "q", "pn": "p", "in": "i", "ir": "i", "mr": "m", "mp": "m", "fp": "f", "qr": "q", "qp": "q"}
"""Letters of two parties whose meaning is customary -> the one who asks. P/I, A/B and the like say nothing."""


@dataclass(frozen=True)
class RoleGuess:
    """The role of one speaker label, and why."""

    role: Role
    """Interviewer, participant, other or unknown."""
    guessed: bool
    """True when letters, questions or elimination decided, so that a person should look at it."""
    reason: str
    """Why, in a few words without a participant's words (labels are named)."""


def infer(
    asking: Mapping[str, Asking], interviewers: Collection[str] = (), regulars: Mapping[str, int] | None = None
) -> dict[str, RoleGuess]:
    """Give each speaker label of one transcript its role, in the order in which they first speak.

    Names in `interviewers` decide first, then words such as *Informan* in the label, then `regulars` (label -> the
    transcripts of the corpus in which it asks other people), then what is left over, then letters and who asks. What
    stays unclear is `unknown`: a wrong guess would count an interviewer's words.
    """
    roles = _narrators({label: guess for label in asking if (guess := _from_word(label))})
    if UNRECOGNISED in asking:
        roles[UNRECOGNISED] = RoleGuess("unknown", False, "the labels of this text were not understood")
    named = _from_option([label for label in asking if label], interviewers, roles)
    roles.update(named)
    if "" in asking:
        roles[""] = _without_label(len(asking))
    others = [label for label, guess in roles.items() if guess.role == "interviewer" and label not in (regulars or {})]
    if not any(asking[label].spoken > 1 for label in others):
        here = [label for label in asking if label not in roles and label in (regulars or {})]
        roles.update({label: _from_vote((regulars or {})[label]) for label in here})
    spoken = {label: own.spoken for label, own in asking.items() if label}
    roles.update(_slips(spoken, roles))
    roles.update(_once(spoken, roles))
    open_labels = [label for label in asking if label not in roles]
    if open_labels:
        found = _from_others(open_labels, roles, asking)
        roles.update(found if named else _unsure(found, roles, asking))
    return {label: roles[label] for label in asking}


def _narrators(roles: dict[str, RoleGuess]) -> dict[str, RoleGuess]:
    """The roles, a narrator beside an interviewer and no participant being the one who tells, as archives say."""
    others = {guess.role for guess in roles.values()}
    if "interviewer" not in others or "participant" in others:
        return roles
    telling = [label for label in roles if not {*_LETTERS.findall(fold(label))}.isdisjoint(_listed("narrators"))]
    return {**roles, **{label: RoleGuess("participant", False, "narrates beside an interviewer") for label in telling}}


def _from_vote(transcripts: int) -> RoleGuess:
    return RoleGuess("interviewer", True, f"speaks with changing people in {transcripts} transcripts")


def is_numbered_voice(label: str) -> bool:
    """Tell whether a label is a number that a recogniser gave to a voice: another person in another transcript."""
    return _RECOGNISER.fullmatch(label.strip()) is not None


def named_role(label: str) -> Role | None:
    """Role that the words of a label name; None where they name none."""
    guess = _from_word(label)
    return guess.role if guess else None


def _without_label(labels: int) -> RoleGuess:
    """Text without a label is a preface, or a transcript of one participant."""
    if labels > 1:
        return RoleGuess("other", False, "text before the first label")
    return RoleGuess("participant", False, "no label in the transcript")


@per_languages
def _from_word(label: str) -> RoleGuess | None:
    """Role that a word of the label names: *Informan 1*, *INTERVIEWER*, *Budi (Pewawancara)*."""
    if is_numbered_voice(label):
        return None
    words = _LETTERS.findall(fold(label))
    phrases = {*words, *(" ".join(pair) for pair in pairwise(words))}
    named = {word: role for word, role in _role_words().items() if word in phrases}
    # `research assistant` says more than a word inside it.
    longest = [word for word in named if not any(word != other and word in other.split() for other in named)]
    found = {named[word] for word in longest}
    if len(found) > 1:
        return RoleGuess("unknown", False, "the label names two roles: " + ", ".join(sorted(longest)))
    return RoleGuess(found.pop(), False, f"the label says `{longest[0]}`") if found else None


@per_languages
def _role_words() -> dict[str, Role]:
    words = ((role, word) for role in ROLES for word in current().words("role_labels", role))
    return {" ".join(_LETTERS.findall(word)): role for role, word in words}


def _from_option(
    labels: Sequence[str], interviewers: Collection[str], roles: Mapping[str, RoleGuess]
) -> dict[str, RoleGuess]:
    """Labels that the researcher named as interviewers: as written, one of their parts, or by an initial."""
    names = {fold(name).strip() for name in interviewers}
    exact = [label for label in labels if not names.isdisjoint(_parts(label))]
    if exact:
        return {label: RoleGuess("interviewer", False, "named as interviewer") for label in exact}
    # A name elsewhere in the batch must not catch a person here, hence only labels without a role, and one of them.
    if any(guess.role == "interviewer" for guess in roles.values()):
        return {}
    initial = [label for label in labels if label not in roles and any(_initial_of(label, name) for name in names)]
    if len(initial) != 1:
        return {}
    return {initial[0]: RoleGuess("interviewer", True, "has the initial of a named interviewer")}


def _parts(label: str) -> set[str]:
    """The whole label and what stands inside and outside its parentheses: *Kiki (K)* is also *kiki* and *k*."""
    folded = fold(label).strip()
    return {folded, *(part.strip() for part in re.split(r"[()]", folded) if part.strip())}


def _initial_of(one: str, other: str) -> bool:
    """Tell whether one of two names is the initials of the other."""
    words, others = _LETTERS.findall(fold(one)), _LETTERS.findall(fold(other))
    initials, other_initials = "".join(word[0] for word in words), "".join(word[0] for word in others)
    if not words or not others:
        return False
    return (len(words) == 1 and words[0] == other_initials) or (len(others) == 1 and others[0] == initials)


def _slips(count: Mapping[str, int], roles: Mapping[str, RoleGuess]) -> dict[str, RoleGuess]:
    """Rare labels without a role of their own that look like another label."""
    return {
        label: RoleGuess("unknown", True, f"rare, and resembles the label `{other}`")
        for label, other in resembled(count).items()
        if label not in roles
    }


def _once(count: Mapping[str, int], roles: Mapping[str, RoleGuess]) -> dict[str, RoleGuess]:
    """Labels with one turn where others return: somebody who came by, or a word before a colon.

    A number beside others of its kind (*P3* beside *P1* and *P2*) is one more participant.
    """
    returning = [label for label, number in count.items() if number > 1]
    if len(returning) < 2:
        return {}
    kinds = {_kind(label) for label in returning if _kind(label)}
    return {
        label: RoleGuess("unknown", True, "speaks only once, while others return")
        for label, number in count.items()
        if number == 1 and label not in roles and _kind(label) not in kinds
    }


def _kind(label: str) -> str:
    """What a numbered label has before its number; empty for other labels."""
    match = re.fullmatch(r"(.*?[^\W\d_])[\s._#-]*\d+", fold(label).strip())
    return match[1] if match else ""


def _from_others(
    labels: Sequence[str], roles: Mapping[str, RoleGuess], asking: Mapping[str, Asking]
) -> dict[str, RoleGuess]:
    """Roles of the labels that say nothing themselves, from the roles that are known and from who asks."""
    askers = [label for label, guess in roles.items() if guess.role == "interviewer"]
    if askers:
        beside = {label: _beside_interviewer(roles) for label in labels}
        # Who speaks once while two others return hardly leads their talk; letters such as Q and A name both again.
        passing = len(labels) > 1 and all(asking[label].spoken == 1 for label in askers)
        again = {_letter(label) for label in _who_asks(labels, asking)} == {_customary(labels) or None}
        guesses = _by_asking(labels, asking) if passing or again else {}
        return guesses if any(guess.role == "interviewer" for guess in guesses.values()) else beside
    parties = [label for label, guess in roles.items() if guess.role == "participant" and label]
    if any(guess.role == "participant" for guess in roles.values()):
        return {label: _beside_participants(label, labels, parties, asking) for label in labels}
    if len(labels) == 1:
        return {labels[0]: RoleGuess("participant", False, "the only speaker")}
    return _by_asking(labels, asking)


def _beside_interviewer(roles: Mapping[str, RoleGuess]) -> RoleGuess:
    """Who talks with a known interviewer takes part; it is as sure as the interviewer is."""
    sure = any(guess.role == "interviewer" and not guess.guessed for guess in roles.values())
    return RoleGuess("participant", not sure, "speaks with the interviewer")


def _unsure(
    found: Mapping[str, RoleGuess], roles: Mapping[str, RoleGuess], asking: Mapping[str, Asking]
) -> dict[str, RoleGuess]:
    """The roles found, a participant who asks as much as an interviewer being one that a person should look at."""
    most = max((asking[label].share for label, guess in roles.items() if guess.role == "interviewer"), default=2.0)
    asks = {label for label, own in asking.items() if own.turns > _FEW_TURNS and own.share >= most > 0}
    return {label: replace(guess, guessed=guess.guessed or label in asks) for label, guess in found.items()}


def _beside_participants(
    label: str, labels: Sequence[str], parties: Sequence[str], asking: Mapping[str, Asking]
) -> RoleGuess:
    """Who talks with known participants asks, or else has an unknown role."""
    asked, others = asking[label].share, max(asking[party].share for party in parties)
    if len(labels) == 1 and len(parties) == 1 and asked >= others:
        return RoleGuess("interviewer", True, "the only other speaker beside a participant")
    if asked >= others + _CLEAR:
        return RoleGuess("interviewer", True, "asks more than the participants")
    return RoleGuess("unknown", True, "speaks with participants, but does not ask more than they do")


def _by_asking(labels: Sequence[str], asking: Mapping[str, Asking]) -> dict[str, RoleGuess]:
    """Divide speakers into those who ask and those who answer, where letters or a clear gap in questions allow it."""
    rare = [label for label in labels if is_numbered_voice(label) and _is_rare(asking[label], asking)]
    speakers = [label for label in labels if label not in rare]
    guesses = {label: RoleGuess("unknown", True, "a recogniser's label with hardly any speech") for label in rare}
    ask = _who_asks(speakers, asking)
    lettered = [label for label in speakers if _letter(label) and _letter(label) == _customary(speakers)]
    reason = "the usual letter of who asks"
    if not lettered:
        lettered, reason = ask, "asks more than the others"
    if not lettered or (ask and set(ask) != set(lettered)):
        return guesses | {label: RoleGuess("unknown", True, "it is unclear who asks") for label in speakers}
    for label in speakers:
        asks = label in lettered
        guesses[label] = RoleGuess("interviewer", True, reason) if asks else RoleGuess("participant", True, "answers")
    return guesses


def _is_rare(one: Asking, asking: Mapping[str, Asking]) -> bool:
    """Tell whether a speaker hardly speaks: recognisers invent such voices."""
    return one.turns <= 2 and one.turns * 30 < sum(each.turns for each in asking.values())


def _who_asks(speakers: Sequence[str], asking: Mapping[str, Asking]) -> list[str]:
    """Speakers above the widest gap in the share of questions; none when that gap is not clear."""
    ranked = sorted(speakers, key=lambda label: (-asking[label].share, label))
    if len(ranked) < 2:
        return []
    gaps = [asking[one].share - asking[next_one].share for one, next_one in pairwise(ranked)]
    cut = max(range(len(gaps)), key=lambda place: gaps[place])
    asker, answerer = asking[ranked[cut]], asking[ranked[cut + 1]]
    slight = gaps[cut] >= _SLIGHT and cut == 0 and asker.first and asker.words < answerer.words
    return ranked[: cut + 1] if gaps[cut] >= _CLEAR or slight else []


def _letter(label: str) -> str:
    """The single letter that a label is beside its number: *P*, *r2*, *I (tape 3)*; empty for other labels."""
    letters = "".join(_LETTERS.findall(fold(label.partition(" (")[0])))
    return letters if len(letters) == 1 else ""


def _customary(speakers: Sequence[str]) -> str:
    """The letter that asks in a customary pair of letters; empty where the letters say nothing."""
    letters = "".join(sorted({_letter(label) or "?" for label in speakers}))
    return next((asker for pair, asker in _PAIRS.items() if "".join(sorted(pair)) == letters), "")
