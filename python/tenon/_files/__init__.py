"""The parts of tenon.serialization: the archive, the pickle that is written, the pickle that is read, and what it may name."""
