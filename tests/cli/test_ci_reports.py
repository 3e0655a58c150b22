"""Reports that GitLab shows beside a merge request: Code Quality and JUnit."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from site_builder.cli.ci_reports import as_code_quality, as_junit
from site_builder.problems import Problem
from tests.cli.running import run
from tests.trees import primitive, write_tree

ERROR = Problem(
    path="config/a.yml",
    line=7,
    column=5,
    code="E301",
    field="add_ons[1]",
    message="unknown add-on 'x'",
    suggestion="write y",
)
WARNING = Problem(path="config/a.yml", code="W306", message="nothing refers to it")


def test_a_finding_has_what_gitlab_asks_for() -> None:
    (finding,) = json.loads(as_code_quality([ERROR]))

    assert finding.pop("fingerprint")
    assert finding == {
        "description": "add_ons[1]: unknown add-on 'x' (write y)",
        "check_name": "E301",
        "content": {"body": "More about it: `site-builder explain E301`"},
        "severity": "major",
        "location": {"path": "config/a.yml", "lines": {"begin": 7}},
    }


def test_a_warning_of_a_whole_file_stands_at_its_first_line() -> None:
    (finding,) = json.loads(as_code_quality([WARNING]))

    assert (finding["severity"], finding["location"]["lines"]) == ("minor", {"begin": 1})


def test_a_fingerprint_survives_moved_lines_and_tells_all_others_apart() -> None:
    def fingerprints(*problems: Problem) -> list[str]:
        return [finding["fingerprint"] for finding in json.loads(as_code_quality(problems))]

    moved = replace(ERROR, line=70)
    others = [
        replace(ERROR, path="b"),
        replace(ERROR, code="E307"),
        replace(ERROR, field="x"),
        replace(ERROR, message="y"),
    ]

    assert fingerprints(ERROR) == fingerprints(moved)
    assert len(set(fingerprints(ERROR, moved, *others))) == 6  # the same twice in a file is two findings


def test_every_file_is_a_test_case_that_its_errors_fail() -> None:
    report = as_junit([WARNING, ERROR], ["config/a.yml", "config/b.yml"])

    assert (
        report
        == """\
<?xml version="1.0" encoding="utf-8"?>
<testsuites>
  <testsuite name="site-builder check" tests="2" failures="1">
    <testcase classname="config" name="config/a.yml" file="config/a.yml">
      <failure message="add_ons[1]: unknown add-on 'x' (write y)" type="E301">\
config/a.yml:7:5: error[E301] add_ons[1]: unknown add-on 'x' (write y)</failure>
      <system-out>config/a.yml: warning[W306] nothing refers to it</system-out>
    </testcase>
    <testcase classname="config" name="config/b.yml" file="config/b.yml" />
  </testsuite>
</testsuites>"""
    )


def test_what_is_hostile_stays_text() -> None:
    odd = Problem(path="config/<a>&\x1b.yml", line=1, column=1, code="E202", message="]]> \x00 \ud800 &amp;")

    report = as_junit([odd], [])

    assert ElementTree.fromstring(report).find(".//failure") is not None
    assert "\x1b" not in report + as_code_quality([odd])


def test_the_command_writes_both_and_exits_as_ever(tmp_path: Path) -> None:
    write_tree(tmp_path / "config", primitive("a", "add_ons: [x]\n") + "-- add_ons/y.yml --\nname: y\n")

    quality, junit = (run("check", "--format", form, cwd=tmp_path) for form in ("codequality", "junit"))

    assert (quality.status, junit.status) == (1, 1)
    assert [finding["check_name"] for finding in json.loads(quality.out)] == ["E301"]
    suite = ElementTree.fromstring(junit.out).find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
