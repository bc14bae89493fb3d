"""The `sign-in` command: the sign-in page, from the password to the console."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sim.account import ROOT
from sim.errors import ServiceError
from sim.services.root_recovery import alternative_factors, call_me, digits_shown, enter_console, verify_email
from sim.services.signin import SignedIn, enter_code, enter_new_password, sign_in
from sim.shell.command import Command, Refusal, call_of, did_you_mean, typed_for
from sim.world import Call, Outcome, World

USAGE = """\
sign-in NAME --password PASSWORD [--code CODE] [--new-password PASSWORD] [--account ID]
                                    NAME is a user's name, or root (or root's e-mail address)
sign-in --code CODE                 answer the MFA prompt that a right password leads to
sign-in --new-password PASSWORD     answer the page that wants a new password
sign-in --alternative-factors       root's device is lost: a verification e-mail is sent (see `mail`)
sign-in --verify-email LINK         follow the link in that e-mail
sign-in --call-me-now               root's telephone rings: phone NAME answer DIGITS
sign-in --digits                    the digits that the page shows then: phone NAME answer $(sign-in --digits)
sign-in --to-console                both are verified: sign in to the console"""

_WITH_VALUE = ("--password", "--code", "--new-password", "--account", "--verify-email")
_FLAGS = ("--alternative-factors", "--call-me-now", "--digits", "--to-console")
_ANSWERS = ("--code", "--new-password", "--verify-email", *_FLAGS)
"""Options that go on with a sign-in that waits, each alone on its line."""

_STEPS: Mapping[str, str] = {
    "--alternative-factors": "AlternativeFactors",
    "--verify-email": "VerifyEmail",
    "--call-me-now": "CallMeNow",
    "--digits": "CallMeNow",
}
"""The operation that a step's record names; every other one is a ConsoleLogin."""


def _command(world: World, person: str, words: Sequence[str]) -> Outcome:
    name, options = _words(words)
    pending = world.people[person].pending
    shown = name if name is not None or pending is None else "root" if pending.owner == ROOT else pending.owner
    parameters = {} if shown is None else {"UserName": shown}
    step = next((step for option, step in _STEPS.items() if option in options), "ConsoleLogin")
    call = call_of("", person, "signin", step, dict(parameters))
    try:
        if step != "ConsoleLogin":
            return _verified(world, person, options, call)
        signed = None
        if name is not None:
            signed = sign_in(world, person, name, options["--password"], options.get("--account"))
        unasked = [option for option in _ANSWER if option in options]
        while unasked and (signed is None or signed.session is None):
            option = unasked.pop(0)
            signed = _ANSWER[option](signed.world if signed else world, person, options[option])
    except ServiceError as error:
        call = call_of("", person, "signin", step, dict(parameters), error)
        return Outcome(error.world or world, error=f"{error.message}\n", status=1, call=call)
    assert signed is not None
    return _answered(signed, person, call, "--new-password" in unasked)


def _answered(signed: SignedIn, person: str, call: Call, kept: bool) -> Outcome:
    """What the page shows; `kept` tells that it did not take the new password, as it wanted none."""
    session, pending = signed.session, signed.world.people[person].pending
    if session is not None:
        who = "the root user" if session.owner == ROOT else session.owner
        how = "with MFA" if session.mfa_time is not None else "without MFA"
        text = f"Signed in to the console as {who}, {how}.\n"
        return Outcome(signed.world, text + ("No new password was asked for: it stays as it is.\n" * kept), call=call)
    text, line = "Multi-factor authentication: enter the code that the MFA device shows.", "sign-in --code CODE"
    if pending is not None and pending.wants == "new-password":
        text, line = "You must change your password to continue.", "sign-in --new-password PASSWORD"
    return Outcome(signed.world, f"{text}\n  {typed_for(person, line)}\n", call=call)


def _verified(world: World, person: str, options: Mapping[str, str], call: Call) -> Outcome:
    """A step on root's way in without the MFA device."""
    if "--alternative-factors" in options:
        world = alternative_factors(world, person)
        return Outcome(
            world,
            f"Sign in using alternative factors of authentication.\n"
            f"A verification e-mail was sent to {world.account.root.email}.\n"
            "  mail, then sign-in --verify-email LINK\n",
            call=call,
        )
    if "--verify-email" in options:
        world = verify_email(world, person, options["--verify-email"])
        text = "The e-mail address is verified. Next: the telephone number.\n  sign-in --call-me-now\n"
        return Outcome(world, text, call=call)
    if "--digits" in options:
        return Outcome(world, f"{digits_shown(world, person)}\n")
    world, name, digits = call_me(world, person)
    text = (
        f"AWS is calling the account's telephone number: {name.capitalize()}'s phone rings. "
        f"Answer and key in {digits}.\n  phone {name} answer {digits}, then sign-in --to-console\n"
    )
    return Outcome(world, text, call=call)


def _words(words: Sequence[str]) -> tuple[str | None, dict[str, str]]:
    name, options = None, dict[str, str]()
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word in _FLAGS:
            options[word] = ""
        elif word in _WITH_VALUE:
            if not rest:
                raise Refusal(f"After {word} its value is expected.")
            options[word] = rest.pop(0)
        elif word.startswith("--"):
            raise Refusal(f"sign-in does not know {word}.{did_you_mean(word, (*_WITH_VALUE, *_FLAGS))}")
        elif name is None:
            name = word
        else:
            raise Refusal(f"One name is expected, but {word!r} came after {name!r}.")
    _make_sense(name, options)
    return name, options


def _make_sense(name: str | None, options: Mapping[str, str]) -> None:
    answers = [option for option in options if option in _ANSWERS]
    if name is None:
        if len(answers) != 1 or len(options) != 1:
            raise Refusal(f"Who signs in? {USAGE.splitlines()[0]}")
    elif "--password" not in options:
        raise Refusal(f"A password is expected: sign-in {name} --password PASSWORD")
    elif alone := [option for option in answers if option not in ("--code", "--new-password")]:
        raise Refusal(f"{alone[0]} comes after the password, on a line of its own: sign-in {alone[0]}")


def _to_console(world: World, person: str, value: str) -> SignedIn:
    return enter_console(world, person)


_ANSWER: Mapping[str, Callable[[World, str, str], SignedIn]] = {
    "--code": enter_code,
    "--new-password": enter_new_password,
    "--to-console": _to_console,
}

COMMANDS = (Command("sign-in", USAGE, "sign in to the AWS console", _command),)
