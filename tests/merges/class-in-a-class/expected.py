class Outer:
    class Inner:
        a = 10
        b = 2

    def f(self):
        return self
