"""Values that every stage shares; nothing here reads, writes or decides."""
