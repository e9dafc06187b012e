"""Large pieces of memory go back to the system as soon as they are free, in each process of the portal.

By default glibc raises its thresholds with the largest piece that was freed and keeps an arena for each thread, so that
a worker that has made one picture holds 80 MB more for as long as it runs.
"""

import ctypes

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8  # malloc.h
LARGE = 256 * 1024  # bytes


def return_memory() -> None:
    """Does nothing where the C library has no mallopt."""
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(M_ARENA_MAX, 1)
        mallopt(M_MMAP_THRESHOLD, LARGE)
        mallopt(M_TRIM_THRESHOLD, LARGE)
