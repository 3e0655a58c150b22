"""`site-builder review`"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ...build import with_site_file
from ...catalog import Change, ChangeClass
from ...installed import own_files
from ...output import Artifact, publish, render_alone
from ...problems import InvalidConfig
from ...reviewing import Reviewed, review
from ...site import review_markdown
from ...source import file_paths, read_unmixed
from ..ci_reports import as_code_quality, as_junit, as_metrics
from ..failing import fail_for, fail_on_option, failing
from ..options import as_of_option, config_option, settings_from
from ..progress import progress
from ..report import echo_lines, even_if_unread


@click.command("review")
@click.option(
    "--base", metavar="REF", required=True, help="What the configuration is reviewed against: a branch, tag or commit."
)
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), required=True,
    help="Directory for the reports and nothing else; made where it is not there.",
)  # fmt: skip
@fail_on_option
@as_of_option
@config_option
def review_command(base: str, output: Path, fail_on: frozenset[ChangeClass], as_of: str | None, config: Path) -> None:
    """Write everything that a merge request needs to show of what it changes.

    \b
    review.md         a note: what changes for customers, what is wrong
    review.html       the same as a page that stands alone, with the matrix
    codequality.json  problems for GitLab Code Quality
    junit.xml         problems as tests, one for each file
    metrics.txt       unit primitives per bundle, as OpenMetrics

    A branch that went on since this one left it is taken as it was then. Both sides are taken as of one moment, so
    that only edits are told. With errors in the configuration the reports
    are written too, and the exit status is 1; so it is with errors in what it is reviewed against, where --fail-on
    asks what is lost.

    \b
    Examples:
      site-builder review --base origin/main --output review
      site-builder review --base "$CI_MERGE_REQUEST_DIFF_BASE_SHA" \\
        --output review --fail-on losses
    """  # noqa: D301 click keeps the lines after this control character as they are
    settings = settings_from(config=config, output=Path("public"), as_of=as_of)

    def read() -> tuple[Reviewed, tuple[str, ...]]:
        return review(with_site_file(settings), base), file_paths(config, config.as_posix())

    with progress("Reviewing the configuration"):
        found, files = read_unmixed(read, config)
        failed = failing(found.changes, fail_on)
        reports = tuple(Artifact(*report) for report in sorted(_reports(found, failed, files)))
        publish(reports, output, protected=settings.sources, always="review.md")
    with even_if_unread():
        echo_lines(f"{output.as_posix()}/{report.path}" for report in reports)
    # Where the base has errors nobody knows what is lost, and so a gate does not open.
    if errors := found.review.errors or (found.base_errors if fail_on else ()):
        raise InvalidConfig(errors)
    fail_for(failed)


def _reports(found: Reviewed, failed: Sequence[Change], files: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    texts = {
        "review.md": "\n".join(review_markdown(found.review, failed)) + "\n",
        "review.html": render_alone(found.review, own_files("templates")),
        "codequality.json": as_code_quality(found.problems) + "\n",
        "junit.xml": as_junit(found.problems, files) + "\n",
        "metrics.txt": as_metrics(found.catalog) if found.catalog is not None else "",
    }
    return ((name, text.encode("utf-8", "backslashreplace")) for name, text in texts.items() if text)
