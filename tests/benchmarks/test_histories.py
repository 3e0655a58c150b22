"""The repository that the benchmark reads the history of."""

from pathlib import Path

from site_builder.source import history_of
from tests.benchmarks.histories import write_history
from tests.trees import primitive, schemas, write_tree


def test_every_commit_changes_one_file_and_some_have_tags(tmp_path: Path) -> None:
    config = write_tree(tmp_path / "config", primitive() + primitive("ask") + "-- add_ons/a.yml --\nname: a\n")

    write_history(config, tmp_path / "repository", commits=101)

    history = history_of(tmp_path / "repository" / "config", schemas())
    assert [len(commit.changes) for commit in history.commits] == [3, *[1] * 100]
    assert [(release.name, release.index) for release in history.releases] == [("v1", 50), ("v2", 100)]
    assert history.commits[100].merge_requests == ("group/project!100",)
