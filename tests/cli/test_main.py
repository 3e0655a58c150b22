"""Every ending of the program is a message and an exit status, and never a traceback."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest

from site_builder import __version__
from site_builder.cli.main import cli
from site_builder.installed import own_files
from site_builder.obeying import Terminated
from site_builder.problems import BrokenTemplate, EnvironmentProblem, InvalidConfig, Problem
from tests.cli.running import ROOT, Ending, command, run, run_apart, surroundings
from tests.output.publishing import names, plain_rights, state
from tests.site.making import write_config
from tests.source.repositories import repository

NO_ROOM_TO_PRINT = (
    "standard output: error[E604] no room for what is printed: no space left on device\n"
    "  help: make room, or send it elsewhere\n1 error.\n"
)

GOOD = "-- unit_primitives/duo_chat --\nbackend_services: [ai_gateway]\n-- backend_services/ai_gateway --\n"
HELP = """\
Usage: site-builder [OPTIONS] COMMAND [ARGS]...

  Builds a catalog site from GitLab's Cloud Connector configuration, answers
  questions about it, and edits it.

  Examples:
    site-builder check
    site-builder serve
    site-builder available --license premium --add-on duo_pro --realm saas
    site-builder list unit_primitives --where add_ons=duo_pro
    site-builder update unit_primitive duo_chat --add add_ons=duo_core --dry-run
    site-builder export mermaid --entity duo_pro

  Every command has examples of its own: site-builder COMMAND --help

  Exit status:
    0    fine
    1    the configuration is wrong, or warns with --strict
    2    the command line is wrong
    3    the machine: cannot read or write, disk full, another build or edit
    4    a bug of this program: please report it
    130  interrupted (Ctrl-C); 143 terminated

  Environment:
    SOURCE_DATE_EPOCH  seconds since 1970: the moment of a build
    NO_COLOR           no colours, even at a terminal
    CI_PAGES_URL, CI_PROJECT_URL, CI_COMMIT_SHA
                       what a site says of itself in a GitLab CI job

  Files:
    config/            a directory for each kind, a YAML file for each entity
    config/site.yml    title, notice, titles and addresses of the site
    public/            the built site

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

Build:
  check       Tell all that is wrong with the configuration, in one run.
  build       Build the site and put it in the place of the old one, at once.
  serve       Show the site on this machine, built anew on every change.

Ask:
  available   Tell what works for a customer, and what opens the rest.
  show        Show everything that one entity states, and what refers to it.
  list        List the entities of a kind, all or those that state something.
  compare     Tell two to four add-ons or license types apart.
  explain     Explain a code: its meaning, who is hurt, an example, the fix.

Review:
  diff        Tell what changed between two configurations, and what it means
              for customers.
  review      Write everything that a merge request needs to show of what it
              changes.

Edit:
  add         Add an entity.
  update      Change what an entity states.
  deprecate   Mark a unit primitive as deprecated.
  rename      Rename an entity everywhere.
  remove      Remove an entity.
  fix         Repair what has one right answer, and show each repair.

Exchange:
  export      Write the catalog in a form that other programs read.
  import      Make a configuration from another layout of the same facts.

Shell:
  completion  Write what makes a shell complete commands, kinds, names and
              fields.
"""


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_every_command(tmp_path: Path, option: str) -> None:
    assert run(option, cwd=tmp_path) == Ending(0, HELP, "")


def test_without_a_command_the_help_is_shown_and_nothing_is_done(tmp_path: Path) -> None:
    assert run(cwd=tmp_path) == Ending(2, "", HELP)
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["build", "check", "serve"])
def test_the_help_of_a_command_shows_examples_on_lines_of_their_own(tmp_path: Path, name: str) -> None:
    ending = run(name, "--help", cwd=tmp_path)

    assert (ending.status, ending.err) == (0, "")
    assert f"\n  Examples:\n    site-builder {name}\n    site-builder {name} --config my/config" in ending.out
    assert "\b" not in ending.out


def test_no_help_is_wider_than_a_terminal() -> None:
    helps = dict(_helps(cli, click.Context(cli, info_name="site-builder", terminal_width=80)))

    assert helps.keys() > {"site-builder remove", "site-builder add unit_primitive", "site-builder import groups-file"}
    assert [(name, line) for name, text in helps.items() for line in text.splitlines() if len(line) > 80] == []


def _helps(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from _helps(found, click.Context(found, info_name=name, parent=context))


def test_the_version_is_told(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path) == Ending(0, f"site-builder, version {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("build", "--nope"),
            (
                "Usage: site-builder build [OPTIONS]\nTry 'site-builder build --help' for help.\n\n"
                "Error: No such option '--nope'.\n"
            ),
        ),
        (
            ("biuld",),
            (
                "Usage: site-builder [OPTIONS] COMMAND [ARGS]...\nTry 'site-builder --help' for help.\n\n"
                "Error: No such command 'biuld'. Did you mean 'build'?\n"
            ),
        ),
        (
            ("check", "--format", "xml"),
            (
                "Usage: site-builder check [OPTIONS]\nTry 'site-builder check --help' for help.\n\n"
                "Error: Invalid value for '--format': 'xml' is not one of 'text', 'json', 'codequality', 'junit'.\n"
            ),
        ),
        (
            ("build", "--templates", "nowhere"),
            (
                "Usage: site-builder build [OPTIONS]\nTry 'site-builder build --help' for help.\n\n"
                "Error: Invalid value for '--templates': Directory 'nowhere' does not exist.\n"
            ),
        ),
    ],
)
def test_a_wrong_command_line_ends_with_2_and_says_what_would_help(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    assert run(*arguments, cwd=tmp_path) == Ending(2, "", message)


@contextmanager
def a_command_that_ends_with(error: BaseException) -> Iterator[None]:
    """For a while the program has a command `fail` that raises this."""

    @click.command("fail")
    def fail() -> None:
        raise error

    cli.add_command(fail)
    try:
        yield
    finally:
        cli.commands.pop("fail")


def caused_by(cause: BaseException, error: Exception) -> Exception:
    error.__cause__ = cause
    return error


PROBLEM = Problem(path="config/a.yml", line=1, column=2, code="E301", field="add_ons[0]", message="unknown add-on 'x'")


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (
            InvalidConfig([PROBLEM]),
            1,
            "config/a.yml:1:2: error[E301] add_ons[0]: unknown add-on 'x'\n1 error.\n",
        ),
        (
            EnvironmentProblem(Problem(path="--as-of", code="E706", message="not a date and time: 'x'")),
            2,
            "--as-of: error[E706] not a date and time: 'x'\n1 error.\n",
        ),
        (click.ClickException("no"), 2, "Error: no\n"),
        (
            EnvironmentProblem(Problem(path="public", code="E604", message="no space left", help="make room")),
            3,
            "public: error[E604] no space left\n  help: make room\n1 error.\n",
        ),
        (
            OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
            3,
            NO_ROOM_TO_PRINT,
        ),
        (
            OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "notes.txt"),
            3,
            "error: [Errno 28] No space left on device: 'notes.txt'\n",
        ),
        (OSError(errno.EIO, os.strerror(errno.EIO)), 3, "error: [Errno 5] Input/output error\n"),
        (MemoryError(), 3, "error: out of memory\n"),
        (
            ImportError("/x.abi3.so: failed to map segment", path="/x.abi3.so"),
            3,
            "error: a library cannot be loaded, perhaps for want of memory: /x.abi3.so: failed to map segment\n",
        ),
        (
            ImportError("cannot import name 'y' from 'x' (/lib/x.py)", name="x", path="/lib/x.py"),
            4,
            "internal error, please report: ImportError: cannot import name 'y' from 'x' (/lib/x.py)\n",
        ),
        (
            BrokenTemplate(Problem(path="templates/pages/home.html", line=3, code="E501", message="'x' is undefined")),
            4,
            "templates/pages/home.html:3: error[E501] 'x' is undefined\n1 error.\ninternal error, please report\n",
        ),
        (
            RuntimeError("something \x1b[31m odd\n\u202e"),
            4,
            "internal error, please report: RuntimeError: something \\x1b[31m odd\\n\\u202e\n",
        ),
        (click.exceptions.Exit(7), 7, ""),
        (click.Abort(), 130, "interrupted\n"),
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (Terminated(143), 143, "terminated\n"),
        (caused_by(Terminated(143), RuntimeError("a class cannot be made")), 143, "terminated\n"),
        (caused_by(KeyboardInterrupt(), RuntimeError("a class cannot be made")), 130, "interrupted\n"),
    ],
)
def test_every_ending_has_a_status_and_a_message(
    tmp_path: Path, error: BaseException, status: int, message: str
) -> None:
    with a_command_that_ends_with(error):
        assert run("fail", cwd=tmp_path) == Ending(status, "", message)


def test_the_module_is_the_same_program(tmp_path: Path) -> None:
    write_config(tmp_path / "config", GOOD)

    assert run_apart("check", cwd=tmp_path) == run("check", cwd=tmp_path) == Ending(0, "No problems found.\n", "")


def test_whoever_ignores_their_children_changes_nothing_of_what_git_is_heard_to_say(tmp_path: Path) -> None:
    """Ignoring is handed down, and nobody is told then how a program ended."""
    write_config(tmp_path / "config", GOOD)
    ignoring = (
        "import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
    )

    ended = subprocess.run(
        [sys.executable, "-c", ignoring, *command("diff", "HEAD")],
        cwd=tmp_path, env=surroundings(), capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert Ending(ended.returncode, ended.stdout, ended.stderr) == run_apart("diff", "HEAD", cwd=tmp_path)
    assert "error[E707] not in a git repository" in ended.stderr


@pytest.mark.parametrize(
    "command", [("add", "unit_primitive", "duo"), ("update", "unit_primitive", "duo_chat")], ids=" ".join
)
def test_a_closed_input_is_one_where_nobody_is(tmp_path: Path, command: tuple[str, ...]) -> None:
    write_config(tmp_path / "config", GOOD)

    def ended(given: str) -> tuple[int, str]:
        shell = ["sh", "-c", f'exec "$0" -m site_builder "$@" <{given}', sys.executable, *command]
        done = subprocess.run(shell, cwd=tmp_path, env=surroundings(), capture_output=True, text=True, check=False)
        return done.returncode, done.stderr

    assert ended("&-") == ended("/dev/null")
    assert ended("&-")[0] == 2


@pytest.mark.skipif(plain_rights() is None, reason="root cannot give up its rights here")
def test_whatever_rights_new_files_have_their_owner_may_work_with_them(tmp_path: Path) -> None:
    write_config(tmp_path / "config", "-- unit_primitives/duo_chat --")
    program = "import os; os.umask(0o777); from site_builder.cli.main import main; main()"
    arguments = ("build", "--output", "public", "--cache", "cache", "--graphviz", "optional")

    made = subprocess.run(
        [*(plain_rights() or ()), sys.executable, "-c", program, *arguments],
        cwd=tmp_path,
        env=surroundings(),
        check=False,
        capture_output=True,
        text=True,
    )

    assert (made.returncode, made.stderr) == (0, "")
    assert sorted(it.name for it in tmp_path.iterdir()) == ["cache", "config", "public"]


@pytest.mark.parametrize(("given", "left"), [(0o022, 0o022), (0o027, 0o027), (0o700, 0), (0o747, 0o047)])
def test_only_what_the_owner_may_do_is_not_left_to_the_umask(given: int, left: int) -> None:
    program = f"""
import atexit, os
from site_builder.cli.main import main
os.umask({given})
atexit.register(lambda: print(os.umask(0)))
main()
"""
    ended = subprocess.run([sys.executable, "-c", program, "--version"], cwd=ROOT, capture_output=True, check=True)

    assert int(ended.stdout.split()[-1]) == left


@pytest.mark.parametrize("arguments", [("check",), ("check", "--format", "json"), ("build",), ("--help",)])
def test_a_reader_who_has_gone_is_no_error(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    write_config(tmp_path / "config", GOOD)
    reader, writer = os.pipe()
    os.close(reader)

    ending = run_apart(*arguments, cwd=tmp_path, stdout=writer)
    os.close(writer)

    assert ending == Ending(0, "", "")


@pytest.mark.parametrize("form", ["text", "json", "codequality", "junit"])
def test_a_reader_who_has_gone_opens_no_gate_of_check(tmp_path: Path, form: str) -> None:
    write_config(tmp_path / "config", f"{GOOD}-- unit_primitives/more --\nadd_ons: [nobody]\n")

    assert unread("check", "--format", form, cwd=tmp_path) == (1, "")


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_a_reader_who_has_gone_opens_no_gate_of_diff(tmp_path: Path, form: str) -> None:
    for name, more in (("old", "-- unit_primitives/more --\n"), ("new", "")):
        write_config(tmp_path / name, GOOD + more)
    gate = ("diff", "./old", "./new", "--config", "new", "--fail-on", "losses", "--format", form)

    status, said = unread(*gate, cwd=tmp_path)
    assert (status, "of a class to fail on" in said) == (1, True)


def test_a_reader_who_has_gone_changes_no_status_of_what_is_repaired_in_part(tmp_path: Path) -> None:
    write_config(
        tmp_path / "config", f"{GOOD}-- unit_primitives/more --\nadd_ons: [nobody]\nmin_gitlab_version: 16.10\n"
    )

    status, said = unread("fix", cwd=tmp_path)
    assert (status, "Repaired 1 value" in said, "E301" in said) == (1, True, True)


def unread(*arguments: str, cwd: Path) -> tuple[int, str]:
    """The status of a command whose output nobody reads, and what it says aside."""
    reader, writer = os.pipe()
    os.close(reader)
    ending = run_apart(*arguments, cwd=cwd, stdout=writer)
    os.close(writer)
    return ending.status, ending.err


def test_nor_does_an_import_or_a_review_that_nobody_reads(tmp_path: Path) -> None:
    made = repository(tmp_path)
    made.commit(
        "-- services.yml --\nservices:\n  duo_chat:\n    backend: gitlab-ai-gateway\n    min_gitlab_version: '16.8'\n"
        "    min_gitlab_version_for_free_access: '16.9'\n    bundled_with: {duo_pro: {unit_primitives: [duo_chat]}}\n"
    )
    write_config(made.config, GOOD)
    made.commit()
    write_config(made.config, GOOD.replace("duo_chat", "duo_talk", 1))

    imported = unread("import", "legacy-services", "self-managed=services.yml", "--output", "new", cwd=tmp_path)
    reviewed = unread("review", "--base", "HEAD", "--output", "review", "--fail-on", "added", cwd=tmp_path)

    assert (imported[0], (tmp_path / "new").is_dir()) == (1, True)
    assert reviewed == (1, "1 of the changes is of a class to fail on: added\n")


def test_nobody_listening_at_all_changes_no_exit_status(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)

    done = subprocess.run(
        command("check", "--config", "nowhere"),
        cwd=tmp_path,
        env=surroundings(),
        stdout=writer,
        stderr=writer,
        check=False,
    )
    os.close(writer)

    assert done.returncode == 3


def test_a_gate_stays_closed_where_nobody_reads_why(tmp_path: Path) -> None:
    write_config(tmp_path / "old", GOOD)
    write_config(tmp_path / "new", GOOD.replace("duo_chat", "duo_talk", 1))
    reader, writer = os.pipe()
    os.close(reader)

    ending = subprocess.run(
        command("diff", "old/", "new/", "--fail-on", "renamed"),
        cwd=tmp_path,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=writer,
        check=False,
    )
    os.close(writer)

    assert b"Renamed (1)" in ending.stdout
    assert ending.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [("nope",), ("build", "--processes", "0")], ids=" ".join)
def test_a_wrong_command_line_ends_with_2_also_where_it_cannot_be_told(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command(*arguments), cwd=ROOT, env=surroundings(), stderr=full, check=False)

    assert done.returncode == 2


def test_a_terminal_without_the_letters_shows_escapes_and_programs_get_utf_8_from_any(tmp_path: Path) -> None:
    write_config(tmp_path / "config", "-- unit_primitives/duo_chat --\ngroup: group::дуо…\n")

    text = run_apart("check", cwd=tmp_path, encoding="iso8859-5", PYTHONIOENCODING="iso8859-5")
    data = run_apart("check", "--format", "json", cwd=tmp_path, PYTHONIOENCODING="iso8859-5")

    assert (text.status, text.err) == (data.status, data.err) == (1, "")
    assert "error[E215] group: 'group::дуо\\u2026' is not of the form" in text.out
    assert "'group::дуо…' is not of the form" in data.out


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (("diff", "tags/vü"), "No changes between"),
        (("show", "unit_primitive", "duo_chat", "--history"), "since the record began, on 1 January 2024"),
    ],
)
def test_a_locale_without_the_letters_of_a_path_or_a_tag_finds_both_in_git(
    tmp_path: Path, what: tuple[str, ...], told: str
) -> None:
    made = repository(tmp_path)
    write_config(tmp_path / "größe", GOOD)
    made.commit()
    made.tag("vü")

    ending = run_apart(*what, "--config", "größe", cwd=tmp_path, PYTHONUTF8="0", LC_ALL="C")

    assert (ending.status, told in ending.out, ending.err) == (0, True, "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize(
    ("number", "status", "message"), [(signal.SIGTERM, 143, "terminated\n"), (signal.SIGINT, 130, "interrupted\n")]
)
def test_a_build_that_is_stopped_half_way_says_so_and_leaves_the_old_site_as_it_was(
    tmp_path: Path, number: int, status: int, message: str
) -> None:
    write_config(tmp_path / "config", GOOD)
    assert run("build", cwd=tmp_path).status == 0
    before = state(tmp_path / "public")
    templates = Path(shutil.copytree(own_files("templates"), tmp_path / "templates"))
    picture = templates / "assets" / "icon.svg"
    picture.unlink()
    os.mkfifo(picture)

    build = command("build", "--templates", templates)
    with subprocess.Popen(build, cwd=tmp_path, env=surroundings(), stderr=subprocess.PIPE, text=True) as process:
        with picture.open("w"):  # waits until the build wants to read it, when every page is written
            process.send_signal(number)
        # Closed by now: a signal that comes just before the build begins to read does not wake it up.
        _, said = process.communicate()

    assert (process.returncode, said) == (status, message)
    assert state(tmp_path / "public") == before
    assert names(tmp_path) == [".cache", "config", "public", "templates"]


UNBUFFERED = pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@UNBUFFERED
@pytest.mark.parametrize("arguments", [("export", "catalog-json"), ("completion", "bash"), ("check",)], ids=" ".join)
def test_output_for_which_there_is_no_room_is_told_with_the_way_out(
    arguments: tuple[str, ...], unbuffered: str
) -> None:
    with Path("/dev/full").open("wb") as full:
        ending = run_apart(*arguments, cwd=ROOT, stdout=full.fileno(), PYTHONUNBUFFERED=unbuffered)

    assert (ending.status, ending.err) == (
        3,
        NO_ROOM_TO_PRINT,
    )


@UNBUFFERED
def test_output_of_which_there_is_room_for_a_part_is_told_as_well(tmp_path: Path, unbuffered: str) -> None:
    printing = command("export", "catalog-json", "--config", ROOT / "config")

    with (tmp_path / "out.json").open("wb") as out:
        done = subprocess.run(
            ["sh", "-c", 'ulimit -f 8; exec "$@"', "sh", *printing],
            cwd=tmp_path, env=surroundings(PYTHONUNBUFFERED=unbuffered), stdout=out, stderr=subprocess.PIPE, text=True,
            check=False,
        )  # fmt: skip

    assert (done.returncode, done.stderr) == (3, NO_ROOM_TO_PRINT.replace("no space left on device", "file too large"))
    assert (tmp_path / "out.json").stat().st_size in (8 * 512, 8 * 1024)  # shells count blocks of one or the other


@UNBUFFERED
def test_who_asks_not_to_be_waited_for_reads_every_byte_all_the_same(unbuffered: str) -> None:
    printing = command("export", "catalog-json")
    moment = {"SOURCE_DATE_EPOCH": "1767225600"}
    environment = surroundings(PYTHONUNBUFFERED=unbuffered, **moment)
    reader, writer = os.pipe()
    os.set_blocking(writer, False)

    with subprocess.Popen(printing, cwd=ROOT, env=environment, stdout=writer, stderr=subprocess.PIPE) as process:
        os.close(writer)
        with os.fdopen(reader, "rb") as end:
            found = end.read()
        _, said = process.communicate()

    assert (process.returncode, said) == (0, b"")
    assert len(found) > 80_000  # more than a pipe holds
    assert found == run("export", "catalog-json", cwd=ROOT, **moment).out.encode()


@pytest.mark.parametrize("arguments", [("check",), ("build", "--config", ROOT / "config")])
def test_a_working_directory_that_was_removed_is_said(tmp_path: Path, arguments: tuple[object, ...]) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()

    ended = subprocess.run(
        ["sh", "-c", 'rmdir "$PWD"; exec "$@"', "sh", *command(*arguments)],
        cwd=gone,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr.endswith(
        "working directory: error[E703] this directory was removed\n  help: change into one that is there\n2 errors.\n"
    )
