"""What participants may ask for: to be taken out again, to be named by no file, to be shared only as they agreed."""
