"""The page of downloads: each file with its shape and size, and where the YAML is explained."""

from site_builder.site import Link
from site_builder.site.downloads import Download, downloads
from site_builder.site.pages.data import DataFile, DataPage, data_page
from tests.site.making import material


def test_the_page_of_downloads() -> None:
    made = material("-- unit_primitives/b --\n-- unit_primitives/a --")
    download = Download("data/x.csv", lambda: b"x\n1\n", "CSV, one line per x")

    assert data_page(made, [download]) == DataPage(
        address="data.html",
        title="Data",
        description="Everything in the catalog as JSON, CSV, GraphML and a spreadsheet, what older GitLab versions read, and the schemas of the YAML files.",
        section="data.html",
        files=(DataFile(link=Link(text="data/x.csv", address="data/x.csv"), shape="CSV, one line per x", bytes=4),),
        example=Link(text="api/v1/unit_primitive/<name>.json", address="api/v1/unit_primitive/a.json"),
        schemas=(
            Link(text="Unit primitive", address="schema/unit_primitive.html"),
            Link(text="Add-on", address="schema/add_on.html"),
            Link(text="License type", address="schema/license_type.html"),
            Link(text="GitLab realm", address="schema/gitlab_realm.html"),
            Link(text="Backend service", address="schema/backend_service.html"),
            Link(text="Legacy service", address="schema/service.html"),
        ),
        editors=Link(text="in your editor", address="editors.html"),
    )


def test_what_a_file_holds_is_counted_as_one_where_it_is_one() -> None:
    shapes = {download.address: download.shape for download in downloads(material("-- unit_primitives/a --"))}

    assert shapes["data/unit_primitives.csv"] == "CSV, one line for each of 1 unit primitive"
    assert shapes["data/add_ons.csv"] == "CSV, one line for each of 0 add-ons"
    assert shapes["legacy/gitlab-com.yml"] == "YAML, the 1 service that older GitLab versions read on gitlab-com"
