"""Options, environment and `site.yml` make the settings together; what is told wins over what surrounds."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from site_builder.build import with_site_file
from site_builder.cli.options import moment_of, settings_from
from site_builder.installed import own_files
from site_builder.problems import EnvironmentProblem
from site_builder.settings import Settings, SiteSettings
from tests.cli.running import SURROUNDINGS


@pytest.fixture(autouse=True)
def _nothing_around(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SURROUNDINGS:
        monkeypatch.delenv(name, raising=False)


def settings_with(config: Path, as_of: str | None = "2024-10-17T00:00:00Z") -> Settings:
    """Settings for a configuration."""
    return with_site_file(settings_from(config=config, output=Path("public"), as_of=as_of))


def test_without_a_settings_file_and_a_ci_job_everything_has_a_default(tmp_path: Path) -> None:
    assert settings_with(tmp_path) == Settings(
        config=tmp_path,
        output=Path("public"),
        schemas=own_files("schemas"),
        templates=own_files("templates"),
        site=SiteSettings(),
        as_of=datetime(2024, 10, 17, tzinfo=UTC),
        commit=None,
        cache=None,
    )


def test_a_ci_job_says_what_the_settings_file_leaves_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI_COMMIT_SHA", "0123abcd")
    monkeypatch.setenv("CI_PAGES_URL", "https://example.gitlab.io/catalog")
    monkeypatch.setenv("CI_PROJECT_URL", "https://gitlab.com/example/catalog")

    settings = settings_with(tmp_path)

    assert settings.commit == "0123abcd"
    assert settings.site.base_url == "https://example.gitlab.io/catalog/"
    assert settings.site.repository_url == "https://gitlab.com/example/catalog"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)//", "data:text/html,x", "gitlab.com/x", "https://x/\udcff", ""]
)
def test_what_a_job_gives_that_is_no_web_address_is_linked_to_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("CI_PAGES_URL", address)
    monkeypatch.setenv("CI_PROJECT_URL", address)

    assert settings_with(tmp_path).site == SiteSettings()


@pytest.mark.parametrize("id", ["\udcff", "0123abcd\n", "main", "<b>", ""])
def test_a_job_names_a_commit_by_hexadecimal_digits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, id: str) -> None:
    monkeypatch.setenv("CI_COMMIT_SHA", id)

    assert settings_with(tmp_path).commit is None


def test_a_site_that_is_served_here_has_no_address_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI_PAGES_URL", "https://example.gitlab.io/catalog")
    (tmp_path / "site.yml").write_text("base_url: https://example.com\n", "utf-8")
    settings = settings_from(config=tmp_path, output=Path("public"), as_of=None, is_served=True)

    assert with_site_file(settings).site == SiteSettings()


def test_the_settings_file_wins_over_the_ci_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI_PAGES_URL", "https://example.gitlab.io/catalog")
    monkeypatch.setenv("CI_PROJECT_URL", "https://gitlab.com/example/catalog")
    (tmp_path / "site.yml").write_text(
        "title: Our catalog\nbase_url: https://example.com\nrepository_url: https://gitlab.com/our/catalog/\n", "utf-8"
    )

    site = settings_with(tmp_path).site

    assert site == SiteSettings(
        title="Our catalog", base_url="https://example.com/", repository_url="https://gitlab.com/our/catalog"
    )


@pytest.mark.parametrize(
    ("told", "around", "moment"),
    [
        ("2024-10-17T00:00:00Z", "0", datetime(2024, 10, 17, tzinfo=UTC)),
        ("2024-10-17T02:00:00+02:00", None, datetime(2024, 10, 17, tzinfo=UTC)),
        ("2024-02-15 00:00:00 UTC", None, datetime(2024, 2, 15, tzinfo=UTC)),
        (None, "1729123200", datetime(2024, 10, 17, tzinfo=UTC)),
        (None, "0", datetime(1970, 1, 1, tzinfo=UTC)),
        (None, "-1", datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_the_moment_is_as_told_else_of_the_environment(told: str | None, around: str | None, moment: datetime) -> None:
    assert moment_of(told, around) == moment


@pytest.mark.parametrize("around", [None, ""])
def test_without_either_the_moment_is_now_to_the_second(around: str | None) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)

    moment = moment_of(None, around)

    assert before <= moment <= datetime.now(UTC)
    assert (moment.microsecond, moment.tzinfo) == (0, UTC)


@pytest.mark.parametrize(
    ("told", "around", "message"),
    [
        (
            "16.10.2024",
            None,
            "--as-of: error[E706] not a date and time: '16.10.2024' (write it like 2024-10-17T00:00:00+00:00)",
        ),
        (
            "2024-10-17T00:00:00",
            None,
            (
                "--as-of: error[E706] '2024-10-17T00:00:00' has no time zone (write 2024-10-17T00:00:00+00:00 where UTC "
                "is meant)"
            ),
        ),
        (
            "2024-10-17T00:00:00+00:99",
            None,
            (
                "--as-of: error[E706] no such date or time: '2024-10-17T00:00:00+00:99' "
                "(write it like 2024-10-17T00:00:00+00:00)"
            ),
        ),
        (None, "soon", "SOURCE_DATE_EPOCH: error[E706] 'soon' is no number of seconds since 1970"),
        (None, "1.5", "SOURCE_DATE_EPOCH: error[E706] '1.5' is no number of seconds since 1970"),
    ],
)
def test_what_is_no_moment_is_refused_with_the_form_that_would_do(
    told: str | None, around: str | None, message: str
) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        moment_of(told, around)

    assert str(caught.value) == message


def test_the_files_that_come_with_the_program_are_found_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert (own_files("templates") / "base.html").is_file()
    assert (own_files("schemas") / "site.json").is_file()
