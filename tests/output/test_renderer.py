"""Pages through their templates: strict about every name and address, and a template shows all that its page holds."""

import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from site_builder.installed import own_files
from site_builder.output import Artifact, Layouter, render
from site_builder.output import templates as templating
from site_builder.output.hrefs import Hrefs, UnplannedAddress
from site_builder.problems import BrokenTemplate, EnvironmentProblem, Problem
from site_builder.settings import SiteSettings
from site_builder.site import ASSETS, EarlierRelease, Link, Material, Page, plan, plan_with_earlier
from site_builder.site.bounds import MOST_LISTED
from tests.artifacts import artifacts_of
from tests.golden.building import golden_material
from tests.site.making import material
from tests.site.past import made as with_a_past
from tests.site.readers import text_of

TEMPLATES = own_files("templates")


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """Templates of its own for a test to break."""
    return Path(shutil.copytree(TEMPLATES, tmp_path / "my own"))


def rendered(made: Material, templates: Path = TEMPLATES) -> dict[str, str]:
    """Every file of the site as text."""
    return {artifact.path: text_of(artifact.path, artifact.content) for artifact in artifacts(made, templates)}


def artifacts(made: Material, templates: Path) -> Iterator[Artifact]:
    """Every file of the site."""
    return artifacts_of(plan_with_earlier(made), templates)


def with_a_release(made: Material) -> Material:
    """The same with itself as an earlier release."""
    return replace(made, earlier=(EarlierRelease(name="v1.0", material=made),))


def broken(made: Material, templates: Path) -> Problem:
    """What is wrong with the templates."""
    with pytest.raises(BrokenTemplate) as caught:
        list(artifacts(made, templates))
    return caught.value.problem


SMALL = material("-- unit_primitives/duo_chat --\nadd_ons: [duo_pro]\n-- add_ons/duo_pro --\n")


def test_every_planned_page_file_asset_and_diagram_becomes_one_artifact_and_nothing_else_does() -> None:
    paths = [artifact.path for artifact in artifacts(SMALL, TEMPLATES)]

    assert sorted(paths) == sorted(plan(SMALL).addresses)


def test_one_of_a_kind_is_not_counted_as_several() -> None:
    one_of_each = material(
        "-- unit_primitives/duo_chat --\nadd_ons: [duo_pro]\nlicense_types: [premium]\ngitlab_realms: [saas]\n"
        "backend_services: [ai_gateway]\ngroup: group::chat\nfeature_category: chat\nmilestone: '16.1'\n"
        "-- add_ons/duo_pro --\n-- license_types/premium --\n-- gitlab_realms/saas --\n-- backend_services/ai_gateway --\n"
        "-- services/chat --\nunit_primitives: [duo_chat]\n"
    )
    several = re.compile(r"(?<![\w.,:-])(?<!of )1 (?!is|needs)(?:[a-z]+ )?[a-z-]+s\b")

    pages = {path: text for path, text in rendered(one_of_each).items() if path.endswith(".html")}
    told = {path: several.findall(" ".join(re.sub("<[^>]+>", "", text).split())) for path, text in pages.items()}

    assert {path: found for path, found in told.items() if found} == {}


def test_a_service_of_very_many_members_shows_the_beginning_of_its_file_and_leads_to_the_whole() -> None:
    names = [f"a{number:04}" for number in range(600)]
    members = "\n".join(f"- {name}" for name in names)
    made = material(
        f"-- services/long --\nunit_primitives:\n{members}\ngitlab_realm: [gitlab-com]\n"
        + "\n".join(f"-- unit_primitives/{name} --" for name in names)
    )

    page = rendered(made)["services/long.html"]

    assert re.findall('<p class="left-out">(.*?)</p>', page) == [
        "100 more are not shown here: each has them on its own page.",
        '300 more are not shown here: <a href="../api/v1/service/long.json">JSON</a> has all.',
        '104 more are not shown here: <a href="../api/v1/service/long.json">JSON</a> has all that they state.',
    ]
    assert [line for line in re.findall('href="#(L[0-9]+)"', page) if f'id="{line}"' not in page] == []
    assert '<td class="line">604</td>' in page


@pytest.mark.parametrize(
    ("read_by", "sentence"),
    [
        ("", "The old format differs from the catalog in 1 value for its only member, talk Deprecated."),
        (
            "gitlab_realm: [gitlab-com]\n",
            "The old format agrees with the catalog for its only member, talk Deprecated.",
        ),
    ],
)
def test_a_service_of_one_member_is_not_told_as_one_of_several(read_by: str, sentence: str) -> None:
    made = material(
        f"-- services/one --\nunit_primitives: [talk]\n{read_by}"
        "-- unit_primitives/talk --\ndeprecation_message: Use agents.\ngitlab_realms: [saas]\n"
        "-- gitlab_realms/saas --\nlegacy_realm: gitlab-com\n-- gitlab_realms/self-managed --\nlegacy_realm: self-managed\n"
    )

    page = rendered(made)["services/one.html"]

    (answer,) = re.findall('<p class="answer-sentence">(.*)</p>', page)
    assert Markup(answer).striptags() == sentence
    assert re.findall('<h2 id="members-heading">(.*)</h2>', page) == ["Its only member"]
    assert ">Sample<" not in page


def test_commits_say_in_one_column_what_each_of_their_cells_is() -> None:
    page = rendered(with_a_past())["changes/2025-01.html"]

    (commits,) = re.findall('<table class="commits.*?</table>', page, re.DOTALL)
    assert re.findall('data-label="(.*?)"', commits) == ["Author", "When", "Merge request"]


def test_scripts_and_styles_are_joined_from_their_sources_without_comments(templates: Path) -> None:
    for source in {source for asset in ASSETS for source in asset.sources}:
        (templates / "assets" / source).write_text(f"/* one\n * two */\nbegin '{source}'; // three\n  // four\nend\n")

    files = rendered(SMALL, templates)

    assert {asset.address: files[asset.address] for asset in ASSETS} == {
        asset.address: "\n".join(
            f"begin '{source}'; // three\nend\n"
            if source.endswith((".js", ".css")) and not source.startswith("vendor/")
            else (templates / "assets" / source).read_text()
            for source in asset.sources
        )
        for asset in ASSETS
    }


@pytest.mark.parametrize("name", ["site.css", "site.js", "list.js", "matrix.js", "theme.js", "not_found.js"])
def test_nothing_but_comments_is_left_out_of_scripts_and_styles(name: str) -> None:
    (asset,) = (asset for asset in ASSETS if asset.address == f"assets/{name}")
    text = rendered(SMALL)[asset.address]

    lines = [
        line
        for source in asset.sources
        for line in (TEMPLATES / "assets" / source).read_text("utf-8").splitlines()
        if line not in text.splitlines()
    ]

    assert [line for line in lines if not line.lstrip().startswith(("/*", "*", "//"))] == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{{ page.nothing }}", "'site_builder.site.pages.about.AboutPage object' has no attribute 'nothing'"),
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{{ page.title.x }}", "'str object' has no attribute 'x'"),
        ("{{ href('nowhere.html') }}", "no page or file is planned at 'nowhere.html'"),
        ("{% if %}", "Expected an expression, got 'end of statement block'"),
        ("{{ page.title + 1 }}", 'TypeError: can only concatenate str (not "int") to str'),
        ("{{ 1 / 0 }}", "ZeroDivisionError: division by zero"),
        ("{{ {}['x'] }}", "'dict object' has no attribute 'x'"),
        ("{{ asset(*[1, 2]) }}", "TypeError: asset() takes 1 positional argument but 2 were given"),
        ("{% include 'pages/none.html' %}", "no template 'pages/none.html'"),
    ],
)
def test_a_broken_template_names_file_and_line_and_what_is_wrong(templates: Path, line: str, message: str) -> None:
    (templates / "pages" / "about.html").write_text(f"first line\n\n{line}\n", encoding="utf-8")

    assert broken(SMALL, templates) == Problem(path="templates/pages/about.html", line=3, code="E501", message=message)


def test_a_mistake_in_a_component_is_reported_where_it_stands(templates: Path) -> None:
    (templates / "components" / "mine.html").write_text("{% macro shout(x) %}\n{{ x.y.z }}\n{% endmacro %}\n", "utf-8")
    (templates / "pages" / "about.html").write_text(
        "{% from 'components/mine.html' import shout %}{{ shout('x') }}", "utf-8"
    )

    problem = broken(SMALL, templates)

    assert (problem.path, problem.line) == ("templates/components/mine.html", 2)


def test_a_missing_template_or_text_is_reported_by_name(templates: Path) -> None:
    (templates / "texts" / "glossary.md").unlink()
    missing_text = broken(SMALL, templates)
    (templates / "pages" / "about.html").unlink()

    assert broken(SMALL, templates) == Problem(
        path="templates/pages/about.html", code="E501", message="no template 'pages/about.html'"
    )
    assert missing_text.path == "templates/pages/about.html"
    assert missing_text.message.startswith("FileNotFoundError: ")


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_a_template_that_is_no_text_is_reported_by_name_however_many_work(templates: Path, processes: int) -> None:
    for name in ("about", "nobody_asks_for_it"):
        (templates / "pages" / f"{name}.html").write_bytes(b"\xff")

    making = render(plan_with_earlier(SMALL), templates, Layouter(), processes=processes)
    with pytest.raises(BrokenTemplate) as caught, making as made:
        list(made)

    assert caught.value.problem == Problem(
        path="templates/pages/about.html",
        code="E501",
        message="UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
    )


def test_a_machine_without_memory_is_no_broken_template(templates: Path) -> None:
    (templates / "pages" / "about.html").write_text("{{ 'x' * 10**15 }}", encoding="utf-8")

    with pytest.raises(MemoryError):
        list(artifacts(SMALL, templates))


def test_a_machine_without_graphviz_is_no_broken_template(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygraphviz", None)

    with pytest.raises(EnvironmentProblem) as caught:
        list(artifacts(SMALL, TEMPLATES))

    assert caught.value.problem.code == "E701"


def test_text_is_escaped_in_pages_and_in_pictures(templates: Path) -> None:
    made = replace(SMALL, site=SiteSettings(titles={"duo_pro": "<b>&\"'"}))
    (templates / "pages" / "about.html").write_text("{{ frame.title }}{{ '<x>' }}", "utf-8")

    files = rendered(made, templates)

    assert files["about.html"] == "Cloud Connector catalog&lt;x&gt;"
    assert "<b>" not in files["diagrams/add_ons/duo_pro.svg"]
    assert "&lt;b&gt;&amp;&#34;&#39;" in files["diagrams/add_ons/duo_pro.svg"]


@pytest.mark.parametrize(
    ("target", "link"),
    [
        ("add_ons/duo_pro.html", "duo_pro.html"),
        ("index.html", "../index.html"),
        (Link(text="x", address="matrix.html", anchor="a"), "../matrix.html#a"),
        (
            Link(text="x", address="unit_primitives/index.html", query="?q=1", anchor="a"),
            "../unit_primitives/index.html?q=1#a",
        ),
        (Link(text="x", address="add_ons/index.html", anchor="a"), "#a"),
        (Link(text="x", address="add_ons/index.html"), "index.html"),
    ],
)
def test_links_are_relative_to_the_page_they_stand_on(target: Link | str, link: str) -> None:
    assert Hrefs(plan(SMALL)).of("add_ons/index.html")(target) == link


@pytest.mark.parametrize(
    ("base_url", "link", "root"),
    [
        (None, "/add_ons/duo_pro.html", "/"),
        ("https://example.com/project/", "https://example.com/project/add_ons/duo_pro.html", None),
    ],
)
def test_the_page_for_missing_pages_has_absolute_links_because_it_is_shown_anywhere(
    base_url: str | None, link: str, root: str | None
) -> None:
    made = replace(SMALL, site=SiteSettings(base_url=base_url))

    href = Hrefs(plan(made)).of("404.html")

    assert href("add_ons/duo_pro.html") == link
    assert href.root == (root or base_url)


def test_an_earlier_release_stands_below_todays_site_and_reaches_up_to_what_only_that_has() -> None:
    site = plan_with_earlier(with_a_release(SMALL))
    (release,) = site.earlier
    href = Hrefs(release).of("add_ons/duo_pro.html")

    paths = [artifact.path for artifact in artifacts_of(site)]

    assert sorted(paths) == sorted({*site.addresses, *(f"releases/v1.0/{address}" for address in release.addresses)})
    assert href("add_ons/index.html") == "index.html"
    assert href("feeds/add_ons/duo_pro.atom") == "../../../feeds/cut_offs.atom"  # nothing tells that it is the same
    assert href.today(Link(text="x", address="add_ons/duo_pro.html")) == "../../../add_ons/duo_pro.html"
    assert href.root == "../"
    with pytest.raises(UnplannedAddress):
        href("add_ons/gone.html")


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("matrix.html?add_ons=duo_pro#a", "matrix.html?add_ons=duo_pro#a"),
        ("./add_ons/?q=../x", "add_ons/index.html?q=../x"),
        ("releases/", "releases/index.html"),
        ("releases/v1.0/add_ons/duo_pro.html", "releases/v1.0/add_ons/duo_pro.html"),
        ("releases/v1.0/add_ons/gone.html", None),
        ("add_ons/gone.html", None),
        ("add_ons", None),
        (".", None),
    ],
)
def test_what_a_text_leads_to_is_a_link_where_it_is_planned(written: str, link: str | None) -> None:
    assert Hrefs(plan_with_earlier(with_a_release(SMALL))).of("about.html").written(written) == link


def test_a_link_to_what_is_not_planned_is_refused() -> None:
    with pytest.raises(UnplannedAddress, match=r"^no page or file is planned at 'add_ons/gone\.html'$"):
        Hrefs(plan(SMALL)).of("index.html")(Link(text="Gone", address="add_ons/gone.html"))


def long_material() -> Material:
    """So many unit primitives that no page shows all of them."""
    return material(
        "".join(f"-- unit_primitives/ask_{number} --\nmilestone: '16.1'\n" for number in range(MOST_LISTED + 1))
    )


def test_every_address_of_a_script_that_is_data_asks_for_the_edition_that_stands_there() -> None:
    files = rendered(long_material())
    editions = {
        path.removeprefix("assets/"): found[1]
        for path, text in files.items()
        if path.startswith("assets/") and (found := re.search(r'src\.endsWith\("\?(\w+)"\)', text))
    }

    pages = "".join(text for path, text in files.items() if path.endswith(".html"))
    asked = re.findall(r'"[./]*assets/((?:rows/|terms-|search-)[^"?]*\.js)(?:\?(\w+))?"', pages)
    assert set(asked) == set(editions.items())
    assert {*editions} == {
        "search-data.js",
        "terms-data.js",
        "rows/unit_primitives/index.js",
        "rows/whats_new/index.js",
    }


class Marking(Environment):
    """Marks each number that a template writes as it is, with the name of the template."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "bytecode_cache": None, "finalize": _marked})


@pass_context
def _marked(context: Context, value: object) -> object:
    return f"⟦{context.name}⟧" if type(value) is int else value


def test_only_lines_of_files_are_numbers_without_separators(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read, aloud too; coordinates and the like stand in other attributes."""
    monkeypatch.setattr(templating, "Environment", Marking)
    sites = [rendered(made) for made in (with_a_release(golden_material()), with_a_past(), long_material())]

    pages = [text for site in sites for path, text in site.items() if path.endswith(".html")]
    read = "".join(part for page in pages for part in re.findall(r'(?:>|aria-label=")([^<>"]*)', page))
    assert set(re.findall("⟦(.*?)⟧", read)) == {"components/entity.html"}


class Recording(Environment):
    """Remembers which fields of which values the templates ask for."""

    asked: ClassVar[defaultdict[type, set[str]]] = defaultdict(set)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if is_dataclass(obj):
            self.asked[type(obj)].add(attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if is_dataclass(obj):
            self.asked[type(obj)].add(argument)
        return super().getitem(obj, argument)


# What the renderer itself reads, and what values of the core hold beside what a page shows of them.
READ_ELSEWHERE = {
    "CustomerFields": {"extent"},  # where more changes are noticed than a page lists
    "Drawing": {"boxes"},
    "DrawnBox": {"box", "text", "x", "y", "width", "height"},
    "FactValue": {"text", "link", "url", "moment", "code", "origin"},
    "Origin": {"confidence", "source"},
    "ChangeList": {"groups", "ages"},
    "ChangeRow": {"concerns", "ref", "identity", "sort", "title", "heading"},
    "Box": {"id", "column"},
    "Diagram": {"boxes", "lines"},
    "Frame": {"base_url"},
    "GitlabRealmPage": {"unsold_left_out"},  # where more is not sold than a page shows
    "Link": {"query", "anchor", "code"},
    "MatrixPage": {"groups", "most"},  # where more rows are left out than a page shows
    "ParityPage": {"check"},  # where more realms are left out than a page shows
    "PrimitiveRow": {"state", "access", "access_detail", "deprecated", "in_all_realms", "weight"},
    "StepRow": {"lost_more"},  # where a purchase ends something
    "Problem": {"path", "column", "suggestion", "help", "excerpt", "width", "replacement", "about"},
    "Ref": {"name"},
    "SizeRow": {"name"},  # of what is gone
    "TimelinePage": {"undated_left_out"},  # where more have no date than a page shows
}


def test_a_page_is_what_its_template_shows_and_holds_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templating, "Environment", Recording)
    for as_of in (datetime(2024, 11, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)):
        rendered(with_a_release(golden_material(as_of)))
    rendered(with_a_past())
    rendered(long_material())

    unused = {
        asked.__name__: left
        for asked, names in Recording.asked.items()
        if (left := {field.name for field in fields(asked)} - names - READ_ELSEWHERE.get(asked.__name__, set()))
    }

    assert unused == {}
    assert {page for page in Recording.asked if issubclass(page, Page)} == {
        type(planned.make())
        for material in (with_a_release(golden_material()), with_a_past(), long_material())
        for planned in plan(material).pages
    }


def test_every_page_class_has_a_template_of_its_name_and_every_template_a_page() -> None:
    materials = (with_a_release(golden_material()), with_a_past(), long_material())
    used = {planned.make().template for material in materials for planned in plan(material).pages}

    assert {path.name for path in (TEMPLATES / "pages").iterdir()} == used | {"entity.html"}


def test_templates_do_not_say_that_one_are_left_out() -> None:
    several = re.compile(r"\}\} (?:\w+ ){0,3}(?:are|have) (?:left|no|not|opened)\b")
    texts = {path: path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")}

    found = {path.name: found for path, text in texts.items() if (found := several.findall(text))}
    assert found == {"graph.html": ["}} parts have no"]}  # where there are two or more


def test_templates_set_nothing_for_others_and_trust_nothing() -> None:
    texts = {
        path.relative_to(TEMPLATES).as_posix(): path.read_text("utf-8")
        for path in TEMPLATES.rglob("*")
        if path.suffix in (".html", ".svg") or path.parent.name == "rest"
    }

    found = [
        (name, match[0])
        for name, text in texts.items()
        for match in re.finditer(r"{%-?\s*(?:set|include|autoescape)\b|\|\s*safe\b|<(?:script|style)>", text)
    ]

    # Both travel alone: a picture, and the page of a review.
    assert found == [("diagram.svg", "<style>"), ("review.html", "<style>")]
