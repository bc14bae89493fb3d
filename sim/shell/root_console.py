"""The `console` command: what only the console can do, and no API: root's own MFA devices."""

from __future__ import annotations

from collections.abc import Sequence

from sim.errors import ServiceError
from sim.services.declare import cli_name
from sim.services.iam.root import ACTS, act
from sim.shell.command import Command, Refusal, call_of, did_you_mean
from sim.shell.console import console_session
from sim.world import Outcome, World

USAGE = """\
console enable-root-mfa-device --serial-number S --authentication-code1 CODE --authentication-code2 CODE
console resync-root-mfa-device --serial-number S --authentication-code1 CODE --authentication-code2 CODE
console deactivate-root-mfa-device --serial-number S
                                    root's own security page, signed in as root; a virtual device is made and deleted
                                    with aws iam create- and delete-virtual-mfa-device"""

BY_WORD = {cli_name(name).replace("-mfa-", "-root-mfa-"): name for name in ACTS}


def _console(world: World, person: str, words: Sequence[str]) -> Outcome:
    if not words or words[0] not in BY_WORD:
        given = words[0] if words else "alone"
        raise Refusal(f"console {given}: no such act.{did_you_mean(given, BY_WORD)}", 252)
    name = BY_WORD[words[0]]
    shapes, _, done = ACTS[name]
    known = {parameter.option: parameter.name for parameter in shapes}
    parameters: dict[str, str] = {}
    rest = list(words[1:])
    while rest:
        option = rest.pop(0)
        if option not in known:
            raise Refusal(f"console {words[0]} does not know {option}.{did_you_mean(option, known)}", 252)
        if not rest:
            raise Refusal(f"After {option} its value is expected.", 252)
        parameters[known[option]] = rest.pop(0)
    if missing := [option for option, parameter in known.items() if parameter not in parameters]:
        raise Refusal(f"console {words[0]} needs {', '.join(missing)} too.", 252)
    try:
        after = act(world, console_session(world, person), name, parameters)
    except ServiceError as error:
        call = call_of("", person, "console", name, dict(parameters), error)
        return Outcome(error.world or world, error=f"{error.code}: {error.message}\n", status=1, call=call)
    return Outcome(after, f"{done}\n", call=call_of("", person, "console", name, dict(parameters)))


COMMANDS = (Command("console", USAGE, "what only the console can do: root's MFA devices", _console),)
