def f(a):
	with a as b:
		b.zero()
		b.one()
		b.two()
	return a
