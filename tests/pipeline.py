"""GitLab CI files in, the pipeline out that GitLab would make of them: inputs filled in, files included, rules asked.

Only what our files use is known here; anything else is refused, so that no test passes for not having been understood.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
OWN = ROOT / ".gitlab-ci.yml"
COMPONENT = ROOT / "templates" / "catalog-site" / "template.yml"

_INPUT = re.compile(r"\$\[\[ inputs\.(\w+) \]\]")
_TYPES: Mapping[str, type] = {"string": str, "boolean": bool, "array": list}
_NO_JOBS = frozenset({"stages", "variables", "workflow", "include", "default"})
_TOKEN = re.compile(r"\s*(?:(?P<variable>\$\w+)|\"(?P<text>[^\"]*)\"|/(?P<regex>(?:[^/\\]|\\.)*)/|(?P<sign>==|=~|&&))")

Values = Mapping[str, str]


def documents(file: Path) -> list[Any]:
    """The YAML documents of a file."""
    return list(yaml.safe_load_all(file.read_text(encoding="utf-8")))


def component(**given: Any) -> dict[str, Any]:
    """The jobs of the component, with these inputs and the defaults of the others."""
    header, body = documents(COMPONENT)
    declared = header["spec"]["inputs"]
    assert given.keys() <= declared.keys(), "an input that the component does not have"
    values = {name: given.get(name, row.get("default")) for name, row in declared.items()}
    for name, value in values.items():
        assert type(value) is _TYPES[declared[name].get("type", "string")], f"input {name}"
    filled: dict[str, Any] = _filled(body, values)
    return filled


def own_pipeline() -> dict[str, Any]:
    """The whole configuration of this project, with the component that it includes."""
    (own,) = documents(OWN)
    (included,) = own["include"]
    assert ROOT / included["local"] == COMPONENT
    return {**component(**included["inputs"]), **own}


def jobs(pipeline: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The jobs by name, each with what it takes from the job that it extends and from the defaults."""
    whole = {name: job for name, job in pipeline.items() if name not in _NO_JOBS}
    return {
        name: _merged(pipeline.get("default", {}), _merged(whole.get(job.get("extends", ""), {}), job))
        for name, job in whole.items()
        if not name.startswith(".")
    }


def running(pipeline: Mapping[str, Any], variables: Values) -> set[str]:
    """The names of the jobs that GitLab would start; none where it would start no pipeline."""
    workflow = pipeline.get("workflow", {}).get("rules", [{}])
    if not _starts(workflow, variables):
        return set()
    return {name for name, job in jobs(pipeline).items() if _starts(job.get("rules", [{}]), variables)}


def _starts(rules: list[dict[str, str]], variables: Values) -> bool:
    """Whether the first rule that holds does not say never."""
    for rule in rules:
        assert rule.keys() <= {"if", "when"}
        if "if" not in rule or holds(rule["if"], variables):
            return rule.get("when") != "never"
    return False


def holds(expression: str, variables: Values) -> bool:
    """Whether comparisons that are joined by `&&`, or variables alone, all hold."""
    return all(_compared(part, variables) for part in _split(_tokens(expression), "&&"))


def _tokens(expression: str) -> list[tuple[str, str]]:
    tokens, at = [], 0
    while expression[at:].strip():
        match = _TOKEN.match(expression, at)
        assert match, f"not understood: {expression[at:]}"
        ((kind, text),) = ((kind, text) for kind, text in match.groupdict().items() if text is not None)
        tokens.append((kind, text))
        at = match.end()
    return tokens


def _split(tokens: list[tuple[str, str]], sign: str) -> list[list[tuple[str, str]]]:
    parts: list[list[tuple[str, str]]] = [[]]
    for token in tokens:
        if token == ("sign", sign):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _compared(part: list[tuple[str, str]], variables: Values) -> bool:
    match part:
        case [left]:
            return bool(_value(left, variables))
        case [left, ("sign", "=="), right]:
            return _value(left, variables) == _value(right, variables)
        case [left, ("sign", "=~"), ("regex", pattern)]:
            return re.search(pattern, _value(left, variables) or "") is not None
    raise AssertionError(f"not understood: {part}")


def _value(token: tuple[str, str], variables: Values) -> str | None:
    kind, text = token
    assert kind in ("variable", "text")
    return variables.get(text.removeprefix("$")) if kind == "variable" else text


def _merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """As `extends` merges: mappings key by key, everything else from the second."""
    both = {
        key: _merged(first[key], value) if isinstance(value, dict) and isinstance(first.get(key), dict) else value
        for key, value in second.items()
    }
    return {**first, **both}


def _filled(value: Any, inputs: Mapping[str, Any]) -> Any:
    """The inputs in their places: of any type where one stands alone, else as text."""
    if isinstance(value, dict):
        return {_filled(key, inputs): _filled(one, inputs) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, inputs) for one in value]
    if not isinstance(value, str):
        return value
    if alone := _INPUT.fullmatch(value):
        return inputs[alone[1]]
    return _INPUT.sub(lambda match: _as_text(inputs[match[1]]), value)


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
