"""The catalogues are complete, agree with the sources, and are compiled."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from core.text import has_hangul
from resources.packaging.translations import (
    CATALOGUES,
    ENGLISH,
    KOREAN,
    Catalogue,
    TranslationFailed,
    compile_catalogue,
    fault_texts,
    update,
)

ROOT = Path(__file__).parents[3]

NOT_SHOWN = {
    "core/engine/pending_task.py": "log lines of the seeds, below the level that a notice shows",
    "core/market/search.py": "the letters that names are searched by",
    "core/text.py": "the range of the letters",
    "core/upbit/refusal/retry_after.py": "words of the exchange that are read, not shown",
    "widgets/engine_monitor/units.py": "units of a table for each language",
    "widgets/paint/row_table.py": "letters that are measured, not shown",
    "widgets/text/formats.py": "units of a table for each language",
    "widgets/trades/words.py": "units of a table for each language",
}
"""Sources with Korean texts that need no translation -> why."""


class Message(NamedTuple):
    catalogue: Catalogue
    context: str
    source: str
    translation: str


def messages(*catalogues: Catalogue) -> list[Message]:
    return [
        Message(catalogue, context.findtext("name", ""), each.findtext("source", ""), each.findtext("translation", ""))
        for catalogue in catalogues
        for context in ET.parse(ROOT / catalogue.path).iter("context")
        for each in context.iter("message")
    ]


def shown_texts() -> Iterator[tuple[str, str]]:
    """Every Korean text in our sources that is no docstring, and where it stands."""
    for path in sorted(path for room in ("app", "core", "widgets") for path in (ROOT / room).rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        if place.startswith("core/simulator/") or place in NOT_SHOWN:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        # Words that find a command, in both languages.
        words = [node for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "words"]
        alone |= {id(part) for node in words for part in ast.walk(node)}
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) and id(node) not in alone else None
            if isinstance(text, str) and has_hangul(text):
                yield text, f"{place}:{node.lineno}"


def test_every_text_in_the_sources_is_in_the_catalogue():
    known = {message.source for message in messages(ENGLISH)}
    assert [f"{place}: {text}" for text, place in shown_texts() if text not in known] == []


def test_every_text_of_the_faults_is_in_the_catalogue():
    assert set(fault_texts()) <= {message.source for message in messages(ENGLISH) if message.context == "faults"}


def test_what_needs_no_translation_is_there():
    assert all(has_hangul((ROOT / place).read_text("utf-8")) for place in NOT_SHOWN)


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda catalogue: catalogue.target)
def test_a_catalogue_agrees_with_the_sources(catalogue, tmp_path):
    copy = Path(shutil.copy(ROOT / catalogue.path, tmp_path))
    update(ROOT, catalogue, copy)
    assert copy.read_text("utf-8") == (ROOT / catalogue.path).read_text("utf-8"), "stale: make translations"


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda catalogue: catalogue.target)
def test_the_compiled_catalogue_agrees_with_it(catalogue, tmp_path):
    compile_catalogue(ROOT, ROOT / catalogue.path, tmp_path / "made.qm")
    assert (tmp_path / "made.qm").read_bytes() == (ROOT / catalogue.compiled).read_bytes(), "stale: make translations"


def test_a_text_without_a_translation_is_refused(tmp_path):
    catalogue = tmp_path / "made.ts"
    whole = (ROOT / ENGLISH.path).read_text("utf-8")
    catalogue.write_text(whole.replace("<translation>", '<translation type="unfinished">', 1), "utf-8")
    with pytest.raises(TranslationFailed, match="unfinished"):
        compile_catalogue(ROOT, catalogue, tmp_path / "made.qm")


def arguments(text: str) -> list[str]:
    return sorted(re.findall(r"\{[^{}]*\}|%[.\d]*[sdf]", text))


def faults_of(message: Message) -> Iterator[str]:
    """What is wrong with a translation."""
    source, translation = message.source, message.translation
    if not translation.strip():
        yield "is empty"
    if arguments(translation) != arguments(source):
        yield f"has other arguments: {translation}"
    if message.catalogue is not KOREAN and has_hangul(translation):
        yield f"is Korean: {translation}"
    if translation.count("\t") != source.count("\t"):
        yield "has another number of tabs"
    if translation.count("&") != source.count("&"):
        yield f"has another number of marked letters: {translation}"


def test_each_translation_has_the_arguments_of_its_text_and_no_korean():
    all_of_them = messages(*CATALOGUES)
    assert len(all_of_them) > 1_000
    wrong = [f"{each.context}: {each.source}: {fault}" for each in all_of_them for fault in faults_of(each)]
    assert wrong == []


@pytest.mark.parametrize(
    ("other", "usual"),
    [
        ("candle unit", "candle interval"),
        ("trying again in", "retrying in"),
        ("trying again at", "retrying at"),
        ("retry in", "retrying in"),
        ("to newest", "go to newest"),
    ],
)
def test_english_has_one_word_for_one_thing(other, usual):
    texts = [message.translation.casefold() for message in messages(ENGLISH)]
    assert any(usual in text for text in texts)
    assert [text for text in texts if other in text.replace(usual, "")] == []


def test_arguments_of_a_log_line_keep_their_order():
    for message in messages(ENGLISH):
        if message.context == "log":
            found = [re.findall(r"%[.\d]*[a-z]", text) for text in (message.source, message.translation)]
            assert found[0] == found[1], message.source
