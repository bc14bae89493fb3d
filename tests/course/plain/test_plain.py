import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.plain.prose import plain


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Open **Users**, *then*\nchoose `Alice`.", "Open Users, then choose Alice."),
        ("Type `phone alice scan`.", 'Type "phone alice scan".'),
        ("- one\n- two\n  more\n- three", "- one\n- two more\n- three"),
        ("3. one\n4. two\n\n   again", "3. one\n4. two\n\n   again"),
        ("- a\n  - b", "- a\n\n  - b"),
        ("See [AWS](https://aws.amazon.com) or [above](#x).", "See AWS (https://aws.amazon.com) or above."),
        ("![A phone](phone.png)", "picture: A phone"),
        ("Then:\n\n```\naws  iam \\\n    x\n```\n\nDone.", "Then:\n\n    aws  iam \\\n        x\n\nDone."),
        ("### Heading\nWords.", "Heading\n\nWords."),
        ("> quoted", "  quoted"),
        ("one\\\ntwo", "one\ntwo"),
        ("| Name | MFA |\n| --- | --- |\n| Alice | No |", "Name: Alice; MFA: No."),
        ("", ""),
    ],
)
def test_markdown_as_plain_text(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_lines_are_wrapped_at_words_within_the_indent() -> None:
    lines = plain("word " * 40, width=30, indent="  ").split("\n")
    assert all(line.startswith("  word") and len(line) <= 30 for line in lines)


@settings(deadline=None)
@given(st.text(st.sampled_from("ab *_`[]()>-#1.|\n\\!"), max_size=120))
def test_no_markdown_raises_or_leaves_blank_ends(markdown: str) -> None:
    text = plain(markdown)
    assert text == text.strip("\n")
    assert all(line == line.rstrip() for line in text.split("\n"))
