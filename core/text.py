"""Texts for the user that can be shown in another language later. Pure.

Rooms without Qt make them in Korean, the language of the source, or in English for the terminal. Whoever shows one
translates its template: `wording` of `widgets.text.language`, or of `app.trouble.terminal_language`. A text that is
kept, such as the reason of a stopped link, is a `Text` too: the language may change while it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

KOREAN: Final = "ko"
ENGLISH: Final = "en"

LOGGED: Final = "%"
"""The name of the arguments of a log line."""

_HANGUL: Final = re.compile("[가-힣]")


class Text(str):
    """A text in the language of the source, which knows how it was made.

    It is a `str`, so that logs, files and comparisons need not know it.

    Args:
        words: the text itself.
        context: the context of its translation; empty if the template is not translated, only its arguments.
        template: the text with `{name}` where an argument is inserted, as the catalogue lists it.
        arguments: what is inserted; those that are texts are translated too.
        language: of the source, `KOREAN` or `ENGLISH`; empty for a composition, whose parts have their own.
    """

    __slots__ = ("arguments", "context", "language", "template")

    arguments: Mapping[str, object]
    context: str
    language: str
    template: str

    def __new__(  # noqa: D102
        cls, words: str, context: str, template: str, arguments: Mapping[str, object], language: str = KOREAN
    ) -> Text:
        made = super().__new__(cls, words)
        made.context = context
        made.template = template
        made.arguments = arguments
        made.language = language
        return made

    def filled(self, arguments: tuple[object, ...]) -> Text:
        """Return the text of a log line with its arguments inserted for `%s` and the like."""
        if not arguments:
            return self
        return Text(self.template % arguments, self.context, self.template, {LOGGED: arguments}, self.language)

    def format(self, *_: object, **arguments: object) -> Text:
        """Return the text with its arguments inserted; they are given by name."""
        return Text(self.template.format(**arguments), self.context, self.template, arguments, self.language)


def translatable(context: str, text: str) -> Text:
    """Mark a text for translation; the catalogue's tool finds it by the name of this function.

    Args:
        context: groups the texts of one part of the program.
        text: in Korean, a literal in one piece; `{name}` stands for an argument of `format`.
    """
    return Text(text, context, text, {})


def in_english(context: str, text: str) -> Text:
    """Mark a text of the terminal for translation into Korean: its source is English, as command lines are.

    Args:
        context: groups the texts of one part of the program.
        text: in English; see `translatable`.
    """
    return Text(text, context, text, {}, ENGLISH)


def render(text: str, language: str, translate: Callable[[str, str], str]) -> str:
    """Return a text in a language; one that is no `Text` is returned as it is.

    Args:
        text: the text.
        language: the language, `KOREAN` or `ENGLISH`.
        translate: the translation of a template, given its context and itself.
    """
    if not isinstance(text, Text) or text.language == language:
        return text
    template = translate(text.context, text.template) if text.context else text.template
    if not text.arguments:
        return template

    def in_words(value: object) -> object:
        return render(value, language, translate) if isinstance(value, str) else value

    if isinstance(logged := text.arguments.get(LOGGED), tuple):
        return template % tuple(map(in_words, logged))
    return template.format(**{name: in_words(value) for name, value in text.arguments.items()})


def composed(template: str, **arguments: object) -> Text:
    """Put texts together; `template` has no words of its own."""
    return Text(template.format(**arguments), "", template, arguments, "")


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
