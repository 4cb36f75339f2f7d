"""Where keys and values stand in a TOML text that has been read already: the standard reader tells no places.

It relies on the text being valid, and gives no values.
"""

from __future__ import annotations

from typing import NamedTuple

from uowgen.text import Span

_BLANK = b" \t\r\n"
_ENDS = b",]}\n#"


class Place(NamedTuple):
    """The bytes of a key (of an element: the element itself) and of its value; both the header's for a table with one."""

    key: Span
    value: Span


def places_of(text: bytes) -> dict[tuple[str, ...], Place]:
    """The place of everything in the valid TOML `text`, by its path of keys; elements of arrays are called by their index."""
    reader = _Reader(text)
    reader.read()
    return reader.found


class _Reader:
    def __init__(self, text: bytes) -> None:
        self.text = text
        self.at = 0
        self.found: dict[tuple[str, ...], Place] = {}

    def read(self) -> None:
        table: tuple[str, ...] = ()
        while self._skip_blanks() < len(self.text):
            if self.text[self.at] == ord("["):
                self.at += 2 if self.text.startswith(b"[[", self.at) else 1
                keys = self._keys()
                table = tuple(name for name, _ in keys)
                self.found.setdefault(table, Place(keys[-1][1], keys[-1][1]))
                self.at = self.text.index(b"]", self.at)
                self.at += 2 if self.text.startswith(b"]]", self.at) else 1
            else:
                self._pair(table)

    def _pair(self, table: tuple[str, ...]) -> None:
        keys = self._keys()
        for n, (_, span) in enumerate(keys[:-1], 1):
            self.found.setdefault((*table, *(name for name, _ in keys[:n])), Place(span, span))
        path = (*table, *(name for name, _ in keys))
        self.at = self.text.index(b"=", self.at) + 1
        self._skip_blanks()
        value = self._value(path)
        self.found[path] = Place(keys[-1][1], value)

    def _keys(self) -> list[tuple[str, Span]]:
        keys = []
        while True:
            self._skip_blanks()
            start = self.at
            if self.text[start : start + 1] in (b'"', b"'"):
                self._string()
                keys.append((_unquoted(self.text[start : self.at]), Span(start, self.at)))
            else:
                while self.text[self.at : self.at + 1] not in (b"", b".", b"=", b"]", b" ", b"\t"):
                    self.at += 1
                keys.append((self.text[start : self.at].decode("utf-8", "replace"), Span(start, self.at)))
            self._skip_blanks()
            if self.text[self.at : self.at + 1] != b".":
                return keys
            self.at += 1

    def _value(self, path: tuple[str, ...]) -> Span:
        start = self.at
        first = self.text[start : start + 1]
        if first in (b'"', b"'"):
            self._string()
        elif first == b"[":
            self._several(path, b"]")
        elif first == b"{":
            self._several(path, b"}")
        else:
            while self.at < len(self.text) and self.text[self.at] not in _ENDS:
                self.at += 1
            return Span(start, start + len(self.text[start : self.at].rstrip()))
        return Span(start, self.at)

    def _several(self, path: tuple[str, ...], end: bytes) -> None:
        self.at += 1
        count = 0
        while self._skip_blanks() < len(self.text) and self.text[self.at : self.at + 1] != end:
            if self.text[self.at] == ord(","):
                self.at += 1
            elif end == b"}":
                self._pair(path)
            else:
                element = (*path, str(count))
                count += 1
                value = self._value(element)
                self.found[element] = Place(value, value)
        self.at += 1

    def _string(self) -> None:
        mark = self.text[self.at : self.at + 1]
        if self.text.startswith(mark * 3, self.at):
            mark *= 3
        self.at += len(mark)
        while not self.text.startswith(mark, self.at):
            self.at += 2 if mark[:1] == b'"' and self.text[self.at] == ord("\\") else 1
        self.at += len(mark)
        while len(mark) == 3 and self.text[self.at : self.at + 1] == mark[:1]:  # up to two quotes may stand before the closing ones
            self.at += 1

    def _skip_blanks(self) -> int:
        while self.at < len(self.text):
            if self.text[self.at] == ord("#"):
                end = self.text.find(b"\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif self.text[self.at] in _BLANK:
                self.at += 1
            else:
                break
        return self.at


def _unquoted(text: bytes) -> str:
    from tomllib import loads

    return str(loads(f"key = {text.decode('utf-8', 'replace')}")["key"])
