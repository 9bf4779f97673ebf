class Outer:
    class Inner:
        a = 10

    def f(self):
        return self
