"""A site follows what it is made from: built again on a change, kept while something is wrong, mended when it is."""

from pathlib import Path
from threading import Event

import pytest

from site_builder.problems import EnvironmentProblem, Problem
from site_builder.serving import Attempt, serve
from site_builder.source import Sources
from tests.serving.served import PAGE, REPORT, ask, copying, first_mark, next_mark, serving, write


def test_a_change_makes_a_new_edition_with_the_new_site(tmp_path: Path) -> None:
    source, site = tmp_path / "source", tmp_path / "site"
    write(source / "index.html", PAGE.format(text="first"))

    with serving(copying(source, site), site, source) as address:
        mark = first_mark(address)
        first = ask(address, "/")
        write(source / "index.html", PAGE.format(text="second"))
        later = next_mark(address, mark)
        second = ask(address, "/")

    assert ("<h1>first</h1>" in first.body, first.mark) == (True, mark)
    assert ("<h1>second</h1>" in second.body, second.mark) == (True, later)


def test_what_is_wrong_is_shown_on_the_last_good_site_until_it_is_mended(tmp_path: Path) -> None:
    source, site = tmp_path / "source", tmp_path / "site"
    write(source / "index.html", PAGE.format(text="good"))
    write(source / "site.css", "a {}")

    with serving(copying(source, site), site, source) as address:
        good = first_mark(address)
        write(source / REPORT, "config/x.yml: error[E111] <empty>")
        bad = next_mark(address, good)
        page, style, missing = (ask(address, target) for target in ("/", "/site.css", "/x"))
        write(source / REPORT, "config/x.yml: error[E112] not a mapping")
        worse = next_mark(address, bad)
        other = ask(address, "/")
        (source / REPORT).unlink()
        next_mark(address, worse)
        mended = ask(address, "/")

    assert page.status == 200
    assert "<h1>good</h1>" in page.body
    assert '<pre tabindex="0">config/x.yml: error[E111] &lt;empty&gt;</pre>' in page.body
    assert (style.body, missing.status) == ("a {}", 404)
    assert "not a mapping</pre>" in other.body
    assert "site-builder-report" not in mended.body
    assert (site / "index.html").read_text(encoding="utf-8") == PAGE.format(text="good")


def test_a_site_that_is_wrong_from_the_start_comes_when_it_is_mended(tmp_path: Path) -> None:
    source, site = tmp_path / "source", tmp_path / "site"
    write(source / "index.html", PAGE.format(text="good"))
    write(source / REPORT, "config: error[E117] no unit primitives at all")

    with serving(copying(source, site), site, source) as address:
        bad = first_mark(address)
        wrong = ask(address, "/")
        (source / REPORT).unlink()
        next_mark(address, bad)
        mended = ask(address, "/")

    assert (wrong.status, wrong.mark) == (503, bad)
    assert "error[E117] no unit primitives at all</pre>" in wrong.body
    assert (mended.status, "<h1>good</h1>" in mended.body) == (200, True)


def test_a_change_while_a_build_runs_is_not_missed(tmp_path: Path) -> None:
    source, site = tmp_path / "source", tmp_path / "site"
    write(source / "index.html", PAGE.format(text="first"))
    copy = copying(source, site)

    def build_while_an_author_writes() -> str:
        report = copy()
        write(source / "index.html", PAGE.format(text="written meanwhile"))
        return report

    with serving(build_while_an_author_writes, site, source) as address:
        next_mark(address, first_mark(address))
        assert "<h1>written meanwhile</h1>" in ask(address, "/").body


def test_the_same_report_again_disturbs_no_reader(tmp_path: Path) -> None:
    source, site = tmp_path / "source", tmp_path / "site"
    write(source / REPORT, "the same")
    copy = copying(source, site)
    reports: list[str] = []

    def build_while_an_author_tries() -> str:
        reports.append(copy())
        if len(reports) < 3:
            write(source / "index.html", PAGE.format(text=len(reports)))
        else:
            (source / REPORT).unlink(missing_ok=True)
        return reports[-1]

    with serving(build_while_an_author_tries, site, source) as address:
        first = first_mark(address)
        second = next_mark(address, first)

    assert reports[:4] == ["the same", "the same", "the same", ""]
    assert (first[-2:], second[-2:]) == ("-1", "-2")


def test_what_may_pass_is_tried_again_with_nothing_changed(tmp_path: Path) -> None:
    source, site = tmp_path / "source", tmp_path / "site"
    write(source / "index.html", PAGE.format(text="good"))
    copy = copying(source, site)
    left = ["in the way", "in the way", "full"]

    with serving(lambda: left.pop(0) if left else copy(), site, source, may_pass=True) as address:
        first = first_mark(address)
        second = next_mark(address, first)
        third = next_mark(address, second)
        page = ask(address, "/")

    assert [mark[-2:] for mark in (first, second, third)] == ["-1", "-2", "-3"]
    assert "<h1>good</h1>" in page.body


def test_what_a_build_raises_ends_the_serving(tmp_path: Path) -> None:
    problem = EnvironmentProblem(Problem(path="config", code="E703", message="no config directory here"))
    addresses: list[str] = []

    def build() -> Attempt:
        raise problem

    with pytest.raises(EnvironmentProblem) as caught:
        serve(build, site=tmp_path, watched=Sources(), port=0, announce=addresses.append, stop=Event())

    assert caught.value is problem
    with pytest.raises(ConnectionRefusedError):
        ask(addresses[0], "/")
