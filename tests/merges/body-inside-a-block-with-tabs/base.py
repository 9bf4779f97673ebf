def f(a):
    with a as b:
        b.one()
        b.two()
    return a
