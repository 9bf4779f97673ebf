def f(a):
	with a as b:
		b.zero()
		b.one()
		b.two()
		if b:
			b.three()
	return a
