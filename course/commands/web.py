"""`mfa-course web`: the course in a browser of this machine."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
import webbrowser

from course.commands.host import complain
from course.library.translation import LanguageError, wanted
from course.web.page_files import UnfitError
from course.web.server import PageServer, listen

TOLD = """\
Open this address in a browser of this machine. Whoever has it comes in, so keep it to yourself.
Closing a tab loses nothing. Ctrl+C ends the course.
"""


def web(port: int, *, open_browser: bool) -> int:
    """Serve the course as a page until Ctrl+C."""
    try:
        wanted(None)
        listening = listen(port)
    except LanguageError as error:
        return complain(error)
    except OSError as error:
        return complain(f"port {port} cannot be had ({error.strerror}); without --port any free one is taken")
    with listening:
        try:
            server = PageServer(listening.getsockname()[1])
        except UnfitError as error:
            return complain(error)
        print(server.address, flush=True)
        # What a course complains of as it stops is written on standard output by textual-serve.
        with contextlib.redirect_stdout(sys.stderr):
            asyncio.run(_serve(server, listening, open_browser=open_browser))
    print("\nThe course has ended. Everything that was done is kept.", file=sys.stderr)
    return 0


async def _serve(server: PageServer, listening: object, *, open_browser: bool) -> None:
    told_to_end = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: there KeyboardInterrupt ends it
            asyncio.get_running_loop().add_signal_handler(number, told_to_end.set)
    runner = await server.start(listening)  # type: ignore[arg-type]
    try:
        print(TOLD, end="", file=sys.stderr, flush=True)
        if open_browser and not await asyncio.to_thread(webbrowser.open, server.address):
            print("mfa-course: no browser could be opened; open the address in one yourself.", file=sys.stderr)
        await told_to_end.wait()
    finally:
        await runner.cleanup()
