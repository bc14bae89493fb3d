"""Raise the alarm: alarm(event) of raise_the_alarm.py says whether an event has to wake somebody."""

SERIAL = "arn:aws:iam::123456789012:mfa/Alan"
DEACTIVATE = f"aws iam deactivate-mfa-device --user-name Alan --serial-number {SERIAL}"


def alarms(account, work):
    """The names of the events that wake somebody; the filter sees every event of the trail."""
    alarm = work.function("alarm")
    answers = [(event, alarm(event)) for event in account.trail]
    odd = [answer for _, answer in answers if not isinstance(answer, bool)]
    assert not odd, f"alarm(event) should say True or False, and says {odd[0]!r}."
    return [f"{event['eventName']} {who(event)}" for event, answer in answers if answer]


def who(event):
    identity = event["userIdentity"]
    return identity.get("userName") or identity["type"]


def test_a_user_without_mfa(account, alice, work):
    alice.sign_in()
    found = alarms(account, work)
    assert found == ["ConsoleLogin Alice"], f"Alice signed in without MFA. Woken by: {found or 'nothing'}."


def test_root_without_mfa(account, run, work):
    run("sign-in root --password Correct-Horse-9-Battery")
    found = alarms(account, work)
    assert found == ["ConsoleLogin Root"], f"The root user signed in without MFA. Woken by: {found or 'nothing'}."


def test_with_mfa_nobody_is_woken(account, alan, work):
    alan.sign_in(alan.phone.code())
    found = alarms(account, work)
    assert not found, f"Alan signed in with a code, as he should. Woken by: {found}."


def test_a_failed_sign_in_wakes_nobody(account, attacker, work):
    attacker.sign_in(None, "Letmein", "Alice")
    attacker.sign_in(None, "Letmein", "root")
    found = alarms(account, work)
    assert not found, f"Somebody guessed at passwords, and did not get in. Woken by: {found}."


def test_a_device_is_taken_away(account, work):
    account.do(f"{DEACTIVATE}; aws iam delete-virtual-mfa-device --serial-number {SERIAL}")
    found, expected = alarms(account, work), ["DeactivateMFADevice Admin", "DeleteVirtualMFADevice Admin"]
    assert found == expected, f"Alan's device was deactivated, then deleted. Woken by: {found or 'nothing'}."


def test_a_refused_call_wakes_nobody(account, run, work):
    run(f"aws iam delete-virtual-mfa-device --serial-number {SERIAL}")
    run(f"as-key {account.key_of('Alice').access_key_id} {DEACTIVATE}")
    found = alarms(account, work)
    assert not found, f"AWS refused to take Alan's device away. Woken by: {found}."


def test_the_rest_wakes_nobody(account, run, work):
    run("aws iam list-users; aws sts get-caller-identity; aws s3api list-buckets; aws iam create-user --user-name Nina")
    found = alarms(account, work)
    assert not found, f"That was a day like any other. Woken by: {found}."
