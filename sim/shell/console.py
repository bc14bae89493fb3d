"""Commands for who acts: `sign-in`, `sign-out`, `whoami`, `people`."""

from __future__ import annotations

from collections.abc import Sequence

from sim.account import ROOT
from sim.clock import cli_iso
from sim.errors import ServiceError
from sim.services.signin import enter_code, owner_named, sign_in, sign_out
from sim.shell.command import Command, Refusal, call_of, did_you_mean
from sim.world import Outcome, Session, World

SIGN_IN_USAGE = """\
sign-in NAME --password PASSWORD [--code CODE] [--account ID]
                                    NAME is a user's name, or root (or root's e-mail address)
sign-in --code CODE                 answer the MFA prompt that a right password leads to"""


def _sign_in(world: World, person: str, words: Sequence[str]) -> Outcome:
    name, options = _sign_in_words(words)
    code = options.get("--code")
    parameters = {"UserName": name} if name is not None else {}
    try:
        if name is not None:
            signed = sign_in(world, person, name, options["--password"], options.get("--account"))
            if signed.session is None and code is None:
                call = call_of("", person, "signin", "ConsoleLogin", parameters)
                words_out = (
                    "Multi-factor authentication: enter the code that the MFA device shows.\n  sign-in --code CODE\n"
                )
                return Outcome(signed.world, words_out, call=call)
            world = signed.world
            if signed.session is not None:
                return _welcome(signed.world, person, signed.session, parameters)
        assert code is not None
        pending = world.people[person].pending
        if pending:
            parameters = {"UserName": "root" if pending.owner == ROOT else pending.owner}
        signed = enter_code(world, person, code)
        assert signed.session is not None
        return _welcome(signed.world, person, signed.session, parameters)
    except ServiceError as error:
        call = call_of("", person, "signin", "ConsoleLogin", parameters, error)
        return Outcome(error.world or world, error=f"{error.message}\n", status=1, call=call)


def _sign_in_words(words: Sequence[str]) -> tuple[str | None, dict[str, str]]:
    name, options = None, dict[str, str]()
    known = ("--password", "--code", "--account")
    at = 0
    while at < len(words):
        word = words[at]
        if word.startswith("--"):
            if word not in known:
                raise Refusal(f"sign-in does not know {word}.{did_you_mean(word, known)}")
            if at + 1 == len(words):
                raise Refusal(f"After {word} its value is expected.")
            options[word] = words[at + 1]
            at += 2
        elif name is None:
            name = word
            at += 1
        else:
            raise Refusal(f"One name is expected, but {word!r} came after {name!r}.")
    if name is None and ("--code" not in options or len(options) > 1):
        raise Refusal(f"Who signs in? {SIGN_IN_USAGE.splitlines()[0]}")
    if name is not None and "--password" not in options:
        raise Refusal(f"A password is expected: sign-in {name} --password PASSWORD")
    return name, options


def _welcome(world: World, person: str, session: Session, parameters: dict[str, str]) -> Outcome:
    who = "the root user" if session.owner == ROOT else session.owner
    how = "with MFA" if session.mfa_time is not None else "without MFA"
    call = call_of("", person, "signin", "ConsoleLogin", dict(parameters))
    return Outcome(world, f"Signed in to the console as {who}, {how}.\n", call=call)


def _sign_out(world: World, person: str, words: Sequence[str]) -> Outcome:
    if words:
        raise Refusal("sign-out stands alone.")
    after = sign_out(world, person)
    if after is world:
        return Outcome(world, "Nobody was signed in to the console.\n")
    return Outcome(after, "Signed out of the console.\n", call=call_of("", person, "signin", "Logout", {}))


def _whoami(world: World, person: str, words: Sequence[str]) -> Outcome:
    if words:
        raise Refusal("whoami stands alone.")
    who = world.people[person]
    text = f"You act as: {person}\n"
    session = console_session(world, person)
    if session is not None:
        name = "the root user" if session.owner == ROOT else session.owner
        mfa = f"with MFA, since {cli_iso(session.mfa_time)}" if session.mfa_time is not None else "without MFA"
        text += f"Signed in to the console as {name}, {mfa}; aws commands use this session.\n"
    else:
        text += "Not signed in to the console.\n"
        if who.pending is not None:
            text += "The sign-in page waits for an MFA code: sign-in --code CODE\n"
        if "default" in who.profiles:
            key_id = who.profiles["default"].access_key_id
            text += f"aws commands use the profile default: access key {key_id}.\n"
    return Outcome(world, text)


def _people(world: World, person: str, words: Sequence[str]) -> Outcome:
    if words:
        raise Refusal("people stands alone.")
    account = world.account
    alias = f" (alias {account.alias})" if account.alias else ""
    text = f"Account {account.account_id}{alias}\n"
    for name in sorted(world.people):
        who = world.people[name]
        facts = [f"IAM user {who.user_name}"] if who.user_name else []
        for sign_in_name, password in who.passwords:
            owner = owner_named(world, sign_in_name)
            label = "password" if owner == who.user_name else f"{sign_in_name}'s password"
            facts.append(f"{label} {password}")
        if who.phone:
            facts.append("a phone" if who.phone.state == "held" else f"a phone, {who.phone.state}")
        facts += [f"hardware token {token.serial_number}" for token in who.tokens]
        text += f"  {name:<10}{'; '.join(facts) or 'nothing known'}\n"
    return Outcome(world, text)


def console_session(world: World, person: str) -> Session | None:
    """The person's console session, if one is open and has not expired."""
    key_id = world.people[person].browser
    session = world.sessions.get(key_id) if key_id else None
    return session if session and world.time < session.expires else None


COMMANDS = (
    Command("sign-in", SIGN_IN_USAGE, "sign in to the AWS console", _sign_in),
    Command("sign-out", "sign-out", "sign out of the AWS console", _sign_out),
    Command("whoami", "whoami", "who acts here, and with which credentials", _whoami),
    Command("people", "people", "who is in the room, what they know and hold", _people),
)
