LIMIT = 2
A = [1]
