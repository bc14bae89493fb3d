"""The console's pages in their other states: what was just done or refused, what is filtered, a sign-in half done."""

from __future__ import annotations

from typing import NamedTuple

from course.tui.console.routes import Address, at


class State(NamedTuple):
    """A page as it is after command lines and keys; it is opened, or has to be in view by itself then."""

    name: str
    page: Address
    lines: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    opened: Address | None = None
    """The page to begin at, for the keys."""


def sign_in(user: str, password: str) -> str:
    return f"sign-in {user} --password {password}"


USERS, ALAN = at("users"), at("user", "Alan")
DONE: tuple[State, ...] = (
    State("done", at("user", "Ada"), opened=at("add-user"), keys=(*"Ada", "enter", "enter")),
    State("refused", at("add-user"), opened=at("add-user"), keys=(*"Ada", "enter", "enter")),
    State("changed", USERS, opened=USERS),
    State("filtered", USERS, opened=USERS, keys=("slash", *"al", "enter")),
    State("none-fits", USERS, keys=("slash", *"zz")),
    State("sorted", USERS, keys=("escape", "comma", "full_stop")),
    State("ticked", at("add-users", "Staff"), opened=at("add-users", "Staff"), keys=("down", "space")),
    State("row-of-tabs", at("user", "Alan", "permissions"), opened=ALAN, keys=("shift+tab", "shift+tab", "right")),
    State(
        "half-made", at("notice", "Alice"), ("aws iam create-virtual-mfa-device --virtual-mfa-device-name Alice "
        "--outfile Alice.png --bootstrap-method QRCodePNG",), ("enter",), at("notice", "Alice"),
    ),
    State("not-allowed", at("groups"), (sign_in("Alice", "Looking-Glass-7"),), opened=at("groups")),
    State("wrong-password", at("sign-in"), ("sign-out",), (*"Alan", "enter", *"guess", "enter"), at("sign-in")),
    State("wrong-code", at("code"), (sign_in("Alan", "Turing-Machine-36"),), (*"123456", "enter")),
    State("ended", at("sign-in"), ("sign-out", sign_in("Admin", "Keep-The-Keys-41"), "wait 13h")),
)  # fmt: skip

ROOT_LOST: tuple[State, ...] = (
    State("code", at("code"), ("sign-out", sign_in("root@example.com", "Correct-Horse-9-Battery"))),
    State("alternative-factors", at("alternative-factors"), ("phone alan lose", "sign-in --alternative-factors")),
    State("alternative-call", at("alternative-factors"), ("sign-in --verify-email $(mail last link)",)),
    State("alternative-rings", at("alternative-factors"), ("sign-in --call-me-now",)),
    State("alternative-verified", at("alternative-factors"), ("phone alice answer $(sign-in --digits)",)),
    State("root", at("root"), ("sign-in --to-console",), opened=at("root")),
)
