def f():
    one()
    two()
    three()
    four()
