"""What the plug-in's fixtures open: an account by a marker's words, and boto3's way to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from course.commands.host import Unusable, read_scenario
from course.exercise.account import START, Account, start_of

SCENARIO = "alice-and-alan"
"""The scenario of a test that names none."""


def open_account(words: Sequence[Any], named: Mapping[str, Any], test: Path) -> Account:
    """The account of the scenario that a marker `scenario(name, seed=None)` of the file `test` asks for.

    A marker that cannot be followed fails the test with one sentence.
    """
    from sim.scenario import ScenarioError

    given = dict(zip(("name", "seed"), words, strict=False)) | dict(named)
    name, seed = given.pop("name", SCENARIO), given.pop("seed", None)
    if given or len(words) > 2 or not isinstance(name, str) or not (seed is None or isinstance(seed, int)):
        pytest.fail('The marker is written @pytest.mark.scenario("NAME", seed=NUMBER); seed may be left out.', False)
    account, fault = None, ""
    try:
        stem, text = read_scenario(name, test)
        start_of(text, stem, START, seed)
        account = Account(stem, text, seed)
    except (Unusable, ScenarioError) as error:
        fault = str(error)
    if account is None:
        pytest.fail(f"The scenario cannot be used: {fault}", False)
    return account


def boto3_clients(account: Account, patch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Let boto3 reach `account` until `patch` is undone; gives what makes clients: `(service, user=None)`."""
    if find_spec("boto3") is None:
        pytest.fail(
            "boto3 is not installed. This installs what exercises use: pip install 'mfa-course[exercises]'", False
        )
    from course.endpoint.setup import administrator
    from course.exercise.boto import client, reach

    reach(account, patch)

    def made(service: str, user: str | None = None) -> Any:
        keys = administrator(account.world) if user is None else account.key_of(user)
        if keys is None:
            raise AssertionError(f"The scenario {account.scenario} gives `you` no profile, so nobody could call.")
        return client(service, keys)

    return made
