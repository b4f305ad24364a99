"""What tells the C library to keep freed memory, for processes that compute (docs: mallopt)."""

ALLOCATOR = {name: str(1 << 34) for name in ("MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_")}
