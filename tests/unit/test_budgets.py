"""The rule that fails a run over its budget. A unit test, since a suite that is too slow on purpose is none."""

import pytest

from tests.support.budgets import Spending, budget_of, suite_of


@pytest.mark.parametrize(
    ("node_id", "suite"),
    [
        ("tests/contract/test_hub.py::test_join", "contract"),
        ("tests/cases/test_cases.py::test_case[a/b]", "cases"),
        ("tests/test_cases.py::test_case", "cases"),
    ],
)
def test_a_test_belongs_to_the_folder_under_tests(node_id: str, suite: str) -> None:
    """The suite is the first folder, or the module when it lies directly under tests/."""
    assert suite_of(node_id) == suite


def test_phases_of_tests_add_up_until_the_budget_is_spent() -> None:
    """Set-up, call and tear-down count; only what exceeds the budget is overspent."""
    spending = Spending()
    budget = budget_of("golden")
    spending.add("tests/golden/test_a.py::test_a", budget, is_call=True)
    assert not spending.overspent()
    spending.add("tests/golden/test_a.py::test_a", 0.5, is_call=False)
    assert spending.overspent() == ["golden"]
    assert spending.tests["golden"] == 1
    assert any("OVER BUDGET" in line for line in spending.lines())
