"""`uowgen report`: what it writes and where, what it never touches, how it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.run import Done, uowgen
from tests.report.site import broken_links

EPOCH = {"SOURCE_DATE_EPOCH": "1767225600"}


def report(kernel: Path, *more: str, **environment: str) -> Done:
    return uowgen("report", "--root", ".", *more, "spec.md", "-o", "site", cwd=kernel, **EPOCH, **environment)


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_report_on_the_bundled_kernel_is_whole(kernel):
    done = report(kernel)
    assert done.status == 1, "criteria fail before the spec is applied"
    assert done.errors == ""
    assert done.output.startswith("written: site/index.html (10 files, 0.")
    assert broken_links(files(kernel / "site")) == []
    written = json.loads((kernel / "site/report.json").read_text())
    assert (written["schema"], written["made"], written["totals"]["specs"]) == ("uowgen/report/1", "2026-01-01 00:00 UTC", 1)


def test_it_ends_well_when_all_that_can_be_decided_holds(kernel):
    assert uowgen("apply", "--root", ".", "spec.md", cwd=kernel).status == 0
    assert report(kernel).status == 0
    assert "88–140" in (kernel / "site/files.html").read_text(), "the lines that came from the spec"


def test_the_tree_is_not_touched(kernel):
    before = files(kernel)
    report(kernel)
    after = {path: text for path, text in files(kernel).items() if not path.startswith(("site/", ".uowgen"))}
    assert after == before


def test_a_second_report_on_the_same_differs_in_its_trend_alone_and_a_third_in_nothing_but_that(kernel):
    report(kernel)
    first = files(kernel / "site")
    report(kernel)
    second = files(kernel / "site")
    assert {path for path in first if first[path] != second[path]} == {"index.html", "report.json"}
    assert first.keys() == second.keys()


def test_the_next_report_tells_what_has_changed_and_takes_pages_away_that_are_no_more(kernel):
    (kernel / "other.md").write_text("# UoW 9: Other\n\n**File:** `kernel/src/syscall/mm.rs`\n", encoding="utf-8")
    report(kernel, "other.md")
    assert (kernel / "site/specs/9-other.html").exists()
    (kernel / "site/CNAME").write_text("kept", encoding="utf-8")
    uowgen("apply", "--root", ".", "spec.md", cwd=kernel)
    report(kernel)
    assert not (kernel / "site/specs/9-other.html").exists()
    assert (kernel / "site/CNAME").read_text() == "kept"
    assert '<b class="fails">fails</b> → <b class="holds">holds</b>' in (kernel / "site/index.html").read_text()


def test_an_earlier_report_elsewhere_is_compared_with_if_asked(kernel):
    report(kernel)
    (kernel / "site").rename(kernel / "last")
    report(kernel, "--since", "last/report.json")
    assert "No criterion&#39;s verdict has changed." in (kernel / "site/index.html").read_text().replace("'", "&#39;")


@pytest.mark.parametrize("content", [b"{}", b"[", b"[]", b'{"schema": "uowgen/report/1"}'])
def test_what_is_no_report_is_not_compared_with(kernel, content):
    (kernel / "last.json").write_bytes(content)
    done = report(kernel, "--since", "last.json")
    assert (done.status, (kernel / "site").exists()) == (2, False)
    assert done.errors.startswith("error[no-report]")


def test_a_folder_that_holds_something_else_is_left_alone(kernel):
    (kernel / "site").mkdir()
    (kernel / "site/index.html").write_text("mine", encoding="utf-8")
    done = report(kernel)
    assert done.status == 2
    assert done.errors.startswith("error[folder-taken]")
    assert files(kernel / "site") == {"index.html": b"mine"}
    assert not [path for path in kernel.iterdir() if path.name.startswith(".site-")]


def test_a_damaged_report_in_the_folder_counts_as_something_else(kernel):
    report(kernel)
    (kernel / "site/report.json").write_text("{", encoding="utf-8")
    assert report(kernel).status == 2


def test_an_empty_folder_is_used(kernel):
    (kernel / "site").mkdir()
    assert report(kernel).status == 1


def test_a_report_that_names_files_which_are_not_its_own_loses_none_of_them(kernel):
    report(kernel)
    found = json.loads((kernel / "site/report.json").read_text())
    found["pages"] += ["../spec.md", "/etc/hostname", "specs/../../spec.md", "mine.txt", "specs/Mine.html"]
    (kernel / "site/report.json").write_text(json.dumps(found), encoding="utf-8")
    (kernel / "site/mine.txt").write_text("mine", encoding="utf-8")
    report(kernel)
    assert (kernel / "spec.md").exists()
    assert (kernel / "site/mine.txt").read_text() == "mine"


def test_a_spec_that_is_not_there_makes_no_report(kernel):
    done = uowgen("report", "--root", ".", "nowhere.md", "-o", "site", cwd=kernel)
    assert (done.status, done.output, (kernel / "site").exists()) == (2, "", False)
    assert "spec-not-found" in done.errors


def test_a_known_failure_is_no_finding(kernel):
    assert uowgen("baseline", "--root", ".", "--reason", "not yet", "spec.md", cwd=kernel).status == 0
    assert report(kernel).status == 0
    (page,) = (kernel / "site/specs").iterdir()
    assert page.read_text().count("known, and let be: not yet") == 5


def test_the_title_is_the_users(kernel):
    report(kernel, "--title", "Kernel & <specs>")
    assert "<title>Kernel &amp; &lt;specs&gt;</title>" in (kernel / "site/index.html").read_text()


@pytest.mark.skipif(shutil.which("cargo") is None, reason="no cargo")
def test_what_needs_a_compiler_is_decided_on_request(kernel):
    assert uowgen("apply", "--root", ".", "spec.md", cwd=kernel).status == 0
    report(kernel)
    before = json.loads((kernel / "site/report.json").read_text())
    assert report(kernel, "--toolchain").status == 0
    after = json.loads((kernel / "site/report.json").read_text())
    assert (before["totals"]["undecided"], after["totals"]["undecided"]) == (1, 0)
