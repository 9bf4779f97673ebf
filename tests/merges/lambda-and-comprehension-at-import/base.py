LIMIT = 1
A = [1]
