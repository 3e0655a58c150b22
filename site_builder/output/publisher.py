"""Artifacts in, the published site out: whole and at once, or not at all.

The new site is written in a hidden workspace and then takes the place of the old one. Until that moment the old site
is only read, so a process that fails, or is killed, leaves it as it was: names, bytes, modes and times. The disk is
not made to write everything out first: after a power cut, the file system decides what is left, and a site can be
built again.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..disk import made_here
from ..problems import EnvironmentProblem, visible
from ..undisturbed import undisturbed
from .artifact import Artifact
from .destination import Destination, destination
from .latecomers import bring
from .manifest import GITLAB_PAGES, MANIFEST, Limits, format_manifest
from .ownership import Standing, refuse_touched, survey, walk
from .placement import How, put_in_place
from .staging import Staging
from .workspace import Workspace, opened, refuse_taken, workspace_of

FRONT_PAGE = "index.html"  # every site has one, and nothing else that is published
_NOTES = {
    How.RENAMED: "This file system cannot exchange two directories in one step: for a moment there was no site.",
    How.MERGED: (
        "The output directory itself cannot be replaced (it is a mount point, say, its parent is not writable, "
        "or a killed build left its work in it): the site was replaced entry by entry, and for a moment old and new "
        "pages stood side by side."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was published: where, how many files and bytes (the manifest not counted), how many were there before."""

    output: Path
    files: int
    bytes: int
    unchanged: int
    how: How
    manifest: str = field(default="", compare=False)  # the digest of its manifest

    @property
    def note(self) -> str:
        """What the user should know when the new site could not appear at once; empty otherwise."""
        return _NOTES.get(self.how, "")


def publish(
    artifacts: Iterable[Artifact],
    output: Path,
    *,
    protected: Iterable[Path] = (),
    limits: Limits = GITLAB_PAGES,
    always: str = "",
) -> Published:
    """Make the artifacts the site in `output`, and nothing else; they are taken one at a time and not kept.

    `protected` are directories that the site is made from; `always` is a file that every site of this sort has, so that
    none of another sort is taken for an old one. Raises EnvironmentProblem (E601 to E608), ValueError for artifacts
    that cannot be one site, and whatever taking an artifact raises; the old site is then as it was.
    """
    place = destination(output, protected)
    work = workspace_of(place)
    with opened(work, place):
        standing = _survey(work, place, always)
        with place.reporting():
            staging = Staging(work.new, place, standing, limits)
        for artifact in artifacts:
            with place.reporting():
                staging.add(artifact)
        how = _replace(staging, work, place, standing)
    return Published(
        output=output,
        files=len(staging.entries),
        bytes=staging.bytes,
        unchanged=staging.kept,
        how=how,
        manifest=hashlib.sha256(format_manifest(staging.entries)).hexdigest(),
    )


def check_output(output: Path, *, protected: Iterable[Path] = (), always: str = "") -> Standing:
    """Raise at once, before any work, what `publish` would refuse as things stand; changes nothing.

    Gives the site that stands there, every file of which was read.
    """
    place = destination(output, protected)
    work = workspace_of(place)
    while True:
        looked_at = _identity(place.path)
        try:
            with place.reporting():
                refuse_taken(work, place)
            return replace(_survey(work, place, always), is_clean=not os.path.lexists(work.root))
        except EnvironmentProblem as problem:
            if problem.problem.code == "E605" or _identity(place.path) == looked_at:
                raise


def as_it_stands(standing: Standing, output: Path) -> Published:
    """What a site that is whole comes to, where nothing has to be done."""
    sizes = [entry.size for entry in standing.entries]
    return Published(output=output, files=len(sizes), bytes=sum(sizes), unchanged=len(sizes), how=How.UNCHANGED)


def site_made_here(output: Path) -> str:
    """What no clone, archive or copy of a site brings along: how its manifest was made here; empty without a site."""
    with suppress(OSError):
        return made_here(output / MANIFEST)
    return ""


def _survey(work: Workspace, place: Destination, always: str) -> Standing:
    with place.reporting():
        standing = survey(place, ignored=work.exempt(place.path), trusted=work.entries())
    paths = sorted(entry.path for entry in standing.listed or ())
    if always and paths and always not in paths:
        message = f"holds what another command of this program published, such as {visible(paths[0])}"
        raise place.problem("E601", message, "choose another directory, or remove this one; nothing was changed")
    return standing


def _identity(path: Path) -> tuple[int, int] | None:
    """Which directory has this name now: another one after another build has published."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _replace(staging: Staging, work: Workspace, place: Destination, standing: Standing) -> How:
    if staging.is_standing():
        return How.UNCHANGED
    with place.reporting():
        staging.complete()
        refuse_touched(place, standing, work.exempt(place.path))
        with undisturbed():
            work.new.rename(work.whole)
            how = put_in_place(work, place.path, standing.tree.files)
            _rescue_latecomers(work, place.path, standing)
    return how


def _rescue_latecomers(work: Workspace, output: Path, standing: Standing) -> None:
    """Bring files into the new site that somebody put into the old one at the very moment of the exchange."""
    for tree in work.trees:
        late = [path for path, trace in walk(tree).files.items() if standing.tree.files.get(path) != trace]
        bring(late, tree, output)
