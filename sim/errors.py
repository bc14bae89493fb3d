"""What goes wrong on the service's side of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.verdict import Verdict
    from sim.world import World


class ServiceError(Exception):
    """A refusal in AWS's words.

    `verdict` is what the validator found, for the tutor only; `cause` names any other reason that AWS does not tell.
    `world` is set where the refusal leaves a trace behind, such as a counted try.
    """

    def __init__(
        self,
        code: str,
        status: int,
        message: str,
        *,
        cause: str | None = None,
        verdict: Verdict | None = None,
        world: World | None = None,
    ) -> None:
        super().__init__(message)
        self.code, self.status, self.message = code, status, message
        self.cause = cause if cause is not None or verdict is None else verdict.cause
        self.verdict, self.world = verdict, world


def no_such_entity(message: str, cause: str | None = None) -> ServiceError:
    """NoSuchEntity, 404."""
    return ServiceError("NoSuchEntity", 404, message, cause=cause)


def no_such_user(name: str) -> ServiceError:
    """NoSuchEntity for a user, in the words AWS is widely seen to use."""
    return no_such_entity(f"The user with name {name} cannot be found.", "no-such-user")


def invalid(message: str) -> ServiceError:
    """ValidationError, 400, with AWS's usual opening."""
    return ServiceError("ValidationError", 400, message, cause="invalid-parameter")


def access_denied(message: str, cause: str) -> ServiceError:
    """AccessDenied, 403."""
    return ServiceError("AccessDenied", 403, message, cause=cause)


def invalid_input(message: str) -> ServiceError:
    """InvalidInput, 400: what IAM says of parameters that are well formed and still wrong."""
    return ServiceError("InvalidInput", 400, message, cause="invalid-parameter")
