"""Each kind of proof: a small lesson holds, and what is broken in it is found, at its line and in plain words."""

from pathlib import Path

import pytest
from provedlesson import LESSON, PATH, SCENARIO, found, line_of

from course.lesson.error import LessonError
from course.library import NotFoundError
from course.proof import proofs, prove_text
from course.proof.names import Known, of_span
from course.proof.worlds import PHASES
from sim.scenario import ScenarioError

HARM = (
    "try: |\n"
    "  aws iam put-user-policy --user-name Admin --policy-name No --policy-document "
    '\'{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:CreateGroup","Resource":"*"}]}\'\n'
    "  aws iam create-user --user-name Alice\n"
)
EXISTS = "last.operation == 'CreateUser' && last.error.Code == 'EntityAlreadyExists'"
TRY_ALICE = "try: aws iam create-user --user-name Alice\n"
BOB = "length(users[?UserName=='Bob'])"
CREATE = "```{solution}\naws iam create-user --user-name Bob\n"
AFTER_ALL = LESSON[LESSON.index("```{solution}\naws iam create-virtual") :]

BROKEN = {
    "a check that is always true": (
        (f"{BOB} == `1`", "length(users) >= `1`"),
        ("not-before", "length(users) ", "the check bob-is-there is met before the step begins"),
    ),
    "a check with a name misspelt": (
        (f"{BOB} == `1`", "length(users[?UserName=='Bib']) == `1`"),
        ("after", "length(users[?UserName=='Bib", "the check bob-is-there is not met after the solution"),
    ),
    "a line of the solution dropped": (
        ("aws iam create-group --group-name Sales\n", ""),
        ("after", "length(groups", "the check there-is-a-group is not met after the solution"),
    ),
    "an option misspelt in the solution": (
        ("create-group --group-name", "create-group --group-nam"),
        ("after", "aws iam create-group", "a line of the solution is refused"),
    ),
    "no solution": (
        (AFTER_ALL, ""),
        ("after", "## Give Alice", "the step has checks and no solution"),
    ),
    "a mistake that scolds the solution": (
        (EXISTS, "last.operation == 'CreateUser'"),
        (
            "after",
            "aws iam create-user --user-name Bob",
            "the tutor scolds a line of the solution, with the mistake name-taken",
        ),
    ),
    "a check dropped": (
        ("```{check} there-is-a-group\nlength(groups[?GroupName=='Sales']) == `1`\n```\n", ""),
        ("idle-line", "aws iam create-group", "a line of the solution is idle: the step is met without it"),
    ),
    "narration that is not marked": (
        ("whoami # optional", "whoami"),
        ("idle-line", "whoami", "a line of the solution is idle: the step is met without it"),
    ),
    "a needed line marked as narration": (
        ("create-group --group-name Sales\n", "create-group --group-name Sales # optional\n"),
        ("idle-line", "aws iam create-group", "a line marked `# optional` is needed"),
    ),
    "a check that says the same as another": (
        ("length(groups[?GroupName=='Sales']) == `1`", f"{BOB} > `0` && groups[0].GroupName == 'Sales'"),
        ("idle-check", f"{BOB} == `1`", "the check bob-is-there adds nothing to the others of its step"),
    ),
    "a mistake whose words never come": (
        (EXISTS, "last.operation == 'CreateUsr'"),
        (
            "mistake",
            "when: last.operation == 'CreateUsr'",
            "the mistake name-taken brings up the tutor's general words",
        ),
    ),
    "a mistake that does not go wrong": (
        ("  aws iam add-user-to-group --user-name Bob --group-name Sales\n", "  aws iam list-users\n"),
        ("mistake", "when: last.operation == 'Add", "the words of the mistake too-soon never come up"),
    ),
    "a mistake that meets the step": (
        (TRY_ALICE, "try: |\n  aws iam create-user --user-name Bob\n  aws iam create-group --group-name Sales\n"),
        ("mistake", f"{BOB}", "the mistake name-taken meets the step"),
    ),
    "a mistake that does lasting harm": (
        (TRY_ALICE, HARM),
        ("dead-end", "```{mistake} name-taken", "the step cannot be finished after the mistake name-taken"),
    ),
    "a prediction of which two choices come true": (
        ('when: "!(last.error)"', "when: last || state"),
        (
            "predict",
            "    when: last || state",
            "2 choices of the prediction can-alice-list come true when it is run before",
        ),
    ),
    "a prediction of which none comes true": (
        ("when: last.error.Code == 'AccessDenied'\n    say", "when: last.error.Code == 'Nothing'\n    say"),
        ("predict", "    when: last", "no choice of the prediction can-alice-list comes true when it is run before"),
    ),
    "a quiz without a wrong choice": (
        ("say: Only users can sign in.}", "right: true, say: Only users can sign in.}"),
        ("quiz", "```{quiz} why-groups", "the quiz why-groups has no wrong choice"),
    ),
    "a choice with the feedback of another": (
        ("say: Only users can sign in.}", 'say: "Yes, their  policies hold for all members."}'),
        ("quiz", "  - {text: To sign in.", "a choice of why-groups has no feedback of its own"),
    ),
    "a hint with another line": (
        ("```\naws iam create-user --user-name Bob\n", "```\naws iam create-user --user-name Bert\n"),
        ("hint", "aws iam create-user --user-name Bert", "a hint shows a line that the solution does not have"),
    ),
    "a user misspelt": (("the user `Bob`", "the user `Bop`"), ("names", "Make the user", "there is no user 'Bop'")),
    "an operation misspelt": (
        ("`aws iam create-user`", "`aws iam create-usr`"),
        ("names", "Make the user", "there is no operation of aws iam 'create-usr'"),
    ),
    "an option misspelt": (
        ("`--group-name`", "`--grop-name`"),
        ("names", "Make the user", "there is no option '--grop-name'"),
    ),
    "a command misspelt": (
        ("such as `whoami`", "such as `woami now`"),
        ("names", "You are the user", "there is no command 'woami'"),
    ),
    "a person misspelt in a command within": (
        ("such as `whoami`", "such as `code=$(phone alcie code)`"),
        ("names", "You are the user", "there is no person 'alcie'"),
    ),
}


def test_a_serial_number_that_nearly_is_a_tokens() -> None:
    known = Known({}, frozenset({"GAHT12345678"}))
    assert of_span("GAHT12345678", "", known) is None
    assert of_span("ABCD99887766", "", known) is None
    misnomer = of_span("GAHT12345687", "", known)
    assert misnomer is not None and (misnomer.what, misnomer.nearest) == ("serial number", "GAHT12345678")


def test_a_good_lesson_holds() -> None:
    assert found(only="") == []


@pytest.mark.long
@pytest.mark.parametrize(("change", "expected"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_found(change: tuple[str, str], expected: tuple[str, str, str]) -> None:
    kind, begins, message = expected
    findings = found(*change, kind=kind)
    assert findings
    first = findings[0]
    assert first.kind == kind
    assert first.message.startswith(message)
    assert first.line == line_of(begins, LESSON.replace(*change, 1))
    assert first.source.startswith(begins)
    assert first.expected and first.found and first.remedy
    assert len(str(first).splitlines()) <= 40
    assert all(len(line) <= 80 for line in str(first).splitlines())


def test_a_word_misspelt_where_the_solution_does_not_need_it() -> None:
    (finding,) = found(f"{BOB} == `1`", f"{BOB} == `1` || length(users[?UserNmae=='Bob']) > `1`")
    assert (finding.kind, finding.found, finding.remedy) == ("after", "UserNmae", "Did you mean UserName?")


def test_two_mistakes_with_the_same_words() -> None:
    findings = found("say: The group has to be there first.", "say: That name is  taken.")
    assert {(finding.kind, finding.message) for finding in findings} == {
        ("mistake", "the mistake name-taken says the same as too-soon"),
        ("mistake", "the mistake too-soon says the same as name-taken"),
    }


def test_a_prediction_that_comes_true_whatever_happens() -> None:
    findings = found("when: last.error.Code == 'AccessDenied'\n    say", "when: '`true`'\n    say")
    assert [(finding.kind, finding.source.strip()) for finding in findings] == [("predict", "when: '`true`'")]


def test_a_happening_that_names_nobody_in_some_variant() -> None:
    scenario = SCENARIO + (
        "parameters: {who: {one-of: [alice, eve]}}\nhappenings:\n  - {at: +9h, run: 'phone {{who}} lose'}\n"
    )
    (finding,) = found(scenario=scenario, seeds=8, kind="scenario")
    assert finding.message == "a happening names 'eve', and there is no such person"
    assert finding.source.strip() == "- {at: +9h, run: 'phone {{who}} lose'}"
    assert 0 < len(finding.seeds) < 8


def test_what_fails_in_some_phases_names_them() -> None:
    (finding,) = found("wait next-code alice; code2", "wait 2s; code2", only="")
    assert (finding.kind, finding.step, finding.phases) == ("after", "device", (0, 1, 15))
    assert "0, 1 and 15 s into the 30-second window" in str(finding)


def test_a_later_step_that_is_met_at_an_earlier_end() -> None:
    text = LESSON + (
        "\n## And take it away {#away}\n\n```{check} alice-has-none\n"
        "length(users[?UserName=='Alice'].MFADevices[]) == `0`\n```\n```{solution}\n"
        "aws iam deactivate-mfa-device --user-name Alice --serial-number $(phone alice serial)\n```\n"
    )
    (finding,) = found(lesson=text)
    assert (finding.kind, finding.step) == ("not-before", "away")
    assert finding.message == "the checks of step away are met at the end of step make already"
    assert finding.transcript[-1] == "whoami # optional"


def test_a_line_that_only_some_phases_need_is_not_idle() -> None:
    text = LESSON.replace(
        "code1=$(phone alice code); wait next-code alice; code2", "code1=$(phone alice code)\nwait 28s\ncode2"
    )
    findings = found(lesson=text, only="")
    assert {finding.kind for finding in findings} == {"after"}


def test_a_solution_that_only_holds_while_time_stands_still() -> None:
    split = "code1=$(phone alice code)\nwait 30s\ncode2=$(phone alice code)\n"
    findings = found("code1=$(phone alice code); wait next-code alice; code2=$(phone alice code)\n", split)
    assert {finding.kind for finding in findings} == {"after"}
    assert all("between its lines" in finding.message or finding.remedy for finding in findings)


def test_the_transcript_the_expression_and_what_it_read() -> None:
    (finding,) = found(f"{BOB} == `1`", "length(users[?UserName=='Bib']) == `1`", kind="after")
    assert finding.transcript[:1] == ("aws iam create-user --user-name Bob",)
    assert finding.expression == "length(users[?UserName=='Bib']) == `1`"
    assert finding.read and "users[?UserName == 'Bib']: []" in finding.read
    assert "users[*].[UserName]" in finding.read and '["Bob"]' in finding.read
    assert finding.remedy == "Nothing here is called 'Bib'. Did you mean 'Bob'?"


def test_variants_are_proved_each_with_its_own_parameters() -> None:
    scenario = SCENARIO + "parameters:\n  helper: {one-of: [Carol, Dora, Eve, Zoe]}\n"
    scenario = scenario.replace("  Alice:\n", "  '{{helper}}':\n    password: Help-Them-12\n  Alice:\n")
    lesson = LESSON.replace("You are the user `Admin`", "You are the user `Admin`, and the user `{{helper}}` helps")
    assert found(lesson=lesson, scenario=scenario, seeds=2) == []
    fixed = LESSON.replace(
        "You are the user `Admin`", "You are the user `Admin`, {{helper}}, and the user `Carol` helps"
    )
    (finding,) = found(lesson=fixed, scenario=scenario, seeds=6, kind="names")
    assert finding.kind == "names" and finding.message == "there is no user 'Carol'"
    assert 0 < len(finding.seeds) < 6


def test_ids_are_clear_unique_and_those_of_before() -> None:
    path = Path(__file__).parents[3] / "lessons" / "06-enabling-mfa-for-alice.md"
    ids = [proof.id for proof in proofs(path, seeds=2)]
    assert len(set(ids)) == len(ids)
    wanted = {
        "two-codes/mistake/swapped@28s",
        "two-codes/mistake/swapped@28s#seed1",
        "sign-in/after/every-17s",
        "names",
    }
    assert wanted <= set(ids)
    assert ids == [proof.id for proof in proofs(path, seeds=2)]


def test_every_phase_of_the_window_is_proved() -> None:
    path = Path(__file__).parents[3] / "lessons" / "06-enabling-mfa-for-alice.md"
    ids = {proof.id for proof in proofs(path)}
    assert {f"sign-in/after@{phase}s" for phase in PHASES} <= ids


def test_a_scenario_with_a_start_of_its_own_is_proved_in_every_phase() -> None:
    scenario = SCENARIO.replace("seed: 7\n", "seed: 7\nstart: 2027-03-01T12:00:10Z\n")
    assert found(scenario=scenario) == []
    findings = found("wait next-code alice; code2", "wait 2s; code2", scenario=scenario, only="", kind="after")
    assert [finding.phases for finding in findings] == [(0, 1, 15)]


@pytest.mark.parametrize(
    ("lesson", "scenario", "error", "message"),
    [
        (LESSON.replace("scenario: small\n", ""), SCENARIO, LessonError, "scenario"),
        (LESSON, SCENARIO.replace("title:", "titel:"), ScenarioError, "titel"),
        (LESSON.replace("You are", "{{nobody}} are"), SCENARIO, LessonError, "nobody"),
        (
            LESSON.replace("whoami # optional\n", "whoami # optional\n" * 201),
            SCENARIO,
            LessonError,
            "command lines",
        ),
    ],
)
def test_what_cannot_be_read_raises_one_error(lesson: str, scenario: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        list(prove_text(lesson, PATH, scenario=("small", scenario)))


def test_a_lesson_that_is_not_there_raises_its_error(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match="no such file"):
        proofs(tmp_path / "01-nothing.md")
    lesson = tmp_path / "01-small.md"
    lesson.write_text(LESSON, "utf-8")
    with pytest.raises((LessonError, NotFoundError), match="no scenario 'small'"):
        proofs(lesson)
