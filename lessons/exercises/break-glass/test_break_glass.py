"""The runbook for a lost phone: break_glass.sh, a script of the course's command language, gets a user back in."""

import pytest


@pytest.fixture(params=["Alan", "Alice"])
def user(request, account, clock):
    """A user with a device whose phone is lost: Alan, or Alice once she has one."""
    if request.param == "Alice":
        account.do(
            "aws iam create-virtual-mfa-device --virtual-mfa-device-name alices-phone --outfile a.png "
            "--bootstrap-method QRCodePNG; phone alice scan; first=$(phone alice code); wait next-code alice\n"
            "aws iam enable-mfa-device --user-name Alice --serial-number $(phone alice serial) "
            "--authentication-code1 $first --authentication-code2 $(phone alice code)"
        )
        clock.wait(17)
    account.do(f"phone {request.param.lower()} lose")
    return request.param


@pytest.fixture
def done(account, run, user, work):
    """What the learner's runbook came to, for the user."""
    account.do(f"user={user}; person={user.lower()}")
    result = run(work.text)
    assert result.line, f"{work.path.name} has no commands yet."
    assert result.status == 0, f"For {user}, the runbook ends at a line that is refused:\n{result}"
    return result


def test_the_old_device_is_gone(account, user, done, work):
    left = [each["SerialNumber"] for each in account.state["virtual_mfa_devices"] if not each["UserName"]]
    assert not left, f"{left} is left behind, without an owner."
    owners = [each["UserName"] for each in account.state["virtual_mfa_devices"]]
    assert "Alan" in owners, f"The runbook was run for {user}, and Alan has no device any more."


def test_the_user_has_a_new_device(account, user, done, work):
    devices = [device["SerialNumber"] for device in account.user(user)["MFADevices"]]
    expected = f"arn:aws:iam::123456789012:mfa/{user}"
    assert devices == [expected], f"{user} should have the device {expected}, and has {devices or 'none'}."


def test_the_user_is_back(account, alice, alan, clock, user, done, work):
    person = alan if user == "Alan" else alice
    clock.wait(30)
    phones = account.world.people[person.name].phones
    assert len(phones) == 2, f"{user} has no new phone: phone $person replace."
    result = person.sign_in(person.phone.code())
    assert result.status == 0, f"{user} cannot sign in with the new phone:\n{result}"
