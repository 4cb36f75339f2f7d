"""The report as files, without a browser: its structure, its links, hostile text, the way back, the trend, its size."""

from __future__ import annotations

import copy
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report import made
from tests.report.site import broken_links, criterion, many, mixed, pages, site
from uowgen.diagnostic import Diagnostic
from uowgen.model import Evidence, Operation, Plan, SpecPlan
from uowgen.report.formats import written
from uowgen.report.site.facts import facts_of
from uowgen.report.site.graph import HEIGHT, WIDTH, graph_of
from uowgen.report.site.slugs import slugs
from uowgen.report.site.trend import is_report
from uowgen.text import Source, Span

SPEC_PAGE = "specs/7-1-guard-b-release-b.html"
FILE_PAGE = "files/src-mm-rs.html"


def report(files: dict[str, bytes]) -> dict:
    return json.loads(files["report.json"])


# --------------------------------------------------------------------------------------------------------------- structure


def test_the_report_is_an_overview_a_graph_the_files_and_a_page_for_each_spec_and_file():
    assert list(site()) == [
        "site.css", "site.js", "theme.js", "icon.svg", "index.html", "graph.html", "files.html", SPEC_PAGE, FILE_PAGE, "report.json",
    ]  # fmt: skip


def test_the_report_names_all_its_files_but_itself_in_its_json():
    files = site()
    assert report(files)["pages"] == [path for path in files if path != "report.json"]
    assert is_report(report(files))


def test_the_same_run_gives_the_same_bytes():
    assert site() == site()


@pytest.mark.parametrize("run", [made.run(), mixed(), made.run(plan=None, judged=())], ids=["one", "mixed", "empty"])
def test_each_page_is_well_formed_has_one_heading_and_no_id_twice(run):
    for path, page in pages(site(run)).items():
        assert page.unfit == [], path
        assert [name for name, _ in page.elements if name in ("h1", "main", "title")].count("h1") == 1, path
        assert len(page.ids) == len(set(page.ids)), path


@pytest.mark.parametrize("run", [made.run(), mixed(), made.run(plan=None, judged=())], ids=["one", "mixed", "empty"])
def test_each_link_leads_to_a_file_of_the_report_and_a_place_on_it(run):
    assert broken_links(site(run)) == []


def test_a_page_is_called_what_its_spec_is_called():
    text = site()[SPEC_PAGE].decode()
    assert re.search(r"<title>(.*?)</title>", text, re.DOTALL)[1] == "7.1 Guard &amp; &lt;b&gt;release&lt;/b&gt; · A title"


def test_nothing_is_loaded_from_elsewhere_and_the_policy_forbids_it():
    for path, page in pages(site()).items():
        assert not [link for link in page.links if "://" in link or link.startswith(("//", "data:", "javascript:"))], path
        policy = next(
            a["content"] for name, a in page.elements if name == "meta" and a.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'"), path
        assert "unsafe" not in policy


def test_no_page_has_a_script_or_a_style_of_its_own():
    for path, page in pages(site()).items():
        for name, attributes in page.elements:
            assert name != "style", path
            assert name != "script" or attributes.get("src"), path
            assert not [a for a in attributes if a == "style" or a.startswith("on")], path


def test_the_single_page_lets_in_its_style_and_nothing_else():
    from base64 import b64encode
    from hashlib import sha256

    text = written("html", made.run())
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)[1]
    assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in text
    (page,) = pages({"page.html": text.encode()}).values()
    assert page.unfit == []
    assert not [name for name, _ in page.elements if name in ("script", "link", "img")]
    assert all(link[1:] in page.ids for link in page.links)
    assert len(page.ids) == len(set(page.ids))


def test_the_single_page_of_a_plan_says_nothing_of_criteria_and_that_of_verdicts_nothing_of_operations():
    plan = written("html", made.run(judged=None))
    verdicts = written("html", made.run(plan=None))
    assert "criteria hold" not in plan
    assert "anchor-not-found" in plan
    assert "would apply" not in verdicts
    assert "Counterexample" in verdicts


# ------------------------------------------------------------------------------------------------------------ hostile text


def test_text_of_documents_forms_no_element():
    known = set()
    for page in pages(site(made.run(made.spec(title="plain")))).values():
        known |= {name for name, _ in page.elements}
    for path, page in pages(site()).items():
        assert {name for name, _ in page.elements} <= known, path
        assert not [name for name, _ in page.elements if name == "img"], path


def test_hostile_text_is_shown_as_it_stands_but_for_characters_that_nobody_sees():
    page = pages(site())[SPEC_PAGE]
    assert "<img src=x onerror=alert(1)> {{ 7*7 }}" in page.text
    assert "<script>alert(1)</script>" in page.text
    assert not set(page.text) & {"\x1b", "\u202e"}


HOSTILE = ["</title><script>x</script>", "\"'><b>", "{% raw %}", "`code` <i>", "a`b", "&amp;", "-->", "\u2028x", "\x00y", "\ud800"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_breaks_no_page(text):
    path = f"docs/{text}.md"
    of = made.spec(path, id=text, title=text, parent=text, depends_on=(text, "x" + text), criteria=(criterion(text),))
    verdict = made.verdicts()[1]._replace(
        criterion=of.criteria[0], message=text + "\n+" + text, code=text, claim=text, scenario=(text,),
        evidence=(Evidence("src/mm.rs", 3, 3, text), Evidence(text, 1, 2, text)),
    )  # fmt: skip
    operation = made.plan(of).specs[0].operations[2]._replace(target=text, message=text, help=text, code=text, kind=text)
    plan = Plan((SpecPlan(of, (operation,), (Diagnostic("x", text, path),)),), (), (Diagnostic("y", text, path, help=text),))
    texts = {path: Source(path, made.DOCUMENT.encode()), "src/mm.rs": Source("src/mm.rs", made.CODE.encode())}
    run = made.run(of, plan=plan, judged=((of, (verdict,)),), sources=texts.get)
    files = site(run, title=text)
    assert broken_links(files) == []
    known = {name for page in pages(site()).values() for name, _ in page.elements} | {"pre", "span"}
    for name, page in pages(files).items():
        assert page.unfit == [], name
        assert {element for element, _ in page.elements} <= known, name


def test_an_attribute_cannot_be_left_with_a_quotation_mark():
    run = made.run(made.spec(title='" autofocus onfocus="alert(1)'))
    for page in pages(site(run)).values():
        assert not [a for _, attributes in page.elements for a in attributes if a in ("autofocus", "onfocus")]


# ------------------------------------------------------------------------------------------------------ what the pages say


def test_the_overview_counts_specs_operations_and_criteria():
    page = pages(site(mixed()))["index.html"]
    tiles = dict(re.findall(r"<dt>(.*?)</dt><dd>(\d+)", site(mixed())["index.html"].decode()))
    assert tiles == {
        "specs": "4", "criteria hold": "2", "fail": "1", "undecided": "2", "operations in the tree": "1", "would apply": "1",
        "refused": "1", "items no criterion speaks about": tiles["items no criterion speaks about"],
    }  # fmt: skip
    assert [a["data-s"] for name, a in page.elements if name == "tr" and "data-s" in a] == ["fails", "undecided", "holds", "none"]


def test_a_spec_page_shows_the_verdict_the_reason_and_the_counterexample_of_each_criterion():
    text = pages(site())[SPEC_PAGE].text
    for said in (
        "Guard has held",
        "by structure, proved",
        "Counterexample, step by step",
        "drop(g) frees 0x1000 <b>",
        "not-understood",
    ):
        assert said in text
    assert "Say what is to be seen." in text, "the help of the code"


def test_a_spec_page_links_each_block_to_the_lines_where_it_stands():
    links = pages(site())[SPEC_PAGE].links
    assert f"../{FILE_PAGE}#L3" in links
    assert f"../{FILE_PAGE}#L6" in links, "the place that was a candidate"


def test_a_line_of_the_document_and_its_criterion_link_to_each_other():
    page = pages(site())[SPEC_PAGE]
    assert {"#L20", "#L21", "#L22", "#c1", "#c2", "#c3"} <= set(page.links)


def test_a_file_page_tells_which_lines_come_from_which_spec():
    page = pages(site())[FILE_PAGE]
    assert "7.1 Guard & <b>release</b> lines 3–4" in page.text
    assert "lines 1–2, from no spec" in page.text
    assert f"../{SPEC_PAGE}#L8" in page.links


def test_an_item_that_no_criterion_speaks_about_is_named_on_its_spec_and_among_the_files():
    read = pages(site())
    assert "fn forgotten" in read[SPEC_PAGE].text.partition("Items no criterion speaks about")[2]
    assert "fn forgotten" in read["files.html"].text.partition("Items no criterion speaks about")[2]
    assert {u["label"] for u in report(site())["specs"][0]["unspoken"]} == {"fn forgotten", "fn lost"}


def test_operations_that_stand_at_the_same_lines_share_one_excerpt():
    of = made.spec()
    first = made.plan(of).specs[0].operations[0]
    run = made.run(of, plan=Plan((SpecPlan(of, (first, first._replace(kind="add_method", target="impl Guard"))),)))
    text = pages(site(run))[SPEC_PAGE].text
    assert text.count("stands at") == 1
    assert "add_method" in text


def test_a_document_that_cannot_be_shown_takes_no_page_away():
    assert SPEC_PAGE in site(made.run(sources=lambda _path: None))


def test_an_operation_past_the_end_of_its_file_is_no_fault():
    of = made.spec()
    lost = Operation("insert_item", 8, Span(0, 1), "src/mm.rs", "x", "applies", None, "there", line=9999, end_line=10_005, block=0)
    assert broken_links(site(made.run(of, plan=Plan((SpecPlan(of, (lost,)),))))) == []


# ------------------------------------------------------------------------------------------------------------------- graph


def specs_of(*needs: tuple[str, ...]) -> list:
    return [made.spec(f"{n}.md", id=str(n), depends_on=found) for n, found in enumerate(needs)]


def test_what_is_depended_on_stands_left_of_what_depends_on_it():
    graph = graph_of(specs_of(("1", "2"), ("2",), ()))
    at = {node.spec: node.x for node in graph.nodes}
    assert at[2] < at[1] < at[0]
    assert not any(edge.circular for edge in graph.edges)


def test_a_circle_is_drawn_and_marked():
    graph = graph_of(specs_of(("1",), ("0",), ()))
    assert [edge.circular for edge in graph.edges].count(True) == 1
    assert graph.alone == 1


def test_a_dependency_that_no_spec_is_stands_right_before_what_needs_it():
    graph = graph_of(specs_of((), ("0",), ("1", "gone")))
    missing = next(node for node in graph.nodes if node.spec is None)
    at = {node.spec: node.x for node in graph.nodes}
    assert (missing.name, missing.x) == ("gone", at[1])


@given(st.lists(st.lists(st.integers(0, 12), max_size=4), max_size=12))
def test_no_two_boxes_lie_on_each_other_and_all_edges_are_drawn(needs):
    specs = specs_of(*(tuple(map(str, found)) for found in needs))
    graph = graph_of(specs)
    assert len({(node.x, node.y) for node in graph.nodes}) == len(graph.nodes)
    assert len(graph.edges) == sum(len(set(found)) for found in needs)
    assert all(node.x >= 0 and node.y >= 0 for node in graph.nodes)


@given(st.lists(st.lists(st.integers(0, 9), max_size=3), max_size=10))
def test_no_curve_runs_behind_a_box(needs):
    graph = graph_of(specs_of(*(tuple(map(str, found)) for found in needs)))
    for edge in graph.edges:
        for y, x in re.findall(r" (\d+)H(\d+)", edge.path):
            assert not [node for node in graph.nodes if node.x + WIDTH == int(x) and node.y <= int(y) <= node.y + HEIGHT]


def test_very_many_long_curves_are_drawn_all_the_same():
    graph = graph_of(specs_of((), *((str(n), "0") for n in range(300))))
    assert len(graph.edges) == 599


@given(st.lists(st.text(max_size=80), max_size=20), st.sampled_from(["start", "end"]))
def test_names_of_pages_are_plain_and_given_once(texts, keep):
    found = slugs(texts, keep=keep)
    assert len(set(found)) == len(texts)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) and len(slug) <= 70 for slug in found)


# ------------------------------------------------------------------------------------------------------------------- trend


def test_a_report_on_the_same_has_no_changes():
    earlier = report(site())
    files = site(earlier=earlier)
    assert "No criterion's verdict has changed." in pages(files)["index.html"].text
    assert len(report(files)["history"]) == 2


def test_a_criterion_that_fails_now_is_told_with_what_it_was():
    before = copy.deepcopy(report(site()))
    before["specs"][0]["criteria"][1]["verdict"] = "holds"
    before["totals"]["fails"] -= 1
    before["made"] = "2025-12-01 00:00 UTC"
    page = pages(site(earlier=before))["index.html"]
    assert "Since 2025-12-01 00:00 UTC" in page.text
    assert "holds → fails 7.1: Drop does nothing if" in page.text
    assert "1 +1" in page.text, "the count of what fails, and by how much it rose"


def test_a_criterion_that_is_new_and_one_that_is_gone_are_told():
    before = report(site())
    before["specs"][0]["criteria"][0]["key"] = "0" * 16 + ":1"
    text = pages(site(earlier=before))["index.html"].text
    assert "new → holds 7.1" in text
    assert "holds → gone 7.1" in text


def test_a_spec_whose_document_or_code_has_changed_is_marked():
    before = report(site())
    before["specs"][0]["document_digest"] = "0"
    assert 'data-d="1"' in site(earlier=before)["index.html"].decode()
    assert "changed since the earlier report: document" in pages(site(earlier=before))[SPEC_PAGE].text
    before["specs"][0]["criteria"][0]["code_digest"] = "0"
    assert "changed since the earlier report: document and code" in pages(site(earlier=before))[SPEC_PAGE].text


def test_a_course_is_drawn_when_there_is_one():
    before = report(site())
    assert '<svg class="chart"' not in site(earlier=before)["index.html"].decode()
    before["history"][0]["fails"] = 7
    assert '<svg class="chart"' in site(earlier=before)["index.html"].decode()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_an_earlier_report_that_is_damaged_counts_as_none_or_is_used_but_never_breaks_a_page(data):
    damaged = report(_SITE)
    at: object = damaged
    for _ in range(data.draw(st.integers(0, 3))):
        keys = list(at) if isinstance(at, dict) else list(range(len(at))) if isinstance(at, list) else []
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if isinstance(at[key], dict | list) and data.draw(st.booleans()):
            at = at[key]
        else:
            at[key] = data.draw(JSON)
            break
    assert broken_links(site(earlier=damaged)) == []


_SITE = site()


# -------------------------------------------------------------------------------------------------------------------- size


def test_two_thousand_specs_stay_below_twenty_megabytes_and_every_link_leads_somewhere():
    files = site(many(2000))
    assert sum(map(len, files.values())) < 20_000_000
    assert sum(path.startswith("specs/") for path in files) == 2000
    assert broken_links(files) == []


def test_a_large_report_leaves_lines_of_code_out_and_says_so_but_none_that_others_link_to():
    of = made.spec()
    block = of.blocks[0]._replace(end_line=3000)
    text = made.DOCUMENT.replace("fn forgotten", "// filler\n" * 4000 + "fn forgotten")
    rows = [of._replace(path=f"{n}.md", id=str(n), blocks=(block,), span=Span(0, len(text))) for n in range(400)]
    run = made.run(
        of, plan=Plan(tuple(SpecPlan(row, ()) for row in rows)), judged=tuple((row, ()) for row in rows),
        sources=lambda path: Source(path, text.encode()) if path.endswith(".md") else None,
    )  # fmt: skip
    files = site(run)
    assert sum(map(len, files.values())) < 20_000_000
    assert "lines not shown" in files[f"specs/{facts_of(run)[0].page}.html"].decode()
    assert broken_links(files) == []
