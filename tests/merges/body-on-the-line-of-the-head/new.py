def f(): return 100


x = 2
