"""What a user can name as a table of topics."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from qualcode.model import Column, Table
from qualcode.tables.frame import Codings, Frame
from qualcode.tables.kind import TableKind
from qualcode.tables.options import Options
from qualcode.topics.fitted import Fitted


@dataclass(frozen=True)
class TopicTable:
    """One table about fitted topics; with the topics it becomes a table like any other."""

    about: str
    """What the table says, in one sentence."""
    make: Callable[[Frame, Codings, Fitted, Options], Table]
    """Makes it."""
    columns: tuple[Column, ...]
    """Every column that it can have; options may leave some out."""
    takes: frozenset[str] = frozenset()
    """Options that change it, beside those that every table takes."""
    needs: str = ""
    """Option without which it cannot be made."""
    meaning: bool = False
    """True: it compares what typical units mean, where the extra for it is installed."""
    coded: bool = False
    """True: it cannot be made before something is coded."""
    refuses: Mapping[str, str] = field(default_factory=dict)
    """Options that every other table takes -> why this one does not."""

    def of(self, fitted: Fitted | None) -> TableKind:
        """The table of some topics; without topics, only its options can be looked at."""

        def make(frame: Frame, codings: Codings, options: Options) -> Table:
            if fitted is None:
                raise ValueError("no topics were given")
            return self.make(frame, codings, fitted, options)

        return TableKind(self.about, make, self.columns, self.takes, self.needs, refuses=self.refuses, coded=self.coded)
