"""The diff of edits: a text that `git apply` takes, and that people read."""

import subprocess
from pathlib import Path

import pytest

from site_builder.editing import diff
from site_builder.source import FileEdit

EDITS = (
    FileEdit(path="add_ons/a.yml", before=b"name: a\nx: 1\n", after=b"name: a\nx: 2\n"),
    FileEdit(path="add_ons/b.yml", before=None, after=b"name: b"),
    FileEdit(path="add_ons/c.yml", before=b"name: c\n", after=None),
    FileEdit(path="services/new.yml", before=None, after=b"name: new\nx: 1\n", moved_from="services/old.yml"),
    FileEdit(path="services/old.yml", before=b"name: old\nx: 1\n", after=None),
)


def test_each_file_has_its_part() -> None:
    assert list(diff(EDITS, "config")) == [
        "diff --git a/config/add_ons/a.yml b/config/add_ons/a.yml",
        "--- a/config/add_ons/a.yml",
        "+++ b/config/add_ons/a.yml",
        "@@ -1,2 +1,2 @@",
        " name: a",
        "-x: 1",
        "+x: 2",
        "diff --git a/config/add_ons/b.yml b/config/add_ons/b.yml",
        "new file mode 100644",
        "--- /dev/null",
        "+++ b/config/add_ons/b.yml",
        "@@ -0,0 +1 @@",
        "+name: b",
        "\\ No newline at end of file",
        "diff --git a/config/add_ons/c.yml b/config/add_ons/c.yml",
        "deleted file mode 100644",
        "--- a/config/add_ons/c.yml",
        "+++ /dev/null",
        "@@ -1 +0,0 @@",
        "-name: c",
        "diff --git a/config/services/old.yml b/config/services/new.yml",
        "rename from config/services/old.yml",
        "rename to config/services/new.yml",
        "--- a/config/services/old.yml",
        "+++ b/config/services/new.yml",
        "@@ -1,2 +1,2 @@",
        "-name: old",
        "+name: new",
        " x: 1",
    ]


@pytest.mark.parametrize("label", ["config", "my config", 'a"b', "a\\b", "a\tb", "a\nb", "é", "\udcff"])
def test_git_takes_it_however_the_directory_is_called(tmp_path: Path, label: str) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    for edit in EDITS:
        if edit.before is not None:
            file = tmp_path / label / edit.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(edit.before)

    patch = "\n".join(diff(EDITS, label)) + "\n"
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=patch.encode(), check=True)

    files = {path.relative_to(tmp_path / label).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.yml")}
    assert files == {edit.path: edit.after for edit in EDITS if edit.after is not None}


def test_git_takes_it_beside_bytes_that_are_not_utf_8(tmp_path: Path) -> None:
    before, after = b"# caf\xe9\nx: 1\n# \xed\xa0\x80 \\xe9\n", b"# caf\xe9\nx: 2\n# \xed\xa0\x80 \\xe9\n"
    (tmp_path / "a.yml").write_bytes(before)

    patch = "".join(f"{line}\n" for line in diff([FileEdit(path="a.yml", before=before, after=after)], ""))
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=patch.encode("utf-8", "surrogateescape"), check=True)

    assert (tmp_path / "a.yml").read_bytes() == after
