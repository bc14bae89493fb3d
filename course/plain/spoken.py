"""What a played lesson says wherever the learner stands: its words, and the prose of its blocks."""

from course.lesson.model import Aside, Prose, Step
from course.plain.prose import plain

HELP = """\
Type a command line, such as `aws iam list-users`, and it is run in the simulated account. The lesson has words too:
  hint      the next hint for this step
  show me   run the next line of the step's solution; show all runs the rest
  solution  read the step's solution without running it
  explain   why the last line that was refused was refused, step by step
  1, 2, 3   answer the question that is open
  continue  go on where there is nothing to do; twice, past a question
  leave     leave this step for later and go on with the next
  go back   go back to the step that was left; back to 2 for a certain one
  reveal    read what the step keeps covered
  where     read the step again, and which steps were left
  what is   a word's meaning, as in what is a principal; alone, the step's words
  undo, redo, reset   take back the last act, do it again, start over
  time lab  each device's clock beside AWS's: the codes that AWS takes, what was tried, where a drift leads
  history   the acts by number, and the branches left behind; history 3 tells of act 3, goto 3 goes there
  help      this list; help COMMAND explains a command
  quit      leave the lesson
"""

EXAMINATION_HELP = """\
Type a command line, such as `aws iam list-users`, and it is run in the simulated account. There are words too:
  1, 2, 3   answer the question that is open; the first answer counts
  leave     leave this step for later and go on with the next
  go back   go back to the step that was left; back to 2 for a certain one
  where     read the step again, and which steps were left
  what is   a word's meaning, as in what is a principal; alone, the step's words
  undo, redo, reset   take back the last act, do it again, start over
  time lab  each device's clock beside AWS's: the codes that AWS takes, what was tried, where a drift leads
  history   the acts by number, and the branches left behind; history 3 tells of act 3, goto 3 goes there
  hand in   end the examination, and hear how each step went
  help      this list; help COMMAND explains a command
  quit      leave; you go on from here later
"""


def read_out(step: Step, *, closed_book: bool) -> list[str]:
    """What a step says, hints aside; where help is held back, its prose alone."""
    blocks = [block for block in step.blocks if isinstance(block, Prose | Aside)]
    asides = () if closed_book else ("note", "why", "example", "reveal")
    return [spoken(block) for block in blocks if isinstance(block, Prose) or block.kind in asides]


def spoken(block: Prose | Aside) -> str:
    """A block as plain text; what is kept covered is only named."""
    if isinstance(block, Prose):
        return plain(block.text)
    if block.kind == "reveal":
        return f"Covered: {block.title or 'something to find out first'}. Type reveal to read it."
    lead = {"note": "Note", "why": "Why", "example": "Example", "hint": "Hint"}[block.kind]
    if not block.title:
        return plain(f"{lead}: {block.text}")
    title = block.title if block.title.startswith(lead) else f"{lead}: {block.title}"
    return f"{title}\n{plain(block.text)}"
