"""Find the replay: replays(events) of find_the_replay.py gives the tries in which a code was used again."""

import pytest

ALAN = "arn:aws:iam::123456789012:mfa/Alan"


def expect(work, account, ids, words):
    found = work.function("replays")(account.trail)
    names = {event["eventID"]: f"{event['eventName']} at {event['eventTime']}" for event in account.trail}
    told = [names.get(each, repr(each)) for each in found or []]
    assert found == ids, f"{words}\nExpected: {[names[each] for each in ids] or 'none'}. You gave: {told or 'none'}."


def newest(account):
    return account.trail[-1]["eventID"]


@pytest.fixture
def code(alan, clock):
    """A code of Alan's, with which he has just signed in."""
    code = alan.phone.code()
    assert alan.sign_in(code).status == 0
    clock.wait(20)
    return code


def test_a_code_used_again_at_sign_in(account, alan, attacker, code, work):
    attacker.sign_in(code, "Turing-Machine-36", "Alan")
    expect(work, account, [newest(account)], "Alan's code was used again at sign-in, 20 seconds after him.")


def test_a_code_used_again_at_sts(account, code, run, work):
    key = account.key_of("Alan").access_key_id
    run(f"as-key {key} aws sts get-session-token --serial-number {ALAN} --token-code {code}")
    expect(work, account, [newest(account)], "The code of Alan's sign-in was used again at STS.")


def test_a_code_of_sts_used_again(account, alan, attacker, run, work):
    key, code = account.key_of("Alan").access_key_id, alan.phone.code()
    assert run(f"as-key {key} aws sts get-session-token --serial-number {ALAN} --token-code {code}").status == 0
    attacker.sign_in(code, "Turing-Machine-36", "Alan")
    expect(work, account, [newest(account)], "The code that STS took from Alan was used again at sign-in.")


def test_every_replay_counts(account, alan, attacker, code, clock, work):
    attacker.sign_in(code, "Turing-Machine-36", "Alan")
    first = newest(account)
    clock.wait(5)
    attacker.sign_in(code, "Turing-Machine-36", "Alan")
    expect(work, account, [first, newest(account)], "The thief tried twice.")


def test_a_slip_before_is_none(account, alan, clock, work):
    alan.sign_in("000000")
    clock.wait(20)
    assert alan.sign_in(alan.phone.code()).status == 0
    expect(work, account, [], "Alan mistyped his code first, and got it right then. A replay comes after, not before.")


def test_a_wrong_password_is_none(account, attacker, code, work):
    attacker.sign_in(None, "Letmein", "Alan")
    expect(work, account, [], "Somebody guessed at Alan's password. No code was given: MFAUsed is No.")


def test_long_after_is_none(account, alan, code, clock, work):
    clock.wait(600)
    alan.sign_in("000000")
    expect(work, account, [], "Ten minutes later Alan mistyped a code. That is no replay of one from long ago.")


def test_anothers_slip_is_none(account, alice, code, phone, clock, run, work):
    account.do(
        "aws iam create-virtual-mfa-device --virtual-mfa-device-name alice --outfile a.png "
        "--bootstrap-method QRCodePNG; phone alice scan; first=$(phone alice code); wait next-code alice\n"
        "aws iam enable-mfa-device --user-name Alice --serial-number $(phone alice serial) "
        "--authentication-code1 $first --authentication-code2 $(phone alice code)"
    )
    alice.sign_in("000000")
    expect(
        work, account, [], "Alice mistyped a code, shortly after Alan had signed in. They have nothing to do with it."
    )
