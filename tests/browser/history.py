"""The real configuration with a past of its own: a repository whose last commit is what it is today.

Backwards from today: unit primitives were not there yet, Duo Core was sold with none, one that is gone was there, and
cut-offs, a minimum and texts were others.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.source.repositories import Repository, repository

# The newest first, so that each step is told from what came after it: when, why, and how to go back before it.
_Undo = Callable[[Path], None]


def with_history(config: Path, root: Path) -> Path:
    """A repository with the configuration; gives its config directory."""
    made = repository(root)
    shutil.copytree(config, made.config)
    states = [root / "state-0"]
    shutil.copytree(config, states[0])
    for number, (_, _, undo) in enumerate(_STEPS, 1):
        states.append(Path(shutil.copytree(states[-1], root / f"state-{number}")))
        undo(states[-1])
    for number in reversed(range(len(states))):
        when, message = _STEPS[number][:2] if number < len(_STEPS) else ("2025-11-03T09:00:00Z", "Begin")
        _commit(made, states[number], message, when)
        if number == 2:
            _commit_an_error(made)
    for state in states:
        shutil.rmtree(state)
    return made.config


def _commit(made: Repository, state: Path, message: str, when: str) -> None:
    shutil.rmtree(made.config)
    # New times: git does not look into a file of the same size whose time is an old one.
    shutil.copytree(state, made.config, copy_function=shutil.copyfile)
    made.git("add", "config")
    made.git("commit", "-q", "--cleanup=verbatim", "-F", "-", given=message, when=when)


def _commit_an_error(made: Repository) -> None:
    _change(made.config, "unit_primitives/ask_epic", r"  - duo_enterprise\n", "  - duo_enterprize\n")
    made.git("add", "config")
    made.git("commit", "-q", "-m", "Add <b>what</b> is not there", when="2026-08-01T09:00:00Z")


def _change(config: Path, name: str, pattern: str, text: str) -> None:
    path = config / f"{name}.yml"
    before = path.read_text(encoding="utf-8")
    after = re.sub(pattern, text, before)
    assert before != after, name
    path.write_text(after, encoding="utf-8")


def _without_arrivals(config: Path) -> None:
    for name in ("codebase_search", "malware_advisories"):
        (config / f"unit_primitives/{name}.yml").unlink()
    _change(config, "unit_primitives/duo_chat", r"min_gitlab_version: '16\.9'", "min_gitlab_version: '16.11'")


def _without_duo_core(config: Path) -> None:
    for path in sorted((config / "unit_primitives").glob("*.yml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(r"add_ons:\n  - duo_core\n(?!  -)", "", text).replace("  - duo_core\n", ""), encoding="utf-8"
        )


def _with_what_is_gone(config: Path) -> None:
    old = (config / "unit_primitives/explain_vulnerability.yml").read_text(encoding="utf-8")
    gone = re.sub(
        r"description: .*", "description: Was there once.", old.replace("explain_vulnerability", "triage_vulnerability")
    )
    (config / "unit_primitives/triage_vulnerability.yml").write_text(gone, encoding="utf-8")
    _change(config, "license_types/ultimate", r"description: .*", f"description: {'The tier, once more. ' * 9}")


def _otherwise(config: Path) -> None:
    _change(
        config, "unit_primitives/resolve_vulnerability", r"cut_off_date: .*", "cut_off_date: 2026-09-01T00:00:00+00:00"
    )
    _change(config, "unit_primitives/write_tests", r"cut_off_date: .*", "cut_off_date: 2026-12-24T00:00:00+00:00")
    _change(
        config,
        "license_types/ultimate",
        r"description: .*",
        "description: A long text about the tier " + "and more " * 20,
    )


def _before_words(config: Path) -> None:
    for number, name in enumerate(("license_types/ultimate", "license_types/premium", "add_ons/duo_enterprise")):
        _change(
            config,
            name,
            r"description: .*",
            f"description: Words that were here before, number {number}, " + "at some length " * 8,
        )


_STEPS: tuple[tuple[str, str, _Undo], ...] = (
    ("2026-11-12T10:00:00Z", "Add search\n\nSee merge request gitlab-org/cloud-connector!140\n", _without_arrivals),
    (
        "2026-10-05T10:00:00Z",
        "Introduce Duo Core\n\nSee merge request gitlab-org/cloud-connector!133\n",
        _without_duo_core,
    ),
    ("2026-09-20T10:00:00Z", "Drop triage_vulnerability\n", _with_what_is_gone),
    ("2026-05-04T10:00:00Z", "Set cut-offs\n\nSee merge request gitlab-org/cloud-connector!99\n", _otherwise),
    ("2026-02-03T10:00:00Z", "Say it better\n", _before_words),
)
