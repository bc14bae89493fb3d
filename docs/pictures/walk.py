"""A walk through Alice's story: she gets a second lock, and signs in with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from docs.pictures.frame import Frame
from docs.pictures.stills import ALICE, BEFORE_ALICE
from docs.pictures.studio import Studio

TITLE = "A walk through Alice's story"

POSTER = 8
"""The stop, counted from 0, that stands where the walk cannot play: the phone shows its first code."""

PAGE = """\
# {title}

Alice signs in with a password alone. In lesson 6 she gets a second lock. Every window here is the course's own, reached
by keys, in the order of a lesson.

![{title}: the windows that the list below describes, one after the other](pictures/walk.svg)

The picture plays by itself; where a system asks for reduced motion, it stands still. In a terminal
`asciinema play docs/pictures/walk.cast` plays the same walk, and the space bar pauses it. In words:

{stops}

The course itself begins with `make run`; [For learners](learners.md) says more. This page and its pictures are made by
`make pictures`.
"""


class Stop(NamedTuple):
    """Where the walk stops to look: the window, and what is to be seen there."""

    frame: Frame
    words: str

    @property
    def seconds(self) -> float:
        """How long it takes to read the words and to look."""
        return round(1.5 + 0.035 * len(self.words), 1)


def page(stops: Sequence[Stop]) -> str:
    """The page with the walk, told in words too."""
    return PAGE.format(title=TITLE, stops="\n".join(f"{n}. {stop.words}" for n, stop in enumerate(stops, 1)))


async def walk(studio: Studio) -> list[Stop]:
    """Go through the story by keys alone, from the course map to Alice's sign-in with a code."""
    for lesson in BEFORE_ALICE:
        studio.solve(lesson)
    studio.solve(ALICE, "virtual-device")
    studio.do(ALICE, "sign-out")
    stops: list[Stop] = []
    async with studio.course():

        def look(words: str) -> None:
            stops.append(Stop(studio.frame(), words))

        look("The course map. Enter opens the lesson that comes next.")
        await studio.press("enter")
        look("On the left what to do, on the right where to do it. The line To do names the next step and its key.")
        await studio.press("f3")
        await studio.type("Admin")
        await studio.press("enter")
        await studio.type("Keep-The-Keys-41")
        look("Sign in to the simulated console as Admin.")
        await studio.press("enter")
        look("Users: Alice has no MFA device yet.")
        await studio.press("down", "down", "enter")
        look("Alice's page says MFA device: No. Beside it stands Manage.")
        await studio.press("enter")
        look("A virtual device is an app on a phone.")
        await studio.press("enter")
        look("A notice first: the app has to be on her phone before she goes on.")
        await studio.press("enter")
        look("AWS has made a secret, and shows it once: as a QR code that a real phone can scan.")
        await studio.press("s")
        look("s: Alice's phone scans it, and shows its first code.")
        await studio.press("c")
        look("c: that code goes into the first box. One code could be a lucky guess, so AWS wants two in a row.")
        await studio.pass_time(16)
        look("The 30 seconds are over. The phone shows the next code.")
        await studio.press("c")
        look("c again: the second code goes into the second box.")
        await studio.press("enter")
        look("Both codes are right. The device is Alice's, and the step has ticked itself off.")
        await studio.press("g")
        look("The next step: see what that means to Alice.")
        await studio.press("f5")
        await studio.type("sign-out")
        await studio.press("enter", "f3")
        await studio.type("Alice")
        await studio.press("enter")
        await studio.type("Looking-Glass-7")
        look("Sign in as Alice, with the password that the attacker knows.")
        await studio.press("enter")
        look("The password was right, and the door stays shut: AWS asks for a code.")
        await studio.pass_time(30)
        await studio.press("c")
        look("A new code from her phone, by c.")
        await studio.press("enter")
        look("In. Her session says MFA, and the step is done.")
    return stops
