"""Number formats of American Spanish (CLDR es-US), where Django's are those of Spain."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
TIME_FORMAT = "H:i"
