"""SHA256SUMS."""

import hashlib
import shutil
import subprocess

import pytest

from resources.packaging.checksums import sums


def test_a_line_a_file_in_the_order_of_their_names(tmp_path):
    for name in ("b", "a"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    digests = [hashlib.sha256(name.encode()).hexdigest() for name in "ab"]
    assert sums([tmp_path / "b", tmp_path / "a"]) == f"{digests[0]}  a\n{digests[1]}  b\n"


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum")
def test_sha256sum_reads_it(tmp_path):
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "SHA256SUMS").write_text(sums([tmp_path / "a"]), encoding="utf-8")
    checked = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(checked, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "a").write_bytes(b"b")
    assert subprocess.run(checked, cwd=tmp_path, capture_output=True, check=False).returncode == 1
