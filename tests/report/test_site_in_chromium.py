"""The report in a real browser: no complaint on the console, search, filter and keys, both themes, narrow and wide windows.

Needs Chromium: as `chromium` on the path (Debian's package), named in CHROMIUM, or installed for Playwright. Without one every
test here is skipped with that reason; where CI says that there must be one (UOWGEN_BROWSER=required) they fail.
"""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.report import made
from tests.report.site import many, mixed, site, written_to
from uowgen.report.formats import written

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no page was looked at in a browser")

PLACES = ("CHROMIUM", "chromium", "chromium-browser", "google-chrome", "chrome")
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 360, "height": 740}
SHOWN = "tbody tr:not([hidden])"


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    program = os.environ.get(PLACES[0]) or next(filter(None, map(shutil.which, PLACES[1:])), None)
    with sync_api.sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=program)
        except sync_api.Error as error:
            if os.environ.get("UOWGEN_BROWSER") == "required":
                raise
            missing = f"no browser, so no page was looked at: {error.message.splitlines()[0]}"
            warnings.warn(missing, stacklevel=1)  # a skipped test is one letter; this is told at the end of the run
            pytest.skip(missing)
        yield started
        started.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with a spec of each status and a trend."""
    from json import loads

    before = loads(site(mixed())["report.json"])
    before["specs"][0]["criteria"][0]["verdict"] = "fails"
    before["specs"][1]["document_digest"] = "0"
    before["history"][0]["fails"] += 1
    there = written_to(tmp_path_factory.mktemp("site"), site(mixed(), earlier=before))
    (there / "single.html").write_text(written("html", mixed()), encoding="utf-8")
    return there


@pytest.fixture
def page(browser: sync_api.Browser) -> Iterator[sync_api.Page]:
    """A page that fails its test if the browser complains: errors, refused loads, broken policies."""
    yield from opened(browser)


def opened(browser: sync_api.Browser, **options: object) -> Iterator[sync_api.Page]:
    context = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **options})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.on("requestfailed", lambda request: None if _left(request) else said.append(f"not loaded: {request.url}"))
    page.on(
        "request", lambda request: said.append(f"from elsewhere: {request.url}") if not request.url.startswith("file:") else None
    )
    yield page
    context.close()
    assert said == []


def _left(request: sync_api.Request) -> bool:
    """Whether it was given up because the page was left, which is no fault of the page."""
    return request.failure == "net::ERR_ABORTED"


def paths(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.html"))


def go(page: sync_api.Page, folder: Path, path: str = "index.html") -> None:
    page.goto((folder / path.partition("#")[0]).as_uri() + (path[path.index("#") :] if "#" in path else ""))


# ---------------------------------------------------------------------------------------------------------------- all pages


def test_no_page_makes_the_browser_complain(page, folder):
    for path in paths(folder):
        go(page, folder, path)
        assert page.title(), path


def test_the_browser_reads_the_elements_that_were_written(page, folder):
    """Text that had become markup would add elements that no template has."""
    for path in paths(folder):
        go(page, folder, path)
        assert page.evaluate("document.querySelectorAll('script:not([src]), img, iframe, [onerror], [onfocus]').length") == 0, path
        assert page.evaluate("document.querySelectorAll('main').length") == 1, path


@pytest.mark.parametrize("window", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_page_scrolls_sideways(browser, folder, window):
    for page in opened(browser, viewport=window):
        for path in paths(folder):
            go(page, folder, path)
            page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= window["width"], path


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("window", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_wrong(browser, folder, theme, window):
    """All rules of WCAG 2.2 A and AA and the best practices, colour contrast among them, in this theme and window."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: accessibility was not checked")
    for page in opened(browser, viewport=window, color_scheme=theme):
        for path in paths(folder):
            go(page, folder, path)
            page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
            # Not preloaded: the policy lets no script read the style sheet, and axe does without.
            found = axe.Axe().run(page, options={"preload": False}).response
            wrong = [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in found["violations"]]
            assert wrong == [], path
            checked = {rule["id"] for rule in found["passes"]}
            assert {"color-contrast", "document-title", "html-has-lang"} <= checked, path


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_names_in_the_graph_stand_out_from_their_boxes(browser, folder, theme):
    """Axe cannot tell what lies behind text in a drawing: the contrast of WCAG AA, worked out here."""
    for page in opened(browser, color_scheme=theme):
        go(page, folder, "graph.html")
        pairs = page.evaluate("""[...document.querySelectorAll("svg .node text")].map((text) =>
            [text, text.parentElement.querySelector("use")].map((e) => getComputedStyle(e).fill.match(/[\\d.]+/g).slice(0, 3).map(Number)))""")
        assert len(pairs) == 6
        assert min(contrast(ink, paper) for ink, paper in pairs) >= 4.5


def contrast(one: list[float], other: list[float]) -> float:
    """The contrast of two colours in sRGB, 0 to 255, as WCAG defines it."""
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: list[float]) -> float:
    red, green, blue = ((c / 255 / 12.92) if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_of_the_system_is_followed(browser, folder, theme):
    for page in opened(browser, color_scheme=theme):
        go(page, folder)
        red = int(page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]"))
        assert (red > 200) == (theme == "light")


def test_a_chosen_theme_is_kept_from_page_to_page(page, folder):
    go(page, folder)
    page.click("#theme")
    page.click("#theme")
    assert page.inner_text("#theme") == "Theme: dark"
    go(page, folder, "files.html")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_without_scripts_everything_is_shown_and_no_dead_control_is(browser, folder):
    for page in opened(browser, java_script_enabled=False):
        go(page, folder)
        assert page.locator(SHOWN).count() == 4
        assert not page.locator("form.filter").is_visible()
        assert page.locator("#theme").count() == 0


def test_on_paper_the_controls_are_gone_and_folded_lines_are_not(page, folder):
    go(page, folder, "files/src-mm-rs.html")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator("header").is_visible()
    assert page.locator("main details:not([open])").count() == 0
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


# ---------------------------------------------------------------------------------------------------------- search and filter


def test_a_search_shows_the_specs_that_have_all_its_words(page, folder):
    go(page, folder)
    assert page.inner_text("output") == "4 of 4 shown"
    page.fill("#search", "WELL all")
    assert page.locator(SHOWN).all_inner_texts()[0].startswith("9\tAll well")
    assert page.inner_text("output") == "1 of 4 shown"
    page.fill("#search", "all nowhere")
    assert page.inner_text("output") == "0 of 4 shown"


def test_a_search_finds_a_spec_by_a_file_and_a_criterion_that_its_row_does_not_show(page, folder):
    go(page, folder)
    page.fill("#search", "src/mm.rs committed")
    assert [row.split("\t")[0] for row in page.locator(SHOWN).all_inner_texts()] == ["7.1"]


def test_a_status_that_is_not_ticked_is_not_shown(page, folder):
    go(page, folder)
    page.uncheck("input[value=fails]")
    page.uncheck("input[value=none]")
    assert [row.split("\t")[0] for row in page.locator(SHOWN).all_inner_texts()] == ["8", "9"]


def test_only_what_has_changed_since_the_earlier_report_can_be_shown(page, folder):
    go(page, folder)
    page.check("input[name=changed]")
    assert [row.split("\t")[0] for row in page.locator(SHOWN).all_inner_texts()] == ["8"]


def test_the_files_are_searched_as_well(page, folder):
    go(page, folder, "files.html")
    page.fill("#search", "nothing.rs")
    assert page.inner_text("output") == "0 of 1 shown"


# ---------------------------------------------------------------------------------------------------------------------- keys


def focused(page: sync_api.Page) -> str:
    return page.evaluate("document.activeElement.textContent.trim()")


def test_keys_search_move_open_and_clear(page, folder):
    go(page, folder)
    page.keyboard.press("/")
    page.keyboard.type("o")
    page.keyboard.press("Enter")
    first = focused(page)
    page.keyboard.press("j")
    assert focused(page) != first
    page.keyboard.press("k")
    assert focused(page) == first
    page.keyboard.press("Escape")
    assert page.inner_text("output") == "4 of 4 shown"
    page.keyboard.press("Enter")
    page.wait_for_url("**/specs/*.html")


def test_letters_typed_into_the_search_are_no_keys(page, folder):
    go(page, folder)
    page.click("#search")
    page.keyboard.type("tjk/")
    assert page.input_value("#search") == "tjk/"
    assert page.inner_text("#theme") == "Theme: auto"


def test_keys_lead_from_spec_to_spec_through_its_criteria_and_back(page, folder):
    go(page, folder)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/specs/7-1-*.html")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "c1"
    page.keyboard.press("n")
    page.wait_for_url("**/specs/8-*.html")
    page.keyboard.press("p")
    page.wait_for_url("**/specs/7-1-*.html")
    page.keyboard.press("o")
    page.wait_for_url("**/index.html")


def test_single_letters_can_be_switched_off_for_good(page, folder):
    go(page, folder)
    page.click("summary:has-text('Keys')")
    page.uncheck("#keys-on")
    go(page, folder)
    page.keyboard.press("t")
    assert page.inner_text("#theme") == "Theme: auto"


def test_tab_reaches_the_content_first_and_what_has_the_focus_is_seen(page, folder):
    go(page, folder)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


# --------------------------------------------------------------------------------------------------------------------- links


def test_a_link_to_a_line_that_is_folded_away_unfolds_it(page, folder):
    go(page, folder, "files/src-mm-rs.html")
    page.evaluate("document.querySelectorAll('details.stretch').forEach((fold) => { fold.open = false; })")
    page.evaluate("location.hash = '#L6'")
    page.wait_for_function("document.getElementById('L6').closest('details').open")
    assert page.locator("#L6").is_visible()


def test_a_spec_is_reached_from_the_graph(page, folder):
    go(page, folder, "graph.html")
    page.click("svg a:has-text('Only open') text >> nth=0")
    page.wait_for_url("**/specs/8-*.html")


# ---------------------------------------------------------------------------------------------------------------------- size


def test_two_thousand_specs_are_searched_and_drawn_without_complaint(page, tmp_path):
    there = written_to(tmp_path, {path: content for path, content in site(many(2000)).items() if not path.startswith("specs/")})
    go(page, there)
    page.fill("#search", "number 1999 ")
    assert page.inner_text("output") == "1 of 2000 shown"
    go(page, there, "graph.html")
    assert page.locator("svg a").count() == 2000


def test_the_single_page_shows_its_style_though_its_policy_is_strict(page, tmp_path):
    (tmp_path / "page.html").write_text(written("html", made.run()), encoding="utf-8")
    go(page, tmp_path, "page.html")
    assert page.evaluate("getComputedStyle(document.querySelector('.tiles')).display") == "grid"
