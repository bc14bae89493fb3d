"""The right to stop test servers.

At night Nina stops the servers that are there to try things on. They carry the tag Environment = test; there will be
more of them. She may see all instances (ec2:DescribeInstances), and stop those (ec2:StopInstances). The shop's server,
tagged production, must not be hers to stop.

Write that policy into stop_test_servers.json. Describing knows no single instances: its Resource is "*".
"""

import pytest

INSTANCE = "arn:aws:ec2:us-east-1:123456789012:instance/"
SHOP, TRIAL, LATER = (
    f"{INSTANCE}i-0a1b2c3d4e5f60718",
    f"{INSTANCE}i-0f1e2d3c4b5a69788",
    f"{INSTANCE}i-0123456789abcdef0",
)


def test_nina_stops_the_test_server(account, work):
    account.give("Nina", work.policy())
    may = account.may("Nina", "ec2:StopInstances", TRIAL)
    assert may, f"Nina has to stop the instance trial. Its tag is asked for by aws:ResourceTag/Environment.\n{may}"


def test_nina_stops_test_servers_to_come(account, work):
    account.give("Nina", work.policy())
    may = account.may("Nina", "ec2:StopInstances", LATER, keys={"aws:ResourceTag/Environment": "test"})
    assert may, f"A test server that is made tomorrow has another id, and the same tag. Nina has to stop it too.\n{may}"


@pytest.mark.parametrize("environment", ["production", "testament"])
def test_nina_stops_no_other_server(account, work, environment):
    account.give("Nina", work.policy())
    may = account.may("Nina", "ec2:StopInstances", SHOP, keys={"aws:ResourceTag/Environment": environment})
    assert not may, f"Nina can stop a server whose Environment is {environment}.\n{may}"


def test_nina_sees_all_servers(account, work):
    account.give("Nina", work.policy())
    may = account.may("Nina", "ec2:DescribeInstances", "*")
    assert may, f"Nina has to see the instances. A description asks about none in particular, so it has no tags.\n{may}"


@pytest.mark.parametrize("action", ["ec2:TerminateInstances", "ec2:StartInstances"])
def test_nina_does_nothing_else_to_them(account, work, action):
    account.give("Nina", work.policy())
    may = account.may("Nina", action, TRIAL)
    assert not may, f"Stopping is all that was asked for, but {action} is allowed as well.\n{may}"
