"""The knowledge base: what the assistant knows, how it is checked and how it is kept."""
