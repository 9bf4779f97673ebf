def f():
    one(1)
    two()
    three()
    four()
