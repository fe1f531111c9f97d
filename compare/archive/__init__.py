"""Archives: copies, reused passages, origins and events among any number of articles."""
