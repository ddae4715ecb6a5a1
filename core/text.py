"""Texts for the user that can be shown in another language later. Pure.

Rooms without Qt make them in Korean, the language of the source; whoever shows one translates its template
(`widgets.paint.language.wording`). A text for the user that is kept, such as the reason of a stopped link, is a `Text`
too: the language may change while it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

LOGGED: Final = "%"
"""The name of the arguments of a log line."""

_HANGUL: Final = re.compile("[가-힣]")


class Text(str):
    """A Korean text that knows how it was made.

    It is a `str`, so that logs, files and comparisons need not know it.

    Args:
        korean: the text in Korean.
        context: the context of its translation; empty if the template is not translated, only its arguments.
        template: the text with `{name}` where an argument is inserted, as the catalogue lists it.
        arguments: what is inserted; those that are texts are translated too.
    """

    __slots__ = ("arguments", "context", "template")

    arguments: Mapping[str, object]
    context: str
    template: str

    def __new__(cls, korean: str, context: str, template: str, arguments: Mapping[str, object]) -> Text:  # noqa: D102
        made = super().__new__(cls, korean)
        made.context = context
        made.template = template
        made.arguments = arguments
        return made

    def filled(self, arguments: tuple[object, ...]) -> Text:
        """Return the text of a log line with its arguments inserted for `%s` and the like."""
        return Text(self.template % arguments, self.context, self.template, {LOGGED: arguments})

    def format(self, *_: object, **arguments: object) -> Text:
        """Return the text with its arguments inserted; they are given by name."""
        return Text(self.template.format(**arguments), self.context, self.template, arguments)


def translatable(context: str, text: str) -> Text:
    """Mark a text for translation; the catalogue's tool finds it by the name of this function.

    Args:
        context: groups the texts of one part of the program.
        text: in Korean, a literal in one piece; `{name}` stands for an argument of `format`.
    """
    return Text(text, context, text, {})


def composed(template: str, **arguments: object) -> Text:
    """Put texts together; `template` has no words of its own."""
    return Text(template.format(**arguments), "", template, arguments)


def joined(separator: str, *parts: str) -> Text:
    """Put those of `parts` that are not empty together."""
    named = {f"part{number}": part for number, part in enumerate(filter(None, parts))}
    return composed(separator.join(f"{{{name}}}" for name in named), **named)


def foreign(words: str, otherwise: str) -> str:
    """Return words of somebody else, shown as they are, unless they are Korean and the user's language is not.

    Args:
        words: such as the exchange's.
        otherwise: shown instead of Korean words to a user of another language.
    """
    return Text(words, "", "{otherwise}", {"otherwise": otherwise}) if has_hangul(words) else words


def has_hangul(words: str) -> bool:
    """Return whether there is a Korean syllable in `words`."""
    return _HANGUL.search(words) is not None
