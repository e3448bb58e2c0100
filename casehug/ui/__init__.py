"""The design system: formats, icons, stylesheets, navigation, page slots, the pager."""
