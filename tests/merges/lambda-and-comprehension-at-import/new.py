LIMIT = 1
A = [1]
B = [a for a in A]
