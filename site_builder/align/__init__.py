"""Places sections of notes on lessons."""
