"""Random texts and changes of the kinds that break patches: odd line ends, odd line breaks, no final newline, odd paths."""

from __future__ import annotations

from hypothesis import strategies as st

from uowgen.model import FileChange
from uowgen.patch import make_change
from uowgen.text import Draft, Edit, Span

_PIECES = (
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\x0c",
    "\u2028",
    "\u0085",
    "fn f() {",
    "}",
    "\t",
    " ",
    "é",
    "\\ No newline",
    "+",
    "-",
    "@@ ",
    "日本",
)

texts = st.lists(st.sampled_from(_PIECES), max_size=30).map(lambda parts: "".join(parts).encode())
starts = st.sampled_from((b"", b"", b"\xef\xbb\xbf"))
sources = st.builds(lambda start, text: start + text, starts, texts)
_NAMES = st.text(st.sampled_from(list('ab .-_é日"\\\t$')), min_size=1, max_size=6).filter(
    lambda n: n.strip(".") != "" and n != ".git"
)
paths = st.lists(_NAMES, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".rs")


@st.composite
def edits_of(draw: st.DrawFn, path: str, text: bytes) -> tuple[Edit, ...]:
    """Disjoint edits of `text`, none of which clash."""
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True).map(sorted))
    return tuple(Edit(path, Span(start, end), draw(texts)) for start, end in zip(cuts[::2], cuts[1::2], strict=False)) + (
        (Edit(path, Span(cuts[-1], cuts[-1]), draw(texts)),) if len(cuts) % 2 else ()
    )


@st.composite
def changes(draw: st.DrawFn, path: str = "src/a.rs") -> FileChange:
    """A change of a file that is there, a new file, or a file that goes."""
    kind = draw(st.sampled_from(("change", "change", "change", "new", "removed")))
    if kind == "new":
        return make_change(path, Draft(path, None).apply((Edit(path, Span(0, 0), draw(sources)),)))
    text = draw(sources)
    if kind == "removed":
        change = make_change(path, Draft(path, text).apply((Edit(path, Span(0, len(text)), b""),)))
        return change._replace(removed=True)
    return make_change(path, Draft(path, text).apply(draw(edits_of(path, text))))


@st.composite
def several_changes(draw: st.DrawFn) -> tuple[FileChange, ...]:
    """Changes of up to three files at odd paths, none below another."""
    given = draw(st.lists(paths, min_size=1, max_size=3, unique=True))
    alone = [p for p in given if not any(p != q and (q.startswith(p + "/") or p.startswith(q + "/")) for q in given)]
    return tuple(draw(changes(path)) for path in alone)
