def f():
    two()
    three()
    one()
    four()
