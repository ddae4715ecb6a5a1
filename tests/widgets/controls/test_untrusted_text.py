"""Text from an exchange becomes neither markup nor a shortcut nor a second line."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QTabBar, QWidget

from widgets.controls.untrusted_text import LONGEST_TIP, LONGEST_TITLE, set_tip, tip, title

HOSTILE = [
    "<b>굵게</b>",
    '<img src="/etc/passwd">',
    "앞 <img src=x> 뒤",
    "A & B",
    "A &amp; B",
    "&lt;b&gt;",
    "<?xml version='1.0'?>",
    "<!-- -->",
    "비트\n코인\t\x1b[31m",
    "\u202eBTC",
    "이름[*]",
    "가" * 300,
    "😀",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_title_is_plain_and_has_no_key(application, text):
    bar = QTabBar()
    bar.addTab(title(text))
    bar.setTabToolTip(0, title(text))
    assert not Qt.mightBeRichText(bar.tabToolTip(0))
    assert "&" not in bar.tabText(0)
    assert "[*]" not in bar.tabText(0)
    assert title(text).isprintable()
    assert len(title(text)) <= LONGEST_TITLE


@given(st.text(alphabet=st.sampled_from("<>&;/!?b lt\n\tq가=\"'x") | st.characters()))
def test_no_text_becomes_markup_or_is_changed_where_it_is_harmless(text):
    assert not Qt.mightBeRichText(title(text))
    assert title(title(text)) == title(text)
    shown = tip(text)
    if Qt.mightBeRichText(shown):
        document = QTextDocument()
        document.setHtml(shown)
        assert html.unescape(shown.removeprefix("<qt>").removesuffix("</qt>").replace("<br>", "\n")).splitlines()
        assert "<" not in shown.removeprefix("<qt>").removesuffix("</qt>").replace("<br>", "")


def test_names_as_they_are_in_the_market_stay_as_they_are():
    for name in ("비트코인 BTC/KRW · 1분", "엑스알피(리플) XRP", "1인치네트워크"):
        assert title(name) == tip(name) == name


def test_a_tip_shows_markup_letter_by_letter(application):
    document = QTextDocument()
    document.setHtml(tip('<img src="/x"> & <b>b</b>\n둘째'))
    assert document.toPlainText() == '<img src="/x"> & <b>b</b>\n둘째'


def test_a_long_tip_is_wrapped_and_a_very_long_one_is_cut():
    assert tip("a " * 100).startswith("<qt>")
    assert len(tip("b" * 100_000)) <= LONGEST_TIP + len("<qt></qt>")
    assert len(tip("줄\n" * 400).splitlines()) == 20


def test_a_widget_is_given_its_tip(application):
    widget = QWidget()
    set_tip(widget, "<b>x</b>")
    assert widget.toolTip() == "<qt>&lt;b&gt;x&lt;/b&gt;</qt>"
    set_tip(widget, "")
    assert widget.toolTip() == ""
