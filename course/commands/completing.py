"""Tab in the plain shell and in a played lesson: the words that the terminal on the screen completes, by readline."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.completion import Names, complete
from sim.world import World


def fitting(world: World, names: Names, line: str, begin: int, words: Sequence[str] = ()) -> list[str]:
    """What may stand from `begin` on in place of the end of the line, the part that readline has as one word.

    `words` are lines that are understood besides commands.
    """
    completion = complete(world, line, names)
    whole = [line[: completion.start] + completion.written(each) for each in completion.candidates]
    besides = [each for each in words if line.strip() and each.startswith(line) and each not in whole]
    return [each[begin:] for each in (*whole, *besides) if each.startswith(line[:begin])]


def complete_by(world: Callable[[], World], words: Sequence[str] = ()) -> None:
    """Let Tab complete what is typed, of the world as it is then, and `words` that are understood besides."""
    import readline

    names = Names()
    found: list[str] = []

    def nth(_: str, number: int) -> str | None:
        if number == 0:
            line = readline.get_line_buffer()[: readline.get_endidx()]
            found[:] = fitting(world(), names, line, readline.get_begidx(), words)
        return found[number] if number < len(found) else None

    readline.set_completer(nth)
    readline.set_completer_delims(" \t")
    libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
