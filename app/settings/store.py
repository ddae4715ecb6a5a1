"""The settings of one desk: their values, who follows them, and the file that keeps them.

The file is plain JSON, one line a setting, so that a user can edit it. Only values that differ from the default are in
it; names that this version does not know stay in it. A value that is not allowed is reset, and the file with it is kept
under another name.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from app.settings.declared import BY_NAME, SETTINGS
from app.settings.kinds import AnySetting, BadValue, Setting
from core.storage.aside import put_aside
from core.storage.private_folder import private_folder
from core.storage.whole_file import move, read_regular, stage

T = TypeVar("T")

LARGEST: Final = 256 * 1024
"""Bytes; no file of settings that a person edits is larger."""

_SHOWN: Final = 40
"""Characters of a bad value that are repeated in a message."""

_LONGEST_VALUE: Final = 10_000
"""Characters of one unknown value that are kept for a newer version."""


class Trouble(NamedTuple):
    """Something in the file that could not be used.

    Attributes:
        setting: whose value was reset; None if the whole file cannot be read.
        value: the bad value, shortened; or the reason why the file cannot be read.
        kept: where the file with the bad value was kept; None if it could not be.
    """

    setting: AnySetting | None
    value: str
    kept: Path | None


class Settings:
    """The values of all settings.

    A value of the command line holds for one run: it is used in place of the file's, and not written to it, until the
    user chooses another.

    Args:
        path: the file; None keeps nothing.

    Attributes:
        troubles: what could not be used of the file; the window shows it.
        changed: called after each change by the user or by `follow`ed code, to write the file later.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._chosen: dict[str, Any] = {}
        self._for_this_run: dict[str, Any] = {}
        self._unknown: dict[str, Any] = {}
        self._followers: dict[str, list[Callable[[], object]]] = {}
        self._written: str | None = None
        self._writing = threading.Lock()
        self.troubles: list[Trouble] = []
        self.changed: Callable[[], object] = lambda: None
        if path is not None:
            self._load(path)

    @property
    def path(self) -> Path | None:
        """The file; None if nothing is kept."""
        return self._path

    def __getitem__(self, setting: Setting[T]) -> T:
        """Return the value in use."""
        for values in (self._for_this_run, self._chosen):
            if setting.name in values:
                found: T = values[setting.name]
                return found
        return setting.default

    def is_default(self, setting: AnySetting) -> bool:
        """Whether the value in use is the default."""
        return bool(self[setting] == setting.default)

    def choose(self, setting: Setting[T], value: object) -> None:
        """Use and keep a value that the user chose.

        Raises:
            BadValue: it is not allowed; nothing changes.
        """
        read = setting.read(value)
        before = self[setting]
        self._for_this_run.pop(setting.name, None)
        if read == setting.default:
            self._chosen.pop(setting.name, None)
        else:
            self._chosen[setting.name] = read
        self._after(setting, before)

    def reset(self, setting: AnySetting) -> None:
        """Return to the default."""
        self.choose(setting, setting.default)

    def reset_all(self) -> Callable[[], None]:
        """Return to all defaults.

        Returns:
            What brings the values before back, but for settings that the user has changed again meanwhile.
        """
        before = dict(self._chosen), dict(self._for_this_run)
        for setting in SETTINGS:
            self.reset(setting)
        return partial(self._bring_back, *before)

    def _bring_back(self, chosen: Mapping[str, Any], for_this_run: Mapping[str, Any]) -> None:
        for setting in SETTINGS:
            before = self[setting]
            if before == setting.default:
                for values, earlier in ((self._chosen, chosen), (self._for_this_run, for_this_run)):
                    if setting.name in earlier:
                        values[setting.name] = earlier[setting.name]
                self._after(setting, before)

    def use_for_this_run(self, setting: Setting[T], value: object) -> None:
        """Use a value of the command line, without keeping it.

        Raises:
            BadValue: it is not allowed.
        """
        before = self[setting]
        self._for_this_run[setting.name] = setting.read(value)
        self._after(setting, before)

    def follow(self, setting: AnySetting, follower: Callable[[], object], *, at_once: bool = False) -> None:
        """Call `follower` after each change of a setting's value, as long as these settings live.

        Args:
            setting: the setting.
            follower: must live as long as the settings, or be removed by `unfollow`.
            at_once: whether to call it now as well.
        """
        self._followers.setdefault(setting.name, []).append(follower)
        if at_once:
            follower()

    def unfollow(self, follower: Callable[[], object]) -> None:
        """Remove a follower from all settings."""
        for followers in self._followers.values():
            followers[:] = [each for each in followers if each != follower]

    @property
    def follower_count(self) -> int:
        """Number of followers of all settings together."""
        return sum(len(followers) for followers in self._followers.values())

    def save(self) -> None:
        """Write the file if its content would change. May be called from any thread.

        Raises:
            OSError: it cannot be written; the file is then unchanged.
        """
        if self._path is None:
            return
        with self._writing:
            text = self._text()
            if text == self._written or (self._written is None and not self._path.exists() and text == "{}\n"):
                return
            private_folder(self._path.parent)
            move(stage(self._path, text.encode("utf-8", "surrogatepass")), self._path)
            self._written = text

    def _after(self, setting: AnySetting, before: object) -> None:
        if self[setting] != before:
            for follower in tuple(self._followers.get(setting.name, ())):
                follower()
        self.changed()

    def _text(self) -> str:
        content = {**self._unknown, **{name: self._chosen[name] for name in BY_NAME if name in self._chosen}}
        return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"

    def _load(self, path: Path) -> None:
        try:
            raw = read_regular(path, LARGEST)
            content = json.loads(raw)
            if not isinstance(content, dict):
                raise ValueError("it is not a JSON object")
        except (FileNotFoundError, NotADirectoryError):  # the latter: what should be the folder is a file
            return
        except (OSError, ValueError, RecursionError) as error:
            self.troubles.append(Trouble(None, str(error), put_aside(path)))
            return
        bad = list(self._take(content))
        if bad:
            kept = put_aside(path)
            self.troubles += [Trouble(setting, value, kept) for setting, value in bad]
        else:
            self._written = raw.decode("utf-8", "replace")

    def _take(self, content: dict[str, Any]) -> Iterator[tuple[AnySetting, str]]:
        """Use the allowed values of the file.

        Yields:
            Each setting whose value is not allowed, and that value, shortened.
        """
        for name, value in content.items():
            setting = BY_NAME.get(name)
            if setting is None:
                if _can_be_kept(value):
                    self._unknown[name] = value
                continue
            try:
                read = setting.read(value)
            except BadValue:
                yield setting, _shortened(value)
                continue
            if read != setting.default:
                self._chosen[name] = read


def _can_be_kept(value: object) -> bool:
    """Whether a value of an unknown name can be written again as it is."""
    try:
        return len(json.dumps(value, allow_nan=False)) <= _LONGEST_VALUE
    except ValueError:  # not a finite number
        return False


def _shortened(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


assert len(BY_NAME) == len(SETTINGS)
