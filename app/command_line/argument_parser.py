"""An `argparse` parser whose help and errors are in the language of the terminal.

Texts are translated only when they are shown: nearly every start shows none. What argparse itself says is English;
its few errors are recognised by their words.
"""

from __future__ import annotations

import argparse
import re
from typing import Final, NoReturn

from app.trouble.terminal_language import wording
from core.text import Text, in_english

_OF_ARGPARSE: Final = (
    (
        re.compile(r"argument (?P<option>[^:]+): (?P<problem>.*)", re.DOTALL),
        in_english("terminal", "argument {option}: {problem}"),
    ),
    (
        re.compile(r"unrecognized arguments: (?P<words>.*)", re.DOTALL),
        in_english("terminal", "unrecognized arguments: {words}"),
    ),
    (
        re.compile(r"invalid choice: (?P<value>.*) \(choose from (?P<choices>.*)\)", re.DOTALL),
        in_english("terminal", "invalid choice: {value} (choose from {choices})"),
    ),
    (re.compile(r"expected one argument"), in_english("terminal", "expected one argument")),
    (re.compile(r"expected at least one argument"), in_english("terminal", "expected at least one argument")),
)
"""The errors of argparse, and the same as texts of ours."""

_USAGE: Final = "usage: "


class ArgumentParser(argparse.ArgumentParser):
    """A parser without abbreviations, with an option for help.

    Args:
        prog: the program's name.
        description: what it does.
        epilog: below the help.
    """

    def __init__(self, prog: str, description: Text, epilog: Text | None = None) -> None:
        super().__init__(prog=prog, description=description, epilog=epilog, allow_abbrev=False, add_help=False)
        self._groups = [self.add_argument_group(in_english("terminal", "about the program"))]
        self._groups[0].add_argument(
            "-h", "--help", action="help", help=in_english("terminal", "show this help and exit")
        )

    @property
    def about(self) -> argparse._ArgumentGroup:
        """The group of the options that show something and leave."""
        return self._groups[0]

    def add_group(self, title: Text, description: Text | None = None) -> argparse._ArgumentGroup:
        """Add a group of options."""
        self._groups.append(self.add_argument_group(title, description))
        return self._groups[-1]

    def format_help(self) -> str:
        """Return the help in the language of the terminal."""
        self.description, self.epilog = wording(self.description or ""), wording(self.epilog or "")
        for group in self._groups:
            group.title = wording(group.title or "")
            group.description = wording(group.description or "") or None
        for action in self._actions:
            action.help = wording(action.help or "")
        return self._in_words(super().format_help())

    def format_usage(self) -> str:
        """Return the usage in the language of the terminal."""
        return self._in_words(super().format_usage())

    def error(self, message: str) -> NoReturn:
        """Print a problem below the usage, and leave with status 2."""
        text = in_english("terminal", "{program}: error: {problem}").format(program=self.prog, problem=problem(message))
        self.exit(2, f"{self.format_usage()}{wording(text)}\n")

    def _in_words(self, text: str) -> str:
        return text.replace(_USAGE, wording(in_english("terminal", "usage: ")), 1)


def problem(message: str) -> str:
    """Return an error of argparse as a text that can be translated; any other message is returned as it is."""
    if isinstance(message, Text):
        return message
    for pattern, text in _OF_ARGPARSE:
        if (found := pattern.fullmatch(message)) is not None:
            return text.format(**{name: problem(words) for name, words in found.groupdict().items()})
    return message
