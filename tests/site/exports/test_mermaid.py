"""A Mermaid flowchart: boxes and lines, and labels that can be nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.catalog import RELATIONS, Edge, GraphPart, Ref, graph_part
from site_builder.site.exports.mermaid import escaped, mermaid
from tests.site.making import catalog

CONFIG = """
    -- unit_primitives/duo_chat --
    group: group::r&d
    feature_category: end
    add_ons: [duo_pro, duo_core]
    -- add_ons/duo_core --
    -- add_ons/duo_pro --
    -- license_types/premium --
    """
BOX = re.compile(r'    n[0-9]+\["(?:[\w _,./-]|#[0-9]+;)*"\]')
LINE = re.compile(r'  n[0-9]+ -->\|"[a-z ]+"\| n[0-9]+(?: & n[0-9]+)*')


def test_the_whole_flowchart() -> None:
    assert (
        mermaid(graph_part(catalog(CONFIG)))
        == """\
flowchart LR
  subgraph unit_primitives["Unit primitives"]
    n0["duo_chat"]
  end
  subgraph add_ons["Add-ons"]
    n1["duo_core"]
    n2["duo_pro"]
  end
  subgraph license_types["License types"]
    n3["premium"]
  end
  subgraph groups["Groups"]
    n4["group#58;#58;r#38;d"]
  end
  subgraph feature_categories["Feature categories"]
    n5["end"]
  end
  n0 -->|"is bundled with"| n2 & n1
  n0 -->|"is owned by"| n4
  n0 -->|"belongs to"| n5
"""
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('"] n9["x', "#34;#93; n9#91;#34;x"),
        ("%%{init: {}}%%", "#37;#37;#123;init#58; #123;#125;#125;#37;#37;"),
        ("<img src=x>", "#60;img src#61;x#62;"),
        ("#quot;&lt;", "#35;quot#59;#38;lt#59;"),
        ("`**bold**`", "#96;#42;#42;bold#42;#42;#96;"),
        ("a\nb\\n", "a#10;b#92;n"),
        ("$$x$$", "#36;#36;x#36;#36;"),
        ("style x:#35;", "style x#58;#35;35#59;"),
        ("Größe 1.0", "Größe 1.0"),
    ],
)
def test_what_could_mean_something_is_written_by_its_number(text: str, written: str) -> None:
    assert escaped(text) == written


@given(name=st.text())
def test_no_name_is_anything_but_the_label_of_its_box(name: str) -> None:
    source, target = Ref(kind="unit_primitive", name=name), Ref(kind="add_on", name=name)
    part = GraphPart(nodes=(source, target), edges=(Edge(source=source, relation=RELATIONS[0], target=target),))

    lines = mermaid(part).removesuffix("\n").split("\n")

    assert lines[0] == "flowchart LR"
    assert [bool(BOX.fullmatch(line)) for line in lines[1:]] == [False, True, False, False, True, False, False]
    assert LINE.fullmatch(lines[7])
    (label,) = re.findall(r'n0\["(.*)"\]', lines[2])
    assert re.sub("#([0-9]+);", lambda number: chr(int(number[1])), label) == name
