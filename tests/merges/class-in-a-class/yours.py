class Outer:
    class Inner:
        a = 1
        b = 2

    def f(self):
        return self
