"""`mfa-course replay TRANSCRIPT`: what a learner did, step by step."""

from __future__ import annotations

from pathlib import Path

from course.commands.host import complain, write


def replay(word: str, to: str | None) -> int:
    """Show a transcript run again; 1 when the step `to` is never met, 2 when the file cannot be used."""
    from course.grading.replay import TooLongError
    from course.grading.submission import SubmissionError, open_submission
    from course.grading.telling import NoStepError, step_called, tell

    try:
        submission = open_submission(Path(word))
        step = step_called(to, submission.lesson) if to is not None else None
        met = tell(submission, write, step)
    except (SubmissionError, NoStepError) as error:
        return complain(error)
    except TooLongError as error:
        return complain(f"{submission.name}: {error}")
    return 0 if met else 1
