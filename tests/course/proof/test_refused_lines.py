"""A line of a solution that is meant to be refused says so, and is refused."""

import pytest
from provedlesson import LESSON, found

SECOND = "aws iam create-group --group-name Sales\n"
CHECK = "length(groups[?GroupName=='Sales']) == `1`"
TRIED = "length(trail[?eventName=='ListUsers' && errorCode=='AccessDenied']) >= `1`"
LIST = "as alice aws iam list-users"
ATTEMPT = f"as alice sign-in Alice --password Looking-Glass-7\n{LIST} # refused\n"
YOURS = LESSON.replace("when: last.error.Code ==", "when: last.person == 'you' && last.error.Code ==", 1)
"""The lesson whose mistake of being somebody else is only the learner's own."""

REFUSED = YOURS.replace(SECOND, ATTEMPT + SECOND).replace(CHECK, f"{CHECK} && {TRIED}")


def test_a_marked_line_is_refused_and_nothing_is_wrong() -> None:
    assert found(lesson=REFUSED) == []


@pytest.mark.parametrize(
    ("lesson", "message"),
    [
        (YOURS.replace(SECOND, f"{SECOND}aws iam list-users # refused\n"), "a line marked as refused goes well"),
        (REFUSED.replace(f"{LIST} # refused", LIST), "a line of the solution is refused"),
        (
            LESSON.replace(SECOND, ATTEMPT + SECOND),
            "the tutor scolds a line of the solution, with the mistake not-you",
        ),
    ],
)
def test_a_mark_in_vain_or_missing_is_found(lesson: str, message: str) -> None:
    assert message in [finding.message for finding in found(lesson=lesson)]
