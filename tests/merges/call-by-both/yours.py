def make():
    return Book(title='x', total=1, pages=2)
