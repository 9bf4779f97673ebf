def make():
    return Book(title='x', total=1, pages=2, covers=3)
