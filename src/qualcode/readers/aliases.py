"""Initials that stand for a name: `Kiki (K):` once, `K:` from then on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualcode.model import Finding
from qualcode.readers import names


@dataclass(frozen=True)
class Aliases:
    """The labels of one document that give a name together with its initial."""

    names: Mapping[str, str]
    """Key of a label as written (*kiki (k)*, *k*) -> the name."""
    initials: Mapping[str, str]
    """Initial as written -> the name that it stands for."""
    unclear: tuple[str, ...] = ()
    """Initials that are given with several names, and so stand for none."""

    def name_of(self, label: str) -> str:
        """Give the name of a label, or the label itself."""
        return self.names.get(names.key(label), label)

    def findings(self, speakers: Iterable[str], file: str) -> list[Finding]:
        """Say which initials were joined with which speakers, and which could not be."""
        present = set(speakers)
        joined = [
            Finding("note", "speaker-initial", f"the label `{initial}` is taken as the speaker `{name}`", file)
            for initial, name in self.initials.items()
            if name in present
        ]
        unclear = [
            Finding(
                "warning",
                "speaker-initial-unclear",
                f"the label `{initial}` is the initial of several speakers; it was kept as a speaker of its own",
                file,
                hint="write the names out in the source, or say in corpus.yaml who it is",
            )
            for initial in self.unclear
            if initial in present
        ]
        return [*joined, *unclear]


def aliases(labels: Iterable[str]) -> Aliases:
    """Find the labels that give a name and its initial, in either order (`Kiki (K)`, the slip `G (Galuh)`)."""
    given: dict[str, dict[str, str]] = {}
    whole: dict[str, str] = {}
    for label in dict.fromkeys(labels):
        pair = names.name_and_initial(label)
        if pair:
            name, initial = pair
            whole[names.key(label)] = name
            given.setdefault(initial, {}).setdefault(names.key(name), name)
    clear = {initial: next(iter(of.values())) for initial, of in given.items() if len(of) == 1}
    unclear = tuple(initial for initial, of in given.items() if len(of) > 1)
    return Aliases(whole | {names.key(initial): name for initial, name in clear.items()}, clear, unclear)
