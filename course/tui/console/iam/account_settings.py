"""What holds for the account as a whole: the password policy, and the alias to sign in with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from course.reading.commands import aws
from course.reading.reader import Reader
from course.tui.console import facts, words
from course.tui.console.details_page import DetailsPage
from course.tui.console.facts import Fact
from course.tui.console.fields import Buttons, Row, TextInput, button
from course.tui.console.form import FormPage
from course.tui.console.iam.password_policy import FLAGS, policy_of
from course.tui.console.routes import Address, at

DEFAULT = "IAM's default: 8 characters, three kinds out of four"


class AccountSettingsPage(DetailsPage):
    """The password policy and the alias, with what changes them."""

    chief_first = True

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.ACCOUNT_SETTINGS))

    @property
    def command(self) -> str:
        return aws("get-account-password-policy")

    def head(self) -> Iterable[Widget]:
        yield Static(self.word(words.PASSWORD_POLICY), classes="title", markup=False)
        yield Buttons(
            button(self.word(words.CHANGE_PASSWORD_POLICY), "password-policy", chief=True),
            button(self.word(words.DELETE_PASSWORD_POLICY), "delete"),
        )

    def details(self) -> Sequence[Widget]:
        return facts.rows(self._facts, self.reader, self.was, self._beside)

    def _beside(self, fact: Fact) -> Sequence[Widget]:
        return [button(self.word(words.CUSTOMIZE_ALIAS), "account-alias")] if fact[0] == self._alias else []

    @property
    def _alias(self) -> str:
        return self.word(words.ACCOUNT_ALIAS)

    def _facts(self, reader: Reader) -> Sequence[Fact]:
        aliases = reader.call("list-account-aliases")["AccountAliases"]
        return [*self._policy_facts(reader), (self._alias, aliases[0] if aliases else "None")]

    def _policy_facts(self, reader: Reader) -> Sequence[Fact]:
        policy = policy_of(reader)
        if policy is None:
            return [(self.word(words.PASSWORD_POLICY), DEFAULT)]
        asked = [self.word(label).removeprefix("Require ") for name, (_, label) in FLAGS.items() if policy.get(name)]
        age, former = policy.get("MaxPasswordAge"), policy.get("PasswordReusePrevention")
        return [
            (self.word(words.MINIMUM_LENGTH), str(policy["MinimumPasswordLength"])),
            (self.word(words.REQUIRES), "\n".join(asked) or "nothing else"),
            (self.word(words.EXPIRATION), f"after {age} days" if age else "never"),
            (self.word(words.REUSE), f"none of the last {former}" if former else "allowed"),
        ]

    def pressed(self, name: str) -> None:
        if name == "delete":
            question = f"{self.word(words.DELETE_PASSWORD_POLICY)}?"
            done = "IAM's default password policy holds now."
            line = aws("delete-account-password-policy")
            self.open("confirm", (question, f"{DEFAULT}, holds then.", line, done, "account-settings"))
        else:
            self.open(name)


class AccountAliasPage(FormPage):
    """The name that stands for the account's number where people sign in."""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.ACCOUNT_SETTINGS), self.word(words.ACCOUNT_ALIAS))

    @property
    def above(self) -> Address | None:
        return at("account-settings")

    def compose(self) -> ComposeResult:
        alias = self.world.account.alias
        yield Static(self.word(words.ACCOUNT_ALIAS), classes="title", markup=False)
        yield Static("It can be typed in place of the account's number at sign-in. Empty: none.", classes="text")
        yield Row(
            self.word(words.ACCOUNT_ALIAS),
            TextInput(name="alias", value=alias or "", placeholder="small letters, digits, -"),
        )
        yield self.buttons(self.word(words.SAVE_CHANGES))

    def go_on(self) -> None:
        alias, was = self.value("alias"), self.world.account.alias
        if alias:
            self.issue(aws("create-account-alias", account_alias=alias), self.finishing(f"The alias is {alias}."))
        elif was:
            self.issue(aws("delete-account-alias", account_alias=was), self.finishing("The account has no alias."))
        else:
            self.refuse("Which alias? Small letters, digits and single dashes.")
