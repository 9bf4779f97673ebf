LIMIT = 30


class A:
    x = 1
