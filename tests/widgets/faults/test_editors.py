"""The editors of parameters; what they accept and show is tested with their rows."""

import pytest

from core.upbit.rest.faults import FaultChoice, FaultParameter
from widgets.faults.editors import WholeComboBox, editor_of

CHOICES = (FaultChoice("a", "ㄱ"), FaultChoice("b", "a choice of many more letters than the others"))


@pytest.mark.parametrize("points", [8, 12, 24])
def test_a_box_of_choices_is_never_narrower_than_its_longest_choice(application, points):
    box = editor_of(FaultParameter("kind", "종류", "choice", "a", choices=CHOICES))
    assert isinstance(box, WholeComboBox)
    font = box.font()
    font.setPointSize(points)
    box.setFont(font)
    for number, choice in enumerate(CHOICES):
        box.setItemText(number, choice.title)
    longest = box.fontMetrics().horizontalAdvance(CHOICES[1].title)
    assert box.minimumSizeHint().width() > longest
    assert box.maximumWidth() > longest
