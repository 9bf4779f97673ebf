# all of it is gone
MOST = 30

# for now
