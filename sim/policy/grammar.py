"""What may stand in a policy document, and IAM's words for what may not.

Sources: IAM User Guide, "Grammar of the IAM JSON policy language"; the texts as they are widely reported from
CreatePolicy, PutUserPolicy and CreateRole (code MalformedPolicyDocument) and from S3's PutBucketPolicy. Their order is
the reported one: shape, Version, "legacy parsing", Sids, actions, resources. Not confirmed: the texts for a wrong
effect and for unknown elements of a trust policy.
"""

from __future__ import annotations

import re
from typing import Literal, NoReturn, cast

from sim.policy import conditions, json_text, match, name_rules
from sim.policy.document import VARIABLES_VERSION, Document, Effect, Kind, PolicyError, Statement
from sim.policy.json_text import Array, Object, Plain, Value
from sim.policy.moment import moment
from sim.policy.principal import TYPES, Principals

VERSIONS = ("2008-10-17", VARIABLES_VERSION)

LEGACY = "The policy failed legacy parsing"

_ELEMENTS = (
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
)
_SID = re.compile(r"[0-9A-Za-z]*\Z")
_PRINCIPAL = re.compile(
    r"(?:\*|[0-9]{12}|A[A-Z0-9]{15,127}"
    r"|arn:aws:iam::[0-9]{12}:(?:root|user/[^*?]+|role/[^*?]+)|arn:aws:iam::cloudfront:user/[^*?]+"
    r"|arn:aws:sts::[0-9]{12}:(?:assumed-role/[^*?/]+/[^*?/]+|federated-user/[^*?]+))\Z"
)
"""What may stand under "AWS": everyone, an account, a unique id, an ARN without wildcards."""


def not_json(kind: Kind, line: int | None, detail: str) -> PolicyError:
    """The refusal of what is no JSON at all."""
    words = {
        "trust": "This policy contains invalid Json",
        "resource": "Policies must be valid JSON and the first byte must be '{'",
    }
    return PolicyError(words.get(kind, "Syntax errors in policy."), line, detail)


def document(text: str, kind: Kind) -> Document:
    """Read a document of a kind; raises PolicyError."""
    try:
        root = json_text.read(text)
    except json_text.JSONTextError as error:
        raise not_json(kind, error.line, error.message) from None
    if not isinstance(root, Object):
        raise not_json(kind, 1, "a policy is a JSON object")
    return _Grammar(kind).document(root)


_ACTIONS, _RESOURCES = ("Action", "NotAction"), ("Resource", "NotResource")


class _Grammar:
    """The rules for one kind of document."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.identity = kind in ("identity", "managed", "session")
        self.variables = False

    def refuse(self, resource_words: str, line: int, detail: str) -> NoReturn:
        """Refuse a wrong shape: identity policies have one text for all of them, the others say which."""
        raise PolicyError("Syntax errors in policy." if self.identity else resource_words, line, detail)

    def document(self, root: Object) -> Document:
        for key in root:
            if key not in ("Version", "Id", "Statement"):
                self.refuse(f"Unknown field {key}", root.lines[key], f'"{key}" is no element of a policy')
        version, identifier = root.get("Version"), root.get("Id")
        if "Version" in root and (not isinstance(version, str) or version not in VERSIONS):
            words = "The policy must contain a valid version string"
            self.refuse(words, root.lines["Version"], f'Version is "{VARIABLES_VERSION}", the older one "2008-10-17"')
        if "Id" in root and not _is_text(identifier):
            self.refuse("Syntax errors in policy.", root.lines["Id"], "Id is a text")
        self.variables = version == VARIABLES_VERSION
        listed = root.get("Statement")
        bodies = [listed] if isinstance(listed, Object) else listed
        if not isinstance(bodies, list) or not bodies:
            line = root.lines.get("Statement", root.line)
            self.refuse("Could not parse the policy: Statement is empty!", line, "Statement is a list of statements")
        statements = [self.statement(number, body, root.lines["Statement"]) for number, body in enumerate(bodies)]
        if self.kind == "managed" and version != VARIABLES_VERSION:
            message = "Policy document must be version 2012-10-17 or greater."
            raise PolicyError(message, root.lines.get("Version", root.line), f'add "Version": "{VARIABLES_VERSION}"')
        objects = [cast(Object, body) for body in bodies]
        self.later(statements, objects)
        return Document(cast("str | None", version), cast("str | None", identifier), tuple(statements))

    def statement(self, number: int, body: Value, line: int) -> Statement:
        if not isinstance(body, Object):
            self.refuse("Syntax errors in policy.", line, "a statement is a JSON object")
        for key in body:
            if key not in _ELEMENTS:
                self.refuse(f"Unknown field {key}", body.lines[key], f'"{key}" is no element of a statement')
        sid = body.get("Sid")
        if "Sid" in body and not _is_text(sid):
            self.refuse("Syntax errors in policy.", body.lines["Sid"], "Sid is a text")
        effect = body.get("Effect")
        if "Effect" not in body:
            self.refuse("Missing required field Effect", body.line, 'a statement has an Effect, "Allow" or "Deny"')
        if not isinstance(effect, str) or effect.lower() not in ("allow", "deny"):
            self.refuse(f"Invalid effect: {effect}", body.lines["Effect"], 'Effect is "Allow" or "Deny"')
        for one, other in (("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal")):
            if one in body and other in body:
                words = f"Statement must not have both {one} and {other}"
                self.refuse(words, body.lines[other], f"give {one} or {other}, not both")
        principals = self.principals(body, effect)
        actions = self.texts(body, "NotAction" if "NotAction" in body else "Action")
        resources = self.texts(body, "NotResource" if "NotResource" in body else "Resource")
        return Statement(
            number,
            cast("str | None", sid),
            cast("Effect", effect),
            principals,
            "NotPrincipal" in body,
            actions,
            "NotAction" in body,
            resources,
            "NotResource" in body,
            self.conditions(body),
            body.line,
            match.actions(actions),
            match.resources(resources, self.variables),
        )

    def texts(self, body: Object, key: str) -> tuple[str, ...]:
        value = body.get(key, Array(0))
        values = value if isinstance(value, Array) else [value]
        if not all(_is_text(item) for item in values):
            self.refuse("Syntax errors in policy.", body.lines[key], f"{key} is a text or a list of texts")
        return tuple(cast("list[str]", values))

    def principals(self, body: Object, effect: str) -> Principals | None:
        key: Literal["Principal", "NotPrincipal"] = "NotPrincipal" if "NotPrincipal" in body else "Principal"
        if self.identity:
            if key in body:
                message = "Policy document should not specify a principal."
                raise PolicyError(message, body.lines[key], "who has the policy is its principal")
            return None
        if key not in body:
            raise PolicyError("Missing required field Principal", body.line, "say who may, with Principal")
        line, value = body.lines[key], body[key]
        if key == "NotPrincipal" and effect == "Allow":
            raise PolicyError(
                "Allow with NotPrincipal is not allowed.", line, "it would allow everyone else in the world"
            )
        if value == "*":
            if self.kind == "trust":
                message = 'AssumeRolepolicy contained an invalid principal: "STAR":"*".'
                raise PolicyError(message, line, 'write {"AWS": "*"}')
            return Principals((("*", "*"),))
        if not isinstance(value, Object):
            raise PolicyError("Invalid principal in policy", line, 'Principal is an object such as {"AWS": "…"}')
        if not value:
            raise PolicyError("Missing required field Principal cannot be empty!", line, "name at least one principal")
        pairs = [(kind, name) for kind in value for name in self.texts(value, kind)]
        for kind, name in pairs or [(next(iter(value)), "")]:
            if kind not in TYPES or not name or (kind == "AWS" and not _PRINCIPAL.match(name)):
                message = "Invalid principal in policy" + (f': "{kind}":"{name}"' if self.kind == "trust" else "")
                raise PolicyError(message, value.lines[kind], "a principal is an account, an ARN without wildcards, …")
        return Principals(tuple(pairs))

    def conditions(self, body: Object) -> tuple[conditions.Condition, ...]:
        block = body.get("Condition", Object(0))
        if not isinstance(block, Object):
            self.refuse("Syntax errors in policy.", body.lines["Condition"], "Condition is an object of operators")
        found = []
        for operator, tests in block.items():
            line = block.lines[operator]
            if not isinstance(tests, Object):
                self.refuse("Syntax errors in policy.", line, f"{operator} is an object of condition keys")
            if tests and conditions.split(operator) is None:
                self.refuse("Syntax errors in policy.", line, f"{operator} is no condition operator")
            lookups = {key.lower() for key in tests}
            if len(lookups) != len(tests):
                self.refuse(
                    "Syntax errors in policy.", line, "a condition key is given twice; their case does not matter"
                )
            for key, value in tests.items():
                values = value if isinstance(value, Array) else [value]
                if not all(isinstance(item, str) for item in values):
                    detail = f"{key} has a text, a number, true or false, or a list of them"
                    self.refuse("Syntax errors in policy.", tests.lines[key], detail)
                found.append(conditions.condition(operator, key, cast("list[str]", values), self.variables))
        return tuple(found)

    def later(self, statements: list[Statement], bodies: list[Object]) -> None:
        """The checks that IAM makes after the shape is right, each over all statements before the next."""
        for statement, body in zip(statements, bodies, strict=True):
            if statement.effect not in ("Allow", "Deny"):
                raise PolicyError(LEGACY, body.lines["Effect"], 'Effect is "Allow" or "Deny", with these capitals')
            for condition in statement.conditions:
                if conditions.date_base(condition.operator) and None in map(moment, condition.values):
                    detail = f"{condition.key} has a date such as 2027-03-01T12:00:00Z, or seconds since 1970"
                    tests = cast(Object, cast(Object, body["Condition"])[condition.operator])
                    raise PolicyError(LEGACY, tests.lines[condition.key], detail)
            if self.kind != "trust" and not all(
                name_rules.legacy_resource(r) or name_rules.resource_error(r) for r in statement.resources
            ):
                raise PolicyError(LEGACY, _line(body, *_RESOURCES), "a resource is an ARN of six parts, or *")
        seen: set[str] = set()
        for statement, body in zip(statements, bodies, strict=True):
            if statement.sid and statement.sid in seen:
                message = "Statement IDs (SID) in a single policy must be unique."
                if not self.identity:
                    message = "The Statement Ids in the policy are not unique"
                raise PolicyError(message, body.lines["Sid"], f'the Sid "{statement.sid}" is given twice')
            seen.add(statement.sid or "")
            if self.identity and statement.sid and not _SID.match(statement.sid):
                message = (
                    "Statement IDs (SID) must be alpha-numeric. "
                    "Check that your input satisfies the regular expression [0-9A-Za-z]*"
                )
                raise PolicyError(message, body.lines["Sid"], f'"{statement.sid}" has other characters')
        if self.kind == "trust":
            self.trust(statements, bodies)
            return
        for statement, body in zip(statements, bodies, strict=True):
            if not statement.actions:
                message = "Policy statement must contain actions." if self.identity else "Missing required field Action"
                raise PolicyError(message, _line(body, *_ACTIONS), "name actions in Action or NotAction")
        for statement, body in zip(statements, bodies, strict=True):
            if not statement.resources:
                words = (
                    "Policy statement must contain resources." if self.identity else "Missing required field Resource"
                )
                raise PolicyError(words, _line(body, *_RESOURCES), "name resources in Resource or NotResource, or *")
        for statement, body in zip(statements, bodies, strict=True):
            for resource in statement.resources:
                if refusal := name_rules.resource_error(resource):
                    detail = "a resource is arn:aws:service:region:account:name, or *"
                    raise PolicyError(refusal, _line(body, *_RESOURCES), detail)
        for statement, body in zip(statements, bodies, strict=True):
            for action in statement.actions:
                if refusal := name_rules.action_error(action):
                    detail = "an action is service:Name, such as iam:GetUser, or *"
                    raise PolicyError(refusal, _line(body, *_ACTIONS), detail)

    def trust(self, statements: list[Statement], bodies: list[Object]) -> None:
        for statement, body in zip(statements, bodies, strict=True):
            if not statement.actions:
                raise PolicyError(
                    "Missing required field Action", _line(body, *_ACTIONS), "Action is sts:AssumeRole here"
                )
            if not all(action.lower().startswith("sts:") for action in statement.actions):
                message = "AssumeRole policy may only specify STS AssumeRole actions."
                raise PolicyError(message, _line(body, *_ACTIONS), "Action is sts:AssumeRole here")
            for key in ("Resource", "NotResource"):
                if key in body:
                    detail = "a trust policy is about its own role; leave the resource out"
                    raise PolicyError(f"Has prohibited field {key}", body.lines[key], detail)


def _line(body: Object, *elements: str) -> int:
    """Where the first of these elements stands that the statement has; else where the statement begins."""
    return next((body.lines[name] for name in elements if name in body), body.line)


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and not isinstance(value, Plain)
