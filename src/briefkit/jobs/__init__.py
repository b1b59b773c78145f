"""What the commands do, one module each. They neither read arguments nor print; `commands` does."""
