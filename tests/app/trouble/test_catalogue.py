"""A compiled catalogue is read without Qt as Qt reads it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QTranslator

from app.trouble.catalogue import read_catalogue
from resources.packaging.translations import CATALOGUES

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda catalogue: catalogue.target)
def test_every_text_is_read_as_qt_reads_it(catalogue):
    translator = QTranslator()
    assert translator.load(str(ROOT / catalogue.compiled))
    found = read_catalogue((ROOT / catalogue.compiled).read_bytes())
    written = {
        (context.findtext("name"), message.findtext("source")): message.findtext("translation")
        for context in ET.parse(ROOT / catalogue.path).iter("context")
        for message in context.iter("message")
    }
    assert found == written
    assert all(translator.translate(context, source) == text for (context, source), text in found.items())


@pytest.mark.parametrize("data", [b"", b"<TS>", bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd69000000016300")])
def test_anything_else_is_refused(data):
    with pytest.raises(ValueError, match=r"catalogue|tag"):
        read_catalogue(data)
