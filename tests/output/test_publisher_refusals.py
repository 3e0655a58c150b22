"""What publishing refuses: it says why, before any work, and changes nothing."""

import fcntl
import os
import shutil
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from site_builder.disk import unfollowed
from site_builder.output.artifact import Artifact
from site_builder.output.manifest import MANIFEST, Limits
from site_builder.output.publisher import check_output, publish
from site_builder.problems import EnvironmentProblem, Problem
from tests.output.publishing import (
    artifacts,
    closed,
    left_by_a_killed_build,
    names,
    plain_rights,
    run,
    running,
    site,
    state,
)

PAGES = {"index.html": "home", "add_ons/duo_pro.html": "pro", "add_ons/duo_core.html": "core"}
IN_THE_WAY = "public: error[E601] .public.site-builder is in the way, and nothing shows that this program made it there"
MOVE = "move them elsewhere, or choose another directory; nothing was changed"
ELSEWHERE = "name another directory; nothing was changed"
ALLOW = f"allow writing there with chmod or chown, mount it for writing, or {ELSEWHERE}"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory to work in, named as a project is, with a home beside it."""
    directory = tmp_path / "project"
    (directory / "config").mkdir(parents=True)
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(directory)
    return directory


def refusal(output: str, *protected: str) -> Problem:
    """What both the check before the work and publishing itself say, while everything stays as it was."""
    before = state(Path.cwd().parent)
    directories = [Path(directory) for directory in protected]
    with pytest.raises(EnvironmentProblem) as early:
        check_output(Path(output), protected=directories)
    assert state(Path.cwd().parent) == before
    with pytest.raises(EnvironmentProblem) as late:
        publish(map(_rendered, ["index.html"]), Path(output), protected=directories)
    assert late.value.problem == early.value.problem
    assert _without_times(state(Path.cwd().parent)) == _without_times(before)
    return early.value.problem


def _rendered(path: str) -> Artifact:
    raise AssertionError(f"{path} was rendered")


def _without_times(found: dict[str, tuple[int, int, int, bytes]]) -> dict[str, tuple[int, int, bytes]]:
    """The output's parent shows that a workspace came and went."""
    return {path: (mode, inode, content) for path, (mode, inode, _, content) in found.items()}


def test_a_good_place_is_not_refused_and_not_touched(project: Path) -> None:
    check_output(Path("public"), protected=[Path("config")])
    assert names(project) == ["config"]

    publish(artifacts(PAGES), Path("public"))
    before = state(project)
    check_output(Path("public"), protected=[Path("config")])
    assert state(project) == before


@pytest.mark.parametrize("name", [f"public/{MANIFEST}", f".public.site-builder/new/{MANIFEST}"])
def test_of_a_manifest_no_more_is_read_than_this_program_writes(name: str) -> None:
    left_by_a_killed_build(Path(".public.site-builder"))
    Path(name).parent.mkdir()
    with Path(name).open("wb") as manifest:
        manifest.truncate(300_000_000)

    tracemalloc.start()
    try:
        with suppress(EnvironmentProblem):
            check_output(Path("public"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 100_000_000


def test_a_manifest_that_is_too_large_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    publish(artifacts({"index.html": "home"}), Path("public"))
    size = Path("public", MANIFEST).stat().st_size

    monkeypatch.setattr("site_builder.output.manifest.LARGEST", size)
    check_output(Path("public"))

    monkeypatch.setattr("site_builder.output.manifest.LARGEST", size - 1)
    assert refusal("public").message == f"holds 2 files that this program did not write: {MANIFEST}, index.html"


def test_a_manifest_of_more_than_a_site_may_have_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    publish(artifacts({"index.html": "home"}), Path("public"))

    for limits in (Limits(entries=1, bytes=4), Limits(entries=2, bytes=3)):
        monkeypatch.setattr("site_builder.output.manifest.GITLAB_PAGES", limits)
        assert refusal("public").message == f"holds 2 files that this program did not write: {MANIFEST}, index.html"
    monkeypatch.setattr("site_builder.output.manifest.GITLAB_PAGES", Limits(entries=2, bytes=4))
    check_output(Path("public"))


def test_files_that_this_program_did_not_write_are_named() -> None:
    publish(artifacts(PAGES), Path("public"))
    Path("public/notes.txt").write_text("mine", "utf-8")
    Path("public/add_ons/duo_core.html").write_text("mend", "utf-8")

    assert refusal("public") == Problem(
        path="public",
        code="E601",
        message="holds 2 files that this program did not write: "
        "add_ons/duo_core.html (changed since it was published), notes.txt",
        help=MOVE,
    )


@pytest.mark.parametrize("inner", ["public/sub", "public/add_ons/mr/12", "{outside}/link/sub"])
def test_a_site_inside_a_published_one_is_refused(project: Path, inner: str) -> None:
    publish(artifacts(PAGES), Path("public"))
    (project.parent / "link").symlink_to(project / "public")
    inner = inner.format(outside=project.parent)

    assert refusal(inner) == Problem(
        path=inner,
        code="E602",
        message=f"would stand inside the published directory {project}/public",
        help="name a directory outside",
    )


def test_sites_inside_are_named() -> None:
    publish(artifacts(PAGES), Path("public/sub"))
    publish(artifacts(PAGES), Path("public/mr/12"))

    assert refusal("public").message == "holds what was published by itself: mr/12, sub"


def test_of_many_foreign_files_the_first_ten_are_named() -> None:
    Path("public").mkdir()
    for number in range(12):
        Path(f"public/{number:02}").touch()

    assert refusal("public").message == (
        "holds 12 files that this program did not write: 00, 01, 02, 03, 04, 05, 06, 07, 08, 09 and 2 more"
    )


def test_a_foreign_name_cannot_write_to_the_terminal() -> None:
    Path("public").mkdir()
    Path(os.fsdecode(b"public/\x1b[31m\n\xff\xc3\xbc")).touch()

    assert refusal("public").message == (r"holds 1 file that this program did not write: \x1b[31m\n\udcffü")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "site-builder manifest 2\n",
        "site-builder manifest 1\nnonsense\n",
        f"site-builder manifest 1\n{'0' * 64} {'9' * 5000} index.html\n",
        "\x80",
    ],
    ids=["empty", "later", "nonsense", "huge", "undecodable"],
)
def test_a_damaged_manifest_answers_for_nothing(content: str) -> None:
    publish(artifacts({"index.html": "home"}), Path("public"))
    Path("public", MANIFEST).write_text(content, "latin-1")

    assert refusal("public").message == (f"holds 2 files that this program did not write: {MANIFEST}, index.html")


def test_a_pipe_in_the_output_is_named_and_never_opened() -> None:
    publish(artifacts({"index.html": "home"}), Path("public"))
    Path("public/index.html").unlink()
    os.mkfifo("public/index.html")

    assert refusal("public").message == (
        "holds 1 file that this program did not write: index.html (changed since it was published)"
    )


def test_an_output_that_is_a_file_is_refused() -> None:
    Path("public").write_text("a file", "utf-8")

    problem = refusal("public")
    assert str(problem) == "public: error[E601] is not a directory, and this program did not write it"
    assert problem.help == ELSEWHERE


def test_a_name_beside_which_no_longer_one_is_possible_is_refused(project: Path) -> None:
    name = "o" * 250

    problem = refusal(name)
    hidden = f"{project}/.{name}.site-builder"
    assert str(problem) == f"{name}: error[E603] cannot be written: file name too long ({hidden})"
    assert problem.help == f"shorten its name, or {ELSEWHERE}"


@pytest.mark.parametrize("taken", ["directory", "file", "link"])
def test_what_has_the_name_of_the_workspace_is_left_alone(taken: str) -> None:
    workspace = Path(".public.site-builder")
    if taken == "directory":
        (workspace / "new").mkdir(parents=True)
    elif taken == "file":
        workspace.write_text("mine", "utf-8")
    else:
        workspace.symlink_to("config")

    assert str(refusal("public")) == IN_THE_WAY


def test_a_lock_that_was_changed_since_a_build_made_it_is_not_believed() -> None:
    """Whoever copies a workspace can give it every time but this one."""
    left = left_by_a_killed_build(Path(".public.site-builder"))
    (left / "new").mkdir()
    lock = left / "site-builder.lock"
    made = lock.stat()
    while lock.stat().st_ctime_ns == made.st_ctime_ns:  # its clock ticks some hundred times a second
        lock.chmod(0o640)

    assert (lock.stat().st_ino, lock.stat().st_mtime_ns) == (made.st_ino, made.st_mtime_ns)
    assert str(refusal("public")) == IN_THE_WAY


def into_the_way(workspace: Path, *, is_made_here: bool) -> Path:
    """A workspace as a clone brings it, or one that a build made here and somebody changed."""
    if is_made_here:
        return left_by_a_killed_build(workspace)
    workspace.mkdir()
    (workspace / "site-builder.lock").touch()
    return workspace


@pytest.mark.parametrize("name", ["new", "old", "replaced", "manifest.0", "site-builder.lock", "made-here"])
@pytest.mark.parametrize("target", ["keys", "/dev/zero"])
@pytest.mark.parametrize("is_made_here", [False, True])
@pytest.mark.parametrize("is_published", [False, True])
def test_a_link_in_the_workspace_is_never_followed(
    name: str, target: str, is_made_here: bool, is_published: bool
) -> None:
    Path("keys").mkdir()
    Path("keys/id").write_text("secret", "utf-8")
    if is_published:
        publish(artifacts({"index.html": "old"}), Path("public"))
    link = into_the_way(Path(".public.site-builder"), is_made_here=is_made_here) / name
    link.unlink(missing_ok=True)
    link.symlink_to(target if target.startswith("/") else Path("..") / target)
    before = state(Path.cwd())

    assert str(refusal("public")) == IN_THE_WAY
    assert state(Path.cwd()) == before


@pytest.mark.parametrize("name", ["site-builder.lock", "made-here"])
def test_a_hard_link_in_the_workspace_is_never_written_to(name: str) -> None:
    Path("key").write_text("secret", "utf-8")
    workspace = Path(".public.site-builder")
    workspace.mkdir()
    (workspace / "site-builder.lock").touch()
    (workspace / name).unlink(missing_ok=True)
    (workspace / name).hardlink_to("key")

    publish(artifacts(PAGES), Path("public"))
    assert Path("key").read_text("utf-8") == "secret"
    assert names(Path.cwd()) == ["config", "key", "public"]


def test_a_workspace_that_another_version_works_in_is_not_told_to_be_in_the_way() -> None:
    workspace = Path(".public.site-builder")
    (workspace / "new").mkdir(parents=True)
    with (workspace / "site-builder.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(EnvironmentProblem) as caught:
            check_output(Path("public"))

    assert caught.value.problem.code == "E605"


def test_a_workspace_that_goes_while_it_is_looked_at_is_in_nobodys_way(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Path(".public.site-builder")
    (workspace / "new").mkdir(parents=True)

    def gone(_: Path) -> bool:
        shutil.rmtree(workspace)
        return False

    monkeypatch.setattr("site_builder.output.workspace._is_signed", gone)

    check_output(Path("public"))
    assert names(Path.cwd()) == ["config"]


def test_a_file_of_another_size_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    publish(artifacts(PAGES), Path("public"))
    os.truncate("public/index.html", 1 << 20)
    read: set[str] = set()

    def remembering(path: str, flags: int) -> int:
        read.add(Path(path).name)
        return unfollowed(path, flags)

    monkeypatch.setattr("site_builder.output.ownership.unfollowed", remembering)

    with pytest.raises(EnvironmentProblem) as caught:
        check_output(Path("public"))
    assert caught.value.problem.message == (
        "holds 1 file that this program did not write: index.html (changed since it was published)"
    )
    assert read == {"duo_pro.html", "duo_core.html"}


def test_directories_deeper_than_any_site_has_are_refused() -> None:
    publish(artifacts(PAGES), Path("public"))
    (Path("public") / "/".join("a" * 150)).mkdir(parents=True)

    assert refusal("public").message == "holds directories 150 deep, which this program never writes"


@pytest.mark.parametrize("name", ["manifest.0", "old", "site-builder.lock", "made-here"])
def test_a_pipe_in_the_workspace_is_never_opened_to_wait(name: str) -> None:
    pipe = left_by_a_killed_build(Path(".public.site-builder")) / name
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)

    assert str(refusal("public")) == IN_THE_WAY


@pytest.mark.parametrize("tree", ["new", "old", "replaced"])
@pytest.mark.parametrize("is_published", [False, True])
def test_a_workspace_that_came_with_a_clone_or_a_copy_is_not_believed(tree: str, is_published: bool) -> None:
    if is_published:
        publish(artifacts({"index.html": "old"}), Path("public"))
        Path("public/mine.txt").write_text("mine", "utf-8")
    left = left_by_a_killed_build(Path("elsewhere"))
    publish(artifacts({"index.html": "theirs", "mine.txt": "mine"}), left / tree)
    shutil.copyfile(left / tree / MANIFEST, left / "manifest.0")
    shutil.copytree(left, ".public.site-builder")
    before = state(Path.cwd())

    found = refusal("public")
    assert (str(found), found.help) == (
        IN_THE_WAY,
        (
            "look at what is in it, then remove it if it came with a clone or a copy, or was left by a build that was killed "
            "and has other rights or owners since; nothing was changed"
        ),
    )
    assert state(Path.cwd()) == before


@pytest.mark.parametrize("names", [["site-builder.lock"], ["made-here"], ["site-builder.lock", "made-here"]])
def test_what_looks_like_a_workspace_in_the_output_is_a_file_of_somebody(names: list[str]) -> None:
    """It came with a clone, where the output can be exchanged: nothing is built in it, and nothing removed."""
    publish(artifacts({"index.html": "old"}), Path("public"))
    Path("public/.site-builder").mkdir()
    for name in names:
        Path("public/.site-builder", name).write_text("mine", "utf-8")
    before = state(Path("public"))

    assert f"did not write: .site-builder/{min(names)}" in str(refusal("public"))
    assert state(Path("public")) == before


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("/", "would overwrite the whole file system"),
        (".", "would overwrite the working directory"),
        ("config/..", "would overwrite the working directory"),
        ("..", "would overwrite the working directory"),
        ("../home", "would overwrite the home directory"),
        ("config", "would overwrite config"),
        ("theme", "would overwrite theme/templates"),
    ],
)
def test_nothing_that_matters_is_overwritten(output: str, message: str) -> None:
    Path("theme/templates").mkdir(parents=True)

    problem = refusal(output, "config", "theme/templates")

    assert (problem.code, problem.message) == ("E602", message)
    assert problem.help == "name a directory of its own"


@pytest.mark.parametrize("output", ["config/public", "config/add_ons", "{outside}/link/add_ons"])
def test_a_site_does_not_go_into_what_it_is_made_from(project: Path, output: str) -> None:
    (project.parent / "link").symlink_to(project / "config")
    output = output.format(outside=project.parent)

    problem = refusal(output, "config")

    assert str(problem) == f"{output}: error[E602] lies inside config, which the site is made from"


def test_who_works_inside_the_config_directory_may_publish_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("config")

    publish(artifacts(PAGES), Path("public"), protected=[Path()])

    assert site(Path("public")) == PAGES


def test_a_protected_directory_that_is_missing_protects_nothing() -> None:
    check_output(Path("public"), protected=[Path("templates")])


def test_an_output_that_is_a_link_is_refused() -> None:
    Path("elsewhere").mkdir()
    Path("public").symlink_to("elsewhere")

    problem = refusal("public")

    assert str(problem) == "public: error[E606] is a link; links are neither followed nor replaced"
    assert problem.help == "it points to elsewhere"


@pytest.mark.parametrize("is_absolute", [False, True])
def test_an_output_behind_a_link_that_a_clone_brought_is_refused(project: Path, is_absolute: bool) -> None:
    Path("elsewhere").mkdir()
    Path("build").symlink_to("elsewhere")
    link = project / "build" if is_absolute else Path("build")

    problem = refusal(f"{link}/site/public")

    assert str(problem) == (
        f"{link}/site/public: error[E606] '{link}' is a link; links are neither followed nor replaced"
    )
    assert problem.help == "it points to elsewhere"
    assert list(Path("elsewhere").iterdir()) == []


@pytest.mark.parametrize("target", ["../elsewhere", "index.html", "nowhere"])
def test_a_link_inside_the_output_is_refused(target: str) -> None:
    publish(artifacts(PAGES), Path("public"))
    Path("elsewhere").mkdir()
    Path("public/add_ons/link").symlink_to(target)

    problem = refusal("public")

    assert str(problem) == ("public: error[E606] holds 1 link, which this program never writes: add_ons/link")
    assert problem.help == MOVE


def test_links_in_a_circle_are_refused(project: Path) -> None:
    for circle in (Path("circle"), project.parent / "circle"):
        circle.symlink_to("circle")
    outside = f"{project.parent}/circle"

    assert str(refusal("circle/public")).startswith("circle/public: error[E606] 'circle' is a link")
    assert str(refusal(f"{outside}/public")) == (
        f"{outside}/public: error[E603] cannot be written: too many levels of symbolic links ({outside})"
    )


def test_a_parent_that_is_a_file_is_refused(project: Path) -> None:
    Path("build").write_text("a file", "utf-8")

    problem = refusal("build/site")
    assert str(problem) == f"build/site: error[E603] cannot be created: {project}/build is not a directory"
    assert problem.help == ELSEWHERE


@pytest.mark.skipif(plain_rights() is None, reason="root cannot give up its rights here")
def test_a_place_without_the_right_to_write_is_refused(project: Path) -> None:
    Path("closed").mkdir()
    publish(artifacts(PAGES), Path("site"))
    publish(artifacts(PAGES), Path("partly"))

    with closed(Path("closed"), Path("site"), Path("partly/add_ons")):
        said = run(
            """
os.chdir(sys.argv[1])
for call in (check_output, lambda output: publish(artifacts({"index.html": "new"}), output)):
    for output in ("closed/public", "site", "partly"):
        try:
            call(Path(output))
        except EnvironmentProblem as problem:
            print(problem)
            print(problem.problem.help)
""",
            project,
            prefix=plain_rights() or (),
        )

    assert said == 2 * [
        f"closed/public: error[E603] is not writable: no right to write in {project}/closed",
        ALLOW,
        "site: error[E603] is not writable",
        ALLOW,
        "partly: error[E603] cannot be replaced: add_ons in it is not writable",
        ALLOW,
    ]
    assert names(Path("closed")) == []
    assert site(Path("site")) == site(Path("partly")) == PAGES


@pytest.mark.skipif(plain_rights() is None, reason="root cannot give up its rights here")
@pytest.mark.parametrize("name", [MANIFEST, "index.html"])
def test_a_published_file_that_may_not_be_read_is_told_as_that(project: Path, name: str) -> None:
    publish(artifacts(PAGES), Path("public"))
    Path("public", name).chmod(0)

    said = run(
        """
os.chdir(sys.argv[1])
try:
    check_output(Path("public"))
except EnvironmentProblem as problem:
    print(problem)
""",
        project,
        prefix=plain_rights() or (),
    )

    assert said == [f"public: error[E603] cannot be replaced: {name} in it is not readable"]


def test_a_second_build_at_the_same_time_is_refused() -> None:
    publish(artifacts(PAGES), Path("public"))
    with running(
        """
def slow():
    print("begun", flush=True)
    yield Artifact("index.html", sys.stdin.readline().encode())

print(publish(slow(), Path(sys.argv[1])).how, flush=True)
""",
        Path("public").absolute(),
    ) as other:
        assert other.stdin
        assert other.stdout
        assert other.stdout.readline() == "begun\n"

        problem = refusal("public")
        assert str(problem) == "public: error[E605] another build is publishing here"
        assert problem.help == "wait until it has ended, then build again"

        other.stdin.write("other\n")
        other.stdin.flush()
        assert other.stdout.readline() == "exchanged\n"
    publish(artifacts(PAGES), Path("public"))

    assert site(Path("public")) == PAGES


def test_builds_into_two_directories_do_not_hinder_each_other() -> None:
    def nested() -> Iterator[Artifact]:
        publish(artifacts({"index.html": "inner"}), Path("inner"))
        yield Artifact("index.html", b"outer")

    publish(nested(), Path("outer"))

    assert (site(Path("outer")), site(Path("inner"))) == ({"index.html": "outer"}, {"index.html": "inner"})
