"""The demo's firms: people, matters and papers. Nobody here exists."""
