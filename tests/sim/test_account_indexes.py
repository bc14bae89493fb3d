"""The account's indexes always say what its users, groups and roles say themselves."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sim.account import Account, Group, Password, Role, Root, User

USERS, GROUPS, ROLES = ("Ann", "bob", "Cy"), ("Ops", "dev"), ("Read", "write")
ARNS = tuple(f"arn:aws:iam::123456789012:policy/{name}" for name in "abc")
START = Account("123456789012", Root("root@example.com", Password("root", 0)), 0)

acts = st.one_of(
    st.tuples(
        st.just("user"), st.sampled_from(USERS), st.sets(st.sampled_from(ARNS)), st.sets(st.sampled_from(GROUPS))
    ),
    st.tuples(st.just("group"), st.sampled_from(GROUPS), st.sets(st.sampled_from(ARNS)), st.just(set())),
    st.tuples(st.just("role"), st.sampled_from(ROLES), st.sets(st.sampled_from(ARNS)), st.just(set())),
    st.tuples(st.just("bound"), st.sampled_from(USERS), st.sets(st.sampled_from(ARNS), max_size=1), st.just(set())),
    st.tuples(st.just("gone"), st.sampled_from(USERS + GROUPS + ROLES), st.just(set()), st.just(set())),
)


def done(account: Account, act: tuple[str, str, set[str], set[str]]) -> Account:
    kind, name, arns, groups = act
    attached = tuple(sorted(arns))
    if kind == "user":
        user = account.users.get(name) or User(name, "AIDA", 0)
        known = tuple(sorted(group for group in groups if group in account.groups))
        return account.with_user(replace(user, attached_policies=attached, groups=known))
    if kind == "bound" and name in account.users:
        return account.with_user(replace(account.users[name], permissions_boundary=next(iter(arns), None)))
    if kind == "group":
        return account.with_group(
            replace(account.groups.get(name) or Group(name, "AGPA", 0), attached_policies=attached)
        )
    if kind == "role":
        role = account.roles.get(name) or Role(name, "AROA", 0, "{}")
        return account.with_role(replace(role, attached_policies=attached))
    if kind == "gone" and name in account.users:
        return account.without_user(account.users[name])
    if kind == "gone" and name in account.roles:
        return account.without_role(account.roles[name])
    if kind == "gone" and name in account.groups and not account.groups[name].members:
        return account.without_group(account.groups[name])
    return account


@given(st.lists(acts, max_size=12))
def test_indexes_follow_every_change(changes: list[tuple[str, str, set[str], set[str]]]) -> None:
    account = START
    for change in changes:
        account = done(account, change)
    attached: dict[str, set[tuple[str, str]]] = {arn: set() for arn in ARNS}
    bound: dict[str, set[tuple[str, str]]] = {arn: set() for arn in ARNS}
    named = [
        *(("User", user.user_name, user) for user in account.users.values()),
        *(("Group", group.group_name, group) for group in account.groups.values()),
        *(("Role", role.role_name, role) for role in account.roles.values()),
    ]
    for kind, name, entity in named:
        for arn in entity.attached_policies:
            attached[arn].add((kind, name))
        boundary = getattr(entity, "permissions_boundary", None)
        if boundary is not None:
            bound[boundary].add((kind, name))
    assert {arn: set(account.attachments.get(arn, ())) for arn in ARNS} == attached
    assert {arn: set(account.boundaries.get(arn, ())) for arn in ARNS} == bound
    for group in account.groups.values():
        members = {user.user_name for user in account.users.values() if group.group_name in user.groups}
        assert set(group.members) == members
        assert account.is_taken("group", group.group_name.upper())
    assert all(account.is_taken("role", role) == (role in account.roles) for role in ROLES)
