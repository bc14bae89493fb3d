"""The glossary as it stands in lessons/glossary.yaml, checked and read: its terms, and where one is found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from course import library
from course.lesson.error import LessonError
from course.lesson.fields import Fields, read_yaml
from course.lesson.yaml_tree import Items, Text

FILE = "glossary.yaml"
LONGEST_TERM = 40
LONGEST_TEXT = 400
"""Characters of a term or one of its forms, and of what is said of it."""

ARTICLES = ("a ", "an ", "the ")


@dataclass(frozen=True, slots=True)
class Term:
    """A word with what it means: `also` are other words and forms that it is found by.

    `today` has the words of AWS's console where today's are not those of 2018; it is empty elsewhere.
    """

    name: str
    also: tuple[str, ...]
    says: str
    today: str
    source: str

    @property
    def forms(self) -> tuple[str, ...]:
        """All that the term is found by."""
        return (self.name, *self.also)


@dataclass(frozen=True)
class Glossary:
    """All terms, in the order of the alphabet."""

    terms: tuple[Term, ...]

    def find(self, words: str) -> Term | None:
        """The term of that name or form, in any case, with or without an article."""
        return self._named.get(_plainly(words))

    def nearest(self, words: str) -> Term | None:
        """The term with the name or form most like `words`; None where none is like them."""
        near = get_close_matches(_plainly(words)[:LONGEST_TERM], self._named, 1, 0.6)
        return self._named[near[0]] if near else None

    def matching(self, typed: str) -> tuple[Term, ...]:
        """The terms with `typed` in a form: first where a name begins with it, then where a form does, then others."""
        sought = " ".join(typed.casefold().split())
        ranked = [(_rank(term, sought), index) for index, term in enumerate(self.terms)]
        return tuple(self.terms[index] for rank, index in sorted(ranked) if rank < _NOWHERE)

    def standing_in(self, text: str) -> tuple[Term, ...]:
        """The terms that stand in a text, in the order in which they first stand there.

        Where forms overlap the longest counts. A form with a capital stands only where it is written so.
        """
        found: dict[str, Term] = {}
        for matched in self._pattern.finditer(text):
            words = " ".join(matched[0].split())
            term = self._written.get(words) or self._written.get(words.lower())
            if term is not None:
                found.setdefault(term.name, term)
        return tuple(found.values())

    @cached_property
    def _named(self) -> dict[str, Term]:
        return {form.casefold(): term for term in self.terms for form in term.forms}

    @cached_property
    def _written(self) -> dict[str, Term]:
        return {form: term for term in self.terms for form in term.forms}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = sorted(self._written, key=lambda form: (-len(form), form))
        parts = [r"\s+".join(map(re.escape, form.split())) for form in forms]
        either = [part if form != form.lower() else f"(?i:{part})" for form, part in zip(forms, parts, strict=True)]
        return re.compile(rf"(?<![\w-])(?:{'|'.join(either)})(?![\w-])")


_NOWHERE = 3


def _rank(term: Term, sought: str) -> int:
    forms = [form.casefold() for form in term.forms]
    if forms[0].startswith(sought):
        return 0
    if any(form.startswith(sought) for form in forms):
        return 1
    return 2 if any(sought in form for form in forms) else _NOWHERE


def _plainly(words: str) -> str:
    """Words as they are looked up: without case, quotation marks, a question mark or an article."""
    plain = " ".join(words.casefold().strip(" \t\n?.!\"'“”`").split())
    for article in ARTICLES:
        plain = plain.removeprefix(article) if len(plain) > len(article) else plain
    return plain


def load(path: Path | None = None) -> Glossary:
    """Read a glossary; the course's own if left out. Raises LessonError, which names file, line and column."""
    path = path or library.folder() / FILE
    tree = read_yaml(library.read_text(path), path, 1)
    if not isinstance(tree, Items):
        place = tree or Text("", 1, 1, True, False)
        raise LessonError(
            path, "a glossary is a list of terms", "Begin each with `- term: word`", place.line, place.column
        )
    terms: list[Term] = []
    taken: dict[str, str] = {}
    for item in tree.items:
        fields = Fields(item, path, "a term", ("term", "says", "source"), ("also", "today"), item.line)
        name = fields.line("term")
        also = fields.items("also")
        for form in (name, *also):
            if not isinstance(form, Text) or not form.text.strip() or "\n" in form.text:
                raise fields.error(form, "a form of a term is not a word", "Write `also: [one form, another form]`")
            if len(form.text) > LONGEST_TERM:
                raise fields.error(form, f"this is longer than {LONGEST_TERM} characters", "A term is a word or a few")
            other = taken.setdefault(form.text.casefold(), name.text)
            if other != name.text or (form is not name and form.text == name.text):
                raise fields.error(form, f"{form.text!r} stands under {other!r} already", "Keep it in one place")
        says = fields.line("says")
        if len(says.text) > LONGEST_TEXT:
            raise fields.error(says, f"says is longer than {LONGEST_TEXT} characters", "Say it in two short sentences")
        forms = tuple(form.text for form in also if isinstance(form, Text))
        terms.append(Term(name.text, forms, says.text, fields.optional("today"), fields.line("source").text))
    return Glossary(tuple(sorted(terms, key=lambda term: term.name.casefold())))
