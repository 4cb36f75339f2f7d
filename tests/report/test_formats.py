"""Each format against its official schema or consumer, with text that tries to break out of it."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from tests.report import made
from uowgen.diagnostic import Diagnostic
from uowgen.model import Criterion, Verdict
from uowgen.report import as_github, as_sarif
from uowgen.report.formats import FOR_PLANS, FORMATS, written
from uowgen.text import Source, Span

SCHEMAS = Path(__file__).parent / "schemas"


@cache
def sarif_schema() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text()))


def sarif(run=None, name="sarif") -> dict:
    log = json.loads(written(name, run or made.run()))
    sarif_schema().validate(log)
    return log["runs"][0]


def many(count: int, outcome="fails") -> list[tuple]:
    of = made.spec()
    some = made.verdicts(of)[1]
    rows = [some._replace(criterion=some.criterion._replace(text=f"claim {n}"), outcome=outcome) for n in range(count)]
    return [(of, tuple(rows))]


# ------------------------------------------------------------------------------------------------------------------- SARIF


def test_sarif_of_a_whole_run_is_valid():
    assert len(sarif()["results"]) == 7


def test_sarif_of_nothing_is_valid():
    assert sarif(made.run(plan=None, judged=()))["results"] == []


def test_a_verdict_is_a_pass_a_fail_or_open_and_only_a_fail_has_a_level():
    kinds = {r["properties"]["outcome"]: (r["kind"], r["level"]) for r in sarif()["results"]}
    assert kinds["holds"] == ("pass", "none")
    assert kinds["fails"] == ("fail", "error")
    assert kinds["undecided"] == ("open", "none")
    assert kinds["refused"] == ("fail", "error")
    assert kinds["warning"] == ("fail", "warning")
    assert kinds["applied"] == ("pass", "none")


def test_sarif_for_code_scanning_has_failures_alone():
    assert {r["kind"] for r in sarif(name="sarif-problems")["results"]} == {"fail"}


def test_a_rule_has_the_help_of_its_code():
    rules = {rule["id"]: rule for rule in sarif()["tool"]["driver"]["rules"]}
    assert "Write its name." in rules["anchor-not-found"]["help"]["text"]
    assert rules["anchor-not-found"]["shortDescription"]["text"] == "The item is nowhere in the file"
    assert all(rule["help"]["text"] for rule in rules.values())


def test_each_result_points_at_its_rule_by_index():
    run = sarif()
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(ids[r["ruleIndex"]] == r["ruleId"] for r in run["results"])


def test_a_criterion_keeps_its_rule_whether_it_holds_or_not():
    of = made.spec()
    first = made.verdicts(of)[0]
    failed = first._replace(outcome="fails", code="field-not-found")
    rules = [sarif(made.run(plan=None, judged=((of, (v,)),)))["results"][0]["ruleId"] for v in (first, failed)]
    assert rules == ["criterion/has_members"] * 2


def test_a_failing_criterion_shows_its_place_in_the_document_and_in_the_code():
    result = next(r for r in sarif()["results"] if r["properties"]["outcome"] == "fails")
    here = result["locations"][0]["physicalLocation"]
    there = result["relatedLocations"][0]["physicalLocation"]
    assert (here["artifactLocation"]["uri"], here["region"]["startLine"]) == ("docs/uow-7.md", 21)
    assert (there["artifactLocation"]["uri"], there["region"]["startLine"]) == ("src/mm.rs", 6)


def test_a_counterexample_is_a_code_flow_of_its_steps():
    result = next(r for r in sarif()["results"] if "codeFlows" in r)
    locations = result["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["location"]["message"]["text"] for step in locations] == list(made.verdicts()[1].scenario)
    assert all("physicalLocation" in step["location"] for step in locations)


def test_fingerprints_are_the_same_when_the_document_grows_above():
    of = made.spec()
    lower = of._replace(criteria=tuple(c._replace(line=c.line + 9, span=c.span.shifted(9)) for c in of.criteria), line=10)
    text = made.DOCUMENT.encode()
    runs = [
        made.run(None, plan=None, judged=((of, made.verdicts(of)),)),
        made.run(None, plan=None, judged=((lower, made.verdicts(lower)),), sources=lambda p: Source(p, b"\n" * 9 + text)),
    ]
    before, after = ([r["partialFingerprints"] for r in sarif(run)["results"]] for run in runs)
    assert before == after
    lines = [[r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in sarif(run)["results"]] for run in runs]
    assert [n + 9 for n in lines[0]] == lines[1]


def test_equal_criteria_of_one_spec_have_fingerprints_of_their_own():
    of = made.spec()
    twin = made.verdicts(of)[0]
    results = sarif(made.run(plan=None, judged=((of, (twin, twin)),)))["results"]
    marks = [r["partialFingerprints"]["uowgenFinding/v1"] for r in results]
    assert len(set(marks)) == 2


def test_too_many_results_are_cut_to_the_limit_failures_last(monkeypatch):
    monkeypatch.setattr(as_sarif, "MOST_RESULTS", 5)
    (of, passing), (_, failing) = many(4, "holds")[0], many(4, "fails")[0]
    run = sarif(made.run(plan=None, judged=((of, passing + failing),)))
    assert [r["kind"] for r in run["results"]] == ["pass", "fail", "fail", "fail", "fail"]
    assert "3 more results" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_places_and_steps_are_cut_to_the_limit():
    of = made.spec()
    some = made.verdicts(of)[1]
    long = some._replace(scenario=tuple(f"step {n}" for n in range(1500)), evidence=some.evidence * 150)
    result = sarif(made.run(plan=None, judged=((of, (long,)),)))["results"][0]
    steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
    assert len(result["relatedLocations"]) == 100
    assert len(steps) == 1000
    assert steps[-1]["location"]["message"]["text"] == "and 501 more steps"


def test_a_path_with_blanks_and_umlauts_is_a_valid_reference():
    of = made.spec("docs/über uns #1.md")
    assert sarif(made.run(of))["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == (
        "docs/%C3%BCber%20uns%20%231.md"
    )


# ------------------------------------------------------------------------------------------------------------------- JUnit


def junit(run=None):
    xmlschema = pytest.importorskip("xmlschema", reason="the JUnit schema is checked with xmlschema (a development dependency)")
    text = written("junit", run or made.run())
    xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd")).validate(text)
    from xml.etree import ElementTree

    return ElementTree.fromstring(text.encode())


def test_junit_is_a_suite_a_spec_and_a_case_a_criterion():
    suite = junit(made.run(plan=None)).find("testsuite")
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "1", "1")
    assert suite.get("name") == "7.1 Guard & <b>release</b>"


def test_an_undecided_criterion_is_skipped_with_its_reason():
    skipped = [case for case in junit().iter("testcase") if case.find("skipped") is not None]
    assert [case.get("name") for case in skipped] == ["works correctly, 100%"]
    assert skipped[0].find("skipped").get("message") == "nearest frame: it works"


def test_a_refused_operation_is_a_failed_case_and_a_warning_is_not():
    assert [failure.get("type") for failure in junit(made.run(judged=None)).iter("failure")] == ["anchor-not-found"]


def test_a_spec_without_criteria_is_an_empty_suite():
    of = made.spec(criteria=())
    assert junit(made.run(plan=None, judged=((of, ()),))).find("testsuite").get("tests") == "0"


def test_a_document_that_cannot_be_read_is_a_failure():
    problem = Diagnostic("spec-not-found", "there is no spec", "docs/x.md")
    assert junit(made.run(plan=None, judged=(), problems=(problem,))).get("failures") == "1"


# ------------------------------------------------------------------------------------------------------------------ GitHub

COMMAND = re.compile(r"^::(error|warning|notice) ([^:]*)::(.*)$")


def test_annotations_are_workflow_commands_whose_text_cannot_end_them():
    rows = written("github", made.run()).splitlines()
    parsed = [COMMAND.match(row) for row in rows]
    assert all(parsed)
    assert [m[1] for m in parsed] == ["error", "error", "warning", "notice"]
    assert "line=21" in parsed[1][2]
    assert "%250A" in parsed[1][3], "a percent sign of the text stays one"
    assert "\x1b" not in "".join(rows)


def test_a_path_with_a_colon_and_a_comma_stays_one_field():
    row = written("github", made.run(made.spec("docs/a,b:c.md"))).splitlines()[0]
    assert "file=docs/a%2Cb%3Ac.md," in row


def test_of_more_than_ten_errors_the_tenth_says_how_many_more():
    rows = written("github", made.run(plan=None, judged=tuple(many(25)))).splitlines()
    commands = [row for row in rows if row.startswith("::")]
    assert len(commands) == as_github._MOST
    assert "and 16 more" in commands[-1]
    assert len(rows) == 26, "the log has all of them"


# ---------------------------------------------------------------------------------------------------------------- Markdown


def test_markdown_renders_no_tag_link_or_mention_of_the_document():
    markdown_it = pytest.importorskip("markdown_it")
    text = written("markdown", made.run())
    html = markdown_it.MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    assert "<script" not in html
    assert "<img" not in html
    assert "<a " not in html
    assert "@team" not in html
    assert re.search(r"(?<!&)#12", html) is None  # `&#124;` is a bar
    assert html.count("<details>") == html.count("</details>") == 4
    assert html.count("<tr>") == 2


def test_markdown_says_how_many_findings_did_not_fit():
    text = written("markdown", made.run(plan=None, judged=tuple(many(400))))
    assert len(text) < 65_536
    assert re.search(r"… and \d+ more\.$", text.strip())


# ---------------------------------------------------------------------------------------------------------- badge, concise


@pytest.mark.parametrize(
    ("outcomes", "message", "colour"),
    [
        (("holds", "holds"), "2 of 2 hold", "brightgreen"),
        (("holds", "undecided"), "1 of 2 hold", "yellow"),
        (("holds", "fails"), "1 of 2 hold", "red"),
        ((), "no criteria", "lightgrey"),
    ],
)
def test_a_badge_is_green_only_when_every_criterion_holds(outcomes, message, colour):
    verdicts = tuple(Verdict(Criterion("x", 1, Span(0, 0)), "", o, None, "") for o in outcomes)
    badge = json.loads(written("badge", made.run(plan=None, judged=((made.spec(), verdicts),))))
    assert badge == {"schemaVersion": 1, "label": "acceptance criteria", "message": message, "color": colour}


def test_concise_is_one_line_a_finding_with_path_line_and_column():
    rows = written("concise", made.run()).splitlines()
    assert rows[0] == "docs/uow-7.md:13:1: anchor-not-found there is no `nowhere`"
    assert len(rows) == 4
    assert all(re.match(r"[^:]+:\d+:\d+: [a-z-]+ ", row) for row in rows)
    assert "\x1b" not in "".join(rows)


# --------------------------------------------------------------------------------------------------------------------- all


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_twice_the_same_and_ends_its_last_line(name):
    assert written(name, made.run()) == written(name, made.run())
    assert written(name, made.run()).endswith("\n")


@pytest.mark.parametrize("name", FOR_PLANS)
def test_a_place_past_the_end_of_a_file_breaks_no_format(name):
    of = made.spec(criteria=(Criterion("x", 999, Span(99_999, 100_000)),))
    verdict = made.verdicts()[0]._replace(criterion=of.criteria[0])
    assert written(name, made.run(of, judged=((of, (verdict,)),))) is not None
