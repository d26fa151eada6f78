"""What is over because of what came then."""

from oracle.clauses import Speech
from oracle.terms import Span


def any_of(speech: Speech, names: list[str], begin: int, end: int) -> bool:
    """Whether an entry of some lists begins in a stretch of words."""
    return any(begin <= at < end for name in names for at in speech.first(f"changes/{name}"))


def ended_later(speech: Speech, over: set[int], negated: set[int]) -> set[int]:
    """*Antre terus. Begitu ada listrik, lancar*."""
    opening = {at for at in speech.first("changes/openings") if _ends_something(speech, at, over, negated)}
    whole = {at for at in opening - speech.first("changes/following on") if speech.opens(at)}
    told = {at for at in whole if speech.sentence_before(at) not in speech.first("changes/openings")}
    found = {at for new in told for at in range(speech.sentence_before(new), new)}
    for old in speech.first("changes/lasting") | _spans(speech):
        new = min((at for at in opening if at > old), default=None)
        if new is None or speech.begin_of(old) in speech.first("changes/openings"):
            continue
        if speech.words[new].segment - speech.words[old].segment <= 2:
            found.update(range(speech.sentence_of(old)[0], min(new, speech.until(speech.first("contrast"), old))))
    return found


def _ends_something(speech: Speech, at: int, over: set[int], negated: set[int]) -> bool:
    """Whether a word opens a sentence, or a clause behind a pause, that tells of an end."""
    end = speech.sentence_of(at)[1]
    if not (speech.opens(at) or speech.pauses(at)) or any_of(speech, ["worse"], at + 1, end):
        return False
    pause = speech.until({place for place in range(len(speech.words)) if speech.pauses(place)}, at)
    joins = at in speech.first("changes/joining") - speech.first("changes/by then")
    begin = at + 1 if not joins else pause if pause < end else at + 2
    attributes = {place + 1 for place in speech.first("double_negation/relatives")}
    well = speech.first("changes/well") - negated - attributes
    if at not in speech.first("changes/following on"):
        well |= over
    if any(begin <= place < end for place in well):
        return True
    if at in speech.first("changes/relief") and any_of(speech, ["already", "now"], at + 1, end):
        return True
    return at in speech.first("changes/ever since") and (pause < end or any_of(speech, ["but so"], at, end))


def _spans(speech: Speech) -> set[int]:
    """*Tiga bulan*, but not *sudah tiga bulan*, *tiga bulan lalu*."""
    found = set()
    for at in speech.first("changes/spans"):
        begin, end = speech.sentence_of(at)
        counted = begin < at and at - 1 in speech.first("changes/counts")
        goes_on = begin < at - 1 and at - 2 in speech.first("changes/already")
        dated = at + 1 < end and at + 1 in speech.first("changes/away")
        if counted and not goes_on and not dated:
            found.add(at)
    return found


def until_closing_now(speech: Speech, now: set[int]) -> set[int]:
    """The sentence of *was* before one that ends with *now* or *since*."""
    last = {at for at in now & speech.first("changes/closing now") if speech.end_of(at) <= at + 1}
    last |= {at for at in speech.first("changes/again at the end") if speech.sentence_of(at)[1] == at + 1}
    spans = [(speech.sentence_before(at), speech.sentence_of(at)[0]) for at in last]
    return {at for span in spans if any_of(speech, ["states"], *span) for at in range(*span)}


def not_so_yet(speech: Speech) -> set[int]:
    """What was so *before the bridge was built*."""
    found: set[int] = set()
    for at in speech.first("changes/before"):
        end = speech.end_of(at)
        if not any_of(speech, ["comes to be"], at + 1, end):
            continue
        stops = speech.first("contrast", "conditions/ends", "changes/now")
        found.update(
            range(end, speech.until(stops, end - 1)) if speech.opens(at) else range(speech.begin_of(at - 1), at)
        )
    return found


def dated_behind(speech: Speech) -> set[int]:
    """*Kami antre, itu zaman ibu saya*."""
    own = {at for at in speech.first("changes/that was") if speech.begins(at)}
    begins = {at: speech.sentence_before(at) if speech.opens(at) else speech.sentence_of(at)[0] for at in own}
    return {at for end, begin in begins.items() for at in range(begin, end)}


def since_alone(speech: Speech, after: int) -> bool:
    """Whether the clause behind that of a negator is *since* alone."""
    close = speech.end_of(after - 1)
    inside = close < speech.sentence_of(after - 1)[1]
    return inside and close in speech.first("changes/again at the end") and speech.end_of(close) == close + 1


def unused(speech: Speech, head: int, after: int) -> range:
    """What stands before *sudah tidak dipakai*."""
    end = speech.end_of(after - 1)
    closes = end == after + 1 or after + 1 in speech.first("changes/again", "changes/again at the end")
    said = after < end and after in speech.first("changes/in use") and closes
    return range(speech.begin_of(head) if said else head, head)


def mends_it(speech: Speech) -> list[Span]:
    """*An update fixed that*."""
    return [
        (at, after + 1)
        for at, after in speech.longest("changes/mended")
        if after in speech.first("changes/objects") and speech.end_of(after - 1) == after + 1
        if at - 1 not in speech.first("changes/meant") or speech.begins(at)
    ]
