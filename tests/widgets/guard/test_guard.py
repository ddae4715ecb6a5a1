"""Canvases that raise or are slow, on a panel that only records the calls."""

from __future__ import annotations

import logging
import threading

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsObject,
    QGraphicsScene,
    QGraphicsView,
    QListView,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)
from shiboken6 import delete

from looks import DARK
from widgets.guard.error_budget import SLOW_AFTER
from widgets.guard.guard import (
    FailureHandler,
    guarded,
    guarded_cell,
    guarded_or,
    guarded_paint,
    handler_of,
    report_failure,
)
from work import work_for

pytestmark = pytest.mark.fails_on_purpose


class Sheet(QWidget):
    """The panel responsible for the canvas inside."""

    def __init__(self) -> None:
        super().__init__()
        self.errors: list[Exception] = []
        self.slow: list[float] = []
        self.paintings: list[float] = []

    def failed(self, error: Exception) -> None:
        self.errors.append(error)

    def was_slow(self, seconds: float) -> None:
        self.slow.append(seconds)

    def painting_took(self, seconds: float) -> None:
        self.paintings.append(seconds)


class Canvas(QWidget):
    """Paints a red field, and then does what the test has set."""

    def __init__(self, act=lambda: None, opaque: bool = True) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, opaque)
        self.act = act

    @guarded_paint
    def paintEvent(self, event):
        painter = QPainter(self)
        painter.save()
        painter.fillRect(self.rect(), Qt.GlobalColor.red)
        self.act()
        painter.restore()


class Item(QGraphicsObject):
    def boundingRect(self):
        return self.scene().sceneRect()

    @guarded_paint
    def paint(self, painter, option, widget=None):
        raise ValueError("item")


class Delegate(QStyledItemDelegate):
    @guarded_cell
    def paint(self, painter, option, index):
        raise ValueError(f"cell {index.row()}")


class Field(QWidget):
    """Raises whenever Qt calls it."""

    @guarded
    def resizeEvent(self, event):
        raise ValueError("resize")

    @guarded_or(QSize(7, 8))
    def sizeHint(self):
        raise ValueError("size")


class Boundless(QGraphicsObject):
    @guarded_or(QRectF(0, 0, 1, 1))
    def boundingRect(self):
        raise ValueError("bounds")

    @guarded_paint
    def paint(self, painter, option, widget=None):
        pass


class Rows(QAbstractListModel):
    def rowCount(self, parent=QModelIndex()):  # noqa: B008 - Qt's signature
        return 2

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return None


@pytest.fixture
def sheet(qtbot) -> Sheet:
    made = Sheet()
    qtbot.addWidget(made)
    made.resize(200, 100)
    QVBoxLayout(made).setContentsMargins(0, 0, 0, 0)
    return made


def put(sheet: Sheet, canvas: QWidget) -> None:
    sheet.layout().addWidget(canvas)
    sheet.show()


def fail() -> None:
    raise ValueError("paint")


def test_what_paints_well_is_left_alone(sheet):
    put(sheet, canvas := Canvas())
    assert canvas.grab().toImage().pixelColor(5, 5) == Qt.GlobalColor.red
    assert not sheet.errors
    assert not sheet.slow


def test_a_failed_paint_is_reported_and_its_placeholder_names_the_failure(sheet, caplog):
    put(sheet, canvas := Canvas(fail))
    image = canvas.grab().toImage()
    assert [str(error) for error in sheet.errors] == ["paint"] * len(sheet.errors) != []
    assert image.pixelColor(5, 5) == DARK.panel
    assert any(image.pixelColor(x, y).hue() == DARK.bad.hue() for x in range(200) for y in range(100))
    assert not caplog.records, "the panel decides what the log hears"


def test_it_paints_again_as_soon_as_it_can(sheet):
    put(sheet, canvas := Canvas(fail))
    canvas.grab()
    canvas.act = lambda: None
    assert canvas.grab().toImage().pixelColor(5, 5) == Qt.GlobalColor.red


def test_what_is_see_through_is_left_see_through(sheet):
    put(sheet, canvas := Canvas(fail, opaque=False))
    assert canvas.grab().toImage().pixelColor(5, 90) == Qt.GlobalColor.red


def test_a_slow_paint_is_reported(sheet):
    put(sheet, canvas := Canvas(lambda: work_for(SLOW_AFTER * 1.2)))
    canvas.grab()
    assert sheet.slow
    assert min(sheet.slow) > SLOW_AFTER
    assert not sheet.errors


def test_what_only_waits_is_not_blamed_for_a_busy_machine(sheet):
    put(sheet, canvas := Canvas(lambda: threading.Event().wait(SLOW_AFTER * 1.2)))
    canvas.grab()
    assert not sheet.slow


def test_an_item_of_a_scene_belongs_to_the_panel_its_view_is_on(sheet):
    view = QGraphicsView()
    view.setScene(QGraphicsScene(0, 0, 50, 50, view))
    item = Item()
    item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
    view.scene().addItem(item)
    put(sheet, view)
    view.grab()
    assert {str(error) for error in sheet.errors} == {"item"}


def test_a_delegate_belongs_to_the_panel_its_table_is_on(sheet):
    view = QListView()
    rows = Rows(view)
    view.setModel(rows)
    view.setItemDelegate(Delegate(view))
    put(sheet, view)
    view.grab()
    assert {str(error) for error in sheet.errors} == {"cell 0", "cell 1"}


def test_the_time_of_each_painting_is_told_to_its_panel_and_none_of_it_twice(sheet):
    """What the items of a scene take is part of the painting of their view."""

    class Working(Item):
        @guarded_paint
        def paint(self, painter, option, widget=None):
            work_for(0.01)

    class View(QGraphicsView):
        @guarded_paint
        def paintEvent(self, event):
            super().paintEvent(event)

    scene = QGraphicsScene(0, 0, 50, 50)
    item = Working()
    scene.addItem(item)
    parts = (View(scene), Canvas(lambda: work_for(0.02)))
    for each in parts:
        each.setFixedSize(50, 50)
        put(sheet, each)
        each.grab()  # the first painting of a process also loads what all need
    sheet.paintings.clear()
    for each in parts:
        each.grab()
    assert [round(seconds, 2) for seconds in sorted(sheet.paintings)] == [0.01, 0.02]
    assert not sheet.slow


def test_a_failure_outside_of_panels_is_logged(qtbot, caplog):
    canvas = Canvas(fail)
    qtbot.addWidget(canvas)
    with caplog.at_level(logging.ERROR):
        canvas.grab()
    assert "failed" in caplog.text
    assert "ValueError: paint" in caplog.text


def test_a_panel_answers_for_itself_and_for_what_lies_in_it(sheet):
    put(sheet, canvas := Canvas())
    assert isinstance(sheet, FailureHandler)
    assert handler_of(sheet) is handler_of(canvas) is sheet
    assert handler_of(object(), canvas) is sheet
    assert handler_of(QWidget()) is None


def test_what_qt_has_deleted_belongs_to_nobody(application, caplog):
    sheet = Sheet()
    delete(sheet)
    assert handler_of(sheet) is None
    report_failure(ValueError("late"), sheet)
    assert "late" in caplog.text


def test_a_failed_event_handler_is_reported(sheet):
    put(sheet, Field())
    assert {str(error) for error in sheet.errors} == {"resize", "size"}


def test_qt_is_given_the_harmless_answer_instead(sheet):
    put(sheet, field := Field())
    sheet.errors.clear()
    assert QWidgetItem(field).sizeHint() == QSize(7, 8)
    assert [str(error) for error in sheet.errors] == ["size"], "once"


def test_an_item_that_is_handed_no_widget_is_found_by_its_scene(sheet):
    view = QGraphicsView()
    view.setScene(QGraphicsScene(0, 0, 50, 50, view))
    put(sheet, view)
    view.scene().addItem(item := Boundless())
    sheet.errors.clear()
    assert item.sceneBoundingRect() == QRectF(0, 0, 1, 1)
    assert [str(error) for error in sheet.errors] == ["bounds"]


def test_a_guard_hands_on_what_it_is_given_and_answers_what_it_is_answered(application):
    class Adder:
        @guarded_or(0)
        def add(self, one, *, other=1):
            return one + other

    assert Adder().add(1) == 2
    assert Adder().add(1, other=5) == 6


def test_a_panel_whose_report_fails_raises_nothing(application, caplog):
    class Deaf(Sheet):
        def failed(self, error):
            raise KeyError("deaf")

    report_failure(ValueError("said"), Deaf())
    assert "said" in caplog.text
    assert "deaf" in caplog.text


def test_a_request_to_quit_is_not_taken_for_an_error(application):
    class Leaving:
        @guarded
        def leave(self):
            raise SystemExit(3)

    with pytest.raises(SystemExit):
        Leaving().leave()
