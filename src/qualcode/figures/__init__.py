"""Figures: tables drawn for papers, one file a figure, as svg, pdf or png.

`FIGURES` is what a user can name: ours, then those of plug-ins (`qualcode.figures`); each says from which tables it is
drawn. A figure is drawn of finished tables and nothing else, so that it has no number of its own and shows no more
than they may tell. matplotlib (the extra `plots`) is imported when something is drawn.
"""

from collections.abc import Mapping

from qualcode.figures import (
    bars,
    cooccurrence,
    curves,
    dispersion,
    dots,
    keyness,
    lanes,
    matrix,
    network,
    panels,
    scores,
)
from qualcode.figures.kind import Drawing, FigureKind, FigureOptions, FigureSource
from qualcode.figures.save import FIGURE_FORMATS, caption, draw_figure, figure_bytes, need_matplotlib
from qualcode.model.registry import registered

_OURS: Mapping[str, FigureKind] = {
    "dots": dots.BARRIERS,
    "groups": panels.GROUP_PANELS,
    "matrix": matrix.MATRIX,
    "heat-map": cooccurrence.HEAT_MAP,
    "network": network.NETWORK,
    "heat-map-and-network": network.HEAT_MAP_AND_NETWORK,
    "lanes": lanes.LANES,
    "dispersion": dispersion.DISPERSION,
    "frequencies": bars.FREQUENCIES,
    "word-frequencies": bars.WORD_BARS,
    "keyness": keyness.KEYNESS,
    "coverage": curves.COVERAGE,
    "saturation": curves.SATURATION,
    "topics": bars.TOPIC_BARS,
    "topics-by-group": panels.TOPIC_PANELS,
    "evaluation": scores.EVALUATION,
    "coefficients": scores.COEFFICIENTS,
}
FIGURES = registered("qualcode.figures", _OURS)
"""Name -> the figure."""


def figures_of(table: str) -> list[str]:
    """The figures that can be drawn of a table, the usual one first."""
    return [name for name, kind in FIGURES.items() if table in kind.tables]


def drawn_tables() -> list[str]:
    """Tables of which there is a figure."""
    return list(dict.fromkeys(table for kind in FIGURES.values() for table in kind.tables))


__all__ = ["FIGURES", "FIGURE_FORMATS", "Drawing", "FigureKind", "FigureOptions", "FigureSource", "caption",
           "draw_figure", "drawn_tables", "figure_bytes", "figures_of", "need_matplotlib"]  # fmt: skip
