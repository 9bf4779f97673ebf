LIMIT = 20


class A:
    pass
