"""Problems or catalog in, what GitLab reads with a merge request out: Code Quality (JSON), JUnit (XML), OpenMetrics."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from xml.etree import ElementTree

from ..catalog import KINDS, Catalog
from ..problems import Problem, Severity, errors_in, visible
from .report import explaining

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}
_METRIC = "cloud_connector_unit_primitives"


def as_code_quality(problems: Iterable[Problem]) -> str:
    """A list of findings. The fingerprint hangs on what is wrong where, not on the line, which moves."""
    findings = []
    seen: Counter[str] = Counter()
    for problem in sorted(problems, key=Problem.sort_key):
        what = "\0".join(problem.identity)
        findings.append(_finding(problem, f"{what}\0{seen[what]}"))
        seen[what] += 1
    return json.dumps(findings, ensure_ascii=False, indent=1)


def as_junit(problems: Iterable[Problem], files: Iterable[str]) -> str:
    """A test case for each file, which fails by its errors; its warnings stand in its output."""
    by_file: dict[str, list[Problem]] = {file: [] for file in files}
    for problem in sorted(problems, key=Problem.sort_key):
        by_file.setdefault(problem.path, []).append(problem)
    failed = sum(1 for found in by_file.values() if errors_in(found))
    suite = ElementTree.Element("testsuite", name="site-builder check", tests=str(len(by_file)), failures=str(failed))
    for file, found in sorted(by_file.items()):
        _add_case(suite, file, found)
    suites = ElementTree.Element("testsuites")
    suites.append(suite)
    ElementTree.indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(suites, encoding="unicode")


def as_metrics(catalog: Catalog) -> str:
    """How many unit primitives there are, and how many each entity of the other kinds names, as OpenMetrics."""
    lines = [
        f"# TYPE {_METRIC} gauge",
        f"# HELP {_METRIC} Unit primitives of the catalog, and of each bundle, realm, service and owner.",
        f"{_METRIC} {len(catalog.unit_primitives)}",
    ]
    for kind in KINDS:
        for entity in catalog.of_kind(kind.singular):
            members = getattr(entity, "unit_primitives", None)
            if members is not None:
                lines.append(f'{_METRIC}{{kind="{kind.singular}",name="{_label(entity.name)}"}} {len(members)}')
    return "\n".join([*lines, "# EOF", ""])


def _finding(problem: Problem, what: str) -> dict[str, Any]:
    return {
        "description": _description(problem),
        "check_name": problem.code,
        "content": {"body": f"More about it: `{explaining(problem.code)}`"},
        "fingerprint": hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest(),
        "severity": _SEVERITIES[problem.severity],
        "location": {"path": problem.path, "lines": {"begin": problem.line or 1}},
    }


def _description(problem: Problem) -> str:
    subject = f"{problem.field}: " if problem.field else ""
    hint = f" ({problem.suggestion})" if problem.suggestion else ""
    return visible(f"{subject}{problem.message}{hint}")


def _add_case(suite: ElementTree.Element, file: str, found: Sequence[Problem]) -> None:
    case = ElementTree.SubElement(suite, "testcase", classname="config", name=visible(file), file=visible(file))
    if errors := errors_in(found):
        failure = ElementTree.SubElement(case, "failure", message=_description(errors[0]), type=errors[0].code)
        failure.text = "\n".join(map(str, errors))
    if warnings := [str(problem) for problem in found if problem.severity is Severity.WARNING]:
        ElementTree.SubElement(case, "system-out").text = "\n".join(warnings)


def _label(text: str) -> str:
    """A value of a label, as OpenMetrics escapes it."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
