"""Follow the stolen key: followed(events, access_key_id) of follow_the_key.py finds what was done with it."""

import pytest


@pytest.fixture
def key(account):
    """The key that was stolen: a second one of Admin's."""
    return made(account, account.key_of("Admin").access_key_id, "iam create-access-key --user-name Admin")


def call(account, key, words):
    """Make a call with a key; gives its event."""
    account.run(f"as-key {key} aws {words}")
    return account.trail[-1]


def made(account, key, words):
    """Make a call that makes a key; gives the new key's id."""
    answer = call(account, key, words)["responseElements"]
    return (answer.get("accessKey") or answer["credentials"])["accessKeyId"]


def expect(work, account, key, events, words):
    found = work.function("followed")(account.trail, key)
    names = {
        each["eventID"]: f"{each['eventName']} by {each['userIdentity'].get('accessKeyId')}" for each in account.trail
    }
    told = [names.get(each, repr(each)) for each in found or []]
    expected = [each["eventID"] for each in events]
    assert found == expected, f"{words}\nExpected: {[names[each] for each in expected]}. You gave: {told or 'none'}."


def test_what_the_key_did(account, key, work):
    events = [call(account, key, "iam list-users"), call(account, key, "s3api list-buckets")]
    expect(work, account, key, events, "Two calls were made with the stolen key.")


def test_the_honest_key_is_left_alone(account, key, work):
    event = call(account, key, "iam list-users")
    call(account, account.key_of("Admin").access_key_id, "iam list-groups")
    expect(work, account, key, [event], "Admin's own key belongs to the same user, and was not stolen.")


def test_refused_calls_were_tried(account, key, work):
    event = call(account, key, "iam get-user --user-name Nobody")
    assert "errorCode" in event
    expect(work, account, key, [event], "AWS refused the call, but the thief made it.")


def test_a_key_that_the_key_made(account, key, work):
    call(account, key, "iam create-user --user-name backdoor")
    second = made(account, key, "iam create-access-key --user-name backdoor")
    events = account.trail[-2:]
    call(account, second, "sts get-caller-identity")
    expect(work, account, key, [*events, account.trail[-1]], "The key made another key, which was used after that.")


def test_a_session_that_the_key_opened(account, key, work):
    session = made(account, key, "sts get-session-token")
    event = account.trail[-1]
    call(account, session, "s3api list-buckets")
    expect(work, account, key, [event, account.trail[-1]], "The key opened a session, which was used after that.")


def test_a_key_of_a_key_of_the_key(account, key, work):
    begin = len(account.trail)
    call(account, key, "iam create-user --user-name backdoor")
    call(
        account,
        key,
        "iam attach-user-policy --user-name backdoor --policy-arn arn:aws:iam::aws:policy/AdministratorAccess",
    )
    second = made(account, key, "iam create-access-key --user-name backdoor")
    third = made(account, second, "iam create-access-key --user-name backdoor")
    call(account, third, "iam list-users")
    expect(work, account, key, account.trail[begin:], "The key made a key, and that another one, which was used.")


def test_what_came_before_the_theft(account, key, alan, work):
    alan.sign_in(alan.phone.code())
    expect(work, account, key, [], "Nothing was done with the key. Sign-ins have no access key; making it was Admin's.")
