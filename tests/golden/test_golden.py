"""The site of a small configuration, byte by byte. `python -m tests.golden` writes the expected files anew."""

from tests.golden.building import PAGES, built, expected


def test_the_site_of_the_small_configuration_is_as_expected_byte_by_byte() -> None:
    now, good = built(), expected()

    assert sorted(now) == sorted(good), "to take over what is built: python -m tests.golden"
    for name, content in now.items():
        assert content.decode() == good[name].decode(), f"{name} differs; to take it over: python -m tests.golden"


def test_every_sort_of_file_is_among_the_expected_ones() -> None:
    endings = {name.rpartition(".")[2] for name in expected()}

    assert endings == {"atom", "csv", "dot", "graphml", "html", "ics", "js", "json", "svg", "txt", "xml", "yml"}
    assert set(PAGES) <= set(expected())
