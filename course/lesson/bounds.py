"""How large a lesson and its parts may be: what keeps the reading, the showing and the proving of any text short."""

MAX_TEXT = 250_000
"""Characters of a lesson once its parameters are filled in."""

MAX_LINES = 5_000
"""Lines of a lesson; a lesson of this course has about 400."""

MAX_LINE = 4_000
"""Characters of a line."""

MAX_SIGNS = 20_000
"""Signs that Markdown looks at more than once, such as brackets; a lesson of this course has about 500."""

MAX_COLUMNS = 10
"""Columns of a table: Markdown fills every row up to them."""

MAX_NESTING = 12
"""Levels of lists (two each) and quotes in one another."""

MAX_STEPS = 60
MAX_BLOCKS = 100
"""Blocks of one step, prose and directives, and of what stands before the first step."""

MAX_COMMANDS = 60
"""Command lines of one script."""

MAX_CHOICES = 12
MAX_TITLE = 200
"""Characters of a title, of the lesson or of a step, and of an id."""
