"""The table that ``make bench`` writes."""

import pytest

from tests.bench.groups import HEADING, with_section
from tests.grouping.rooms import INSTANCES
from workshops.grouping.bench import HEAD, run_all, write_table


def test_every_line_has_value_bound_gap_and_the_best_known() -> None:
    lines: list[str] = []

    write_table(run_all(INSTANCES, seconds=0.3, names=["golf-8-4-8", "tiny20"]), lines.append)

    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert [row[0] for row in cells] == ["room", "---", "golf-8-4-8", "tiny20"]
    assert {len(row) for row in cells} == {len(HEAD)}
    assert dict(zip(cells[0], cells[2], strict=True))["repeats"] == "0/0"
    assert cells[2][-1] == "equal"


def test_only_the_part_beneath_the_heading_is_made_anew() -> None:
    document = f"# A\n\n{HEADING}\n\nold\n\n## C\n\nstays\n"

    assert with_section(document, f"{HEADING}\n\nnew\n") == f"# A\n\n{HEADING}\n\nnew\n\n## C\n\nstays\n"


def test_a_document_without_the_heading_is_refused() -> None:
    with pytest.raises(ValueError, match="0 times"):
        with_section("# A\n", "")
