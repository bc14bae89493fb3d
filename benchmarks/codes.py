"""What codes cost, against the HMACs that they cannot do without; and what an act costs in a large account.

python benchmarks/codes.py [--quick]
"""

from __future__ import annotations

import hmac
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from ratio import Ratio, interleaved, report

from sim.account import User
from sim.scenario import load
from sim.shell import run
from sim.totp import TIME_STEP, hotp
from sim.validator import Validator
from sim.verdict import PAIR_AHEAD, PAIR_BEHIND, SKEW
from sim.world import World

SEED = b"12345678901234567890" * 2
NOW = 60_000_000
TIME = NOW * TIME_STEP
SCENARIO = Path(__file__).parent.parent / "lessons" / "scenarios" / "alice-and-alan.yaml"

FEW, MANY = 10, 100_000

ENROL = (
    "aws iam create-virtual-mfa-device --virtual-mfa-device-name Alice --outfile a --bootstrap-method QRCodePNG",
    "phone alice scan",
    "one=$(phone alice code)",
    "wait next-code",
)
ACTS = {
    "reading a user": "aws iam get-user --user-name Alice",
    "reading a device": "aws iam list-mfa-devices --user-name Alan",
    "making a device": "aws iam create-virtual-mfa-device --virtual-mfa-device-name B --outfile b "
    "--bootstrap-method QRCodePNG",
    "assigning a device": "aws iam enable-mfa-device --user-name Alice --serial-number $(phone alice serial) "
    "--authentication-code1 $one --authentication-code2 $(phone alice code)",
    "deactivating a device": "aws iam deactivate-mfa-device --user-name Alan --serial-number $(phone alan serial)",
    "signing in": "as alan sign-in Alan --password Turing-Machine-36 --code $(phone alan code)",
    "reading a phone": "phone alan code",
}


def hmacs(steps: range) -> Callable[[], object]:
    """The HMACs of some steps and nothing else."""
    counters = [step.to_bytes(8, "big") for step in steps]

    def compute() -> None:
        for counter in counters:
            hmac.digest(SEED, counter, "sha1")

    return compute


def sign_in(off: int) -> Callable[[], object]:
    validator, code = Validator(SEED), hotp(SEED, NOW + off)
    assert validator.single(code, TIME)[1].accepted
    return lambda: validator.single(code, TIME)


def pair(off: int) -> Callable[[], object]:
    validator, codes = Validator(SEED), (hotp(SEED, NOW + off - 1), hotp(SEED, NOW + off))
    assert validator.pair(*codes, TIME)[1].accepted
    return lambda: validator.pair(*codes, TIME)


def account(users: int) -> World:
    world = load(SCENARIO.read_text(encoding="utf-8"), "alice-and-alan", TIME)
    filled = world.account
    for number in range(users - len(filled.users)):
        filled = filled.with_user(User(f"user-{number}", f"AIDA{number:017}", TIME))
    world = replace(world, account=filled)
    for line in ENROL:
        outcome = run(world, line)
        assert outcome.status == 0, outcome.error
        world = outcome.world
    return world


def costs_of_codes(rounds: int) -> list[Ratio]:
    now, window = range(NOW, NOW + 1), range(NOW - SKEW, NOW + SKEW + 1)
    whole = range(NOW + PAIR_BEHIND - 1, NOW + PAIR_AHEAD + 1)
    return [
        interleaved("sign-in code, found at once", sign_in(0), hmacs(now), limit=3, rounds=rounds, repeat=500),
        interleaved("sign-in code, found last", sign_in(SKEW), hmacs(window), limit=3, rounds=rounds, repeat=200),
        interleaved("pair, whole window", pair(PAIR_AHEAD), hmacs(whole), limit=1.5, rounds=rounds, repeat=5),
    ]


def costs_of_acts(rounds: int) -> list[Ratio]:
    few, many = account(FEW), account(MANY)
    ratios = []
    for name, line in ACTS.items():
        assert run(few, line).status == run(many, line).status == 0, line
        in_many, in_few = partial(run, many, line), partial(run, few, line)
        ratios.append(interleaved(name, in_many, in_few, limit=2, rounds=rounds, repeat=20))
    return ratios


def main() -> int:
    rounds = 11 if "--quick" in sys.argv[1:] else 41
    codes = report("Codes, against the HMACs that they need", costs_of_codes(rounds))
    acts = report(f"\nActs in an account of {MANY:,} users, against one of {FEW}", costs_of_acts(rounds))
    return codes or acts


if __name__ == "__main__":
    sys.exit(main())
