"""The sheet that figures are drawn on: millimetres from its upper left corner, text that is measured, colours."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from qualcode.figures.kind import FigureOptions, too_crowded
from qualcode.languages.catalogue import Messages
from qualcode.text.visible import unbroken

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INCH, POINT = 25.4, 25.4 / 72
"""Millimetres of an inch and of a point of type."""
_TEXT, SMALL_TYPE = 7.0, 6.5
"""Points of labels, and of what stands beside them."""
BOLD = 1.13
"""How much wider bold letters are than others."""
LINE_HEIGHT = 3.2
"""Millimetres from one line of a text to the next."""
WIDE = 120.0
"""Millimetres from which labels stand beside their marks and not above them."""
_SAMPLE, _EDGE = 6.0, 2.0
"""Millimetres of a sample in a key, and of the edge of a figure."""
TALLEST = 240.0
"""Millimetres of a page without its margins."""


@dataclass(frozen=True)
class Ink:
    """Colours of a figure; each has its lightness, so that a copier tells them apart, too."""

    strong: str
    """Of what is compared first."""
    second: str
    """Of what it is compared with: only for areas, since it is pale on white."""
    tones: tuple[str, ...]
    """Of several things: neighbours differ in lightness, or their place tells them apart."""
    shades: tuple[str, str]
    """The palest and the darkest of areas that show a number."""
    line: str = "#737373"
    """Of intervals and connections."""
    quiet: str = "#4d4d4d"
    """Of text of the second rank."""

    def shade(self, share: float) -> str:
        """The colour of a number between none (0) and the largest (1)."""
        ends = ([int(end[at : at + 2], 16) for at in (1, 3, 5)] for end in self.shades)
        return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in zip(*ends, strict=True))


COLOUR = Ink("#0072b2", "#e69f00", ("#0072b2", "#e69f00", "#000000", "#56b4e9", "#d55e00", "#009e73", "#cc79a7"),
             ("#b3cde0", "#03396c"))  # fmt: skip
"""Masataka Okabe and Kei Ito, Color Universal Design (2008), without the yellow, which is too pale on white."""
GREY = Ink("#262626", "#9e9e9e", ("#000000", "#8c8c8c", "#404040", "#a6a6a6", "#1a1a1a", "#7a7a7a", "#333333"),
           ("#d0d0d0", "#262626"))  # fmt: skip


def lightness(colour: str) -> float:
    """L* of a colour (CIE 1976), from 0 to 100: how light it is for the eye, and on a copier."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return float(116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light)


@dataclass(frozen=True, eq=False)
class SheetPart:
    """Where a part of a figure stands."""

    of: "Sheet"
    """The whole."""
    left: float
    """Millimetres from its left edge; parts begin at the top."""


class Sheet:
    """A figure in millimetres, x to the right and y downwards; `begin` says how tall it is."""

    figure: "Figure"

    def __init__(self, options: FigureOptions, language: str, page: "SheetPart | None" = None) -> None:
        """Take width and colours, and of which page it is a part, if of any; there is nothing on it yet."""
        self.width, self.ink = options.width, GREY if options.grey else COLOUR
        self.say, self._options, self._page = Messages(language), options, page

    def part(self, left: float, width: float, *, placed: bool = True) -> "Sheet":
        """A sheet that is a part of this one, or only as large, to see how tall what is drawn on it will be."""
        page = SheetPart(self, left) if placed else None
        return Sheet(replace(self._options, width=width), self.say.language, page)

    @property
    def wide(self) -> bool:
        """Whether labels have room beside their marks."""
        return self.width >= WIDE

    @cached_property
    def _measure(self) -> Any:
        from matplotlib.textpath import TextToPath

        return TextToPath().get_text_width_height_descent

    def measure(self, text: str, size: float = _TEXT, weight: str = "normal") -> float:
        """Millimetres of a line of text."""
        from matplotlib.font_manager import FontProperties

        return float(self._measure(text, FontProperties(size=size, weight=weight), False)[0]) * POINT

    def widest(self, texts: Sequence[str], size: float = _TEXT, weight: str = "normal") -> float:
        """Millimetres of the longest of some texts."""
        return max((self.measure(text, size, weight) for text in texts), default=0.0)

    def fold(self, text: str, room: float, size: float = _TEXT) -> list[str]:
        """A text in lines as long as there is room; a word that is longer is divided."""
        lines: list[str] = []
        for word in filter(None, unbroken(text).replace(" (%", "\u00a0(%").split(" ")):  # other blanks do not break
            if lines and self.measure(f"{lines[-1]} {word}", size) <= room:
                lines[-1] += f" {word}"
            else:
                lines += self._divided(word, room, size)
        return lines or [""]

    def _divided(self, word: str, room: float, size: float) -> list[str]:
        parts: list[str] = []
        while self.measure(word, size) > room and len(word) > 2:
            fits = max((at for at in range(2, len(word)) if self.measure(word[:at] + "-", size) <= room), default=1)
            parts, word = [*parts, word[:fits].rstrip("-") + "-"], word[fits:]
        return [*parts, word]

    def cut(self, text: str, room: float, size: float = _TEXT) -> str:
        """A name that fits on one line: where it is longer its middle is left out, and the data have it whole."""
        if self.measure(text, size) <= room:
            return text
        kept = next((n for n in range(len(text) - 1, 2, -1) if self.measure(_middle(text, n), size) <= room), 2)
        return _middle(text, kept)

    def begin(self, height: float) -> None:
        """Make the figure.

        Raises:
            StudyError: it would not fit on a page.
        """
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        if height > TALLEST:
            message = f"the figure would be {height:.0f} mm tall, and a page has {TALLEST:.0f}"
            raise too_crowded(message, "choose some codes, write a wider --width, or write --to xlsx")
        self.height = height
        if self._page:
            self.figure = self._page.of.figure
            return
        self.figure = Figure(figsize=(self.width / INCH, height / INCH))
        FigureCanvasAgg(self.figure)

    def axes(self, left: float, top: float, width: float, height: float, *, rows: bool = True) -> "Axes":
        """A field for marks; where it has rows, y is in millimetres from its upper edge."""
        x, y = self._on_figure(left, top + height)
        page = self._page.of if self._page else self
        axes = self.figure.add_axes((x, y, width / page.width, height / page.height))
        if rows:
            axes.set_ylim(height, 0)
            axes.set_yticks([])
        return axes

    def _on_figure(self, x: float, y: float) -> tuple[float, float]:
        """A place in shares of the whole figure, upwards from its lower edge."""
        page, left = (self._page.of, self._page.left) if self._page else (self, 0.0)
        return (left + x) / page.width, 1 - y / page.height

    def blank(self, left: float, top: float, width: float, height: float) -> "Axes":
        """A field without an axis, both ways in millimetres."""
        axes = self.axes(left, top, width, height)
        axes.set_xlim(0, width)
        axes.axis("off")
        return axes

    def write(
        self, x: float, y: float, text: str | Sequence[str], *, size: float = _TEXT, align: str = "left",
        weight: str = "normal", style: str = "normal", colour: str = "#1a1a1a", turned: bool = False,
    ) -> None:  # fmt: skip
        """Write lines so that their middle is at y; turned ones begin at y and run upwards."""
        said = text if isinstance(text, str) else "\n".join(text)
        self.figure.text(
            *self._on_figure(x, y), said, fontsize=size, ha="center" if turned else align,
            va="bottom" if turned else "center", fontweight=weight, fontstyle=style, color=colour,
            rotation=90 if turned else 0, linespacing=LINE_HEIGHT / self._letter_height(size),
            multialignment="left" if turned else align,
        )  # fmt: skip

    def _letter_height(self, size: float) -> float:
        """Millimetres from the top of an `l` to the foot of a `p`, by which matplotlib sets its lines."""
        from matplotlib.font_manager import FontProperties

        return float(self._measure("lp", FontProperties(size=size), False)[1]) * POINT

    def share_axis(self, axes: "Axes", most: float = 100.0, step: float = 25.0) -> None:
        """An axis from 0 to what is most."""
        self.ticks(axes, [step * at for at in range(round(most / step) + 1)])

    def ticks(self, axes: "Axes", values: Sequence[float]) -> None:
        """An axis from the first of evenly spaced values to the last; where it is short, fewer of them are written."""
        last, wide = len(values) - 1, axes.get_position().width * (self._page.of if self._page else self).width
        room = self.widest([self.number(value) for value in values], SMALL_TYPE) + 1.2
        every = next((n for n in range(1, last + 1) if last % n == 0 and wide * n / last >= room), last)
        shown = [*values[::every]]
        axes.set_xlim(values[0], values[-1])
        axes.set_xticks(shown, [self.number(value) for value in shown])

    def key_places(self, texts: Sequence[str], top: float) -> list[tuple[float, float]]:
        """Where the parts of a key stand, from left to right in as many lines as it takes; the last is below it."""
        places, x, tall = [], _EDGE, 0.0
        for lines in map(self._key_lines, texts):
            wide = _SAMPLE + 1.2 + self.widest(lines, SMALL_TYPE)
            if x > _EDGE and x + wide > self.width - _EDGE:
                x, top, tall = _EDGE, top + tall + 1, 0.0
            places.append((x, top))
            x, tall = x + wide + 3, max(tall, len(lines) * LINE_HEIGHT)
        return [*places, (_EDGE, top + tall + 1)]

    def _key_lines(self, text: str) -> list[str]:
        """A part of a key, in lines where it is longer than the sheet is wide."""
        return self.fold(text, self.width - 2 * _EDGE - _SAMPLE - 1.2, SMALL_TYPE)

    def key(self, top: float, items: Sequence[tuple[str, Callable[["Axes"], object]]]) -> None:
        """What marks mean: each item is a text and what draws its sample in a field of 6 by 3 mm."""
        places = self.key_places([text for text, _ in items], top)
        for (text, sample), (x, y) in zip(items, places[:-1], strict=True):
            lines = self._key_lines(text)
            sample(self.blank(x, y, _SAMPLE, 3.0))
            self.write(x + _SAMPLE + 1.2, y + 1.5 + (len(lines) - 1) * LINE_HEIGHT / 2, lines, size=SMALL_TYPE)

    def number(self, value: float) -> str:
        """A number of an axis: no more decimals than it has, with a true minus sign."""
        places = next((at for at in range(3) if abs(round(value, at) - value) < 1e-9), 3)
        return self.say.number(value, places).replace("-", "−")


def _middle(text: str, kept: int) -> str:
    return f"{text[: (kept + 1) // 2]}…{text[len(text) - kept // 2 :]}"


def rounded_percent(part: int, whole: int) -> int:
    """Part of the whole in whole per cent, rounded half up from the counts and not from a rounded share."""
    return (200 * part + whole) // (2 * whole)


def nice_axis(most: float) -> tuple[float, float]:
    """End of an axis that begins at 0, and the step of its ticks: 1, 2, 2.5 or 5 times a power of ten."""
    if most <= 0:
        return 1.0, 1.0
    power = 10.0 ** len(str(int(most))) / 10 if most >= 1 else 0.1
    step = next((power * part for part in (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5) if most / (power * part) <= 5), power * 5)
    return step * -(-most // step), step
