"""The command language: a small POSIX-like shell in which every act of the course is written."""

from sim.shell.run import COMMANDS, run
from sim.shell.syntax import lines

__all__ = ["COMMANDS", "lines", "run"]
