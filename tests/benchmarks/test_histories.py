"""The repository that the benchmark reads the history of."""

from pathlib import Path

from site_builder.source import record_of
from tests.benchmarks.histories import write_history
from tests.trees import primitive, schemas, write_tree


def test_every_commit_changes_one_file_and_some_have_tags(tmp_path: Path) -> None:
    config = write_tree(tmp_path / "config", primitive() + primitive("ask") + "-- add_ons/a.yml --\nname: a\n")

    write_history(config, tmp_path / "repository", commits=101)

    record = record_of(tmp_path / "repository" / "config", schemas())
    assert len(record.beginning) == 3
    assert [len(edit.entities) for edit in record.edits] == [0, *[1] * 100]
    assert [(release.name, release.edits) for release in record.releases] == [("v1", 51), ("v2", 101)]
    assert record.edits[100].merge_requests == ("group/project!100",)
