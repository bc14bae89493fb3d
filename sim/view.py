"""The state document: a world as checks, instructors and outside programs read it.

AWS's own shapes and names where AWS has them; every list is sorted by name, the trail by time. Its JSON Schema is
state.schema.json, beside this module.
"""

from __future__ import annotations

import json
from typing import Any

from sim.account import ROOT, MFADevice, Role, User
from sim.clock import iso
from sim.desk import Case, Leak
from sim.devices import HardwareToken, Phone
from sim.people import Person
from sim.services.events import delivered, noticed, rule_arn
from sim.services.iam.password_policy import policy_document
from sim.services.leaks import opens
from sim.services.support import caught_up
from sim.view_storage import buckets, instances
from sim.world import Call, World


def state(world: World) -> dict[str, Any]:
    """The whole state document; only what JSON can hold."""
    world = caught_up(world)
    account = world.account
    events = delivered(world) if account.rules else []
    return {
        "time": iso(world.time),
        "account": {
            "Id": account.account_id,
            "Alias": account.alias,
            "PasswordPolicy": policy_document(account.password_policy) if account.password_policy else None,
        },
        "root": {
            "Email": account.root.email,
            "MFADevices": [_device(device) for device in account.devices_of(ROOT)],
        },
        "users": [_user(world, account.users[name]) for name in sorted(account.users)],
        "virtual_mfa_devices": [
            {"SerialNumber": serial, "UserName": _owner(account.mfa_devices[serial])}
            for serial in sorted(account.mfa_devices)
            if account.mfa_devices[serial].kind == "virtual"
        ],
        "groups": [
            {
                "GroupName": name,
                "Arn": account.group_arn(group),
                "Members": sorted(group.members),
                "AttachedPolicies": _attached(group.attached_policies),
                "InlinePolicies": _inline(group.inline_policies),
            }
            for name, group in sorted(account.groups.items())
        ],
        "roles": [_role(world, role) for _, role in sorted(account.roles.items())],
        "policies": [
            {
                "PolicyName": policy.policy_name,
                "Arn": arn,
                "DefaultVersionId": policy.default_version_id,
                "Versions": [version.version_id for version in policy.versions],
                "Document": json.loads(policy.document),
            }
            for arn, policy in sorted(account.policies.items())
        ],
        "buckets": buckets(account),
        "instances": instances(account, world.time),
        "rules": [
            {
                "Name": rule.name,
                "Arn": rule_arn(account, rule.name),
                "State": rule.state,
                "EventPattern": json.loads(rule.event_pattern),
                "Noticed": list(noticed(rule, events)),
            }
            for _, rule in sorted(account.rules.items())
        ],
        "people": [_person(world, world.people[name]) for name in sorted(world.people)],
        "sessions": [
            {
                "Person": session.person,
                "Principal": "root" if session.owner == ROOT else session.owner,
                "Kind": session.kind,
                "MFA": session.mfa_time is not None,
                "ExpiresAt": iso(session.expires),
            }
            for session in sorted(world.sessions.values(), key=lambda s: (s.issued, s.access_key_id))
            if world.time < session.expires
        ],
        "trail": [event.document() for event in reversed(list(world.trail))],
        "support": {"Cases": [_case(case) for case in world.cases]},
        "leaks": [_leak(world, leak) for leak in world.leaks],
    }


def last(call: Call) -> dict[str, Any]:
    """The last call as a `mistake` or `predict` reads it."""
    return {
        "line": call.line,
        "person": call.person,
        "service": call.service,
        "operation": call.operation,
        "parameters": dict(call.parameters),
        "error": dict(call.error) if call.error else None,
        "cause": call.cause,
        "steps_off": call.steps_off,
        "clock": call.clock,
        "device": call.device,
    }


def _user(world: World, user: User) -> dict[str, Any]:
    account = world.account
    return {
        "UserName": user.user_name,
        "Arn": account.user_arn(user),
        "UserId": user.user_id,
        "Path": user.path,
        "CreateDate": iso(user.create_date),
        "HasPassword": user.password is not None,
        "MFADevices": [_device(device) for device in account.devices_of(user.user_name)],
        "AccessKeys": [
            {
                "AccessKeyId": key.access_key_id,
                "Status": key.status,
                "CreateDate": iso(key.create_date),
                "LastUsedDate": iso(key.last_used.time) if key.last_used else None,
            }
            for key in user.access_keys
        ],
        "Groups": sorted(user.groups),
        "AttachedPolicies": _attached(user.attached_policies),
        "InlinePolicies": _inline(user.inline_policies),
        "PermissionsBoundary": user.permissions_boundary,
        "Tags": [{"Key": key, "Value": value} for key, value in sorted(user.tags)],
    }


def _role(world: World, role: Role) -> dict[str, Any]:
    return {
        "RoleName": role.role_name,
        "Arn": world.account.role_arn(role),
        "RoleId": role.role_id,
        "Path": role.path,
        "CreateDate": iso(role.create_date),
        "Description": role.description,
        "MaxSessionDuration": role.max_session_duration,
        "AssumeRolePolicyDocument": json.loads(role.trust_policy),
        "AttachedPolicies": _attached(role.attached_policies),
        "InlinePolicies": _inline(role.inline_policies),
        "PermissionsBoundary": role.permissions_boundary,
        "Tags": [{"Key": key, "Value": value} for key, value in sorted(role.tags)],
    }


def _case(case: Case) -> dict[str, Any]:
    return {
        "CaseId": str(case.number),
        "Subject": case.subject,
        "Status": case.status,
        "Communications": [
            {"SubmittedBy": written.author, "TimeCreated": iso(written.time), "Body": written.text}
            for written in case.communications
        ],
    }


def _leak(world: World, leak: Leak) -> dict[str, Any]:
    owner = opens(world, leak)
    return {
        "Site": leak.site,
        "UserName": leak.name,
        "Password": leak.password,
        "Opens": "root" if owner == ROOT else owner,
    }


def _device(device: MFADevice) -> dict[str, Any]:
    return {
        "SerialNumber": device.serial_number,
        "Kind": device.kind,
        "EnableDate": iso(device.enable_date or 0),
        "SkewSteps": device.validator.skew,
    }


def _owner(device: MFADevice) -> str | None:
    return "root" if device.owner == ROOT else device.owner


def _attached(arns: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"PolicyName": arn.rpartition("/")[2], "PolicyArn": arn} for arn in sorted(arns)]


def _inline(policies: tuple[tuple[str, str], ...]) -> list[dict[str, Any]]:
    return [{"PolicyName": name, "Document": json.loads(document)} for name, document in sorted(policies)]


def _person(world: World, person: Person) -> dict[str, Any]:
    return {
        "Name": person.name,
        "UserName": person.user_name,
        "Phones": [_phone(world, phone) for phone in person.phones],
        "Tokens": [
            {"SerialNumber": token.serial_number} | _held(world, token)
            for token in sorted(person.tokens, key=lambda token: token.serial_number)
        ],
    }


def _held(world: World, device: Phone | HardwareToken) -> dict[str, Any]:
    return {
        "State": device.state,
        "Holder": device.holder,
        "OffsetSeconds": device.clock.offset_at(world.time) / 1_000,
        "DriftPpm": device.clock.drift_ppm,
    }


def _phone(world: World, phone: Phone) -> dict[str, Any]:
    accounts = sorted(phone.accounts, key=lambda account: (account.label, account.issuer))
    return _held(world, phone) | {
        "Accounts": [{"Label": a.label, "Issuer": a.issuer, "SerialNumber": a.serial_number} for a in accounts]
    }
