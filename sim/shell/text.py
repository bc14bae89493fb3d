"""`--output text`: values separated by tabs, one item a line, each line led by the name of the list it is from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any


def text_lines(value: Any, name: str | None = None, columns: Sequence[str] | None = None) -> Iterator[str]:
    """The lines of a value.

    `name` is the key it was found under; `columns` are the keys whose values every dictionary of its list prints,
    present or not, so that the columns of a list agree.
    """
    if isinstance(value, dict):
        yield from _dictionary(value, name, columns)
    elif isinstance(value, list):
        yield from _list(value, name)
    else:
        yield str(value)


def _dictionary(value: dict[str, Any], name: str | None, columns: Sequence[str] | None) -> Iterator[str]:
    if columns is None:
        columns = _plain_keys([value])
    if columns:
        cells = [str(value.get(key, "")) for key in columns]
        yield "\t".join(cells if name is None else [name.upper(), *cells])
    for key in sorted(value.keys() - set(columns)):
        yield from text_lines(value[key], key)


def _list(items: list[Any], name: str | None) -> Iterator[str]:
    dictionaries = [item for item in items if isinstance(item, dict)]
    if dictionaries:
        columns = _plain_keys(dictionaries)
        for item in items:
            yield from text_lines(item, name, columns)
        return
    plain = [str(item) for item in items if not isinstance(item, list)]
    if plain and name is None:
        yield "\t".join(plain)
    elif name is not None:
        yield from (f"{name.upper()}\t{item}" for item in plain)
    for item in items:
        if isinstance(item, list):
            yield from text_lines(item, name)


def _plain_keys(dictionaries: Sequence[dict[str, Any]]) -> list[str]:
    return sorted({key for each in dictionaries for key, value in each.items() if not isinstance(value, dict | list)})
