"""A build that fails, or is killed, at whatever moment: the old site or the new one is there, whole, as it was."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_builder.output.artifact import Artifact
from site_builder.output.manifest import MANIFEST
from site_builder.output.publisher import check_output, publish
from site_builder.problems import EnvironmentProblem
from tests.output.publishing import (
    artifacts,
    fill_the_disk,
    interrupt,
    left_by_a_killed_build,
    mounting,
    names,
    run,
    running,
    site,
    state,
    stopped_at_every_step,
)

OLD = {"index.html": "old", "same.html": "same", "gone.html": "gone"}
NEW = {"index.html": "new", "same.html": "same", "added/page.html": "added"}


class Unexpected(Exception):
    """Something that rendering raises."""


@pytest.mark.parametrize("failure", [Unexpected, KeyboardInterrupt, OSError, SystemExit])
@pytest.mark.parametrize("after", [0, 1, 3])
def test_what_rendering_raises_comes_through_and_the_old_site_stays(
    tmp_path: Path, failure: type[BaseException], after: int
) -> None:
    publish(artifacts(OLD), tmp_path / "public")
    before = state(tmp_path / "public")

    def failing() -> Iterator[Artifact]:
        yield from list(artifacts(NEW))[:after]
        raise failure("while rendering")

    with pytest.raises(failure, match="while rendering"):
        publish(failing(), tmp_path / "public")

    assert state(tmp_path / "public") == before
    assert names(tmp_path) == ["public"]


def test_a_first_build_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def failing() -> Iterator[Artifact]:
        yield Artifact("index.html", b"new")
        raise Unexpected

    with pytest.raises(Unexpected):
        publish(failing(), tmp_path / "build/site/public")

    assert names(tmp_path) == []


def test_files_that_come_or_change_during_the_build_are_named_and_kept(tmp_path: Path) -> None:
    output = tmp_path / "public"
    publish(artifacts(OLD), output)

    def slow() -> Iterator[Artifact]:
        yield from artifacts(NEW)
        (output / "notes.txt").write_text("mine", "utf-8")
        (output / "same.html").write_text("mended", "utf-8")

    with pytest.raises(EnvironmentProblem) as caught:
        publish(slow(), output)

    assert caught.value.problem.code == "E601"
    assert caught.value.problem.message == (
        "holds 2 files that this program did not write: "
        "notes.txt (changed during the build), same.html (changed during the build)"
    )
    assert site(output) == {**OLD, "notes.txt": "mine", "same.html": "mended"}
    assert names(tmp_path) == ["public"]


def test_an_output_that_appears_during_a_first_build_is_kept(tmp_path: Path) -> None:
    output = tmp_path / "public"

    def slow() -> Iterator[Artifact]:
        yield from artifacts(NEW)
        output.mkdir()
        (output / "notes.txt").write_text("mine", "utf-8")

    with pytest.raises(EnvironmentProblem, match=r"E601.*notes\.txt \(changed during the build\)"):
        publish(slow(), output)

    assert site(output) == {"notes.txt": "mine"}


LATE = """
output = Path(sys.argv[1])
def late(event, _):
    if event == "ctypes.dlopen":  # the last thing before the exchange
        (output / "drafts/2024").mkdir(parents=True)
        (output / "drafts/mine.txt").write_text("mine")
        (output / "drafts/2024/mine.txt").write_text("older")
        (output / "index.html").write_text("mended")
        (output / "same.html").write_text("mended")
        (output / "notes").mkdir()
        (output / "notes/mine.txt").write_text("mine")
sys.addaudithook(late)
"""
LATECOMERS = {
    "drafts.kept/2024/mine.txt": "older",
    "drafts.kept/mine.txt": "mine",
    "index.html.kept": "mended",
    "notes/mine.txt": "mine",
    "same.html": "mended",  # the old site and the new one share this file
}


def test_files_that_come_or_change_at_the_very_moment_of_the_exchange_are_kept(tmp_path: Path) -> None:
    """Also in a directory that is a file in the new site."""
    publish(artifacts(OLD), tmp_path / "public")
    new = {**NEW, "drafts": "a page"}

    said = run(f"{LATE}\nprint(publish(artifacts({new}), output).how)", tmp_path / "public")

    assert said == ["exchanged"]
    assert site(tmp_path / "public") == {**new, **LATECOMERS}
    assert names(tmp_path) == ["public"]


@pytest.mark.parametrize("step", ["die", "fill_the_disk"])
def test_they_are_kept_as_well_where_the_build_ends_just_after_the_exchange(tmp_path: Path, step: str) -> None:
    """They are in the way of the next build then, which names them."""
    publish(artifacts(OLD), tmp_path / "public")
    new = {**NEW, "drafts": "a page"}
    ending = f"""
import site_builder.output.publisher as publisher
publisher.walk = lambda tree: {step}()
if os.fork() == 0:
    try:
        publish(artifacts({new}), output)
    finally:
        os._exit(0)
os.wait()
"""

    run(LATE + ending, tmp_path / "public")

    with pytest.raises(EnvironmentProblem, match=r"E601\W+holds 5 files that this program did not write"):
        publish(artifacts(new), tmp_path / "public")
    assert site(tmp_path / "public") == {**new, **LATECOMERS}
    for path in LATECOMERS:
        (tmp_path / "public" / path).unlink()
    publish(artifacts(new), tmp_path / "public")
    assert site(tmp_path / "public") == new
    assert names(tmp_path) == ["public"]


STREAMING = """
def streamed():
    for line in sys.stdin:
        path, text = line.split()
        yield Artifact(path, text.encode())
        print("taken", flush=True)

publish(streamed(), Path(sys.argv[1]))
print("published", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("taken", [0, 1, 2])
def test_a_build_killed_between_two_artifacts_leaves_the_old_site(
    tmp_path: Path, taken: int, number: signal.Signals
) -> None:
    output = tmp_path / "public"
    publish(artifacts(OLD), output)
    before = state(output)

    with running(STREAMING, output) as build:
        assert build.stdin
        assert build.stdout
        for path, text in list(NEW.items())[:taken]:
            build.stdin.write(f"{path} {text}\n")
            build.stdin.flush()
            assert build.stdout.readline() == "taken\n"
        build.send_signal(number)
        build.wait()

    assert state(output) == before
    check_output(output)
    publish(artifacts(NEW), output)
    assert site(output) == NEW
    assert names(tmp_path) == ["public"]


STOPPED_AGAIN = """
import os, signal

def again(event, arguments):
    if event == "shutil.rmtree":
        os.kill(os.getpid(), signal.SIGINT)

def stopped():
    yield Artifact("index.html", b"new")
    raise KeyboardInterrupt

sys.addaudithook(again)
try:
    publish(stopped(), Path(sys.argv[1]))
except KeyboardInterrupt:
    print("interrupted")
"""


def test_a_build_that_is_stopped_once_more_while_it_clears_away_leaves_nothing_behind(tmp_path: Path) -> None:
    publish(artifacts(OLD), tmp_path / "public")

    assert run(STOPPED_AGAIN, tmp_path / "public") == ["interrupted"]
    assert site(tmp_path / "public") == OLD
    assert names(tmp_path) == ["public"]


def test_a_build_killed_at_any_step_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    found = run(stopped_at_every_step(OLD, NEW), tmp_path)

    assert len(found) > 30
    assert set(found) == {"old old later public", "new new later public"}
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("how", [interrupt, fill_the_disk])
def test_a_build_stopped_at_any_step_leaves_the_old_site_or_the_new_one(
    tmp_path: Path, how: Callable[[], None]
) -> None:
    found = run(stopped_at_every_step(OLD, NEW, how), tmp_path)

    assert len(found) > 30
    assert set(found) == {"old old later public", "new new later public"}


def test_a_first_build_killed_at_any_step_leaves_no_site_or_a_whole_one(tmp_path: Path) -> None:
    found = run(stopped_at_every_step({}, NEW), tmp_path)

    assert len(found) > 20
    assert set(found) == {"none none later public", "new new later public"}


def test_what_a_killed_build_left_is_cleaned_away_but_nothing_else(tmp_path: Path) -> None:
    publish(artifacts(OLD), tmp_path / "public")
    with running(STREAMING, tmp_path / "public") as build:
        assert build.stdin
        assert build.stdout
        build.stdin.write("index.html new\n")
        build.stdin.flush()
        assert build.stdout.readline() == "taken\n"
    assert names(tmp_path) == [".public.site-builder", "public"]
    (tmp_path / ".public.site-builder-notes").mkdir()
    (tmp_path / ".other.site-builder").mkdir()

    publish(artifacts(NEW), tmp_path / "public")

    assert names(tmp_path) == [".other.site-builder", ".public.site-builder-notes", "public"]


FULL = """
output = Path(sys.argv[1])
before = state(output)
try:
    publish(iter([Artifact("index.html", b"new"), Artifact("large.bin", bytes(3_000_000))]), output)
except EnvironmentProblem as problem:
    print(str(problem).removeprefix(str(output)), "|", problem.problem.help)
print(state(output) == before, *names(output.parent))
"""


def test_a_file_that_does_not_fit_changes_nothing(tmp_path: Path) -> None:
    publish(artifacts(OLD), tmp_path / "public")

    said = run(
        f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))\n{FULL}",
        tmp_path / "public",
    )

    assert said == [
        ": error[E604] no room for the new files: file too large | make room and try again; nothing was changed",
        "True public",
    ]


@pytest.mark.skipif(mounting() is None, reason="no right to mount a small file system")
def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    said = run(
        f"""
os.system(f"mount -t tmpfs -o size=2m none {{sys.argv[1]}}")
sys.argv[1] += "/public"
publish(artifacts({OLD}), Path(sys.argv[1]))
{FULL}
print(publish(artifacts({NEW}), output).how, site(output) == {NEW})
""",
        tmp_path,
        prefix=mounting() or (),
    )

    assert said == [
        ": error[E604] no room for the new files: no space left on device | make room and try again; nothing was changed",
        "True public",
        "exchanged True",
    ]


@pytest.mark.parametrize("step", ["die", "fill_the_disk"])
def test_what_came_into_an_empty_directory_at_that_moment_is_kept_too(tmp_path: Path, step: str) -> None:
    (tmp_path / "public").mkdir()
    program = f"""
import site_builder.output.publisher as publisher
publisher.walk = lambda tree: {step}()
output = Path(sys.argv[1])
def late(event, _):
    if event == "ctypes.dlopen":
        (output / "mine.txt").write_text("mine")
        (output / "index.html").write_text("mine too")
sys.addaudithook(late)
if os.fork() == 0:
    try:
        publish(artifacts({NEW}), output)
    finally:
        os._exit(0)
os.wait()
"""

    run(program, tmp_path / "public")

    with pytest.raises(EnvironmentProblem, match=r"E601\W+holds 2 files that this program did not write"):
        publish(artifacts(NEW), tmp_path / "public")
    assert site(tmp_path / "public") == {**NEW, "index.html.kept": "mine too", "mine.txt": "mine"}


def test_a_site_with_a_page_too_many_is_not_taken_for_the_one_without(tmp_path: Path) -> None:
    """As where a build was killed that had all of the new site in its place, and not yet removed what is gone."""
    publish(artifacts({**NEW, "gone.html": "gone"}), tmp_path / "public")
    manifest = (tmp_path / "public" / MANIFEST).read_bytes()
    publish(artifacts(NEW), tmp_path / "public")
    (tmp_path / "public/gone.html").write_text("gone", "utf-8")
    work = left_by_a_killed_build(tmp_path / ".public.site-builder")
    (work / "manifest.0").write_bytes(manifest)

    publish(artifacts(NEW), tmp_path / "public")

    assert site(tmp_path / "public") == NEW
    assert names(tmp_path) == ["public"]


def test_an_empty_directory_in_its_place_does_not_keep_the_old_site_from_coming_back(tmp_path: Path) -> None:
    publish(artifacts(OLD), tmp_path / "public")
    work = left_by_a_killed_build(tmp_path / ".public.site-builder")
    (tmp_path / "public").rename(work / "old")
    (tmp_path / "public").mkdir()

    def failing() -> Iterator[Artifact]:
        yield Artifact("index.html", b"new")
        raise Unexpected

    with pytest.raises(Unexpected):
        publish(failing(), tmp_path / "public")

    assert site(tmp_path / "public") == OLD


def test_the_manifest_of_a_site_that_is_being_written_is_not_believed(tmp_path: Path) -> None:
    """A build killed while it wrote its manifest leaves half of one."""
    publish(artifacts(OLD), tmp_path / "public")
    new = left_by_a_killed_build(tmp_path / ".public.site-builder") / "new"
    new.mkdir()
    (new / MANIFEST).write_bytes(b"site-builder manifest 1\n07ed40")

    publish(artifacts(NEW), tmp_path / "public")

    assert site(tmp_path / "public") == NEW
    assert names(tmp_path) == ["public"]
