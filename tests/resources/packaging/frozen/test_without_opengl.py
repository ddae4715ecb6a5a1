"""The replacement of Qt's OpenGL modules is sufficient for pyqtgraph."""

import subprocess
import sys

PROBE = """
import sys
from resources.packaging.frozen import without_opengl
sys.modules["PySide6.QtOpenGL"] = sys.modules["PySide6.QtOpenGLWidgets"] = without_opengl
import widgets.chart.view
print(sorted(name for name in sys.modules if name.startswith("PySide6.QtOpenGL")))
"""


def test_the_chart_loads_without_it():
    ended = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout.strip() == "['PySide6.QtOpenGL', 'PySide6.QtOpenGLWidgets']"
