"""A report made in memory or in a folder, and its pages read back: ids, links, elements and text."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urldefrag

from tests.report import made
from uowgen.model import Criterion, Spec
from uowgen.report.run import Run
from uowgen.report.site.pages import site_of
from uowgen.text import Source, Span

VOID = frozenset({"meta", "link", "input", "rect", "path", "br", "use"})
ENDS_BY_ITSELF = frozenset({"li", "p", "td", "th", "tr", "dt", "dd", "thead", "tbody"})


class Page(HTMLParser):
    """One page: `ids`, `links` (href and src as written), `elements` (name, attributes), `text`, and ends that fit no start."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.parts: list[str] = []
        self.unfit: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.unfit += [f"<{name}> stays open" for name in self._open if name not in ENDS_BY_ITSELF]
        self.text = "".join(self.parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        self.ids += [given["id"]] if given.get("id") else []
        self.links += [value for name in ("href", "src") if (value := given.get(name))]
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open[-1] != tag and self._open[-1] in ENDS_BY_ITSELF:
            self._open.pop()
        if self._open and self._open[-1] == tag:
            self._open.pop()
        elif tag not in ENDS_BY_ITSELF:
            self.unfit.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def site(run: Run | None = None, **given: object) -> dict[str, bytes]:
    """The files of the report on `run`, by path."""
    return dict(site_of(run or made.run(), **{"title": "A title", "made": "2026-01-01 00:00 UTC", **given}))


def pages(files: dict[str, bytes]) -> dict[str, Page]:
    """The pages among `files`, read."""
    return {path: Page(content.decode()) for path, content in files.items() if path.endswith(".html")}


def broken_links(files: dict[str, bytes]) -> list[tuple[str, str]]:
    """Page and address of each link that leads to no file of the report, or to no place on its page."""
    read = pages(files)
    ids = {path: frozenset(page.ids) for path, page in read.items()}
    broken = []
    for path, page in read.items():
        for link in page.links:
            address, place = urldefrag(link)
            to = _joined(path, unquote(address)) if address else path
            if to not in files or (place and unquote(place) not in ids.get(to, ())):
                broken.append((path, link))
    return broken


def _joined(path: str, link: str) -> str:
    parts = list(PurePosixPath(path).parent.parts)
    for part in PurePosixPath(link).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def written_to(folder: Path, files: dict[str, bytes]) -> Path:
    """The folder, with `files` in it."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def many(count: int) -> Run:
    """A run on `count` specs with a document and an operation each, that depend on one another in chains of ten."""
    planned, judged, texts = [], [], {"src/mm.rs": Source("src/mm.rs", made.CODE.encode())}
    outcomes = ("holds", "fails", "undecided")
    for n in range(count):
        path = f"docs/{n // 100}/uow-{n}.md"
        title = f"Guard number {n} of the memory & <b>more</b>"
        of = made.spec(path, id=f"{n // 10}.{n % 10}", title=title, depends_on=(f"{n // 10}.{n % 10 - 1}",) if n % 10 else ())
        texts[path] = Source(path, made.DOCUMENT.encode())
        planned += made.plan(of).specs
        rows = made.verdicts(of)
        judged.append((of, (rows[0]._replace(outcome=outcomes[n % 3]), *rows[1:])))
    return Run(made.plan()._replace(specs=tuple(planned)), tuple(judged), texts.get, made.explain, (), "1.2.3")


def mixed() -> Run:
    """A run with one spec of each status: failing, undecided, holding, without criteria, one of them with words in all corners."""
    first = made.spec()
    _, failed, open_one = made.verdicts(first)
    held = made.verdicts(first)[0]
    texts = {"src/mm.rs": Source("src/mm.rs", made.CODE.encode())}
    rows: list[tuple[Spec, tuple]] = [(first, (held, failed, open_one))]
    for n, (title, verdicts) in enumerate((("Only open", (open_one,)), ("All well", (held,)), ("Nothing to judge", ())), 8):
        rows.append((made.spec(f"docs/uow-{n}.md", id=str(n), title=title, depends_on=("7.1",) if n == 8 else ()), verdicts))
    for of, _ in rows:
        texts[of.path] = Source(of.path, made.DOCUMENT.encode())
    return Run(made.plan(first), tuple(rows), texts.get, made.explain, (), "1.2.3")


def criterion(text: str, line: int = 21) -> Criterion:
    """A criterion at a line of the made document."""
    return Criterion(text, line, Span(0, 0))
