"""Which page the console opens with."""

from __future__ import annotations

from course.tui.console.page import Page
from course.tui.console.reading import Reader, RefusedError, awaits_code, signed_in
from course.tui.console.sign_in import CodePage, SignInPage
from course.tui.console.user import UserPage
from course.tui.console.users import UsersPage
from sim.world import World


def start_page(world: World, reader: Reader) -> Page:
    """The code prompt or sign-in; for somebody signed in the users, or their own page where they may not list them."""
    if awaits_code(world) is not None:
        return CodePage()
    user = signed_in(world)
    if user is None:
        return SignInPage()
    try:
        reader.users()
    except RefusedError:
        return UserPage(user.owner)
    return UsersPage()
