"""The Python remainder of the vision plugin; everything else appears as `tenon.vision` by registration."""
