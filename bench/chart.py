"""A chart of F1 per group of signals, as bars of text and as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

_COLOURS = ("#0b5d7a", "#6fa8bd", "#d98e32", "#8a8a8a", "#5b8c5a", "#a05a9c")
_LABEL, _BAR, _THICK, _BETWEEN = 250, 420, 11, 12
_CELLS = 40

Bars = Mapping[str, Mapping[str, float]]  # group -> system -> F1


def as_text(bars: Bars) -> str:
    """Draw bars with characters."""
    lines = []
    for group, values in bars.items():
        lines.append(group)
        lines += [f"  {name:<32} {value:.2f} {'█' * round(value * _CELLS)}" for name, value in values.items()]
    return "\n".join(lines)


def as_svg(bars: Bars, title: str) -> str:
    """Draw bars as a picture with a white ground, so that it can be read on a dark page too."""
    names = list(next(iter(bars.values())))
    height_of_group = len(names) * _THICK + _BETWEEN
    top = 64 + 18 * len(names)
    height = top + height_of_group * len(bars) + 30
    width = _LABEL + _BAR + 60
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img" font-family="sans-serif" font-size="13">',
        f"<title>{escape(title)}</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        _text(16, 28, title, 'font-size="16" font-weight="bold"'),
        *_legend(names),
        *_scale(top, height - 24),
    ]
    for row, (group, values) in enumerate(bars.items()):
        parts += _group(group, list(values.values()), top + row * height_of_group)
    return "\n".join([*parts, "</svg>", ""])


def _legend(names: Sequence[str]) -> Iterator[str]:
    for row, name in enumerate(names):
        yield _bar(16, 44 + 18 * row, 12, 12, row)
        yield _text(34, 55 + 18 * row, name)


def _scale(top: int, bottom: int) -> Iterator[str]:
    for step in range(5):
        x = _LABEL + _BAR * step // 4
        yield f'<line x1="{x}" y1="{top - 6}" x2="{x}" y2="{bottom}" stroke="#ddd"/>'
        yield _text(x, bottom + 16, f"{step / 4:g}", 'text-anchor="middle"')


def _group(label: str, values: Sequence[float], top: int) -> Iterator[str]:
    yield _text(_LABEL - 10, top + len(values) * _THICK // 2 + 4, label, 'text-anchor="end"')
    for row, value in enumerate(values):
        length = round(value * _BAR)
        yield _bar(_LABEL, top + row * _THICK, length, _THICK - 2, row)
        yield _text(_LABEL + length + 4, top + row * _THICK + 9, f"{value:.2f}", 'font-size="10"')


def _bar(x: int, y: int, width: int, height: int, row: int) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{_COLOURS[row % len(_COLOURS)]}"/>'


def _text(x: int, y: int, text: str, look: str = "") -> str:
    return f'<text x="{x}" y="{y}" {look}>{escape(text)}</text>'
