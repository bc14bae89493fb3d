"""What a played lesson says wherever the learner stands: its words, and the prose of its blocks."""

from course.lesson.model import Aside, Prose, Step
from course.plain.keys import in_help
from course.plain.prose import plain

HELD_BACK = ("hint", "show me", "show all", "solution", "reveal", "explain")
"""Words that an examination does not hear before its end."""

_LEAD = """\
Type a command line, such as `aws iam list-users`, and it is run in the
simulated account. There are words for the lesson, too:
"""

_ALWAYS = """\
  leave     leave this step for later and go on with the next
  go back   go back to the step that was left; back to 2 for a certain one
  where     read the step again, and which steps were left
  steps     all steps, and how each stands; read 2 reads one of them again
  what is   a word's meaning, as in what is a principal; alone, the step's words
  undo, redo, reset   take back the last act, do it again, start over
  time lab  each device's clock beside AWS's: the codes that AWS takes, what was
            tried, where a drift leads
  credential report   the report of all users, which AWS gives in base64, read
            out; aws iam generate-credential-report has it made
  history   the acts by number, and the branches left behind; history 3 tells
            of act 3, goto 3 goes there
"""

HELP = f"""\
{_LEAD}\
  hint      the next hint for this step
  show me   run the next line of the step's solution; show all runs the rest
  solution  read the step's solution without running it
  explain   why the last line that was refused was refused, step by step
  1, 2, 3   answer the question that is open
  continue  go on where there is nothing to do; twice, past a question
{_ALWAYS}\
  reveal    read what the step keeps covered
  sources   where the lesson's claims are from
  help      all this; help COMMAND explains a command
  quit      leave the lesson; you go on from here later
{in_help(without=("hand in",))}
"""

EXAMINATION_HELP = f"""\
{_LEAD}\
  1, 2, 3   answer the question that is open; the first answer counts
{_ALWAYS}\
  hand in   end the examination, and hear how each step went
  help      all this; help COMMAND explains a command
  quit      leave; you go on from here later
{in_help(without=HELD_BACK)}
"""

NO_DOOR = "The door for other programs is opened on the screen. mfa-course api serves an account of its own."

SOURCES = "Sources"
"""The title of the note with a lesson's sources: they are many, and read by those who ask for them."""


def read_out(step: Step, *, closed_book: bool) -> list[str]:
    """What a step says, hints aside; where help is held back, its prose alone."""
    blocks = [block for block in step.blocks if isinstance(block, Prose | Aside)]
    asides = () if closed_book else ("note", "why", "example", "reveal")
    return [spoken(block) for block in blocks if isinstance(block, Prose) or block.kind in asides]


def spoken(block: Prose | Aside) -> str:
    """A block as plain text; what is kept covered is only named, and so are the sources."""
    if isinstance(block, Prose):
        return plain(block.text)
    if block.title == SOURCES:
        return "Sources: type sources to read them."
    if block.kind == "reveal":
        return f"Covered: {block.title or 'something to find out first'}. Type reveal to read it."
    lead = {"note": "Note", "why": "Why", "example": "Example", "hint": "Hint"}[block.kind]
    if not block.title:
        return plain(f"{lead}: {block.text}")
    title = block.title if block.title.startswith(lead) else f"{lead}: {block.title}"
    return f"{title}\n{plain(block.text)}"
