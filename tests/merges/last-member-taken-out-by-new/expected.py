LIMIT = 30


class A:
    pass
