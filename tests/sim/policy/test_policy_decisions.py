import policy_rows_boundaries
import policy_rows_conditions
import policy_rows_logic
import policy_rows_mfa
import policy_rows_principals
import policy_rows_resources
import pytest
from policy_rows import Row, decide

ROWS = [
    *policy_rows_mfa.ROWS,
    *policy_rows_conditions.ROWS,
    *policy_rows_resources.ROWS,
    *policy_rows_logic.ROWS,
    *policy_rows_principals.ROWS,
    *policy_rows_boundaries.ROWS,
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_decision(row: Row) -> None:
    decision = decide(row)
    assert decision.kind == row.expected
    assert decision.allowed == (row.expected == "allow")


def test_the_tables_are_large_and_name_their_pages() -> None:
    assert len(ROWS) >= 150
    assert len({row.id for row in ROWS}) == len(ROWS)
    assert all(row.page.replace("-", "_").isidentifier() for row in ROWS)
