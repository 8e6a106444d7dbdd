"""Who answers for a role (R1, R2)."""

import pytest

from tracker.core.staffing import Staffing


@pytest.mark.parametrize(
    ("superiors", "holders", "deputies", "role", "person"),
    [
        ({1: None}, {1: 10}, {}, 1, 10),
        ({1: None}, {1: 10}, {10: 11}, 1, 11),
        ({1: None}, {1: 10}, {10: 11, 11: 12}, 1, 12),
        ({1: None}, {1: 10}, {10: 11, 11: 10}, 1, 10),
        ({1: None, 2: 1, 3: 2}, {1: 10}, {}, 3, 10),
        ({1: None, 2: 1}, {1: 10, 2: 20}, {}, 2, 20),
        ({1: None, 2: 1}, {}, {}, 2, None),
        ({1: 2, 2: 1}, {}, {}, 1, None),
    ],
)
def test_the_holder_the_deputy_or_the_superior_answers(superiors, holders, deputies, role, person):
    assert Staffing(superiors, holders, deputies).answers_for(role) == person
