# all of it is gone

# for now
