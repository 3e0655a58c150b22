"""`site-builder explain`: what a code means, in three forms, and what is said of one that nobody knows."""

import json
from pathlib import Path

import pytest

from site_builder.problems import CODES
from tests.cli.running import Ending, run

TEXT = """\
warning[W115]: file ignored

A file looks as if it were meant to be read, but for its name it is not: only
names that end in `.yml`, in small letters and without a dot in front, are, and
`site.yml` by just that name. Or `PROVENANCE.csv`, or a row of it, is not read:
the message says why.

Why it matters: Its author believes that the entity, or the origin of a value,
is on the site, and nobody ever sees it.

For example, config/add_ons/duo_max.yaml:

    name: duo_max

Repaired, config/notes/duo_max.txt:

    name: duo_max

and, in a terminal:

    mv config/notes .

What to do: Rename it so that it ends in `.yml`, or move a copy that an editor
has left somewhere else. Begin `PROVENANCE.csv` with the names of its columns,
give each row a line and as many cells, and close its quotes.
"""
MARKDOWN = """\
## W103: byte order mark

The file begins with U+FEFF, an invisible mark that some editors on Windows write.

**Why it matters.** Other tools take it for the first letter of the first key, and then miss that field.

**For example**, `config/add_ons/duo_pro.yml`:

```yaml
\\ufeffname: duo_pro
```

**Repaired**, `config/add_ons/duo_pro.yml`:

```yaml
name: duo_pro
```

**What to do.** Save the file as UTF-8 without byte order mark (BOM).
"""


def test_an_explanation_as_text(tmp_path: Path) -> None:
    assert run("explain", "W115", cwd=tmp_path) == Ending(0, TEXT, "")


def test_an_explanation_as_markdown_shows_what_nobody_would_see(tmp_path: Path) -> None:
    assert run("explain", "W103", "--format", "markdown", cwd=tmp_path) == Ending(0, MARKDOWN, "")


def test_commands_alone_are_marked_as_such_in_markdown_whatever_files_are_called(tmp_path: Path) -> None:
    said = run("explain", "W115", "--format", "markdown", cwd=tmp_path).out

    assert "**For example**, `config/add_ons/duo_max.yaml`:\n\n```yaml\n" in said
    assert "**Repaired**, `config/notes/duo_max.txt`:\n\n```yaml\n" in said
    assert "**and**, in a terminal:\n\n```sh\n" in said


def test_an_explanation_as_json(tmp_path: Path) -> None:
    ending = run("explain", "E703", "--format", "json", cwd=tmp_path)

    assert (ending.status, ending.err) == (0, "")
    assert json.loads(ending.out) == {
        "schema_version": 1,
        "code": "E703",
        "severity": "error",
        "title": "config directory missing",
        "meaning": "There is no config directory where it was looked for, or the working directory itself was removed.",
        "harm": "A slip of the keyboard would give a site without content.",
        "example": [{"path": "", "text": "site-builder check --config cnofig\n"}],
        "repaired": [{"path": "", "text": "site-builder check --config config\n"}],
        "fix": "Give the command in the right directory, or name the configuration with `--config`.",
    }


def test_without_a_code_all_are_listed(tmp_path: Path) -> None:
    text, markdown, data = (run("explain", "--format", form, cwd=tmp_path).out for form in ("text", "markdown", "json"))

    assert text.splitlines()[3:5] == ["E103  forbidden character", "W103  byte order mark"]
    assert markdown.splitlines()[:3] == ["| code | when |", "| --- | --- |", "| E100 | not YAML |"]
    assert len(text.splitlines()) == len(markdown.splitlines()) - 2 == len(CODES)
    assert sorted(found["code"] for found in json.loads(data)["explanations"]) == sorted(CODES)


@pytest.mark.parametrize("written", ["E704", "w704", "704", " W704 "])
def test_a_code_is_known_by_its_number_in_whatever_letters(written: str, tmp_path: Path) -> None:
    assert run("explain", written, cwd=tmp_path).out.startswith("warning[W704]: ")


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("103", " (did you mean E103 or W103?)"),
        ("E3001", " (did you mean 'E301'?)"),
        ("nonsense", ""),
        ("\x1b[31m", ""),
        ("", ""),
    ],
)
def test_a_code_that_nobody_knows_ends_with_2_and_a_suggestion(written: str, hint: str, tmp_path: Path) -> None:
    ending = run("explain", written, cwd=tmp_path)

    shown = written.replace("\x1b", "\\x1b")
    assert (ending.status, ending.out) == (2, "")
    assert ending.err.splitlines()[-1] == (
        f"Error: there is no code '{shown}'{hint}; site-builder explain lists all of them"
    )
