"""Draws the icon of the widget (bot/web/icon.svg) as PNG files, with nothing but the standard library."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from functools import cache

# The shapes of icon.svg, on its canvas of 32 by 32.
CANVAS = 32.0
ARROW = ((7.0, 21.5), (16.0, 7.0), (25.0, 21.5), (16.0, 17.3))
DOT = (16.0, 25.0, 2.0)
SAMPLES = 3

Colour = tuple[int, int, int]

GREEN: Colour = (0x0B, 0x5A, 0x5E)
WHITE: Colour = (0xFF, 0xFF, 0xFF)
AMBER: Colour = (0xFF, 0xC4, 0x6B)


@cache
def colour_icon(size: int) -> bytes:
    """Return the icon in colour, on a full square: Slack and Teams round its corners themselves."""
    return _png(size, _drawn(size, background=GREEN, arrow=WHITE, dot=AMBER))


@cache
def outline_icon(size: int) -> bytes:
    """Return the icon in white on nothing, as Teams asks for its narrow bar."""
    return _png(size, _drawn(size, background=None, arrow=WHITE, dot=WHITE))


def _drawn(size: int, *, background: Colour | None, arrow: Colour, dot: Colour) -> Iterator[bytes]:
    """Yield the rows of an icon, four bytes for each pixel."""
    places = [(place + 0.5) / SAMPLES for place in range(SAMPLES)]
    for row in range(size):
        pixels = bytearray()
        for column in range(size):
            found = [
                _at((column + across) * CANVAS / size, (row + down) * CANVAS / size, background, arrow, dot)
                for down in places
                for across in places
            ]
            pixels += _blended([each for each in found if each is not None], len(found))
        yield bytes(pixels)


def _at(x: float, y: float, background: Colour | None, arrow: Colour, dot: Colour) -> Colour | None:
    """Return the colour at a place of the canvas, or None where there is nothing."""
    centre_x, centre_y, radius = DOT
    if (x - centre_x) ** 2 + (y - centre_y) ** 2 <= radius**2:
        return dot
    return arrow if _is_inside(x, y) else background


def _is_inside(x: float, y: float) -> bool:
    """Tell whether a place is within the arrow: a line from there crosses its edge an odd number of times."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ARROW, ARROW[1:] + ARROW[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _blended(colours: list[Colour], samples: int) -> bytes:
    """Return one pixel of several samples, as red, green, blue and how much of it is covered."""
    if not colours:
        return bytes(4)
    mixed = [round(sum(colour[channel] for colour in colours) / len(colours)) for channel in range(3)]
    return bytes((*mixed, round(255 * len(colours) / samples)))


def _png(size: int, rows: Iterator[bytes]) -> bytes:
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    pixels = b"".join(b"\0" + row for row in rows)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
