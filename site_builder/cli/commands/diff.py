"""`site-builder diff`"""

import os
from pathlib import Path

import click

from ...catalog import ChangeClass, changes_between, renamed_between
from ...installed import own_files
from ...output import render_alone
from ...settings import Audience, SiteSettings
from ...site import Titles, changes_json, changes_markdown, changes_text, review_of_changes
from ...source import load_schemas, load_site_settings, read_unmixed
from ..failing import fail_for, fail_on_option, failing
from ..options import as_of_option, audience_option, config_option, moment_of
from ..report import echo_document, echo_lines, even_if_unread
from ..sides import Compared, as_seen, compared


@click.command("diff")
@click.argument("base", default="HEAD")
@click.argument("head", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json", "html"]), default="text", show_default=True
)
@fail_on_option
@as_of_option
@audience_option
@config_option
def diff_command(
    base: str,
    head: str | None,
    form: str,
    fail_on: frozenset[ChangeClass],
    as_of: str | None,
    audience: str,
    config: Path,
) -> None:
    """Tell what changed between two configurations, and what it means for customers.

    BASE and HEAD are branches, tags, commits or directories; left out, BASE is the last commit and HEAD the working
    tree. In a repository a directory is written with ./ in front, or a / within: ./main is the directory,
    main^{commit} the branch. A commit is taken as of its date, so that a cut-off which passed between two commits is
    told as well; --as-of is the moment of the others. Where HEAD is the earlier of both, it is taken as of the moment
    of BASE. What is internal today, --audience public leaves out of both, and so what a side marks that is no earlier
    state.

    \b
    Examples:
      site-builder diff
      site-builder diff v1.0 v2.0 --format markdown
      site-builder diff v1.0 --audience public
      site-builder diff v1.0 --fail-on losses
      site-builder diff old/config new/config --format json | jq '.counts'
    """  # noqa: D301 click keeps the lines after this control character as they are
    now = moment_of(as_of, os.environ.get("SOURCE_DATE_EPOCH"))
    schemas = load_schemas(own_files("schemas"))
    reader = Audience(audience)

    def read() -> tuple[SiteSettings, tuple[Compared, Compared], tuple[Compared, Compared, Titles]]:
        settings = load_site_settings(config, schemas, config.as_posix())
        sides = compared(base, head, config, now, schemas, settings, reader)
        return settings, sides, as_seen(*sides, settings, reader, config, schemas)

    directories = (config, *(Path(word) for word in (base, head) if word))
    settings, sides, (before, after, titles) = read_unmixed(read, *directories)
    catalogs, moments = (before.checked.catalog, after.checked.catalog), (before.side.moment, after.side.moment)
    renamed = renamed_between(*(side.checked.catalog for side in sides))
    found = changes_between(*catalogs, *moments, renamed=renamed)
    between = (before.side, after.side, titles)
    with even_if_unread():
        match form:
            case "json":
                echo_document(changes_json(found, *between))
            case "markdown":
                echo_document("\n".join(changes_markdown(found, *between)))
            case "html":
                title, notice = f"{settings.title}: changes", settings.notice or ""
                review = review_of_changes(found, *between, title=title, notice=notice)
                echo_document(render_alone(review, own_files("templates")))
            case _:
                echo_lines(changes_text(found, *between))
    fail_for(failing(found, fail_on))
