"""The people of the state document, their sessions, and the desks around the account."""

from __future__ import annotations

from typing import Any

from sim.account import ROOT
from sim.clock import iso
from sim.desk import Case, Leak
from sim.devices import HardwareToken, Phone
from sim.people import Person
from sim.services.leaks import opens
from sim.world import Session, World


def person_document(world: World, person: Person) -> dict[str, Any]:
    """A person with phones and tokens, whose clocks drift as time passes."""
    return {
        "Name": person.name,
        "UserName": person.user_name,
        "Phones": [_phone(world, phone) for phone in person.phones],
        "Tokens": [
            {"SerialNumber": token.serial_number} | _held(world, token)
            for token in sorted(person.tokens, key=lambda token: token.serial_number)
        ],
    }


def session_document(session: Session) -> dict[str, Any]:
    """A session."""
    return {
        "Person": session.person,
        "Principal": "root" if session.owner == ROOT else session.owner,
        "Kind": session.kind,
        "MFA": session.mfa_time is not None,
        "ExpiresAt": iso(session.expires),
    }


def case_document(case: Case) -> dict[str, Any]:
    """A case of AWS Support."""
    return {
        "CaseId": str(case.number),
        "Subject": case.subject,
        "Status": case.status,
        "Communications": [
            {"SubmittedBy": written.author, "TimeCreated": iso(written.time), "Body": written.text}
            for written in case.communications
        ],
    }


def leak_document(world: World, leak: Leak) -> dict[str, Any]:
    """A leaked password, and whose it still is."""
    owner = opens(world, leak)
    return {
        "Site": leak.site,
        "UserName": leak.name,
        "Password": leak.password,
        "Opens": "root" if owner == ROOT else owner,
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
