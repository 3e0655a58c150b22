"""The explanation of every code: its example gives that code and no other, and the repaired one gives none."""

import shutil
import socket
from pathlib import Path

import pytest

from site_builder.explanations import EXPLANATIONS
from site_builder.output.manifest import Limits
from site_builder.output.publisher import publish
from site_builder.problems import CODES, EnvironmentProblem
from tests.cli.running import run
from tests.explanations.trying import BASE, codes
from tests.output.publishing import artifacts, plain_rights
from tests.output.publishing import run as run_program

# What an example cannot do without: two services that disagree do so about a member that differs from one of its
# samples.
BESIDE = {"W409": {"W404"}}
# A site of 200,000 files, a file that changes in between, and a port that is taken: below, each has a test of its own.
NOT_BY_COMMANDS = frozenset({"E608", "E610", "E708"})


def tried(without: frozenset[str] = frozenset()) -> list[str]:
    return [code for code in EXPLANATIONS if code not in without]


def test_every_code_of_the_table_is_explained_by_number() -> None:
    assert sorted(EXPLANATIONS) == sorted(CODES)
    assert [code[1:] for code in EXPLANATIONS] == sorted(code[1:] for code in EXPLANATIONS)


@pytest.mark.skipif(plain_rights() is None, reason="a user whose rights count is needed")
@pytest.mark.parametrize("code", tried(NOT_BY_COMMANDS))
def test_an_example_gives_its_code_and_no_other(code: str, tmp_path: Path) -> None:
    status, found = codes(EXPLANATIONS[code].wrong, tmp_path)

    assert found == {code} | BESIDE.get(code, set())
    assert (status == 0) == code.startswith("W")


@pytest.mark.parametrize("code", tried(NOT_BY_COMMANDS))
def test_what_is_repaired_gives_none(code: str, tmp_path: Path) -> None:
    assert codes(EXPLANATIONS[code].right, tmp_path) == (0, set())


@pytest.mark.parametrize("code", tried())
def test_every_part_says_something_in_a_sentence(code: str) -> None:
    explanation = EXPLANATIONS[code]

    for text in (explanation.meaning, explanation.harm, explanation.fix):
        assert text[0].isupper() or text[0] == "`"
        assert text.endswith((".", "?"))
        assert text.count("`") % 2 == 0
        assert len(text) < 260
    assert explanation.example != explanation.repaired


def test_a_site_beyond_the_limits_gives_e608(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        publish(artifacts({"index.html": "x", "404.html": "x"}), tmp_path / "public", limits=Limits(entries=2, bytes=9))

    assert caught.value.problem.code == "E608"


# The second line of the example is given when the first has looked at the file, and is about to write it.
MEANWHILE = """
import shlex
from site_builder.cli.main import main
directory, command, change = sys.argv[1:]
def late(event, arguments):
    if event == "os.mkdir" and str(arguments[0]).endswith(".site-builder-edit"):
        subprocess.run(change, shell=True, check=True)
os.chdir(directory)
sys.addaudithook(late)
sys.argv, sys.stderr = shlex.split(command.removesuffix("&")), sys.stdout
try:
    main()
except SystemExit as ending:
    print(ending.code)
"""


def test_a_file_that_changes_at_the_moment_of_an_edit_gives_e610(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "config")

    said = run_program(MEANWHILE, tmp_path, *EXPLANATIONS["E610"].wrong[0].text.splitlines())

    assert "error[E610]" in said[0]
    assert said[-1] == "3"


def test_a_port_that_another_program_has_gives_e708(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "config")
    with socket.create_server(("127.0.0.1", 0)) as other:
        ending = run("serve", "--port", other.getsockname()[1], cwd=tmp_path)

    assert ending.status == 3
    assert "error[E708]" in ending.err
