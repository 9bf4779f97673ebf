def f(): return 10


x = 2
