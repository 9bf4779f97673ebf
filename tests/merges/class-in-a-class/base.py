class Outer:
    class Inner:
        a = 1

    def f(self):
        return self
