"""Words that a study adds to word lists: `words/LANGUAGE/LIST.txt` beside `qualcode.yaml`."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from qualcode.languages import PAIRS, Languages, entries_of, is_entry, languages_with
from qualcode.model.finding import Finding
from qualcode.store.atomic import read_bytes
from qualcode.store.layout import StudyLayout

_FOLDER = "words"


def read_own_words(layout: StudyLayout) -> tuple[Mapping[str, Mapping[str, str]], tuple[Finding, ...]]:
    """Read what a study adds, language -> list -> text, and what is wrong with it.

    Raises:
        StoreError: a file cannot be read.
    """
    own: dict[str, dict[str, str]] = {}
    findings: list[Finding] = []
    for path in sorted((layout.root / _FOLDER).glob("*/*.txt")):
        file = layout.relative(path)
        try:
            text = read_bytes(path).decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            findings.append(Finding("error", "not-utf-8", "this word list is not UTF-8", file, hint="save it as UTF-8"))
            continue
        code, name = path.parent.name, path.stem
        wrong = [*_unknown_list(languages_with(), code, name, file)]
        findings += wrong or _wrong_entries(languages_with(), code, name, text, file)
        if not wrong:
            own.setdefault(code, {})[name] = text
    return own, tuple(findings)


def _unknown_list(languages: Languages, code: str, name: str, file: str) -> Iterator[Finding]:
    """An error where there is no such language or list."""
    if code not in languages.codes:
        message = f"no language pack `{code}` is installed"
        yield Finding("error", "unknown-language", message, file, hint=_known(code, languages.codes))
    elif name not in (known := {each for pack in languages.codes for each in languages.lists(pack).names}):
        yield Finding("error", "unknown-word-list", f"there is no word list `{name}`", file, hint=_known(name, known))


def _known(word: str, names: Iterable[str]) -> str:
    near = get_close_matches(word, names, n=1)
    return f"did you mean `{near[0]}`?" if near else f"known: {', '.join(sorted(names))}"


def _wrong_entries(languages: Languages, code: str, name: str, text: str, file: str) -> Iterator[Finding]:
    """What is wrong with single lines: an unread heading, half a pair, a word to take away that is missing."""
    headings = {heading for pack in languages.codes for heading in languages.lists(pack).sections(name)}
    entries = languages.lists(code).sections(name)
    for line, heading, entry in entries_of(text):
        if heading not in headings:
            hint = f"write {' or '.join(f'[{each}]' for each in sorted(headings))} above it"
            message = f"nothing reads the heading [{heading}] here" if heading else "this entry needs a heading"
            yield Finding("error", "unknown-heading", message, file, line, hint=hint)
        elif entry.startswith("-"):
            if not any(is_entry(name, entry[1:].strip(), each) for each in entries.get(heading, ())):
                message = "this list does not have the word that is taken away here"
                yield Finding("warning", "no-such-entry", message, file, line)
        elif name in PAIRS and len(entry.split()) != 2:
            hint = "write the form and the word that it stands for, such as `nggak tidak`"
            yield Finding("error", "no-pair", "an entry of this list is two words", file, line, hint=hint)
