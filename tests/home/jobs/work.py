class Work:
    """A job whose calls return or raise the given values, one after the other."""

    def __init__(self, *results: int | Exception) -> None:
        self.results = list(results)
        self.seen: list = []

    def __call__(self, *, now):
        self.seen.append(now)
        result = self.results.pop(0) if self.results else 0
        if isinstance(result, Exception):
            raise result
        return result
