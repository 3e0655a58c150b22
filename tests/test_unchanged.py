"""A build of what stands there already: it ends before it begins, and only where nothing at all is different."""

import errno
import json
import os
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from site_builder.built import Built
from site_builder.fingerprint import fingerprint
from site_builder.installed import own_files
from site_builder.output.kept import keep_in_cache, refused_cache
from site_builder.problems import EnvironmentProblem, InvalidConfig
from site_builder.settings import Audience, Settings, SiteSettings
from site_builder.unchanged import build_if_changed
from tests.cli.running import surroundings
from tests.output.publishing import plain_rights, state
from tests.past import write_past
from tests.source.repositories import clone, repository
from tests.test_build import ROOT, WARNED, settings_of

KEPT = "build-1.json"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A configuration with a warning, and templates and schemas of its own to change."""
    templates, schemas = (Path(shutil.copytree(own_files(name), tmp_path / name)) for name in ("templates", "schemas"))
    made = settings_of(tmp_path, WARNED)
    (made.config / "site.yml").write_text("internal_fields: []\n", encoding="utf-8")
    return replace(made, cache=tmp_path / "cache", templates=templates, schemas=schemas)


@pytest.fixture
def built(settings: Settings) -> Built:
    """The first build."""
    return build_if_changed(settings)


def is_worked_on(settings: Settings) -> bool:
    """Whether a build does more than look; `tell` is called as soon as it does."""
    told: list[str] = []
    build_if_changed(settings, tell=told.append)
    return bool(told)


def test_the_same_again_says_the_same_and_touches_nothing(settings: Settings, built: Built) -> None:
    before = state(settings.output)

    again = build_if_changed(settings)

    assert not is_worked_on(settings)
    assert (again.problems, again.pages, again.releases) == (built.problems, built.pages, 0)
    assert (again.published.files, again.published.bytes) == (built.published.files, built.published.bytes)
    assert again.published.unchanged == built.published.files
    assert state(settings.output) == before


def test_finding_that_nothing_has_changed_loads_nothing_that_reads_a_configuration(tmp_path: Path) -> None:
    place = settings_of(tmp_path)
    script = (
        "import sys; from site_builder.__main__ import main\n"
        "try: main()\n"
        "finally: print([it for it in ('yaml', 'jsonschema_rs', 'jinja2', 'site_builder.catalog') if it in sys.modules])"
    )
    build = [sys.executable, "-c", script, "build", "--as-of", "2024-10-17T00:00:00Z"]
    for name in ("config", "output"):
        build += [f"--{name}", str(getattr(place, name))]
    (place.config / "site.yml").write_text("title: Ours\n", "utf-8")

    first, again = (
        subprocess.run(build, cwd=tmp_path, env=surroundings(), capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    )

    assert first.splitlines()[1:] == ["['yaml', 'jsonschema_rs', 'jinja2', 'site_builder.catalog']"]
    assert again.splitlines() == [first.splitlines()[0], "[]"]


@pytest.mark.parametrize(
    "change",
    [
        lambda it: replace(it, as_of=it.as_of + timedelta(minutes=1)),
        lambda it: replace(it, site=SiteSettings(base_url="https://example.com/")),
        lambda it: replace(it, is_served=True),
        lambda it: replace(it, commit="0123abc"),
        lambda it: replace(it, audience=Audience.PUBLIC),
    ],
    ids=["moment", "surroundings", "served", "commit", "audience"],
)
@pytest.mark.usefixtures("built")
def test_another_setting_is_built(settings: Settings, change: Callable[[Settings], Settings]) -> None:
    assert is_worked_on(change(settings))
    assert not is_worked_on(change(settings))
    assert is_worked_on(settings)


@pytest.mark.parametrize(
    "path",
    [
        "config/unit_primitives/duo_chat.yml",
        "config/notes.txt",
        "templates/base.html",
        "templates/assets/dom.js",
        "schemas/unit_primitive.json",
    ],
)
@pytest.mark.usefixtures("built")
def test_a_byte_more_in_any_file_is_built(settings: Settings, tmp_path: Path, path: str) -> None:
    with (tmp_path / path).open("a", encoding="utf-8") as file:
        file.write("\n")

    assert is_worked_on(settings)


@pytest.mark.usefixtures("built")
def test_another_title_in_the_site_file_is_built_and_shown(settings: Settings) -> None:
    for title in ("Ours", "Theirs"):
        (settings.config / "site.yml").write_text(f"title: {title}\n", encoding="utf-8")

        assert is_worked_on(settings)
        assert f"{title}</title>" in (settings.output / "index.html").read_text("utf-8")


def test_the_same_bytes_under_another_name_are_another_fingerprint(settings: Settings) -> None:
    notes = settings.config / "notes.txt"
    notes.write_text("Later.", encoding="utf-8")
    before = fingerprint(settings)

    notes.rename(notes.with_name("other.txt"))

    assert fingerprint(settings) != before


def test_another_byte_of_the_program_is_another_fingerprint_and_its_compiled_code_is_none(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "site_builder", tmp_path / "site_builder", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "config").mkdir()
    program = """
from datetime import UTC, datetime
from pathlib import Path
from site_builder.fingerprint import fingerprint
from site_builder.settings import Settings
here = Path("config")
print(fingerprint(Settings(config=here, output=here, schemas=here, templates=here, as_of=datetime(2026, 1, 1, tzinfo=UTC))))
"""

    def told() -> str:
        command = [sys.executable, "-c", program]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    before, compiled = told(), tmp_path / "site_builder" / "__pycache__"
    compiled.mkdir(exist_ok=True)
    (compiled / "other.pyc").touch()
    again = told()
    with (tmp_path / "site_builder" / "site" / "bounds.py").open("a", encoding="utf-8") as file:
        file.write("\n")

    assert before == again != told() != "None\n"


@pytest.mark.usefixtures("built")
def test_an_empty_directory_in_the_place_of_a_file_is_told(settings: Settings) -> None:
    (settings.config / "unit_primitives" / "other.yml").mkdir()

    with pytest.raises(InvalidConfig, match="E113"):
        build_if_changed(settings)


@pytest.mark.usefixtures("built")
def test_a_commit_is_built_for_the_history_tells_of_it(settings: Settings, tmp_path: Path) -> None:
    repository(tmp_path).commit(message="Begin")

    assert is_worked_on(settings)
    assert not is_worked_on(settings)


def test_the_releases_of_a_site_that_stands_there_are_told_again(settings: Settings, tmp_path: Path) -> None:
    made = repository(tmp_path)
    made.commit(message="Begin")
    made.git("tag", "v1.0")
    released = replace(settings, releases=("v1.0",))

    assert [build_if_changed(released).releases, build_if_changed(released).releases] == [1, 1]
    assert not is_worked_on(released)


def test_a_site_that_was_drawn_plainly_is_built_until_graphviz_is_there(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = replace(settings, requires_graphviz=False)
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "pygraphviz", None)
        assert [bool(build_if_changed(plain).plain) for _ in range(2)] == [True, True]

    assert is_worked_on(plain)
    assert not is_worked_on(plain)


@pytest.mark.parametrize("lacking", ["--depth=2", "--filter=blob:none"])
def test_a_clone_that_lacks_some_of_the_history_is_built_for_that_may_come_to_it(tmp_path: Path, lacking: str) -> None:
    """Deepened by a commit, it is as shallow as before, with the same branches and tags."""
    partial = clone(write_past(tmp_path / "whole", tags=False), tmp_path / "partial", lacking)
    settings = replace(settings_of(tmp_path), config=partial.config, cache=tmp_path / "cache")
    build_if_changed(settings)

    assert is_worked_on(settings)


@pytest.mark.usefixtures("built")
def test_a_site_that_is_not_as_it_was_left_is_never_taken_for_whole(settings: Settings) -> None:
    page = settings.output / "index.html"
    good = page.read_bytes()

    page.write_bytes(good + b"\n")
    with pytest.raises(EnvironmentProblem, match="E601"):
        build_if_changed(settings)

    page.unlink()
    assert is_worked_on(settings)
    assert page.read_bytes() == good

    page.chmod(0o600)
    assert is_worked_on(settings)
    assert page.stat().st_mode & 0o777 == 0o644

    (settings.output / "empty").mkdir()
    assert is_worked_on(settings)
    assert not (settings.output / "empty").exists()


@pytest.mark.usefixtures("built")
def test_what_a_killed_build_left_is_cleaned_away(settings: Settings) -> None:
    left = settings.output.with_name(".public.site-builder")
    left.mkdir()
    (left / "site-builder.lock").touch()

    assert is_worked_on(settings)
    assert not left.exists()


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"problems": 1}', "[" * 100_000, '{"fingerprint": "x", "problems": [{"path": 1}]}'],
    ids=range(7),
)
@pytest.mark.usefixtures("built")
def test_a_damaged_memory_is_none(settings: Settings, content: str) -> None:
    assert settings.cache
    (settings.cache / KEPT).write_text(content, encoding="utf-8")

    assert is_worked_on(settings)
    assert not is_worked_on(settings)


@pytest.mark.parametrize(
    "value",
    [{"line": "1"}, {"line": {}}, {"column": "1"}, {"width": None}, {"excerpt": 1}, {"help": 1}, {"about": []}],
    ids=str,
)
@pytest.mark.usefixtures("built")
def test_a_memory_of_problems_that_nobody_could_print_is_none(settings: Settings, value: Mapping[str, object]) -> None:
    assert settings.cache
    kept = json.loads((settings.cache / KEPT).read_text("utf-8"))
    kept["problems"][0].update(value)
    (settings.cache / KEPT).write_text(json.dumps(kept), encoding="utf-8")

    assert is_worked_on(settings)
    assert not is_worked_on(settings)


@pytest.mark.parametrize("value", [{"pages": "1"}, {"releases": None}], ids=str)
@pytest.mark.usefixtures("built")
def test_a_memory_of_counts_that_are_none_is_none(settings: Settings, value: Mapping[str, object]) -> None:
    assert settings.cache
    kept = json.loads((settings.cache / KEPT).read_text("utf-8"))
    (settings.cache / KEPT).write_text(json.dumps(kept | value), encoding="utf-8")

    assert is_worked_on(settings)
    assert not is_worked_on(settings)


@pytest.mark.usefixtures("built")
def test_a_memory_larger_than_any_is_none(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.cache
    size = (settings.cache / KEPT).stat().st_size

    monkeypatch.setattr("site_builder.built._LARGEST", size)
    assert not is_worked_on(settings)
    monkeypatch.setattr("site_builder.built._LARGEST", size - 1)
    assert is_worked_on(settings)


@pytest.mark.usefixtures("built")
def test_a_memory_that_is_a_link_is_none(settings: Settings, tmp_path: Path) -> None:
    assert settings.cache
    kept = settings.cache / KEPT
    kept.rename(tmp_path / "elsewhere")
    kept.symlink_to(tmp_path / "elsewhere")

    assert is_worked_on(settings)


@pytest.mark.usefixtures("built")
def test_a_memory_of_another_site_is_not_believed(settings: Settings) -> None:
    assert settings.cache
    kept = settings.cache / KEPT
    kept.write_text(json.dumps({**json.loads(kept.read_text("utf-8")), "manifest": "0" * 64}), encoding="utf-8")

    assert is_worked_on(settings)


@pytest.mark.usefixtures("built")
def test_a_memory_of_no_site_at_all_is_not_believed(settings: Settings) -> None:
    assert settings.cache
    kept = settings.cache / KEPT
    kept.write_text(
        json.dumps({**json.loads(kept.read_text("utf-8")), "manifest": "", "made_here": ""}), encoding="utf-8"
    )
    shutil.rmtree(settings.output)

    assert is_worked_on(settings)
    assert settings.output.is_dir()


def test_a_site_and_its_memory_that_a_clone_or_an_archive_brought_are_not_believed(
    settings: Settings, tmp_path: Path
) -> None:
    assert settings.cache
    places = settings.output, settings.cache
    build_if_changed(settings)
    for place in places:
        place.rename(tmp_path / f"{place.name}.packed")
        shutil.copytree(tmp_path / f"{place.name}.packed", place)

    assert is_worked_on(settings)
    assert not is_worked_on(settings)


@pytest.mark.usefixtures("built")
def test_the_very_inode_is_not_believed_when_the_file_system_has_changed_it_since(settings: Settings) -> None:
    manifest = settings.output / ".site-builder-manifest"
    before = manifest.stat()
    manifest.write_bytes(manifest.read_bytes())
    os.utime(manifest, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert (manifest.stat().st_ino, manifest.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert is_worked_on(settings)
    assert not is_worked_on(settings)


def test_where_git_does_not_read_the_repository_every_build_is_one(settings: Settings, tmp_path: Path) -> None:
    made = repository(tmp_path)
    made.commit(message="Begin")
    assert fingerprint(settings)
    made.git("config", "core.repositoryFormatVersion", "99")

    assert fingerprint(settings) is None
    build_if_changed(settings)
    assert is_worked_on(settings)


@pytest.mark.usefixtures("built")
def test_strict_refuses_the_warnings_of_a_site_that_stands_there(settings: Settings) -> None:
    with pytest.raises(InvalidConfig):
        build_if_changed(settings, strict=True)


def after_reading(change: Callable[[], object]) -> Callable[[str], None]:
    """What changes something whenever a build tells what it does, but for the time in which all would be read again."""

    def tell(doing: str) -> None:
        if doing != "Reading the history":
            change()

    return tell


def test_nothing_is_remembered_of_a_configuration_that_changed_while_it_was_built(settings: Settings) -> None:
    file = settings.config / "unit_primitives" / "duo_chat.yml"

    def change() -> None:
        file.write_text(file.read_text("utf-8") + "# later\n", encoding="utf-8")

    build_if_changed(settings, tell=after_reading(change))

    assert is_worked_on(settings)


@pytest.mark.parametrize(
    "what", ["a file", "another name", "one more file", "all of it", "a branch", "a template", "a schema", "packed"]
)
def test_nothing_is_remembered_of_what_was_another_while_it_was_built(settings: Settings, what: str) -> None:
    """And is the same again: what was read then nobody knows."""
    made = repository(settings.config.parent)
    made.commit("-- notes.txt --\n")
    file, other = settings.config / "unit_primitives/duo_chat.yml", settings.config.parent / "other"
    (settings.config / "add_ons").mkdir(exist_ok=True)
    before = fingerprint(settings)

    def change_and_back() -> None:
        match what:
            case "a file":
                text = file.read_text("utf-8")
                file.write_text(f"{text}# more\n", "utf-8")
                file.write_text(text, "utf-8")
            case "a template" | "a schema":
                of_ours = (settings.templates if what == "a template" else settings.schemas).rglob("*.*")
                one = next(it for it in sorted(of_ours) if it.is_file())
                one.write_bytes(one.read_bytes())
            case "packed":
                (made.root / ".git/packed-refs").touch()
            case "another name":
                file.rename(file.with_name("a.yml")).rename(file)
            case "one more file":
                more = settings.config / "add_ons/more.yml"
                more.touch()
                more.unlink()
            case "all of it":
                settings.config.rename(other).rename(settings.config)
            case _:
                made.git("checkout", "-q", "-b", "other")
                made.git("checkout", "-q", "main")
                made.git("branch", "-q", "-D", "other")

    build_if_changed(settings, tell=after_reading(change_and_back))

    assert settings.cache
    assert not (settings.cache / KEPT).exists()
    assert fingerprint(settings) == before
    build_if_changed(settings)
    assert (settings.cache / KEPT).exists()


@pytest.mark.parametrize("what", ["a directory above", "a link above", "a link behind that", "where they lead"])
def test_nothing_is_remembered_of_a_way_that_led_elsewhere_while_it_was_built(settings: Settings, what: str) -> None:
    """And leads there again: no file of the configuration was touched."""
    top = settings.config.parent
    (top / "one").mkdir()
    settings.config.rename(top / "one/config")
    (top / "current").symlink_to("behind")
    (top / "behind").symlink_to("one")
    settings = replace(settings, config=top / ("one" if what == "a directory above" else "current") / "config")
    before = fingerprint(settings)
    swapped = {"a link above": "current", "a link behind that": "behind"}.get(what, "one")

    def move_and_back(_: str) -> None:
        (top / swapped).rename(top / "other").rename(top / swapped)

    build_if_changed(settings, tell=move_and_back)

    assert settings.cache
    assert not (settings.cache / KEPT).exists()
    assert fingerprint(settings) == before
    build_if_changed(settings)
    assert (settings.cache / KEPT).exists()


@pytest.mark.parametrize("error", [FileNotFoundError, NotADirectoryError, PermissionError])
def test_what_cannot_be_looked_at_is_not_remembered_and_is_built(
    settings: Settings, error: type[OSError], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> str:
        raise error(path)

    monkeypatch.setattr("site_builder.fingerprint.made_here", refuse)

    assert is_worked_on(settings)
    assert is_worked_on(settings)


@pytest.mark.skipif(plain_rights() is None, reason="root cannot give up its rights here")
def test_what_git_passes_over_among_its_branches_stops_no_build(tmp_path: Path) -> None:
    made = write_past(tmp_path, tags=False)
    closed = made.root / ".git/refs/heads/closed"
    closed.mkdir()
    (closed / "branch").write_text(f"{made.head}\n", "utf-8")
    closed.chmod(0o444)
    command = (sys.executable, "-m", "site_builder", "build", "--graphviz", "optional", "--processes", "1")

    ended = subprocess.run(
        [*(plain_rights() or ()), *command], cwd=tmp_path, env=surroundings(), capture_output=True, check=False
    )

    closed.chmod(0o755)
    assert (ended.returncode, (tmp_path / "public/index.html").exists()) == (0, True), ended.stderr


@pytest.mark.usefixtures("built")
def test_a_directory_that_is_not_read_is_told_by_a_build_too(settings: Settings) -> None:
    """Only beside the program and its templates it is Python's."""
    (settings.config / "__pycache__").mkdir()

    assert is_worked_on(settings)


@pytest.mark.parametrize("ending", ["dist-info", "egg-info"])
def test_another_version_of_a_package_is_another_fingerprint(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    (tmp_path / "packages").mkdir()
    monkeypatch.syspath_prepend(tmp_path / "packages")
    before = fingerprint(settings)

    (tmp_path / "packages" / f"jinja2-99.0.{ending}").mkdir()
    upgraded = fingerprint(settings)
    (tmp_path / "packages" / "notes.txt").touch()

    assert before != upgraded == fingerprint(settings)


def test_what_is_no_plain_file_has_no_fingerprint(settings: Settings) -> None:
    assert fingerprint(settings) == fingerprint(settings) is not None

    os.mkfifo(settings.config / "pipe")

    assert fingerprint(settings) is None


def test_a_file_of_any_size_is_read_no_further_than_anybody_would_build_from(settings: Settings) -> None:
    with (settings.config / "notes.bin").open("wb") as file:
        file.truncate(1 << 40)

    assert fingerprint(settings) is None


def test_directories_may_be_nested_deeper_than_python_goes(settings: Settings) -> None:
    made = [settings.config / "x"]
    for _ in range(sys.getrecursionlimit()):
        made[-1].mkdir()
        made.append(made[-1] / "x")

    try:
        assert fingerprint(settings) is None
    finally:
        for directory in reversed(made[:-1]):  # what clears away after tests goes no deeper either
            directory.rmdir()


def test_a_cache_behind_a_link_that_leads_to_itself_is_none(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")

    for cache in (tmp_path / "circle", tmp_path / "circle" / "cache"):
        assert build_if_changed(replace(settings_of(tmp_path), cache=cache)).published.files


@pytest.mark.parametrize("is_built", [False, True])
@pytest.mark.parametrize(("output", "code"), [("circle", "E606"), ("circle/public", "E603"), ("there/public", "E603")])
def test_an_output_behind_links_in_a_circle_is_refused_whatever_was_built_before(
    settings: Settings, tmp_path: Path, is_built: bool, output: str, code: str
) -> None:
    (tmp_path / "circle").symlink_to("there")
    (tmp_path / "there").symlink_to("circle")
    if is_built:
        build_if_changed(settings)

    with pytest.raises(EnvironmentProblem, match=code):
        build_if_changed(replace(settings, output=tmp_path / output))


@pytest.mark.parametrize("config", ["circle", "circle/config"])
@pytest.mark.usefixtures("built")
def test_a_configuration_behind_links_in_a_circle_is_told_as_what_cannot_be_read(
    settings: Settings, tmp_path: Path, config: str
) -> None:
    (tmp_path / "circle").symlink_to("circle")

    with pytest.raises(EnvironmentProblem, match=r"E114.*too many levels of symbolic links"):
        build_if_changed(replace(settings, config=tmp_path / config))


def test_without_a_cache_every_build_is_one(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    build_if_changed(settings)

    assert is_worked_on(settings)
    assert not [path for path in tmp_path.rglob("*") if path.name == KEPT]


@pytest.mark.parametrize("name", ["build-1.json", "layouts-2.json", "notes.txt"])
def test_a_directory_of_somebody_else_is_no_cache(settings: Settings, name: str) -> None:
    assert settings.cache
    settings.cache.mkdir()
    (settings.cache / name).write_text("Mine.", encoding="utf-8")
    before = state(settings.cache)

    with pytest.raises(
        EnvironmentProblem, match=r"has files in it, and no CACHEDIR\.TAG that says that it is a cache"
    ) as refusal:
        build_if_changed(settings)

    assert refusal.value.problem.code == "E602"
    assert state(settings.cache) == before
    assert not settings.output.exists()


def test_a_published_site_is_no_cache_for_another(settings: Settings, built: Built) -> None:
    before = state(settings.output)

    with pytest.raises(EnvironmentProblem, match="says that it is a cache"):
        build_if_changed(replace(settings, output=settings.output.with_name("other"), cache=settings.output))

    assert state(settings.output) == before


@pytest.mark.parametrize("is_absolute", [False, True])
def test_a_link_on_the_way_to_the_cache_is_not_followed(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_absolute: bool
) -> None:
    place = tmp_path if is_absolute else Path()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "victim").mkdir()
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "site_builder").symlink_to("../victim")

    with pytest.raises(EnvironmentProblem, match=r"\.cache/site_builder' is a link, and is not followed"):
        build_if_changed(replace(settings, cache=place / ".cache/site_builder"))

    assert list((tmp_path / "victim").iterdir()) == []


@pytest.mark.parametrize("begun", ["", "Signature: 8a477f59"])
def test_a_cache_that_a_killed_build_had_begun_is_one(settings: Settings, begun: str) -> None:
    assert settings.cache
    settings.cache.mkdir()
    (settings.cache / "CACHEDIR.TAG").write_text(begun, "utf-8")

    assert is_worked_on(settings)
    assert not is_worked_on(settings)


def test_a_cache_whose_tag_a_killed_build_was_about_to_write_is_one(settings: Settings) -> None:
    assert settings.cache
    settings.cache.mkdir()
    (settings.cache / ".CACHEDIR.TAG.site-builder-abcd_123").write_text("Sig", "utf-8")

    assert is_worked_on(settings)
    assert not is_worked_on(settings)


def test_nothing_is_kept_beside_a_tag_that_could_not_be_written(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.cache
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", _no_room_for_a_tag)
        keep_in_cache(settings.cache / "layouts.json", b"{}")

    assert refused_cache(settings.cache) == ""
    keep_in_cache(settings.cache / "layouts.json", b"{}")
    assert sorted(path.name for path in settings.cache.iterdir()) == ["CACHEDIR.TAG", "layouts.json"]


def _no_room_for_a_tag(file: Path, target: Path) -> Path:
    if target.name == "CACHEDIR.TAG":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return file.rename(target)


def test_of_the_tag_of_a_cache_no_more_is_read_than_is_written(settings: Settings) -> None:
    assert settings.cache
    settings.cache.mkdir()
    with (settings.cache / "CACHEDIR.TAG").open("wb") as tag:
        tag.truncate(300_000_000)

    tracemalloc.start()
    try:
        with pytest.raises(EnvironmentProblem, match="says that it is a cache"):
            build_if_changed(settings)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 100_000_000


def test_a_tag_that_is_a_link_is_none(settings: Settings, tmp_path: Path) -> None:
    assert settings.cache
    settings.cache.mkdir()
    (tmp_path / "victim").write_text("", "utf-8")
    (settings.cache / "CACHEDIR.TAG").symlink_to(tmp_path / "victim")

    with pytest.raises(EnvironmentProblem, match="says that it is a cache"):
        build_if_changed(settings)

    assert (tmp_path / "victim").read_text("utf-8") == ""


def test_a_tag_that_is_another_file_as_well_is_replaced_and_not_written_to(settings: Settings, tmp_path: Path) -> None:
    assert settings.cache
    settings.cache.mkdir()
    (tmp_path / "victim").write_text("", "utf-8")
    (settings.cache / "CACHEDIR.TAG").hardlink_to(tmp_path / "victim")

    assert is_worked_on(settings)
    assert (tmp_path / "victim").read_text("utf-8") == ""
    assert (
        (settings.cache / "CACHEDIR.TAG").read_text("utf-8").startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    )


def test_a_cache_says_that_it_is_one(settings: Settings, built: Built) -> None:
    assert settings.cache
    tag = (settings.cache / "CACHEDIR.TAG").read_text("utf-8")

    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    assert not is_worked_on(settings)
