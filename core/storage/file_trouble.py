"""Why a file could not be read or written, in the user's words instead of the system's English ones."""

from __future__ import annotations

import errno
from types import MappingProxyType
from typing import Final

from core.text import translatable

_REASONS: Final = MappingProxyType(
    {
        errno.ENOSPC: translatable("files", "디스크에 남은 공간이 없음"),
        errno.EDQUOT: translatable("files", "허용된 디스크 용량을 다 씀"),
        errno.EACCES: translatable("files", "권한이 없음"),
        errno.EPERM: translatable("files", "권한이 없음"),
        errno.EROFS: translatable("files", "쓸 수 없는 디스크"),
        errno.ENOENT: translatable("files", "파일이나 폴더가 없음"),
        errno.ENOTDIR: translatable("files", "폴더가 아님"),
        errno.EISDIR: translatable("files", "파일이 아니라 폴더임"),
        errno.ENAMETOOLONG: translatable("files", "이름이 너무 긺"),
        errno.EINVAL: translatable("files", "쓸 수 없는 이름이거나 파일이 아님"),
        errno.EIO: translatable("files", "디스크 오류"),
        errno.EBUSY: translatable("files", "다른 프로그램이 쓰는 중"),
        errno.ETXTBSY: translatable("files", "다른 프로그램이 쓰는 중"),
        errno.EMFILE: translatable("files", "열린 파일이 너무 많음"),
        errno.ENFILE: translatable("files", "열린 파일이 너무 많음"),
    }
)


def reason_of(error: OSError) -> str:
    """Return the reason without the path, which the caller names; a rare reason is in the system's own words."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__
