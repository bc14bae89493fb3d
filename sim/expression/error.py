"""What is wrong with an expression, and where."""


class ExpressionError(ValueError):
    """An expression that cannot be read, or that cannot be worked out for a value.

    `message` is one plain sentence without a full stop. `column` is the place in the expression's text, counted in
    characters from 1 over all its lines, or None when the text is sound and the value is at fault.
    """

    def __init__(self, message: str, column: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.column = column
