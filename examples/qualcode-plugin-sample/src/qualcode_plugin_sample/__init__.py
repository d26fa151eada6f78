"""A sample plug-in for qualcode: one file for each thing that it adds."""
