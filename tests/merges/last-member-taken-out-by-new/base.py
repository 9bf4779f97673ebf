LIMIT = 20


class A:
    x = 1
