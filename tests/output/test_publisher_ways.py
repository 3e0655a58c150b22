"""Every way to put a new site in the place of the old one: the best that the system lets through, and it says which."""

import ctypes
import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder import exchange as exchanging
from site_builder.exchange import exchange
from site_builder.output.manifest import MANIFEST
from site_builder.output.publisher import publish
from tests.output.publishing import (
    artifacts,
    can_refuse_calls,
    closed,
    ctrl_c,
    fill_the_disk,
    interrupt,
    mounting,
    names,
    plain_rights,
    run,
    site,
    stopped_at_every_step,
)

OLD = {"index.html": "old", "same.html": "same", "gone.html": "gone", "add_ons/a.html": "old", "gone/a.html": "gone"}
NEW = {"index.html": "new", "same.html": "same", "add_ons/a.html": "new", "add_ons/b.html": "new", "added/b.html": "b"}

RENAMED = "renamed: This file system cannot exchange two directories in one step: for a moment there was no site."
MERGED = (
    "merged: The output directory itself cannot be replaced (it is a mount point, say, its parent is not writable, "
    "or a killed build left its work in it): the site was replaced entry by entry, and for a moment old and new "
    "pages stood side by side."
)

refusing_calls = pytest.mark.skipif(not can_refuse_calls(), reason="no seccomp filter known for this machine")
mounts = pytest.mark.skipif(mounting() is None, reason="no right to mount")

# Publishes the new site over the old one and says how, and whether it is the one that was meant.
PUBLISH = f"""
OLD, NEW = {OLD}, {NEW}
def replace(output):
    published = publish(artifacts(NEW), output)
    return f"{{published.how}}: {{published.note}}", site(output) == NEW
"""


@pytest.mark.parametrize("call", [exchanging.linux_call, exchanging.linux_call_by_number])
@pytest.mark.skipif(not can_refuse_calls(), reason="not a machine whose calls the tests know")
def test_two_directories_change_places_in_one_call(
    tmp_path: Path, call: Callable[[ctypes.CDLL], Callable[[bytes, bytes], int] | None]
) -> None:
    publish(artifacts(OLD), tmp_path / "one")
    publish(artifacts(NEW), tmp_path / "other")

    exchange_them = call(ctypes.CDLL(None, use_errno=True))
    assert exchange_them
    assert exchange_them(bytes(tmp_path / "one"), bytes(tmp_path / "other")) == 0

    assert (site(tmp_path / "one"), site(tmp_path / "other")) == (NEW, OLD)


def test_an_exchange_with_nothing_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()

    with pytest.raises(FileNotFoundError) as caught:
        exchange(tmp_path / "one", tmp_path / "other")

    assert caught.value.errno == errno.ENOENT
    assert (caught.value.filename, caught.value.filename2) == (str(tmp_path / "one"), str(tmp_path / "other"))
    assert names(tmp_path) == ["one"]


@refusing_calls
def test_without_an_exchange_two_renames_do_it_and_it_says_so(tmp_path: Path) -> None:
    publish(artifacts(OLD), tmp_path / "public")

    said = run(f"refuse_calls('renameat2')\n{PUBLISH}\nprint(*replace(Path(sys.argv[1])))", tmp_path / "public")

    assert said == [f"{RENAMED} True"]
    assert names(tmp_path) == ["public"]


@refusing_calls
def test_killed_between_two_renames_the_old_site_comes_back_with_the_next_build(tmp_path: Path) -> None:
    found = run(stopped_at_every_step(OLD, NEW, setting="refuse_calls('renameat2')\n"), tmp_path)

    assert set(found) == {"old old later public", "none old later public", "new new later public"}
    assert found.count("none old later public") == 1


@refusing_calls
def test_without_hard_links_unchanged_files_are_copied_with_their_time(tmp_path: Path) -> None:
    publish(artifacts(OLD), tmp_path / "public")
    os.utime(tmp_path / "public/same.html", ns=(1, 2))

    said = run(f"refuse_calls('link', 'linkat')\n{PUBLISH}\nprint(*replace(Path(sys.argv[1])))", tmp_path / "public")

    assert said == ["exchanged:  True"]
    assert (tmp_path / "public/same.html").stat().st_mtime_ns == 2


def mount(kind: str, options: str, place: str) -> str:
    """Code that mounts a file system on the place `place` (an expression) and makes it first."""
    return (
        f"Path({place}).mkdir(exist_ok=True)\n"
        f"subprocess.run(['mount', '-t', {kind!r}, '-o', f{options!r}, 'none', {place}], check=True)\n"
    )


VOLUME = mount("tmpfs", "size=9m", "sys.argv[1] + '/public'")


@mounts
def test_a_mount_point_is_filled_and_replaced_entry_by_entry(tmp_path: Path) -> None:
    said = run(
        f"""{VOLUME}{PUBLISH}
output = Path(sys.argv[1], "public")
print(publish(artifacts(OLD), output).how, site(output) == OLD)
print(*replace(output))
print(publish(artifacts(NEW), output).how, *names(output))
""",
        tmp_path,
        prefix=mounting() or (),
    )

    assert said == [
        "merged True",
        f"{MERGED} True",
        f"unchanged {MANIFEST} add_ons added index.html same.html",
    ]
    assert names(tmp_path) == ["public"]


@mounts
def test_a_directory_bound_from_elsewhere_on_the_same_disk_is_a_mount_point_too(tmp_path: Path) -> None:
    (tmp_path / "volume").mkdir()
    (tmp_path / "public").mkdir()

    said = run(
        f"""subprocess.run(["mount", "--bind", sys.argv[1] + "/volume", sys.argv[1] + "/public"], check=True)
{PUBLISH}
print(*replace(Path(sys.argv[1], "public")))
""",
        tmp_path,
        prefix=mounting() or (),
    )

    assert said == [f"{MERGED} True"]
    assert site(tmp_path / "volume") == NEW
    assert names(tmp_path / "public") == []


@mounts
def test_what_is_mounted_within_the_output_is_refused_and_keeps_its_files(tmp_path: Path) -> None:
    (tmp_path / "volume").mkdir()
    publish(artifacts(OLD), tmp_path / "public")
    (tmp_path / "public/extra").mkdir()

    said = run(
        f"""subprocess.run(["mount", "--bind", sys.argv[1] + "/volume", sys.argv[1] + "/public/extra"], check=True)
{PUBLISH}
for _ in range(2):
    try:
        print(*replace(Path(sys.argv[1], "public")))
    except EnvironmentProblem as problem:
        print(problem.problem.code, problem.problem.message, os.listdir(sys.argv[1] + "/public/extra"))
""",
        tmp_path,
        prefix=mounting() or (),
    )

    assert said == ["E603 cannot be replaced: extra in it is a mount point []"] * 2
    assert site(tmp_path / "public") == OLD
    assert names(tmp_path) == ["public", "volume"]


@mounts
def test_what_is_mounted_within_the_output_during_a_build_is_not_moved_away(tmp_path: Path) -> None:
    (tmp_path / "volume").mkdir()
    publish(artifacts(OLD), tmp_path / "public")
    (tmp_path / "public/extra").mkdir()

    said = run(
        f"""NEW = {NEW}
def mounted_meanwhile():
    yield from artifacts(NEW)
    subprocess.run(["mount", "--bind", sys.argv[1] + "/volume", sys.argv[1] + "/public/extra"], check=True)
try:
    publish(mounted_meanwhile(), Path(sys.argv[1], "public"))
except EnvironmentProblem as problem:
    print(problem.problem.code, problem.problem.message, os.path.ismount(sys.argv[1] + "/public"))
""",
        tmp_path,
        prefix=mounting() or (),
    )

    assert said == ["E603 cannot be replaced: extra in it is a mount point False"]
    assert site(tmp_path / "public") == OLD
    assert names(tmp_path) == ["public", "volume"]


@mounts
@pytest.mark.parametrize("name", ["index.html", "add_ons/a b.html", MANIFEST])
def test_a_single_file_that_is_mounted_within_the_output_is_refused_and_not_moved_away(
    tmp_path: Path, name: str
) -> None:
    publish(artifacts(OLD | {"add_ons/a b.html": "old"}), tmp_path / "public")

    said = run(
        f"""{PUBLISH}
output = Path(sys.argv[1], "public")
file, other = output / {name!r}, Path(sys.argv[1], "other")
other.write_bytes(file.read_bytes())
def mounted_meanwhile():
    yield from artifacts(NEW)
    subprocess.run(["mount", "--bind", other, file], check=True)
for files in (mounted_meanwhile(), artifacts(NEW)):
    try:
        print(publish(files, output))
    except EnvironmentProblem as problem:
        print(problem.problem.code, problem.problem.message, file.samefile(other))
""",
        tmp_path,
        prefix=mounting() or (),
    )

    assert said == [f"E603 cannot be replaced: {name} in it is a mount point True"] * 2
    assert site(tmp_path / "public") == OLD | {"add_ons/a b.html": "old"}
    assert names(tmp_path) == ["other", "public"]


@mounts
@refusing_calls
def test_a_mount_point_without_an_exchange_is_replaced_by_renames(tmp_path: Path) -> None:
    said = run(
        f"""{VOLUME}{PUBLISH}
output = Path(sys.argv[1], "public")
publish(artifacts(OLD), output)
refuse_calls("renameat2")
print(*replace(output), *names(output))
""",
        tmp_path,
        prefix=mounting() or (),
    )

    assert said == [f"{MERGED} True {MANIFEST} add_ons added index.html same.html"]


@mounts
@pytest.mark.parametrize("calls", ["", "refuse_calls('renameat2')\n"])
def test_on_a_mount_point_the_build_after_a_killed_one_finds_its_way(tmp_path: Path, calls: str) -> None:
    if calls and not can_refuse_calls():
        pytest.skip("no seccomp filter known for this machine")

    found = run(stopped_at_every_step(OLD, NEW, setting=VOLUME + calls), tmp_path, prefix=mounting() or ())

    assert set(found) == {"old old later public", "mixture mixture later public", "new new later public"}
    assert found[0] == "old old later public"


@mounts
def test_where_it_is_no_mount_point_any_more_the_next_build_finds_what_a_killed_one_left_inside(tmp_path: Path) -> None:
    """As a volume of a container that was killed is on the host."""
    mounted = """
def at_step(step, stopping):
    a_mount_namespace_of_its_own = 0x20000
    assert ctypes.CDLL(None).unshare(a_mount_namespace_of_its_own) == 0
    subprocess.run(["mount", "--bind", output, output], check=True)
    at_line(step, stopping)
"""

    found = run(stopped_at_every_step(OLD, NEW, setting=mounted), tmp_path, prefix=mounting() or ())

    assert set(found) == {"old old later public", "mixture mixture later public", "new new later public"}


@mounts
@pytest.mark.parametrize("how", [interrupt, fill_the_disk])
@pytest.mark.parametrize("calls", ["", "refuse_calls('renameat2')\n"])
def test_a_build_stopped_at_any_step_takes_back_what_it_did_to_a_mount_point(
    tmp_path: Path, calls: str, how: Callable[[], None]
) -> None:
    if calls and not can_refuse_calls():
        pytest.skip("no seccomp filter known for this machine")

    found = run(stopped_at_every_step(OLD, NEW, how, VOLUME + calls), tmp_path, prefix=mounting() or ())

    assert set(found) == {"old old later public", "new new later public"}


@mounts
@pytest.mark.parametrize("calls", ["", "refuse_calls('renameat2')\n"])
def test_ctrl_c_at_any_line_of_the_exchange_leaves_one_site_whole(tmp_path: Path, calls: str) -> None:
    """Also between a step and the note that it was done."""
    if calls and not can_refuse_calls():
        pytest.skip("no seccomp filter known for this machine")

    setting = f"{VOLUME}{calls}at_step = at_line\n"
    found = run(stopped_at_every_step(OLD, NEW, ctrl_c, setting), tmp_path, prefix=mounting() or ())

    assert len(found) > 30
    assert set(found) <= {"old old later public", "new new later public"}


@mounts
def test_a_failed_build_leaves_a_mount_point_as_it_was(tmp_path: Path) -> None:
    said = run(
        f"""{VOLUME}
output = Path(sys.argv[1], "public")
publish(artifacts({OLD}), output)
before = state(output)
def failing():
    yield Artifact("index.html", b"new")
    raise LookupError
for rendering in (failing(), iter([Artifact("index.html", bytes(20_000_000))])):
    try:
        publish(rendering, output)
    except (LookupError, EnvironmentProblem) as failure:
        print(type(failure).__name__, state(output) == before)
""",
        tmp_path,
        prefix=mounting() or (),
    )

    assert said == ["LookupError True", "EnvironmentProblem True"]


@mounts
def test_what_a_volume_brings_is_left_alone(tmp_path: Path) -> None:
    said = run(
        f"""{VOLUME}{PUBLISH}
output = Path(sys.argv[1], "public")
(output / "lost+found").mkdir(mode=0o700)
publish(artifacts(OLD), output)
print(*replace(output), *names(output))
print(publish(artifacts(NEW), output).how)
(output / "lost+found/page.html").touch()
try:
    publish(artifacts(OLD), output)
except EnvironmentProblem as found:
    print(found.problem.message)
""",
        tmp_path,
        prefix=mounting() or (),
    )

    assert said == [
        f"{MERGED} True {MANIFEST} add_ons added index.html lost+found same.html",
        "unchanged",
        "holds 1 file that this program did not write: lost+found/page.html",
    ]


@mounts
def test_the_lower_layer_of_an_overlay_is_replaced_file_by_file(tmp_path: Path) -> None:
    """As in a container whose image holds the site: the kernel does not rename a directory of a lower layer."""
    publish(artifacts(OLD), tmp_path / "image/public")
    layers = mount("tmpfs", "size=9m", "sys.argv[1] + '/layers'") + (
        "for name in ('layers/upper', 'layers/work', 'top'):\n    Path(sys.argv[1], name).mkdir()\n"
    )
    overlay = "lowerdir={sys.argv[1]}/image,upperdir={sys.argv[1]}/layers/upper,workdir={sys.argv[1]}/layers/work"

    said = run(
        f"""{layers}{mount("overlay", overlay + ",redirect_dir=off", "sys.argv[1] + '/top'")}{PUBLISH}
output = Path(sys.argv[1], "top/public")
print(*replace(output), *names(output), *names(output.parent))
print(publish(artifacts(OLD), output).how, site(output) == OLD)
""",
        tmp_path,
        prefix=mounting() or (),
    )

    assert said == [f"{MERGED} True {MANIFEST} add_ons added index.html same.html public", "merged True"]
    assert site(tmp_path / "image/public") == OLD


@pytest.mark.skipif(plain_rights() is None, reason="root cannot give up its rights here")
def test_a_writable_output_in_a_read_only_parent_is_replaced_entry_by_entry(tmp_path: Path) -> None:
    output = tmp_path / "www/html"
    publish(artifacts(OLD), output)

    with closed(output.parent):
        said = run(f"{PUBLISH}\nprint(*replace(Path(sys.argv[1])))", output, prefix=plain_rights() or ())

    assert said == [f"{MERGED} True"]
    assert names(output) == [MANIFEST, "add_ons", "added", "index.html", "same.html"]
