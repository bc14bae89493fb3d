"""Commands for who acts: `sign-out`, `whoami`, `people`."""

from __future__ import annotations

from collections.abc import Sequence

from sim.account import ROOT, Root
from sim.clock import cli_iso
from sim.services.signin import owner_named, sign_out
from sim.shell.command import Command, Refusal, call_of, typed_for
from sim.world import Outcome, Session, World


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
    exported = who.variables.get("AWS_SECRET_ACCESS_KEY") and who.variables.get("AWS_ACCESS_KEY_ID")
    session = console_session(world, person)
    if session is not None:
        name = "the root user" if session.owner == ROOT else session.owner
        mfa = f"with MFA, since {cli_iso(session.mfa_time)}" if session.mfa_time is not None else "without MFA"
        text += f"Signed in to the console as {name}, {mfa}{'' if exported else '; aws commands use this session'}.\n"
    else:
        text += "Not signed in to the console.\n"
        if who.pending is not None:
            wants, line = "an MFA code", "sign-in --code CODE"
            if who.pending.wants == "new-password":
                wants, line = "a new password", "sign-in --new-password PASSWORD"
            text += f"The sign-in page waits for {wants}: {typed_for(person, line)}\n"
        if "default" in who.profiles and not exported:
            key_id = who.profiles["default"].access_key_id
            text += f"aws commands use the profile default: access key {key_id}.\n"
    if exported:
        text += f"aws commands use the variables AWS_ACCESS_KEY_ID and so on: access key {exported}.\n"
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
        facts += _of_root(account.root, name)
        text += f"  {name:<10}{'; '.join(facts) or 'nothing known'}\n"
    return Outcome(world, text)


def _of_root(root: Root, name: str) -> list[str]:
    """What a person has of the root user's: the mailbox, the telephone number and the card that pays."""
    facts = ["reads root's e-mail"] if root.mailbox == name else []
    if root.phone == name:
        facts.append(f"answers root's telephone number, pays with the card ending in {root.card}")
    return facts


def console_session(world: World, person: str) -> Session | None:
    """The person's console session, if one is open and has not expired."""
    key_id = world.people[person].browser
    session = world.sessions.get(key_id) if key_id else None
    return session if session and world.time < session.expires else None


COMMANDS = (
    Command("sign-out", "sign-out", "sign out of the AWS console", _sign_out),
    Command("whoami", "whoami", "who acts here, and with which credentials", _whoami),
    Command("people", "people", "who is in the room, what they know and hold", _people),
)
