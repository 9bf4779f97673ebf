def f(a):
    with a as b:
        b.one()
        b.two()
        if b:
            b.three()
    return a
