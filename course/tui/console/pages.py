"""Which page the console opens with."""

from __future__ import annotations

from course.tui.console.page import Page
from course.tui.console.reading import Reader, RefusedError, signed_in, waiting
from course.tui.console.sign_in import CodePage, SignInPage
from course.tui.console.sign_in_steps import AlternativePage, NewPasswordPage
from course.tui.console.user import UserPage
from course.tui.console.users import UsersPage
from sim.world import World


def start_page(world: World, reader: Reader) -> Page:
    """What a half-done sign-in waits for, or sign-in; for somebody signed in the users, or where they may not list them
    their own page.
    """
    pending = waiting(world)
    if pending is not None:
        if pending.wants == "new-password":
            return NewPasswordPage()
        return CodePage() if pending.alternative is None else AlternativePage()
    user = signed_in(world)
    if user is None:
        return SignInPage()
    try:
        reader.users()
    except RefusedError:
        return UserPage(user.owner)
    return UsersPage()
