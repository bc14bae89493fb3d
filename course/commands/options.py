"""The words and options of `mfa-course`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from course import __version__

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

EPILOG = """\
Where progress is kept: your data folder, or the folder that MFA_COURSE_HOME names.
Exit statuses: 0 done; 1 not done (a step unmet, a proof failed, the last line refused); 2 a word or a file that
cannot be used; 252 to 254 as the AWS CLI has them.
"""
_LESSON = "its number, name or file"
_LANGUAGE = "the language of the lesson's text, such as es; your own, where it is translated, if left out"
_SEED = "another variant, other ids and secrets than the scenario's own"


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    whole = argparse.ArgumentParser(
        prog="mfa-course",
        description="Learn AWS IAM and multi-factor authentication on a simulated account, with real codes.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"mfa-course {__version__}")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for declare in (_learner, _doors, _author, _class):
        declare(commands)
    return whole


def _learner(commands: Commands) -> None:
    run = commands.add_parser(
        "run",
        help="open the course (as mfa-course alone does)",
        description="Open the course on the whole screen; without a terminal, as plain text.",
    )
    run.add_argument("lesson", nargs="?", metavar="LESSON", help=f"go straight to this lesson: {_LESSON}")
    run.add_argument(
        "--watch", action="store_true", help="take the lesson anew, at the same step, when its file is saved"
    )
    run.add_argument("--seed", type=_seed, metavar="N", help=_SEED)
    run.add_argument("--lang", metavar="CODE", help=_LANGUAGE)
    play = commands.add_parser(
        "play",
        help="a lesson as plain numbered text, from a terminal or a pipe",
        description="A lesson as plain numbered text: for screen readers, pipes and scripts.",
    )
    play.add_argument("lesson", metavar="LESSON", help=_LESSON)
    play.add_argument(
        "--solve",
        action="store_true",
        help="run the lesson's own solutions, of which nothing is kept; 0 when every step is met",
    )
    play.add_argument("--fresh", action="store_true", help="begin anew rather than where you left")
    play.add_argument("--seed", type=_seed, metavar="N", help=_SEED)
    play.add_argument("--lang", metavar="CODE", help=_LANGUAGE)
    lessons = commands.add_parser(
        "lessons",
        help="list the lessons, or add a folder of others to the course",
        description="List the lessons and how far you are; add or remove a folder with lessons from elsewhere.",
    )
    lessons.add_argument("action", nargs="?", choices=("add", "remove"), help="what to do with FOLDER")
    lessons.add_argument("folder", nargs="?", metavar="FOLDER", help="a folder with lessons NN-name.md")
    review = commands.add_parser(
        "review",
        help="the questions that are due again, as plain text",
        description="Ask the questions of finished lessons that are due again: after a day, three days and a week.",
    )
    review.add_argument("lesson", nargs="?", metavar="LESSON", help="only this lesson's, due or not")
    glossary = commands.add_parser(
        "glossary",
        help="what the words of IAM and MFA mean",
        description="Explain a word of IAM and MFA, or list all that are explained.",
    )
    glossary.add_argument("term", nargs="*", metavar="TERM", help="a word, such as principal or trust policy")
    commands.add_parser(
        "cheat-sheet",
        help="the commands of MFA on one page, to print",
        description="Print the commands of MFA as plain text that fits on one page.",
    )
    keys = commands.add_parser(
        "keys",
        help="every key of the course, and the file in which you can change them",
        description="List every key with its name, as you have it, and the file in which you can change them.",
    )
    keys.add_argument("--markdown", action="store_true", help="the page of keys of the documentation instead")
    exercises = commands.add_parser(
        "exercises",
        help="put exercises that pytest checks into a folder",
        description="Put self-checking exercises into a folder of yours; `pytest` there marks them.",
    )
    exercises.add_argument("folder", metavar="DIR", help="where to put them; what you changed there stays as it is")


def _doors(commands: Commands) -> None:
    shell = commands.add_parser(
        "shell",
        help="the command language alone, from a terminal or a pipe",
        description="Run command lines on a simulated account. `help` lists the commands.",
    )
    shell.add_argument("--scenario", default="alice-and-alan", metavar="NAME", help="the account to begin with")
    shell.add_argument("--seed", type=_seed, metavar="N", help=_SEED)
    shell.add_argument("--start", metavar="TIME", help="begin at this time, such as 2027-03-01T12:00:00Z")
    shell.add_argument("--errexit", action="store_true", help="stop at the first line that is refused")
    api = commands.add_parser(
        "api",
        help="a simulated account for boto3, the aws CLI and scripts",
        description="Serve a simulated account on this machine for boto3, the aws CLI and scripts, until Ctrl+C.",
    )
    api.add_argument("--scenario", default="alice-and-alan", metavar="NAME", help="the account to begin with")
    api.add_argument(
        "--port", type=_port, default=0, metavar="N", help="the port to listen at; any free one if left out"
    )
    api.add_argument("--seed", type=_seed, metavar="N", help=_SEED)
    api.add_argument("--env-file", metavar="PATH", help="write the export lines there too, once it accepts calls")
    web = commands.add_parser(
        "web",
        help="the course in a browser, for those without a terminal",
        description="Serve the course to browsers of this machine, until Ctrl+C. Nothing is fetched from elsewhere.",
    )
    web.add_argument(
        "--port", type=_port, default=0, metavar="N", help="the port to listen at; any free one if left out"
    )
    web.add_argument("--open", action="store_true", help="open a browser there as well")


def _author(commands: Commands) -> None:
    new = commands.add_parser(
        "new",
        help="start a lesson or a scenario from a commented example",
        description="Write a commented example here: a lesson as NN-NAME.md, a scenario as scenarios/NAME.yaml.",
    )
    new.add_argument("kind", choices=("lesson", "scenario"))
    new.add_argument("name", metavar="NAME", help="small letters, digits and single hyphens, as in two-codes")
    prove = commands.add_parser(
        "prove",
        help="prove that lessons and scenarios hold what they promise",
        description="Prove lessons: their checks, mistakes, questions and solutions, in every phase of the 30 seconds.",
    )
    prove.add_argument("paths", nargs="+", metavar="PATH", help="a lesson, a scenario, or a folder of them")
    prove.add_argument("--seeds", type=_count, default=1, metavar="N", help="prove this many variants of the scenario")
    prove.add_argument("--jobs", type=_count, metavar="N", help="how many at a time; as many as processors if left out")
    prove.add_argument("--json", action="store_true", help="write what was found as JSON")
    prove.add_argument("--junit", metavar="FILE", help="write a JUnit report there as well")
    record = commands.add_parser(
        "record",
        help="what was just done in the course, as a solution block",
        description="Turn the acts of the latest attempt into a solution block that holds in every phase of the clock.",
    )
    record.add_argument("lesson", nargs="?", metavar="LESSON", help=f"{_LESSON}, or sandbox; the latest if left out")
    record.add_argument("--step", metavar="ID", help="only what was done in this step")
    schema = commands.add_parser(
        "schema",
        help="print a JSON Schema, for editors",
        description="Print the JSON Schema of a lesson's YAML, of a scenario, or of the state document.",
    )
    schema.add_argument("kind", choices=("lesson", "scenario", "state"))


def _class(commands: Commands) -> None:
    transcript = commands.add_parser(
        "transcript",
        help="your attempt at a lesson as a text file, to hand in",
        description="Print the latest attempt at a lesson as a transcript.",
    )
    transcript.add_argument("lesson", metavar="LESSON", help=f"{_LESSON}; or sandbox")
    transcript.add_argument("--output", metavar="FILE", help="write it there instead of printing it")
    replay = commands.add_parser(
        "replay",
        help="show what a learner did, step by step",
        description="Run a transcript again and show each act, what came of it, and what the tutor said.",
    )
    replay.add_argument("transcript", metavar="TRANSCRIPT")
    replay.add_argument("--to", metavar="STEP", help="stop once this step, an id or a number, is met")
    grade = commands.add_parser(
        "grade",
        help="what the transcripts of a class reached",
        description="Run transcripts again and tell what each reached: 1 if one is unfinished, 2 if one is unreadable.",
    )
    grade.add_argument("transcripts", nargs="+", metavar="TRANSCRIPT", help="a transcript, or a folder of them (*.txt)")
    grade.add_argument("--format", choices=("table", "csv", "json"), default="table")
    grade.add_argument("--lesson", metavar="LESSON", help="grade by this lesson file rather than the one they name")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 65_536):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a number up to 65535 is expected")
    return int(text)


def _seed(text: str) -> int:
    largest = 2**53
    if not (text.isascii() and text.isdigit() and int(text[:17]) <= largest and len(text) <= 16):
        raise argparse.ArgumentTypeError(f"{text[:30]!r} is no whole number from 0 to {largest}")
    return int(text)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= 1_000_000):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 1000000")
    return int(text)
