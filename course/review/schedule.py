"""When a question comes back, by how it was answered. Times are the host's, in milliseconds since the Unix epoch."""

from course.progress.reviews import FIRST_PAUSE as DAY

PAUSES = (DAY, 3 * DAY, 7 * DAY)
"""How long a question rests before it is asked for the first, second and third time. Then it has been learnt."""

_MINUTE, _HOUR = 60_000, 3_600_000


def after(stage: int, due: int | None, right: bool, now: int) -> tuple[int, int | None]:
    """The stage and the time of a question once it was answered at `now`; None: it comes back no more.

    A wrong answer begins anew with a day. A right one counts only when the question was due.
    """
    if not right:
        return 0, now + PAUSES[0]
    if due is None or due > now:
        return stage, due
    stage += 1
    return stage, now + PAUSES[stage] if stage < len(PAUSES) else None


def in_words(milliseconds: int) -> str:
    """How long something is off, in words: in 20 minutes, in 5 hours, in a day, in a week."""
    if milliseconds < _HOUR:
        return _count(max(1, -(-milliseconds // _MINUTE)), "minute")
    if milliseconds <= DAY - _HOUR:
        return _count(-(-milliseconds // _HOUR), "hour")
    days = -(-milliseconds // DAY)
    return {1: "in a day", 7: "in a week"}.get(days) or _count(days, "day")


def _count(number: int, noun: str) -> str:
    return f"in {number} {noun}{'s'[: number != 1]}"
