def f(x):
    if x:
        a(1)
    else:
        b()
